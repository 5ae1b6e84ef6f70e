import { sqliteAccountStore } from './sqlite-accounts.ts'
import { sqliteCallStore } from './sqlite-calls.ts'
import { openSqlite } from './sqlite-connection.ts'
import { type Custody, type CustodySettings, takeCustody } from './sqlite-custody.ts'
import { sqliteCustomerStore } from './sqlite-customers.ts'
import { sqliteDeskStore } from './sqlite-desks.ts'
import { sqliteHistoryStore } from './sqlite-history.ts'
import { sqliteImportStore } from './sqlite-imports.ts'
import type { NameTokens } from './sqlite-name-index.ts'
import { openSearchThread } from './sqlite-search-thread.ts'
import type { Store } from './store.ts'

export interface SqliteSettings {
  readonly file: string
  /** See timeIds(). */
  readonly ids: (at: number) => number
  readonly nameTokens: NameTokens
  /** The module that the search thread checks its hits with. */
  readonly searchReader: URL
}

/** The whole store on one SQLite file, for a command beside a server that may be running. */
export function openSqliteStore(settings: SqliteSettings): Store {
  const connection = openSqlite(settings.file)
  return storeOn({ connection, trouble: () => null, close: connection.close }, settings)
}

/** The store for the one who serves it: see takeCustody(). */
export async function serveSqliteStore(
  settings: SqliteSettings & Omit<CustodySettings, 'file'>,
): Promise<Store> {
  return storeOn(await takeCustody(settings), settings)
}

/** What pops reads and writes on this thread, what searches on a thread of its own. */
function storeOn(custody: Custody, { file, ids, nameTokens, searchReader }: SqliteSettings): Store {
  const { connection, trouble } = custody
  const thread = openSearchThread(file, searchReader)
  return {
    ...sqliteCallStore(connection),
    ...sqliteDeskStore(connection),
    ...sqliteAccountStore(connection, ids),
    ...sqliteCustomerStore(connection, ids, nameTokens),
    ...sqliteHistoryStore(connection, ids, thread),
    ...sqliteImportStore(connection, ids),
    async check() {
      connection.prepare('select version from schema_version').get()
    },
    trouble,
    async close() {
      await thread.close()
      await custody.close()
    },
  }
}
