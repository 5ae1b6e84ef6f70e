import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { nameTokens } from '../../src/history/search-tokens.ts'
import { accountStore } from '../../src/store/account-queries.ts'
import { alertStore } from '../../src/store/alert-queries.ts'
import { callStore } from '../../src/store/call-queries.ts'
import { caseStore } from '../../src/store/case-queries.ts'
import { customerStore } from '../../src/store/customer-queries.ts'
import { deskStore } from '../../src/store/desk-queries.ts'
import { dialStore } from '../../src/store/dial-queries.ts'
import { digestStore } from '../../src/store/digest-queries.ts'
import { explainStore } from '../../src/store/explain-queries.ts'
import { exportStore } from '../../src/store/export-queries.ts'
import { factStore } from '../../src/store/fact-queries.ts'
import { guidanceStore } from '../../src/store/guidance-queries.ts'
import { hourReader } from '../../src/store/hour-queries.ts'
import { importStore } from '../../src/store/import-queries.ts'
import { historyStore } from '../../src/store/interaction-queries.ts'
import { liveStore } from '../../src/store/live-queries.ts'
import { mysteryStore } from '../../src/store/mystery-queries.ts'
import { openPostgresSearch } from '../../src/store/postgres-search.ts'
import { postgresTextIndex } from '../../src/store/postgres-text-index.ts'
import { promiseStore } from '../../src/store/promise-queries.ts'
import { qualityStore } from '../../src/store/quality-queries.ts'
import { rereadingStore } from '../../src/store/rereading-queries.ts'
import { savedSearchStore } from '../../src/store/saved-search-queries.ts'
import { signalStore } from '../../src/store/signal-queries.ts'
import type { Engine } from '../../src/store/steps.ts'
import { storyStore } from '../../src/store/story-queries.ts'
import { surveyStore } from '../../src/store/survey-queries.ts'
import { taskStore } from '../../src/store/task-queries.ts'
import { teamFillStore } from '../../src/store/team-fill-queries.ts'
import { timeIds } from '../../src/store/time-id.ts'
import { webhookStore } from '../../src/store/webhook-queries.ts'
import type { OpenedStore } from './open-file-store.ts'
import { openPostgres } from './postgres.ts'

const usualReader = new URL('../../src/history/search-reader.ts', import.meta.url)

/** On a database of its own, or on the one of `url`, with a real search thread. */
export async function openPostgresStore(
  reader = usualReader,
  at?: string,
): Promise<OpenedStore & { readonly url: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'greetline-store-'))
  const postgres = await openPostgres(at)
  let parts = openParts(postgres.engine, postgres.url, reader)
  return {
    folder,
    place: postgres.url,
    url: postgres.url,
    get store() {
      return parts.store
    },
    sql: postgres.sql,
    async reopen() {
      await parts.thread.close()
      parts = openParts(postgres.engine, postgres.url, reader)
    },
    async close() {
      await parts.thread.close()
      await postgres.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function openParts(engine: Engine, url: string, reader: URL) {
  const thread = openPostgresSearch(url, reader)
  const ids = timeIds(0)
  return {
    thread,
    store: {
      ...customerStore(engine, ids, postgresTextIndex, nameTokens),
      ...caseStore(engine, ids),
      ...taskStore(engine, ids),
      ...dialStore(engine, ids),
      ...deskStore(engine),
      ...historyStore(engine, ids, postgresTextIndex, thread),
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
  }
}
