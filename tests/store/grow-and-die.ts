import Database from 'better-sqlite3'
import { openConnections } from '../../src/store/postgres-connections.ts'
import { ensureSchema } from '../../src/store/postgres-schema.ts'
import { migrate } from '../../src/store/sqlite-migrations.ts'

/** A process of its own that grows a database by all migrations and is killed just before the statement of this number. */
const [database = '', dieAt = '0'] = process.argv.slice(2)
let told = 0
const tell = (): void => {
  told++
  if (told === Number(dieAt)) process.kill(process.pid, 'SIGKILL')
}
if (database.startsWith('postgres:')) {
  const connections = openConnections({ url: database, most: 1, statementMs: 10_000, keepAliveMs: 0 })
  await ensureSchema(connections, undefined, tell)
  await connections.close()
} else {
  const db = new Database(database)
  db.pragma('journal_mode = WAL')
  migrate(db, tell)
}
