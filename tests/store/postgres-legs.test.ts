import { callStore } from '../../src/store/call-queries.ts'
import { deskStore } from '../../src/store/desk-queries.ts'
import { legStore } from '../../src/store/leg-queries.ts'
import { legContract } from './contract-legs.ts'
import { openPostgres } from './postgres.ts'

legContract('PostgreSQL', async () => {
  const { engine, close } = await openPostgres()
  return { store: { ...callStore(engine), ...deskStore(engine), ...legStore(engine) }, close }
})
