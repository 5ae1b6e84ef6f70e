import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { migrations, newestVersion, statementsFor } from '../../src/store/migrations.ts'
import { bringUpPostgres } from '../../src/store/postgres-schema.ts'
import { createSchema, migrate, readSchemaState } from '../../src/store/sqlite-migrations.ts'
import { askServer } from './ask-server.ts'
import { emptyDatabase } from './postgres.ts'
import { type PostgresShape, shapeOfPostgres } from './shape-of-postgres.ts'
import { shapeOf } from './shape-of-sqlite.ts'

const frozen = (name: string): string => readFileSync(new URL(`./frozen/${name}`, import.meta.url), 'utf8')
const killed = fileURLToPath(new URL('./grow-and-die.ts', import.meta.url))

/** What a house of the first version may hold where later ones change something; both engines read it. */
const someRows = [
  `insert into customer (id, external_id, kind, name, tier, wishes, version, created_at, updated_at)
    values (1, 'a', 'person', 'Ada', 'gold', '[]', 1, 5, 5)`,
  `insert into customer (id, kind, name, tier, wishes, merged_into, version, created_at, updated_at)
    values (2, 'person', 'Ada', 'gold', '[]', 1, 2, 6, 7)`,
  `insert into import_job (id, kind, file_name, state, bytes_total, bytes_read, rows_read, rows_created, rows_changed,
    rows_refused, account_id, started_at) values (3, 'customers', 'a.csv', 'running', 9, 1, 1, 1, 0, 0, 'x', 8)`,
  "insert into outbox (account_id, version, body, at) values ('x', 1, '{}', 9)",
]
const kept = [
  'select id, external_id, name, merged_into, updated_at from customer order by id',
  'select id, file_name, state, rows_read, started_at, finished_at from import_job',
  'select id, account_id, version, body, at from outbox',
]
/** Of these, the newest, the first and the last statement are tried too; of those that have stood for long the middle has to do. */
const triedWhole = 5

/**
 * Statements at which to die, counted from the first migration on: those of one migration stand in one transaction, and each
 * kill costs a process. On PostgreSQL it costs a database too: there the middle has to do.
 */
function momentsOf(engine: 'sqlite' | 'postgres'): number[] {
  const moments = new Set<number>()
  let before = 0
  for (const [place, one] of migrations.entries()) {
    const isWhole = engine === 'sqlite' && place >= migrations.length - triedWhole
    const outside = engine === 'sqlite' ? (one.beforeOnSqlite?.length ?? 0) : 0
    const all = statementsFor(engine, one).length + outside
    const middle = Math.ceil(all / 2)
    for (const n of isWhole ? [1, middle, all] : [middle]) if (all > 0) moments.add(before + n)
    before += all
  }
  return [...moments]
}

describe('the first version', () => {
  it('is what was released, for ever', () => {
    const sums = ['version-1.sql', 'version-1-postgres.sql'].map((name) =>
      createHash('sha256').update(frozen(name)).digest('hex').slice(0, 16),
    )
    expect(sums).toEqual(['a87cdbe9371ccf5a', 'dbeb2d91728a7e6d'])
  })
})

describe('on SQLite', () => {
  let folder: string

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'greetline-grown-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  const open = (name: string): Database.Database => {
    const db = new Database(name)
    db.pragma('foreign_keys = ON')
    return db
  }
  const first = (name = ':memory:'): Database.Database => {
    const db = open(name)
    db.exec(frozen('version-1.sql'))
    for (const sql of someRows) db.exec(sql)
    return db
  }
  const fresh = (): Database.Database => {
    const db = open(':memory:')
    createSchema(db)
    return db
  }
  const rowsOf = (db: Database.Database) => kept.map((sql) => db.prepare(sql).all())

  it('[P44] a database of the first version that all migrations have grown is as one that was made today', () => {
    const db = first()
    const before = rowsOf(db)
    migrate(db)
    expect(shapeOf(db)).toEqual(shapeOf(fresh()))
    expect(rowsOf(db)).toEqual(before)
    expect(readSchemaState(db)).toEqual({ kind: 'version', version: newestVersion() })
    expect(readSchemaState(fresh())).toEqual({ kind: 'version', version: newestVersion() })
  })

  it('[P44] killed at any of their stages, they are begun again where a whole version stands', () => {
    const wanted = shapeOf(fresh())
    for (const dieAt of momentsOf('sqlite')) {
      const file = join(folder, `${dieAt}.sqlite`)
      const made = first(file)
      const before = rowsOf(made)
      made.close()
      expect(spawnSync(process.execPath, [killed, file, String(dieAt)]).signal).toBe('SIGKILL')
      const db = open(file)
      migrate(db)
      expect(shapeOf(db), `killed before statement ${dieAt}`).toEqual(wanted)
      expect(rowsOf(db)).toEqual(before)
      expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
      db.close()
    }
  })

  it('who was merged into a customer is found without reading all customers', () => {
    const plan = (sql: string) =>
      fresh()
        .prepare(`explain query plan ${sql}`)
        .all()
        .map((row) => (row as { detail: string }).detail)
        .join()
    expect(plan('select id from customer where merged_into = 7')).toContain('customer_by_merge')
  })
})

describe('on PostgreSQL', () => {
  const first = async (): Promise<string> => {
    const url = await emptyDatabase()
    await askServer(url, frozen('version-1-postgres.sql'))
    for (const sql of someRows) await askServer(url, sql)
    return url
  }
  const fresh = async (): Promise<string> => {
    const url = await emptyDatabase()
    await bringUpPostgres(url)
    return url
  }
  const rowsOf = (url: string) => Promise.all(kept.map((sql) => askServer(url, sql)))
  const version = async (url: string) =>
    Number((await askServer(url, 'select version from schema_version'))[0]?.version)

  it('[P44] a database of the first version that all migrations have grown is as one that was made today', async () => {
    const url = await first()
    const before = await rowsOf(url)
    expect(await bringUpPostgres(url)).toBe('migrated')
    expect(await shapeOfPostgres(url)).toEqual(await shapeOfPostgres(await fresh()))
    expect(await rowsOf(url)).toEqual(before)
    expect(await version(url)).toBe(newestVersion())
    expect(await bringUpPostgres(url)).toBe('nothing')
  })

  it('[P44] killed at any of their stages, they are begun again where a whole version stands', async () => {
    const wanted = await shapeOfPostgres(await fresh())
    for (const dieAt of momentsOf('postgres')) {
      const url = await first()
      const before = await rowsOf(url)
      expect(spawnSync(process.execPath, [killed, url, String(dieAt)]).signal).toBe('SIGKILL')
      await bringUpPostgres(url)
      expect(await shapeOfPostgres(url), `killed before statement ${dieAt}`).toEqual(wanted)
      expect(await rowsOf(url)).toEqual(before)
    }
  })

  it('nodes that begin at once on an old database grow it once', async () => {
    const url = await first()
    const done = await Promise.all(Array.from({ length: 4 }, () => bringUpPostgres(url)))
    expect(done.toSorted()).toEqual(['migrated', 'nothing', 'nothing', 'nothing'])
  })

  it('a node of an older program refuses the newer database, says so, and leaves it alone', async () => {
    const url = await fresh()
    await askServer(url, 'update schema_version set version = version + 1')
    await expect(bringUpPostgres(url)).rejects.toThrow(
      `is of version ${newestVersion() + 1}, and this program knows versions up to ${newestVersion()}: run the newer program`,
    )
    expect(await version(url)).toBe(newestVersion() + 1)
  })

  it('the comparison sees a missing index, trigger or check, another type, order of letters, or default', async () => {
    const url = await fresh()
    let shape: PostgresShape = await shapeOfPostgres(url)
    for (const sql of [
      'drop index customer_by_merge',
      'drop trigger ring on outbox',
      'alter table import_job drop constraint import_job_state_check',
      'alter table import_job alter lease_until type integer',
      'alter table import_job alter node type text collate "default"',
      "alter table import_job alter node set default 'x'",
      'alter table import_job alter node set not null',
      "create or replace function greetline_ring() returns trigger language plpgsql as 'begin return null; end'",
    ]) {
      await askServer(url, sql)
      const next = await shapeOfPostgres(url)
      expect(next, sql).not.toEqual(shape)
      shape = next
    }
  })
})
