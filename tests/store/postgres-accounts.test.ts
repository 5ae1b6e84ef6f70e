import { accountStore } from '../../src/store/account-queries.ts'
import { timeIds } from '../../src/store/time-id.ts'
import { accountContract } from './contract-accounts.ts'
import { openPostgres } from './postgres.ts'

accountContract('PostgreSQL', async () => {
  const { engine, sql, close } = await openPostgres()
  return { store: accountStore(engine, timeIds(0)), sql, close }
})
