import { join } from 'node:path'
import { openSqliteChain } from '../../src/store/sqlite-chain-reader.ts'
import { auditContract } from './contract-audit.ts'
import { openFileStore } from './open-file-store.ts'

auditContract('SQLite', async () => {
  const opened = openFileStore()
  return { ...opened, openChain: () => openSqliteChain(join(opened.folder, 'house.sqlite')) }
})
