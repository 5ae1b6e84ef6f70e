import { accountStore } from './account-queries.ts'
import { alertStore } from './alert-queries.ts'
import { callStore } from './call-queries.ts'
import { caseStore } from './case-queries.ts'
import { customerStore } from './customer-queries.ts'
import { deskStore } from './desk-queries.ts'
import { dialStore } from './dial-queries.ts'
import { digestStore } from './digest-queries.ts'
import { EngineAway } from './engine-away.ts'
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
import type { MigrationStep } from './migration.ts'
import { mysteryStore } from './mystery-queries.ts'
import { accessChanges } from './postgres-access-changes.ts'
import { openBell } from './postgres-bell.ts'
import { type Ask, longestTransactionMs, openConnections } from './postgres-connections.ts'
import { postgresEngine } from './postgres-engine.ts'
import { nodeNumber } from './postgres-node-number.ts'
import { type BroughtUp, bringUpPostgres } from './postgres-schema.ts'
import { openPostgresSearch } from './postgres-search.ts'
import { postgresTextIndex } from './postgres-text-index.ts'
import { watchEngine } from './postgres-trouble.ts'
import { promiseStore } from './promise-queries.ts'
import { qualityStore } from './quality-queries.ts'
import { rereadingStore } from './rereading-queries.ts'
import { savedSearchStore } from './saved-search-queries.ts'
import { signalStore } from './signal-queries.ts'
import type { Store } from './store.ts'
import type { StoreNews } from './store-trouble.ts'
import { storyStore } from './story-queries.ts'
import { surveyStore } from './survey-queries.ts'
import { taskStore } from './task-queries.ts'
import { teamFillStore } from './team-fill-queries.ts'
import type { NameTokens } from './text-index.ts'
import { UnusableStore } from './unusable-store.ts'
import { webhookStore } from './webhook-queries.ts'

export interface PostgresSettings {
  /** `postgres://user:password@host:port/database`, with the options that `pg` knows. */
  readonly url: string
  readonly nameTokens: NameTokens
  /** The module that the search thread checks its hits with. */
  readonly searchReader: URL
  /** The wall clock, ms. */
  readonly now: () => number
  /** A clock that never jumps, ms. */
  readonly elapsed: () => number
  readonly onFault: (reason: unknown) => void
  readonly tell: (news: StoreNews) => void
  readonly migrating?: (step: MigrationStep) => void
}

/** Connections of one node on the way of calls; each serves one event at a time. */
const mostConnections = 16
const statementMs = 5000
const keepAliveMs = 2000
/** The engine has answered just now: if it has gone away again, whoever opens the store should know, ms. */
const listenMs = 5000

/**
 * The whole store on a PostgreSQL that several nodes share. Makes its tables if there are none. Throws UnusableStore where
 * the database cannot be reached or is of a newer program.
 */
export async function openPostgresStore(settings: PostgresSettings): Promise<Store> {
  const { url, nameTokens, searchReader, now, elapsed, onFault, tell } = settings
  await bringUpPostgresStore(url, settings.migrating)
  const direct = openConnections({
    url,
    most: mostConnections,
    statementMs,
    keepAliveMs,
    unanswered: () => watch.doubt(),
  })
  const watch = watchEngine({ probe: () => direct.lend(touch), now, elapsed, tell })
  const connections = watch.sparing(direct)
  const number = nodeNumber()
  const bell = openBell({
    url,
    prepare: number.take,
    onFault(reason) {
      watch.doubt()
      if (!watch.current()) onFault(reason)
    },
  })
  const close = async (): Promise<void> => {
    watch.close()
    await bell.close()
    await connections.close()
  }
  await within(listenMs, bell.listening).catch(async (reason: unknown) => {
    await close()
    throw explained(url, reason)
  })
  const { ids } = number
  const engine = postgresEngine({ connections, elapsed, awayFor: watch.lasts })
  const changes = accessChanges(connections)
  const search = openPostgresSearch(url, searchReader)
  const calls = callStore(engine, ids)
  return {
    ...calls,
    ...deskStore(engine),
    ...digestStore(engine),
    ...guidanceStore(engine),
    ...savedSearchStore(engine),
    ...teamFillStore(engine),
    ...legStore(engine),
    ...accountStore(engine, ids),
    ...customerStore(engine, ids, postgresTextIndex, nameTokens),
    ...factStore(engine, ids),
    ...caseStore(engine, ids),
    ...taskStore(engine, ids),
    ...dialStore(engine, ids),
    ...historyStore(engine, ids, postgresTextIndex, search),
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
    async forgetOld(before, most) {
      await changes.forgetOld()
      return calls.forgetOld(before, most)
    },
    async check() {
      await connections.lend((ask) => ask({ text: 'select version from schema_version' }))
    },
    trouble: watch.current,
    otherNodes: {
      onHint: bell.onHint,
      readAccessChanges: changes.readAccessChanges,
      longestWriteMs: longestTransactionMs(statementMs),
    },
    async close() {
      await search.close()
      await close()
    },
  }
}

async function within(ms: number, work: Promise<void>): Promise<void> {
  let late: NodeJS.Timeout | undefined
  const patience = new Promise<never>((_, reject) => {
    late = setTimeout(() => reject(new EngineAway(new Error(`no answer within ${ms} ms`))), ms)
  })
  await Promise.race([work, patience]).finally(() => clearTimeout(late))
}

/** Makes or migrates the tables. Throws UnusableStore, which says why, where that cannot be done. */
export async function bringUpPostgresStore(
  url: string,
  tell?: (step: MigrationStep) => void,
): Promise<BroughtUp> {
  return bringUpPostgres(url, tell).catch((reason: unknown) => {
    throw explained(url, reason)
  })
}

/** As much as a message to a desk, and taken back in the same commit: what cannot write is no store. */
const touchSql = `insert into outbox (account_id, version, body, at) values ('', 0, '', 0);
  delete from outbox where account_id = ''`

async function touch(ask: Ask): Promise<void> {
  await ask({ text: touchSql, withinMs: 2000 })
}

/** Without the password, which stands in the address. */
function explained(url: string, reason: unknown): unknown {
  if (reason instanceof UnusableStore) return reason
  const { host, pathname } = new URL(url)
  const cause = (reason as Error).cause ?? reason
  const why = cause instanceof Error ? cause.message || (cause as { code?: string }).code : String(cause)
  return new UnusableStore(`The database ${host}${pathname} cannot be used: ${why}`, reason)
}
