import { historyContract } from './contract-history.ts'
import { openFileStore } from './open-file-store.ts'

historyContract('SQLite', async () => openFileStore())
