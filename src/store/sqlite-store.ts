import { accountStore } from './account-queries.ts'
import { alertStore } from './alert-queries.ts'
import { callStore } from './call-queries.ts'
import { caseStore } from './case-queries.ts'
import { customerStore } from './customer-queries.ts'
import { deskStore } from './desk-queries.ts'
import { dialStore } from './dial-queries.ts'
import { digestStore } from './digest-queries.ts'
import { explainStore } from './explain-queries.ts'
import { exportStore } from './export-queries.ts'
import { factStore } from './fact-queries.ts'
import { figureStore } from './figure-queries.ts'
import { greetingStore } from './greeting-queries.ts'
import { guidanceStore } from './guidance-queries.ts'
import { importStore } from './import-queries.ts'
import { historyStore } from './interaction-queries.ts'
import { legStore } from './leg-queries.ts'
import { liveStore } from './live-queries.ts'
import { mysteryStore } from './mystery-queries.ts'
import { promiseStore } from './promise-queries.ts'
import { qualityStore } from './quality-queries.ts'
import { rereadingStore } from './rereading-queries.ts'
import { savedSearchStore } from './saved-search-queries.ts'
import { signalStore } from './signal-queries.ts'
import { openSqlite } from './sqlite-connection.ts'
import { type Custody, type CustodySettings, takeCustody } from './sqlite-custody.ts'
import { sqliteEngine } from './sqlite-engine.ts'
import { openSearchThread } from './sqlite-search-thread.ts'
import { sqliteTextIndex } from './sqlite-text-index.ts'
import type { Store } from './store.ts'
import { storyStore } from './story-queries.ts'
import { surveyStore } from './survey-queries.ts'
import { taskStore } from './task-queries.ts'
import { teamFillStore } from './team-fill-queries.ts'
import type { NameTokens } from './text-index.ts'
import { webhookStore } from './webhook-queries.ts'

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
  const { close } = connection
  return storeOn({ connection, trouble: () => null, readFailed: () => undefined, close }, settings)
}

/** The store for the one who serves it: see takeCustody(). */
export async function serveSqliteStore(
  settings: SqliteSettings & Omit<CustodySettings, 'file'>,
): Promise<Store> {
  return storeOn(await takeCustody(settings), settings)
}

/** What pops reads and writes on this thread, what searches on a thread of its own. */
function storeOn(custody: Custody, { file, ids, nameTokens, searchReader }: SqliteSettings): Store {
  const { connection, trouble, readFailed } = custody
  const engine = sqliteEngine(connection, readFailed)
  const thread = openSearchThread(file, searchReader, readFailed)
  return {
    ...callStore(engine, ids),
    ...deskStore(engine),
    ...digestStore(engine),
    ...guidanceStore(engine),
    ...savedSearchStore(engine),
    ...teamFillStore(engine),
    ...legStore(engine),
    ...accountStore(engine, ids),
    ...customerStore(engine, ids, sqliteTextIndex, nameTokens),
    ...factStore(engine, ids),
    ...caseStore(engine, ids),
    ...taskStore(engine, ids),
    ...dialStore(engine, ids),
    ...historyStore(engine, ids, sqliteTextIndex, thread),
    ...importStore(engine, ids),
    ...rereadingStore(engine, ids),
    ...explainStore(engine),
    ...storyStore(engine),
    ...webhookStore(engine),
    ...surveyStore(engine, ids),
    ...promiseStore(engine),
    ...mysteryStore(engine),
    ...exportStore(engine),
    ...qualityStore(engine),
    ...signalStore(engine),
    ...alertStore(engine),
    ...liveStore(engine),
    ...greetingStore(engine),
    ...figureStore(engine),
    async check() {
      connection.prepare('select version from schema_version').get()
    },
    trouble,
    otherNodes: null,
    async close() {
      await thread.close()
      await custody.close()
    },
  }
}
