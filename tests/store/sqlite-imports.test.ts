import { importContract } from './contract-imports.ts'
import { openFileStore } from './open-file-store.ts'

importContract('SQLite', async () => openFileStore())
