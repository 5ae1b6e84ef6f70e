import { digestContract } from './contract-digests.ts'
import { openPostgresStore } from './open-postgres-store.ts'

digestContract('PostgreSQL', () => openPostgresStore())
