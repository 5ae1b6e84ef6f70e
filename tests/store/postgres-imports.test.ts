import { importContract } from './contract-imports.ts'
import { openPostgresStore } from './open-postgres-store.ts'

importContract('PostgreSQL', () => openPostgresStore())
