import { factContract } from './contract-facts.ts'
import { openPostgresStore } from './open-postgres-store.ts'

factContract('PostgreSQL', () => openPostgresStore())
