import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Migration, MigrationStep } from './migration.ts'
import { migrations, migrationsFrom, newestVersion, statementsFor } from './migrations.ts'
import { type Ask, type Connections, openConnections } from './postgres-connections.ts'
import { postgresFigureMarks } from './postgres-figure-marks.ts'
import { postgresSearchDdl } from './postgres-text-index.ts'
import { UnusableStore } from './unusable-store.ts'

const schemaFile = fileURLToPath(new URL('../../schema.sql', import.meta.url))

/** Of nobody else's: the high bits say Greetline, the low ones what is locked. */
export const lockSpace = 0x67726c6e
const schemaLock = 0x5c4e

/** While this table is there, the database is no house's store: a move into it was begun and not ended. */
export const unfinishedMove = 'unfinished_move'

/** On which every node listens; what is said is what to look at. */
export const bellChannel = 'greetline'

/**
 * What several nodes need. The bell is rung by the table itself, so whoever writes cannot forget it, and rung once per
 * transaction. `access_change` tells whose rights or sessions have changed, also where somebody has changed them by hand.
 */
const severalNodes = [
  `create function greetline_ring() returns trigger language plpgsql as $$
    begin perform pg_notify('${bellChannel}', tg_argv[0]); return null; end $$`,
  `create trigger ring after insert on outbox for each statement execute function greetline_ring('desks')`,
  `create trigger ring_new after insert on call for each statement execute function greetline_ring('calls')`,
  `create trigger ring_phase after update of phase on call for each row
    when (old.phase is distinct from new.phase) execute function greetline_ring('calls')`,
  `create trigger ring_board after update of board on call for each row
    when (old.board is distinct from new.board) execute function greetline_ring('calls')`,
  `create trigger ring after insert or update on alert for each statement execute function greetline_ring('alerts')`,
  `create table access_change (
    id bigint generated always as identity primary key,
    account_id text collate "C" not null,
    at timestamptz not null default clock_timestamp()
  )`,
  'create index access_change_by_time on access_change (at)',
  `create trigger ring after insert on access_change for each statement execute function greetline_ring('access')`,
  `create function greetline_note_session() returns trigger language plpgsql as $$
    begin insert into access_change (account_id) values (old.account_id); return null; end $$`,
  `create trigger note_end after delete on session for each row execute function greetline_note_session()`,
  `create function greetline_note_account() returns trigger language plpgsql as $$
    begin insert into access_change (account_id) values (new.id); return null; end $$`,
  `create trigger note_change after insert or update on account for each row
    execute function greetline_note_account()`,
]

/** An index of a long table takes longer than anything on the way of calls may, ms. */
const patienceMs = 60 * 60_000

/** What had to be done. */
export type BroughtUp = 'made' | 'migrated' | 'nothing'

/** ensureSchema() with the time that it may need. Rejects with EngineAway where the database cannot be reached. */
export async function bringUpPostgres(
  url: string,
  tell: (step: MigrationStep) => void = () => undefined,
): Promise<BroughtUp> {
  const connections = openConnections({ url, most: 1, statementMs: patienceMs, keepAliveMs: 0 })
  try {
    return await ensureSchema(connections, migrations, tell)
  } finally {
    await connections.close()
  }
}

/**
 * Makes everything in an empty database, or brings an older one up to date, in one transaction; of nodes that start at
 * once one does so and the others wait. Throws UnusableStore for a database of a newer program.
 */
export async function ensureSchema(
  connections: Connections,
  list: readonly Migration[] = migrations,
  tell: (step: MigrationStep) => void = () => undefined,
): Promise<BroughtUp> {
  return connections.lend(async (ask) => {
    await ask({ text: 'begin' })
    // Waiting for a node that creates everything takes longer than a lock of ours may.
    await ask({ text: 'set local lock_timeout = 0' })
    await ask({ text: `select pg_advisory_xact_lock(${lockSpace}, ${schemaLock})` })
    const done = await bringUpToDate(ask, list, tell)
    await ask({ text: 'commit' })
    return done
  })
}

async function bringUpToDate(
  ask: Ask,
  list: readonly Migration[],
  tell: (step: MigrationStep) => void,
): Promise<BroughtUp> {
  const version = await readVersion(ask)
  const newest = newestVersion(list)
  if (version === null) {
    for (const text of wholeSchema()) await ask({ text })
    return 'made'
  }
  if (version > newest) {
    throw new UnusableStore(
      `The database is of version ${version}, and this program knows versions up to ${newest}: run the newer program.`,
    )
  }
  for (const migration of migrationsFrom(version, list)) {
    const { to, name } = migration
    const statements = statementsFor('postgres', migration)
    for (const [n, sql] of statements.entries()) {
      tell({ to, name, statement: n + 1, of: statements.length })
      await ask({ text: inPostgres(sql) })
    }
    await ask({ text: `update schema_version set version = ${to}` })
  }
  return version === newest ? 'nothing' : 'migrated'
}

async function readVersion(ask: Ask): Promise<number | null> {
  const moving = await ask({ text: `select to_regclass('${unfinishedMove}') is not null as there` })
  if ((moving.rows[0] as { there: boolean }).there) {
    throw new UnusableStore(
      'A move into this database was begun and not ended: run it again, `npm run cli -- move`.',
    )
  }
  const there = await ask({ text: "select to_regclass('schema_version') is not null as there" })
  if (!(there.rows[0] as { there: boolean }).there) return null
  const { rows } = await ask({ text: 'select version from schema_version' })
  return (rows[0] as { version: number } | undefined)?.version ?? null
}

/** schema.sql as PostgreSQL reads it, with its own search index and what several nodes need. */
export function wholeSchema(schema = readFileSync(schemaFile, 'utf8')): string[] {
  const statements = schema
    .replace(/^\s*--.*$/gm, '')
    .replace(/^create trigger [\s\S]*?^end;$/gm, '')
    .split(';')
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '' && !isOfFts(statement))
  return [...statements.map(inPostgres), ...postgresSearchDdl, ...severalNodes, ...postgresFigureMarks]
}

function isOfFts(statement: string): boolean {
  return /^create virtual table |^insert into \w+_search /.test(statement)
}

/**
 * SQLite's integers are 64 bits wide and its texts are ordered by their bytes, whatever the locale of the database is. An
 * `integer primary key` that is not given is counted on.
 */
function inPostgres(statement: string): string {
  return statement
    .replace(/\) strict(, without rowid)?$/, ')')
    .replaceAll(/\binteger primary key\b/g, 'bigint generated by default as identity primary key')
    .replaceAll(/\binteger\b/g, 'bigint')
    .replaceAll(/(^\s*|\badd column )(\w+) text\b/gm, '$1$2 text collate "C"')
}
