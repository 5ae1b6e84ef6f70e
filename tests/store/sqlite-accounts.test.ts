import { describe, expect, it } from 'vitest'
import { accountStore } from '../../src/store/account-queries.ts'
import { openSqlite } from '../../src/store/sqlite-connection.ts'
import { sqliteEngine } from '../../src/store/sqlite-engine.ts'
import { timeIds } from '../../src/store/time-id.ts'
import { accountContract } from './contract-accounts.ts'

accountContract('SQLite', async () => {
  const connection = openSqlite(':memory:')
  return {
    store: accountStore(sqliteEngine(connection), timeIds(0)),
    sql: async (text, ...values) => connection.prepare(text).all(...values) as Record<string, unknown>[],
    close: () => connection.close(),
  }
})

describe('the audit on SQLite', () => {
  it('takes the next id when another process has made the same one', async () => {
    const connection = openSqlite(':memory:')
    const entry = { at: 1_800_000_000_000, accountId: null, action: 'signed-in', subject: 'a', detail: '' }
    await accountStore(sqliteEngine(connection), timeIds(0)).audit(entry)
    await accountStore(sqliteEngine(connection), timeIds(0)).audit(entry)
    expect(connection.prepare('select count(*) as n from audit').get()).toEqual({ n: 2 })
    await connection.close()
  })
})
