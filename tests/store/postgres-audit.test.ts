import { openPostgresChain } from '../../src/store/postgres-chain-reader.ts'
import { auditContract } from './contract-audit.ts'
import { openPostgresStore } from './open-postgres-store.ts'

auditContract('PostgreSQL', async () => {
  const opened = await openPostgresStore()
  return { ...opened, openChain: () => openPostgresChain(opened.url) }
})
