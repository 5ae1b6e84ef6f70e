import { expect, it } from 'vitest'
import type { DeskStore } from '../../src/store/desk-store.ts'
import { sqliteAccountStore } from '../../src/store/sqlite-accounts.ts'
import { sqliteCallStore } from '../../src/store/sqlite-calls.ts'
import { openSqlite } from '../../src/store/sqlite-connection.ts'
import { sqliteDeskStore } from '../../src/store/sqlite-desks.ts'
import { timeIds } from '../../src/store/time-id.ts'
import { deskContract } from './contract-desks.ts'

deskContract('SQLite', async () => {
  const connection = openSqlite(':memory:')
  return {
    store: {
      ...sqliteAccountStore(connection, timeIds(0)),
      ...sqliteCallStore(connection),
      ...sqliteDeskStore(connection),
    },
    sql: async (text, ...values) => {
      const statement = connection.prepare(text)
      if (statement.reader) return statement.all(...values) as Record<string, unknown>[]
      statement.run(...values)
      return []
    },
    close: () => connection.close(),
  }
})

/** The plans of all statements that `use` makes on a store. */
async function plansOf(use: (store: DeskStore) => Promise<unknown>): Promise<string> {
  const connection = openSqlite(':memory:')
  const statements = new Set<string>()
  const prepare = (text: string) => {
    statements.add(text)
    return connection.prepare(text)
  }
  await use(sqliteDeskStore({ ...connection, prepare }))
  const plans = [...statements].flatMap((text) => {
    const nothing = [...text.matchAll(/\?/g)].map(() => null)
    return connection.prepare(`explain query plan ${text}`).all(...nothing) as { detail: string }[]
  })
  await connection.close()
  return plans.map((step) => step.detail).join('\n')
}

it('reads a desk by its open pops, not by all that the agent ever had', async () => {
  const plans = await plansOf((store) => store.readDesk('alice'))
  expect(plans).toContain('SEARCH pop USING INDEX pop_open (account_id=?)')
})

it('reads live calls by the index of live calls, not by all that there ever were', async () => {
  const plans = await plansOf((store) => store.readLiveCalls(10))
  expect(plans).toContain('SEARCH c USING INDEX call_live')
})

it('reads a page of recent calls by the index of the agent’s offers', async () => {
  const plans = await plansOf((store) => store.readRecentCalls('alice', 1, 10))
  expect(plans).toContain('SEARCH p USING INDEX pop_recent (account_id=? AND offered_at<?)')
  expect(plans).not.toContain('SCAN c')
})
