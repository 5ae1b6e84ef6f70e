import { factContract } from './contract-facts.ts'
import { openFileStore } from './open-file-store.ts'

factContract('SQLite', async () => openFileStore())
