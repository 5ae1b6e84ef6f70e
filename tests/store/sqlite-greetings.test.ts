import { callStore } from '../../src/store/call-queries.ts'
import { greetingStore } from '../../src/store/greeting-queries.ts'
import { openSqlite } from '../../src/store/sqlite-connection.ts'
import { sqliteEngine } from '../../src/store/sqlite-engine.ts'
import { greetingContract } from './contract-greetings.ts'

greetingContract('SQLite', async () => {
  const connection = openSqlite(':memory:')
  const engine = sqliteEngine(connection)
  return {
    store: { ...callStore(engine), ...greetingStore(engine) },
    close: async () => connection.close(),
  }
})
