import { historyContract } from './contract-history.ts'
import { openPostgresStore } from './open-postgres-store.ts'

historyContract('PostgreSQL', () => openPostgresStore())
