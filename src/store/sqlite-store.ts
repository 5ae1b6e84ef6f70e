import { sqliteAccountStore } from './sqlite-accounts.ts'
import { sqliteCallStore } from './sqlite-calls.ts'
import { openSqlite } from './sqlite-connection.ts'
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

/** The whole store on one SQLite file: what pops on this thread, what searches on a thread of its own. */
export function openSqliteStore({ file, ids, nameTokens, searchReader }: SqliteSettings): Store {
  const connection = openSqlite(file)
  const thread = openSearchThread(file, searchReader)
  return {
    ...sqliteCallStore(connection),
    ...sqliteDeskStore(connection),
    ...sqliteAccountStore(connection, ids),
    ...sqliteCustomerStore(connection, ids, nameTokens),
    ...sqliteHistoryStore(connection, ids, thread),
    ...sqliteImportStore(connection, ids),
    async check() {
      connection.prepare('select 1').get()
    },
    async close() {
      await thread.close()
      await connection.close()
    },
  }
}
