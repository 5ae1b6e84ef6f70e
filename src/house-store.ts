import type { Logger } from 'pino'
import type { Config } from './config.ts'
import { nameTokens } from './history/search-tokens.ts'
import type { ChainReader } from './store/audit-store.ts'
import type { OutcomeReader } from './store/digest-store.ts'
import type { ExportReader } from './store/export-store.ts'
import type { FigureReader } from './store/figure-store.ts'
import { openPostgresChain } from './store/postgres-chain-reader.ts'
import { openPostgresExportReader } from './store/postgres-export-reader.ts'
import { openPostgresFigures } from './store/postgres-figures.ts'
import { openPostgresOutcomes } from './store/postgres-outcomes.ts'
import { openPostgresStore, type PostgresSettings } from './store/postgres-store.ts'
import type { SpoolStore } from './store/spool-store.ts'
import { openSqliteChain } from './store/sqlite-chain-reader.ts'
import { openSqliteExportReader } from './store/sqlite-export-reader.ts'
import { openSqliteFigures } from './store/sqlite-figures.ts'
import { databaseIn } from './store/sqlite-files.ts'
import { openSqliteOutcomes } from './store/sqlite-outcomes.ts'
import { openSqliteSpool } from './store/sqlite-spool.ts'
import { openSqliteStore, type SqliteSettings, serveSqliteStore } from './store/sqlite-store.ts'
import type { Store } from './store/store.ts'
import type { StoreNews } from './store/store-trouble.ts'
import { timeIds } from './store/time-id.ts'
import { teamsOfQueues } from './team-settings.ts'

type Place = Pick<Config, 'data' | 'store'>

interface Surroundings {
  /** The wall clock, ms. */
  readonly now: () => number
  /** A clock that never jumps, ms. */
  readonly elapsed: () => number
  /** Bytes that cannot be compressed. */
  readonly noise: (bytes: number) => Uint8Array
}

const searchReader = new URL('./history/search-reader.ts', import.meta.url)

/** The store of a house, for commands beside the running program. */
export async function openStoreBeside(config: Place, surroundings: Surroundings): Promise<Store> {
  if (config.store === 'sqlite') return openSqliteStore(sqliteHouse(config))
  return postgresHouse(config.store, surroundings, { onFault: () => undefined, tell: () => undefined })
}

/** The store of a house for the one who serves it. Throws UnusableStore where it cannot be opened. */
export async function serveHouseStore(
  config: Place & Pick<Config, 'teams'>,
  surroundings: Surroundings,
  tell: (news: StoreNews) => void,
  log: Logger,
): Promise<Store> {
  const store = await openServed(config, surroundings, tell, log)
  try {
    await keepQueueTeams(store, config)
    return store
  } catch (reason) {
    await store.close()
    throw reason
  }
}

/** Lets the store know which team serves which queue: by it contacts belong to teams. */
export function keepQueueTeams(store: Store, config: Pick<Config, 'teams'>): Promise<void> {
  return store.keepQueueTeams([...teamsOfQueues(config)].map(([queue, team]) => ({ queue, team })))
}

function openServed(
  config: Place,
  surroundings: Surroundings,
  tell: (news: StoreNews) => void,
  log: Logger,
): Promise<Store> {
  if (config.store === 'sqlite') return serveSqliteStore({ ...sqliteHouse(config), ...surroundings, tell })
  return postgresHouse(config.store, surroundings, {
    onFault: (reason) => log.warn({ err: reason }, 'the database is not heard'),
    tell,
    migrating: ({ to, name, statement }) => {
      if (statement === 1) tell({ kind: 'migrated', to, name })
    },
  })
}

/** What keeps events while a PostgreSQL is away; null where the store is a file on the same disk. */
export function openHouseSpool({ data, store, spool }: Config): SpoolStore | null {
  if (store === 'sqlite') return null
  return openSqliteSpool({ folder: data, mostBytes: spool.mostMegabytes * 1024 * 1024 })
}

/** Where a thread or a command finds the history to go through it; crosses to a thread as it is. */
export type OutcomePlace =
  | { readonly kind: 'sqlite'; readonly file: string }
  | { readonly kind: 'postgres'; readonly url: string }

export function outcomePlace({ data, store }: Place): OutcomePlace {
  return store === 'sqlite' ? { kind: 'sqlite', file: databaseIn(data) } : { kind: 'postgres', url: store }
}

/** Reads for an export, on connections of its own that only read. */
export function openExportReader(place: OutcomePlace): ExportReader {
  return place.kind === 'sqlite'
    ? openSqliteExportReader(place.file, searchReader)
    : openPostgresExportReader(place.url, searchReader)
}

/** Reads on a connection of its own, which only reads. */
export function openOutcomes(place: OutcomePlace): OutcomeReader {
  return place.kind === 'sqlite' ? openSqliteOutcomes(place.file) : openPostgresOutcomes(place.url)
}

/** Reads the record on a connection of its own. */
export function openChain(place: OutcomePlace): ChainReader {
  return place.kind === 'sqlite' ? openSqliteChain(place.file) : openPostgresChain(place.url)
}

/** Reads what figures are made of on a connection of its own, which only reads. */
export function openFigures(place: OutcomePlace): FigureReader {
  return place.kind === 'sqlite' ? openSqliteFigures(place.file) : openPostgresFigures(place.url)
}

function sqliteHouse({ data }: Pick<Config, 'data'>): SqliteSettings {
  return { file: databaseIn(data), ids: timeIds(0), nameTokens, searchReader }
}

function postgresHouse(
  url: string,
  { now, elapsed }: Surroundings,
  hear: Pick<PostgresSettings, 'onFault' | 'tell' | 'migrating'>,
): Promise<Store> {
  return openPostgresStore({ url, nameTokens, searchReader, now, elapsed, ...hear })
}
