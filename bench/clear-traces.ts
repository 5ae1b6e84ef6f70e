import { rmSync, writeFileSync } from 'node:fs'
import Database from 'better-sqlite3'
import { hashOfToken } from '../src/access/sessions.ts'
import { databaseIn, filesBeside } from '../src/store/sqlite-files.ts'
import { ownEntry, sharedEntries } from '../src/store/sqlite-text-index.ts'
import { sessionToken } from './house.ts'
import { madeCallPrefix, makeAgent } from './world.ts'

/** What earlier runs have left, of either server. */
const emptied = [
  'call',
  'call_event',
  'pop',
  'outbox',
  'desk',
  'wrap_up',
  'wrap_up_draft',
  'judgement',
  'session',
  'audit',
  'import_refusal',
  'import_job',
]
/** External ids of customers that the benchmark has imported; those of the data begin otherwise. */
export const importedPrefix = 'IMPORTED-'

/**
 * Brings the data back to what it was before any run, and signs everybody in: sessions are written as rows, since five
 * thousand passwords would take minutes to hash. `now` in ms.
 */
export function clearTraces(folder: string, agents: number, now: number): void {
  const file = databaseIn(folder)
  const db = new Database(file)
  db.pragma('synchronous = OFF')
  // Whatever refers to a row goes with it; SQLite would look through all customers for each that is deleted.
  db.pragma('foreign_keys = OFF')
  db.exec('drop table if exists bench_event')
  db.transaction(() => {
    forgetCalls(db)
    forgetImported(db)
    for (const table of emptied) db.exec(`delete from ${table}`)
    signIn(db, ['supervisor', ...Array.from({ length: agents }, (_, place) => makeAgent(place).id)], now)
  })()
  db.pragma('wal_checkpoint(TRUNCATE)')
  db.close()
  // The product checks its database once a day, for minutes at this size: not today.
  writeFileSync(filesBeside(file).checked, `${now}\n`)
  rmSync(filesBeside(file).running, { force: true })
}

function forgetCalls(db: Database.Database): void {
  const runs = `call_id is not null and call_id not like '${madeCallPrefix}%'`
  const ids = db.prepare(`select id from interaction where ${runs}`).pluck().all() as number[]
  const forget = db.prepare('delete from interaction_search where rowid = cast(? as integer)')
  for (const id of ids) {
    for (const entry of [...sharedEntries(id).map((shared) => shared.entry), ownEntry(id)]) forget.run(entry)
  }
  db.exec(`delete from interaction where ${runs}`)
}

function forgetImported(db: Database.Database): void {
  const ids = db
    .prepare("select id from customer where external_id >= ? and external_id < ? || 'z'")
    .pluck()
    .all(importedPrefix, importedPrefix) as number[]
  const statements = [
    'delete from customer_search where rowid = cast(? as integer)',
    'delete from customer_number where customer_id = ?',
    'delete from customer where id = ?',
  ].map((sql) => db.prepare(sql))
  for (const id of ids) for (const statement of statements) statement.run(id)
}

function signIn(db: Database.Database, accounts: readonly string[], now: number): void {
  const begin = db.prepare(
    'insert into session (token_hash, account_id, created_at, seen_at, expires_at) values (?, ?, ?, ?, ?)',
  )
  for (const id of accounts) begin.run(hashOfToken(sessionToken(id)), id, now, now, now + 12 * 60 * 60_000)
}
