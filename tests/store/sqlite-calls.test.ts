import { nameTokens } from '../../src/history/search-tokens.ts'
import { accountStore } from '../../src/store/account-queries.ts'
import { callStore } from '../../src/store/call-queries.ts'
import { caseStore } from '../../src/store/case-queries.ts'
import { customerStore } from '../../src/store/customer-queries.ts'
import { deskStore } from '../../src/store/desk-queries.ts'
import { historyStore } from '../../src/store/interaction-queries.ts'
import { openSqlite } from '../../src/store/sqlite-connection.ts'
import { sqliteEngine } from '../../src/store/sqlite-engine.ts'
import { sqliteTextIndex } from '../../src/store/sqlite-text-index.ts'
import { taskStore } from '../../src/store/task-queries.ts'
import { timeIds } from '../../src/store/time-id.ts'
import { callContract } from './contract-calls.ts'
import { noSearch } from './no-search.ts'

callContract('SQLite', async () => {
  const connection = openSqlite(':memory:')
  const engine = sqliteEngine(connection)
  const ids = timeIds(0)
  return {
    store: {
      ...accountStore(engine, ids),
      ...callStore(engine),
      ...deskStore(engine),
      ...customerStore(engine, ids, sqliteTextIndex, nameTokens),
      ...caseStore(engine, ids),
      ...taskStore(engine, ids),
      ...historyStore(engine, ids, sqliteTextIndex, noSearch),
    },
    sql: async (text, ...values) => connection.prepare(text).all(...values) as Record<string, unknown>[],
    close: () => connection.close(),
  }
})
