import { accountStore } from './account-queries.ts'
import { callStore } from './call-queries.ts'
import { customerStore } from './customer-queries.ts'
import { deskStore } from './desk-queries.ts'
import { importStore } from './import-queries.ts'
import { historyStore } from './interaction-queries.ts'
import { openSqlite } from './sqlite-connection.ts'
import { sqliteEngine } from './sqlite-engine.ts'
import { openSearchThread } from './sqlite-search-thread.ts'
import { sqliteTextIndex } from './sqlite-text-index.ts'
import type { Store } from './store.ts'
import type { NameTokens } from './text-index.ts'

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
  const engine = sqliteEngine(connection)
  const thread = openSearchThread(file, searchReader)
  return {
    ...callStore(engine),
    ...deskStore(engine),
    ...accountStore(engine, ids),
    ...customerStore(engine, ids, sqliteTextIndex, nameTokens),
    ...historyStore(engine, ids, sqliteTextIndex, thread),
    ...importStore(engine, ids),
    async check() {
      connection.prepare('select 1').get()
    },
    trouble: () => null,
    otherNodes: null,
    async close() {
      await thread.close()
      await connection.close()
    },
  }
}
