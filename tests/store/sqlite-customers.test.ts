import { customerContract } from './contract-customers.ts'
import { openFileStore } from './open-file-store.ts'

customerContract('SQLite', async () => openFileStore())
