import { existsSync } from 'node:fs'
import type Database from 'better-sqlite3'
import type { MovedRow, MovedTable, MoveSource } from './move-store.ts'
import { type HouseLock, lockHouse } from './sqlite-lock.ts'
import { openDatabase } from './sqlite-open.ts'
import { UnusableStore } from './unusable-store.ts'

export interface OpenedSource extends MoveSource {
  close(): void
}

/**
 * Opens a store to be read whole: nobody else can serve from it or write to it until it is closed. Throws UnusableStore
 * where there is none, or somebody is using it.
 */
export function openSqliteSource(file: string): OpenedSource {
  if (!existsSync(file)) throw new UnusableStore(`There is no database ${file}.`)
  const lock = lockHouse(file)
  if (!lock) throw new UnusableStore(`A server is running on ${file}: stop it first.`)
  try {
    return sourceOf(openDatabase(file, { holdsLock: true }), lock)
  } catch (reason) {
    lock.release()
    throw reason
  }
}

function sourceOf(db: Database.Database, lock: HouseLock): OpenedSource {
  const close = (): void => {
    if (db.inTransaction) db.exec('rollback')
    db.close()
    lock.release()
  }
  try {
    // Commands that write while no server runs are kept away too, and all reads see this one state.
    db.exec('begin immediate')
  } catch (reason) {
    db.close()
    throw (reason as { code?: string }).code === 'SQLITE_BUSY'
      ? new UnusableStore(`Somebody is writing to ${db.name}: try again when they have finished.`, reason)
      : reason
  }
  return {
    tables: tablesOf(db),
    count: ({ name }) => db.prepare(`select count(*) from "${name}"`).pluck().get() as number,
    batches: (table, most) => batchesOf(db, table, most),
    close,
  }
}

/** The target writes its search index whole. */
const ownToEach = new Set(['schema_version', 'search_rebuild'])

/** In the order in which schema.sql makes them. */
function tablesOf(db: Database.Database): MovedTable[] {
  const names = db
    .prepare(
      "select name from sqlite_master where type = 'table' and name not like 'sqlite!_%' escape '!' order by rowid",
    )
    .pluck()
    .all() as string[]
  const moved = names.filter((name) => !ownToEach.has(name) && !/_search(_|$)/.test(name))
  return moved.map((name) => {
    const columns = db.pragma(`table_info("${name}")`) as { name: string; pk: number }[]
    const key = columns.filter((column) => column.pk > 0).toSorted((one, other) => one.pk - other.pk)
    return { name, columns: columns.map((column) => column.name), key: key.map((column) => column.name) }
  })
}

function* batchesOf(db: Database.Database, table: MovedTable, most: number): Iterable<MovedRow[]> {
  const { name, columns, key } = table
  const places = key.map((column) => columns.indexOf(column))
  const from = `select ${columns.map(quoted).join(', ')} from ${quoted(name)}`
  const order = `order by ${key.map(quoted).join(', ')} limit ${most}`
  const after = `(${key.map(quoted).join(', ')}) > (${key.map(() => '?').join(', ')})`
  const first = db.prepare(`${from} ${order}`).raw()
  const next = db.prepare(`${from} where ${after} ${order}`).raw()
  let rows = first.all() as MovedRow[]
  while (rows.length > 0) {
    yield rows
    const last = rows.at(-1) ?? []
    rows = next.all(...places.map((place) => last[place])) as MovedRow[]
  }
}

function quoted(name: string): string {
  return `"${name}"`
}
