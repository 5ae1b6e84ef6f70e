import { callStore } from '../../src/store/call-queries.ts'
import { greetingStore } from '../../src/store/greeting-queries.ts'
import { greetingContract } from './contract-greetings.ts'
import { openPostgres } from './postgres.ts'

greetingContract('PostgreSQL', async () => {
  const { engine, close } = await openPostgres()
  return { store: { ...callStore(engine), ...greetingStore(engine) }, close }
})
