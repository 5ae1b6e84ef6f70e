import { expect, it } from 'vitest'
import { accountStore } from '../../src/store/account-queries.ts'
import { callStore } from '../../src/store/call-queries.ts'
import { deskStore } from '../../src/store/desk-queries.ts'
import type { DeskStore } from '../../src/store/desk-store.ts'
import { openSqlite } from '../../src/store/sqlite-connection.ts'
import { sqliteEngine } from '../../src/store/sqlite-engine.ts'
import { timeIds } from '../../src/store/time-id.ts'
import { deskContract } from './contract-desks.ts'

deskContract('SQLite', async () => {
  const connection = openSqlite(':memory:')
  return {
    store: {
      ...accountStore(sqliteEngine(connection), timeIds(0)),
      ...callStore(sqliteEngine(connection)),
      ...deskStore(sqliteEngine(connection)),
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
  await use(deskStore(sqliteEngine({ ...connection, prepare })))
  const plans = [...statements].flatMap((text) => {
    const nothing = [...text.matchAll(/\?/g)].map(() => null)
    return connection.prepare(`explain query plan ${text}`).all(...nothing) as { detail: string }[]
  })
  await connection.close()
  return plans.map((step) => step.detail).join('\n')
}

it('reads a desk by its open pops, not by all that the agent ever had', async () => {
  const plans = await plansOf((store) => store.readDesks(['alice']))
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
