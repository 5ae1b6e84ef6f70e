import { existsSync, mkdirSync, statfsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import type { CallEvent } from '../call/call-event.ts'
import { Refusal } from '../errors.ts'
import type { Spooled, SpoolRow, SpoolStore } from './spool-store.ts'
import { commitInGroups, type SqliteConnection } from './sqlite-connection.ts'
import { filesBeside } from './sqlite-files.ts'
import { type HouseLock, lockHouse } from './sqlite-lock.ts'
import { isLogDamaged } from './sqlite-log-scan.ts'
import { UnusableStore } from './unusable-store.ts'

export interface SpoolSettings {
  /** The node's data folder. */
  readonly folder: string
  /** It takes no more than about this, bytes. */
  readonly mostBytes: number
}

/** As many nodes as a house may have. */
const mostNodes = 16

/** Nodes that share a data folder have a spool each. */
function spoolsIn(folder: string): string[] {
  return Array.from({ length: mostNodes }, (_, n) =>
    join(folder, n === 0 ? 'spool.sqlite' : `spool-${n + 1}.sqlite`),
  )
}

/** So much is left to everything else that lives on the disk, bytes. */
const leastFreeBytes = 128 * 1024 * 1024
const version = 1
const columns = 'source, call, event, links, received_at, sent_at'
const schema = `
  create table spooled (
    id integer primary key autoincrement,
    source text not null,
    call text not null,
    event text,
    links text,
    received_at integer not null,
    sent_at integer not null
  ) strict;
  create index spooled_by_call on spooled (call, source);
  create table set_aside (
    id integer primary key,
    source text not null,
    call text not null,
    event text,
    links text,
    received_at integer not null,
    sent_at integer not null,
    set_aside_at integer not null,
    reason text not null
  ) strict;
  pragma user_version = ${version};
`

/**
 * Opens the first spool in the folder that no other node has, and puts into its line what was set aside, since the program
 * that starts may be a mended one, and what nodes that are gone have left in theirs. Throws UnusableStore, and changes
 * nothing, where a spool is damaged.
 */
export function openSqliteSpool({ folder, mostBytes }: SpoolSettings): SpoolStore {
  mkdirSync(folder, { recursive: true })
  const [own, ...others] = spoolsIn(folder).flatMap((file, n) =>
    n === 0 || existsSync(file) ? freeSpool(file) : [],
  )
  const mine = own ?? firstNew(folder)
  if (!mine) throw new UnusableStore(`Sixteen nodes use this data folder already: ${folder}`)
  try {
    const db = openDatabase(mine.file)
    for (const { file } of others) takeOver(db, file)
    return spoolOn(db, mine.file, mostBytes, mine.lock)
  } catch (reason) {
    mine.lock.release()
    throw reason
  } finally {
    for (const { lock } of others) lock.release()
  }
}

interface FreeSpool {
  readonly file: string
  readonly lock: HouseLock
}

function freeSpool(file: string): FreeSpool[] {
  const lock = lockHouse(file)
  return lock ? [{ file, lock }] : []
}

function firstNew(folder: string): FreeSpool | undefined {
  for (const file of spoolsIn(folder)) {
    const [free] = existsSync(file) ? [] : freeSpool(file)
    if (free) return free
  }
  return undefined
}

/** Copied before it is deleted there: killed in between, it is in both, and the same event again does nothing. */
function takeOver(db: Database.Database, file: string): void {
  openDatabase(file).close()
  db.prepare('attach ? as other').run(file)
  db.exec(`insert into spooled (${columns}) select ${columns} from other.spooled order by id`)
  db.exec('delete from other.spooled')
  db.exec('detach other')
}

function openDatabase(file: string): Database.Database {
  if (isLogDamaged(filesBeside(file).log)) throw unusable(file, 'its log is damaged')
  const isNew = !existsSync(file)
  const db = new Database(file)
  try {
    if (isNew) db.pragma('auto_vacuum = INCREMENTAL')
    db.pragma('journal_mode = WAL')
    // better-sqlite3 is compiled with NORMAL for WAL, which can lose acknowledged events when the power fails.
    db.pragma('synchronous = FULL')
    db.pragma('secure_delete = ON')
    db.pragma('journal_size_limit = 67108864')
    const found = db.pragma('user_version', { simple: true }) as number
    if (found > version) throw unusable(file, 'it is of a newer program')
    if (found === 0) db.transaction(() => db.exec(schema)).immediate()
    db.transaction(() => queueAgain(db)).immediate()
    return db
  } catch (reason) {
    db.close()
    throw reason instanceof UnusableStore ? reason : unusable(file, (reason as Error).message, reason)
  }
}

function unusable(file: string, why: string, cause?: unknown): UnusableStore {
  return new UnusableStore(
    `The spool cannot be used (${why}). It may hold events that were acknowledged and are nowhere else: nothing has been changed. To begin without it, move it away with all files of its name: ${file}`,
    cause,
  )
}

function queueAgain(db: Database.Database): void {
  db.exec(`insert into spooled (${columns}) select ${columns} from set_aside order by id`)
  db.exec('delete from set_aside')
}

const insertSql = `insert into spooled (${columns}) values (?, ?, ?, ?, ?, ?)`
const headSql = `select id, ${columns} from spooled order by id limit ?`
const setAsideSql = `insert into set_aside (${columns}, set_aside_at, reason)
  select ${columns}, ?, ? from spooled where id = ?`
const deleteSql = 'delete from spooled where id = ?'

type RawRow = readonly [
  id: number,
  source: string,
  call: string,
  event: string | null,
  links: string | null,
  receivedAt: number,
  sentAt: number,
]

function spoolOn(db: Database.Database, file: string, mostBytes: number, lock: HouseLock): SpoolStore {
  const connection = commitInGroups(db, file)
  const { prepare, write } = connection
  const head = prepare(headSql).raw()
  const isThere = prepare('select 1 from spooled where call = ? and source = ? limit 1')
  const coming = new Map<string, number>()
  const count = (table: string): number => prepare(`select count(*) from ${table}`).pluck().get() as number
  let rows = count('spooled')
  let setAside = 0
  const number = (pragma: string): number => db.pragma(pragma, { simple: true }) as number
  const pageBytes = number('page_size')
  const bytes = (): number => (number('page_count') - number('freelist_count')) * pageBytes
  const hasRoom = (): boolean => bytes() < mostBytes && freeBytes(file) > leastFreeBytes

  return {
    async append(added) {
      if (!hasRoom()) throw new Refusal('store-unavailable')
      const calls = added.map(callOf)
      for (const call of calls) coming.set(call, (coming.get(call) ?? 0) + 1)
      try {
        await write(() => {
          for (const one of added) insert(connection, one)
        })
        rows += added.length
      } finally {
        for (const call of calls) forgetOne(coming, call)
      }
    },
    head: (most) => (head.all(most) as RawRow[]).map(toRow),
    holds(source, call) {
      return coming.has(callOf({ source, call })) || (rows > 0 && isThere.get(call, source) !== undefined)
    },
    async remove(gone) {
      await write(() => {
        for (const { id } of gone) prepare(deleteSql).run(id)
      })
      rows -= gone.length
    },
    async setAside({ id }, reason, at) {
      await write(() => {
        prepare(setAsideSql).run(at, reason, id)
        prepare(deleteSql).run(id)
      })
      rows -= 1
      setAside += 1
    },
    usage: () => ({ rows, setAside, bytes: bytes() }),
    async shrink() {
      while (number('freelist_count') > 0) {
        db.pragma('incremental_vacuum(256)')
        await new Promise((resolve) => setImmediate(resolve))
      }
      db.pragma('wal_checkpoint(TRUNCATE)')
    },
    async close() {
      await connection.close()
      lock.release()
    },
  }
}

function insert({ prepare }: SqliteConnection, { source, call, event, links, ...times }: Spooled): void {
  const { receivedAt, sentAt } = times
  prepare(insertSql).run(source, call, json(event), json(links), Math.round(receivedAt), Math.round(sentAt))
}

function json(value: object | null): string | null {
  return value === null ? null : JSON.stringify(value)
}

function toRow([id, source, call, event, links, receivedAt, sentAt]: RawRow): SpoolRow {
  return {
    id,
    source,
    call,
    event: event === null ? null : (JSON.parse(event) as CallEvent),
    links: links === null ? null : (JSON.parse(links) as Spooled['links']),
    receivedAt,
    sentAt,
  }
}

function callOf({ source, call }: Pick<Spooled, 'source' | 'call'>): string {
  return `${source}:${call}`
}

function forgetOne(counted: Map<string, number>, key: string): void {
  const left = (counted.get(key) ?? 1) - 1
  if (left > 0) counted.set(key, left)
  else counted.delete(key)
}

function freeBytes(file: string): number {
  const disk = statfsSync(dirname(file))
  return disk.bavail * disk.bsize
}
