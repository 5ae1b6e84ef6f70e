import { customerContract } from './contract-customers.ts'
import { openPostgresStore } from './open-postgres-store.ts'

customerContract('PostgreSQL', () => openPostgresStore())
