import { nameTokens, rowTokens } from '../../src/history/search-tokens.ts'
import { historyStore } from '../../src/store/interaction-queries.ts'
import { openConnections } from '../../src/store/postgres-connections.ts'
import { postgresEngine } from '../../src/store/postgres-engine.ts'
import { postgresTextIndex } from '../../src/store/postgres-text-index.ts'
import { openSqlite } from '../../src/store/sqlite-connection.ts'
import { sqliteEngine } from '../../src/store/sqlite-engine.ts'
import { sqliteTextIndex } from '../../src/store/sqlite-text-index.ts'
import { timeIds } from '../../src/store/time-id.ts'
import { noSearch } from './no-search.ts'

/** A process of its own that makes a house's index anew, and is killed when it reads this row's words. */
const [place = '', dieAt = '0'] = process.argv.slice(2)
let told = 0
const rows: typeof rowTokens = (row) => {
  told++
  if (told === Number(dieAt)) process.kill(process.pid, 'SIGKILL')
  return rowTokens(row)
}
const store = place.startsWith('postgres:') ? await openPostgres() : openFile()
while (await store.rebuildIndex(10, { rows, names: nameTokens }));
process.exit(0)

function openFile() {
  return historyStore(sqliteEngine(openSqlite(place)), timeIds(0), sqliteTextIndex, noSearch)
}

async function openPostgres() {
  const connections = openConnections({ url: place, most: 2, statementMs: 10_000, keepAliveMs: 0 })
  const engine = postgresEngine({ connections, elapsed: () => performance.now() })
  return historyStore(engine, timeIds(0), postgresTextIndex, noSearch)
}
