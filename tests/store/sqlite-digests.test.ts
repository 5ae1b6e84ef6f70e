import { digestContract } from './contract-digests.ts'
import { openFileStore } from './open-file-store.ts'

digestContract('SQLite', async () => openFileStore())
