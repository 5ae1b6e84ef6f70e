import { accountStore } from '../../src/store/account-queries.ts'
import { callStore } from '../../src/store/call-queries.ts'
import { deskStore } from '../../src/store/desk-queries.ts'
import { timeIds } from '../../src/store/time-id.ts'
import { deskContract } from './contract-desks.ts'
import { openPostgres } from './postgres.ts'

deskContract('PostgreSQL', async () => {
  const { engine, sql, close } = await openPostgres()
  return {
    store: { ...accountStore(engine, timeIds(0)), ...callStore(engine), ...deskStore(engine) },
    sql,
    close,
  }
})
