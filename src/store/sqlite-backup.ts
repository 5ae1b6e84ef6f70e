import { createHash } from 'node:crypto'
import { closeSync, createReadStream, existsSync, fdatasyncSync, openSync, rmSync } from 'node:fs'
import { open, rename, writeFile } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import Database from 'better-sqlite3'
import { newestVersion } from './migrations.ts'
import { readSchemaState } from './sqlite-migrations.ts'
import { explaining } from './sqlite-open.ts'
import { UnusableStore } from './unusable-store.ts'

/** How far it has come. `copying` counts pages; the other steps have no measure. */
export type BackupProgress =
  | { readonly kind: 'copying'; readonly done: number; readonly of: number }
  | { readonly kind: 'verifying' }

/** What is known of a backup that was found to be whole. */
export interface VerifiedBackup {
  readonly version: number
  /** Rows of each table. */
  readonly rows: ReadonlyMap<string, number>
  readonly sha256: string
}

/** What one step copies: short enough that whoever shares the thread waits no longer than a few ms. */
const pagesAtOnce = 200
/** So many pages are on the disk before more are copied: else the server's commits wait behind gigabytes at the end. */
const pagesUntilSynced = 1000
/** And so long the disk is left to others then, ms. */
const restMs = 10

/**
 * Copies the database as it stands at this moment into the new file `to`, while servers and commands go on writing. The
 * copy is compared and checked first and gets its name, with `to`.sha256 beside it, only when it is whole. Throws
 * UnusableStore where the file is there already, or the database or the copy is not sound.
 */
export async function backUpSqlite(
  from: string,
  to: string,
  tell: (progress: BackupProgress) => void,
): Promise<VerifiedBackup> {
  if (!existsSync(from)) throw new UnusableStore(`There is no database yet: ${from}`)
  if (existsSync(to)) throw new UnusableStore(`${to} is there already. A backup never replaces a file.`)
  if (!existsSync(dirname(to))) throw new UnusableStore(`There is no folder ${dirname(to)}`)
  const partial = `${to}.partial`
  removePartial(partial)
  try {
    const rows = await copy(from, partial, tell)
    tell({ kind: 'verifying' })
    const verified = await verify(partial)
    for (const [table, count] of rows) {
      if (verified.rows.get(table) === count) continue
      throw new UnusableStore(
        `The copy is not whole: ${verified.rows.get(table)} of ${count} rows of ${table}.`,
      )
    }
    await rename(partial, to)
    await writeFile(checksumFile(to), checksumLine(verified.sha256, to))
    await syncToDisk(dirname(to))
    return verified
  } catch (reason) {
    removePartial(partial)
    throw reason
  }
}

function removePartial(file: string): void {
  for (const part of ['', '-wal', '-shm', '-journal']) rmSync(`${file}${part}`, { force: true })
}

/** As `sha256sum` writes and reads it. */
export function checksumLine(sha256: string, file: string): string {
  return `${sha256}  ${basename(file)}\n`
}

export function checksumFile(backup: string): string {
  return `${backup}.sha256`
}

/**
 * One read transaction holds the moment: without it SQLite begins the copy anew whenever another process has written,
 * which under load is for ever.
 */
async function copy(
  from: string,
  to: string,
  tell: (progress: BackupProgress) => void,
): Promise<ReadonlyMap<string, number>> {
  const source = explaining(from, () => new Database(from, { readonly: true, fileMustExist: true }))
  try {
    source.exec('begin')
    const rows = explaining(from, () => countRows(source))
    let synced = 0
    await source.backup(to, {
      progress({ totalPages, remainingPages }) {
        const done = totalPages - remainingPages
        tell({ kind: 'copying', done, of: totalPages })
        if (done - synced >= pagesUntilSynced) {
          synced = done
          giveWay(to)
        }
        return pagesAtOnce
      },
    })
    return rows
  } finally {
    source.close()
  }
}

function giveWay(file: string): void {
  const fd = openSync(file, 'r+')
  fdatasyncSync(fd)
  closeSync(fd)
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, restMs)
}

/**
 * Checks a copy whole and makes it a single file that no log belongs to. Throws UnusableStore where it is damaged, none
 * of ours, or of a newer program than this.
 */
export async function verify(file: string): Promise<VerifiedBackup> {
  const { version, rows } = explaining(file, () => {
    const db = new Database(file, { fileMustExist: true })
    try {
      db.pragma('journal_mode = DELETE')
      return { version: soundVersion(db, file), rows: countRows(db) }
    } finally {
      db.close()
    }
  })
  await syncToDisk(file)
  return { version, rows, sha256: await sha256Of(file) }
}

function soundVersion(db: Database.Database, file: string): number {
  const found = db.prepare('pragma integrity_check(5)').pluck().all() as string[]
  if (found[0] !== 'ok') throw new UnusableStore(`${file} is damaged: ${found[0]}`)
  const orphans = db.pragma('foreign_key_check') as { table: string }[]
  if (orphans[0]) throw new UnusableStore(`${file} is damaged: rows of ${orphans[0].table} refer to nothing`)
  const state = readSchemaState(db)
  if (state.kind !== 'version') throw new UnusableStore(`${file} is not a database of Greetline.`)
  if (state.version > newestVersion()) {
    throw new UnusableStore(
      `${file} is of version ${state.version}; this program knows up to ${newestVersion()}.`,
    )
  }
  return state.version
}

function countRows(db: Database.Database): ReadonlyMap<string, number> {
  const tables = db
    .prepare(
      "select name from pragma_table_list where schema = 'main' and type = 'table' and name not like 'sqlite_%'",
    )
    .pluck()
    .all() as string[]
  return new Map(
    tables.map((table) => [table, db.prepare(`select count(*) from "${table}"`).pluck().get() as number]),
  )
}

export async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(file)) hash.update(piece as Buffer)
  return hash.digest('hex')
}

/** A file's contents, or a folder's names, are on the disk afterwards. */
export async function syncToDisk(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
