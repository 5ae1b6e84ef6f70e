import { callStore } from '../../src/store/call-queries.ts'
import { deskStore } from '../../src/store/desk-queries.ts'
import { legStore } from '../../src/store/leg-queries.ts'
import { openSqlite } from '../../src/store/sqlite-connection.ts'
import { sqliteEngine } from '../../src/store/sqlite-engine.ts'
import { legContract } from './contract-legs.ts'

legContract('SQLite', async () => {
  const connection = openSqlite(':memory:')
  const engine = sqliteEngine(connection)
  return {
    store: { ...callStore(engine), ...deskStore(engine), ...legStore(engine) },
    close: async () => connection.close(),
  }
})
