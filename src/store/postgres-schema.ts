import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Ask, Connections } from './postgres-connections.ts'
import { postgresSearchDdl } from './postgres-text-index.ts'
import { type Migration, migrations, newestVersion } from './sqlite-migrations.ts'
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

/**
 * Makes everything in an empty database, or brings an older one up to date, in one transaction; of nodes that start at
 * once one does so and the others wait. Throws UnusableStore for a database of a newer program.
 */
export async function ensureSchema(
  connections: Connections,
  list: readonly Migration[] = migrations,
): Promise<void> {
  await connections.lend(async (ask) => {
    await ask({ text: 'begin' })
    // Waiting for a node that creates everything takes longer than a lock of ours may.
    await ask({ text: 'set local lock_timeout = 0' })
    await ask({ text: `select pg_advisory_xact_lock(${lockSpace}, ${schemaLock})` })
    await bringUpToDate(ask, list)
    await ask({ text: 'commit' })
  })
}

async function bringUpToDate(ask: Ask, list: readonly Migration[]): Promise<void> {
  const version = await readVersion(ask)
  const newest = newestVersion(list)
  if (version === null) {
    for (const text of wholeSchema()) await ask({ text })
    return
  }
  if (version > newest) {
    throw new UnusableStore(
      `The database is of version ${version}, and this program knows versions up to ${newest}: run the newer program.`,
    )
  }
  for (const { to, statements, before = [] } of list.slice(version - 1)) {
    for (const sql of [...before, ...statements]) await ask({ text: inPostgres(sql) })
    await ask({ text: `update schema_version set version = ${to}` })
  }
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
    .split(';')
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '' && !isOfFts(statement))
  return [...statements.map(inPostgres), ...postgresSearchDdl, ...severalNodes]
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
    .replaceAll(/^(\s*\w+) text\b/gm, '$1 text collate "C"')
}
