import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { nameTokens } from '../../src/history/search-tokens.ts'
import { accountStore } from '../../src/store/account-queries.ts'
import type { AccountStore } from '../../src/store/account-store.ts'
import { alertStore } from '../../src/store/alert-queries.ts'
import type { AlertStore } from '../../src/store/alert-store.ts'
import { callStore } from '../../src/store/call-queries.ts'
import type { CallStore } from '../../src/store/call-store.ts'
import { caseStore } from '../../src/store/case-queries.ts'
import type { CaseStore } from '../../src/store/case-store.ts'
import { customerStore } from '../../src/store/customer-queries.ts'
import type { CustomerStore } from '../../src/store/customer-store.ts'
import { deskStore } from '../../src/store/desk-queries.ts'
import type { DeskStore } from '../../src/store/desk-store.ts'
import { dialStore } from '../../src/store/dial-queries.ts'
import type { DialStore } from '../../src/store/dial-store.ts'
import { digestStore } from '../../src/store/digest-queries.ts'
import type { DigestStore } from '../../src/store/digest-store.ts'
import { explainStore } from '../../src/store/explain-queries.ts'
import { exportStore } from '../../src/store/export-queries.ts'
import type { ExportStore } from '../../src/store/export-store.ts'
import { factStore } from '../../src/store/fact-queries.ts'
import type { FactStore } from '../../src/store/fact-store.ts'
import { guidanceStore } from '../../src/store/guidance-queries.ts'
import type { GuidanceStore } from '../../src/store/guidance-store.ts'
import type { HistoryStore } from '../../src/store/history-store.ts'
import { hourReader } from '../../src/store/hour-queries.ts'
import type { HourReader } from '../../src/store/hour-store.ts'
import { importStore } from '../../src/store/import-queries.ts'
import type { ImportStore } from '../../src/store/import-store.ts'
import { historyStore } from '../../src/store/interaction-queries.ts'
import { liveStore } from '../../src/store/live-queries.ts'
import type { LiveStore } from '../../src/store/live-store.ts'
import { mysteryStore } from '../../src/store/mystery-queries.ts'
import type { MysteryStore } from '../../src/store/mystery-store.ts'
import { promiseStore } from '../../src/store/promise-queries.ts'
import type { PromiseStore } from '../../src/store/promise-store.ts'
import { qualityStore } from '../../src/store/quality-queries.ts'
import type { QualityStore } from '../../src/store/quality-store.ts'
import { rereadingStore } from '../../src/store/rereading-queries.ts'
import type { RereadingStore } from '../../src/store/rereading-store.ts'
import { savedSearchStore } from '../../src/store/saved-search-queries.ts'
import type { SavedSearchStore } from '../../src/store/saved-search-store.ts'
import { signalStore } from '../../src/store/signal-queries.ts'
import { openSqlite } from '../../src/store/sqlite-connection.ts'
import { sqliteEngine } from '../../src/store/sqlite-engine.ts'
import { openSearchThread } from '../../src/store/sqlite-search-thread.ts'
import { sqliteTextIndex } from '../../src/store/sqlite-text-index.ts'
import { storyStore } from '../../src/store/story-queries.ts'
import type { StoryStore } from '../../src/store/story-store.ts'
import { surveyStore } from '../../src/store/survey-queries.ts'
import type { SurveyStore } from '../../src/store/survey-store.ts'
import { taskStore } from '../../src/store/task-queries.ts'
import type { TaskStore } from '../../src/store/task-store.ts'
import { teamFillStore } from '../../src/store/team-fill-queries.ts'
import type { TeamFillStore } from '../../src/store/team-fill-store.ts'
import { timeIds } from '../../src/store/time-id.ts'
import { webhookStore } from '../../src/store/webhook-queries.ts'
import type { WebhookStore } from '../../src/store/webhook-store.ts'

/** Customers, history, calls and imports on some engine. */
export interface OpenedStore {
  /** A folder of its own, for what lies beside a store. */
  readonly folder: string
  /** The database's file, or its URL. */
  readonly place: string
  readonly store: CustomerStore &
    CaseStore &
    TaskStore &
    DialStore &
    DeskStore &
    HistoryStore &
    DigestStore &
    GuidanceStore &
    HourReader &
    MysteryStore &
    ExportStore &
    QualityStore &
    ImportStore &
    AccountStore &
    CallStore &
    PromiseStore &
    RereadingStore &
    SavedSearchStore &
    TeamFillStore &
    WebhookStore &
    StoryStore &
    SurveyStore &
    AlertStore &
    LiveStore &
    FactStore
  /** Rows of a statement with `?` placeholders, for what the port does not show. */
  sql(text: string, ...values: unknown[]): Promise<Record<string, unknown>[]>
  /** The same data as a process sees it that has just begun. */
  reopen(): Promise<void>
  close(): Promise<void>
}

/** On a real file with a real search thread (`:memory:` cannot be shared with one). */
export function openFileStore(
  reader = new URL('../../src/history/search-reader.ts', import.meta.url),
): OpenedStore {
  const folder = mkdtempSync(join(tmpdir(), 'greetline-store-'))
  const file = join(folder, 'house.sqlite')
  let parts = openParts(file, reader)
  return {
    folder,
    place: file,
    get store() {
      return parts.store
    },
    async sql(text, ...values) {
      const statement = parts.connection.prepare(text)
      if (statement.reader) return statement.all(...values) as Record<string, unknown>[]
      statement.run(...values)
      return []
    },
    async reopen() {
      await parts.close()
      parts = openParts(file, reader)
    },
    async close() {
      await parts.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function openParts(file: string, reader: URL) {
  const connection = openSqlite(file)
  const thread = openSearchThread(file, reader)
  const ids = timeIds(0)
  const engine = sqliteEngine(connection)
  return {
    connection,
    store: {
      ...customerStore(engine, ids, sqliteTextIndex, nameTokens),
      ...caseStore(engine, ids),
      ...taskStore(engine, ids),
      ...dialStore(engine, ids),
      ...deskStore(engine),
      ...historyStore(engine, ids, sqliteTextIndex, thread),
      ...importStore(engine, ids),
      ...accountStore(engine, ids),
      ...callStore(engine),
      ...digestStore(engine),
      ...guidanceStore(engine),
      ...hourReader(engine),
      ...mysteryStore(engine),
      ...savedSearchStore(engine),
      ...teamFillStore(engine),
      ...exportStore(engine),
      ...qualityStore(engine),
      ...rereadingStore(engine, ids),
      ...factStore(engine, ids),
      ...explainStore(engine),
      ...storyStore(engine),
      ...webhookStore(engine),
      ...surveyStore(engine, ids),
      ...promiseStore(engine),
      ...signalStore(engine),
      ...alertStore(engine),
      ...liveStore(engine),
    },
    async close() {
      await thread.close()
      await connection.close()
    },
  }
}
