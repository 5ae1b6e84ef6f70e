import Database from 'better-sqlite3'
import { Refusal } from '../errors.ts'
import { isStorageFault } from './sqlite-faults.ts'
import { type OpenSettings, openDatabase } from './sqlite-open.ts'

/** The one writing connection of a process, with group commit. */
export interface SqliteConnection {
  readonly file: string
  /** A statement, prepared once for its text. */
  prepare(sql: string): Database.Statement
  /**
   * Runs `work` inside the next transaction; resolves with its result once that is on disk. Works that come in while the
   * event loop is busy share one transaction and one fsync. A work that throws is undone alone; the others stand.
   * `work` must be synchronous, and may be run twice. Rejects with Refusal `store-unavailable` where the disk refuses it.
   */
  write<T>(work: () => T): Promise<T>
  /** Finishes what is waiting, then closes. */
  close(): Promise<void>
}

/** Hears how writes fare, so that a full or broken disk is noticed by the first write it hinders. */
export interface WriteWatch {
  written(): void
  /** The disk refused a commit; what was in it is about to be tried once more. */
  faltered(reason: unknown): void
  /** The disk refused it again, so it was rejected. */
  failed(reason: unknown): void
}

/** Opens the database file to write to it; see openDatabase(). `:memory:` is for tests. */
export function openSqlite(file: string, settings: OpenSettings = {}, watch?: WriteWatch): SqliteConnection {
  return commitInGroups(openDatabase(file, settings), file, watch)
}

/** A connection for worker threads that only reads. */
export function openSqliteForReading(file: string): Database.Database {
  const db = new Database(file, { readonly: true, fileMustExist: true })
  db.pragma('mmap_size = 1073741824')
  db.pragma('cache_size = -65536')
  return db
}

interface Waiting {
  readonly work: () => unknown
  readonly resolve: (value: unknown) => void
  readonly reject: (reason: unknown) => void
}

/** The writing connection on a database that is open, at `file`. */
export function commitInGroups(db: Database.Database, file: string, watch?: WriteWatch): SqliteConnection {
  const statements = new Map<string, Database.Statement>()
  const begin = db.prepare('begin immediate')
  const commit = db.prepare('commit')
  const rollback = db.prepare('rollback')
  let waiting: Waiting[] = []
  let scheduled = false

  /** A disk that reports errors may refuse this too; within what is still open nothing may be begun, it would not commit. */
  const undo = (): void => {
    if (db.inTransaction) rollback.run()
  }

  const alone = (one: Waiting): void => {
    try {
      undo()
      one.resolve(db.transaction(one.work).immediate())
      watch?.written()
    } catch (reason) {
      const isFault = isStorageFault(reason)
      if (isFault) watch?.failed(reason)
      one.reject(isFault ? new Refusal('store-unavailable', { cause: reason }) : reason)
    }
  }

  const flush = (): void => {
    scheduled = false
    const batch = waiting
    waiting = []
    const results: unknown[] = []
    try {
      undo()
      begin.run()
      for (const one of batch) results.push(one.work())
      commit.run()
    } catch (reason) {
      if (isStorageFault(reason)) watch?.faltered(reason)
      for (const one of batch) alone(one)
      return
    }
    watch?.written()
    for (let n = 0; n < batch.length; n++) batch[n]?.resolve(results[n])
  }

  return {
    file,
    prepare(sql) {
      let statement = statements.get(sql)
      if (!statement) {
        statement = db.prepare(sql)
        statements.set(sql, statement)
      }
      return statement
    },
    write<T>(work: () => T): Promise<T> {
      return new Promise<T>((resolve, reject) => {
        waiting.push({ work, resolve: resolve as (value: unknown) => void, reject })
        if (scheduled) return
        scheduled = true
        // After the sockets that are readable now have been read: their events join the same commit.
        setImmediate(flush)
      })
    },
    async close() {
      while (scheduled) await new Promise((resolve) => setImmediate(resolve))
      try {
        db.pragma('wal_checkpoint(TRUNCATE)')
      } catch (reason) {
        // On a full disk the log stays as it is; whoever opens the database next reads it.
        if (!isStorageFault(reason)) throw reason
      }
      db.close()
    },
  }
}
