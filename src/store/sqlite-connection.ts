import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'

/** The one writing connection of a process, with group commit. */
export interface SqliteConnection {
  readonly file: string
  /** A statement, prepared once for its text. */
  prepare(sql: string): Database.Statement
  /**
   * Runs `work` inside the next transaction; resolves with its result once that is on disk. Works that come in while the
   * event loop is busy share one transaction and one fsync. A work that throws is undone alone; the others stand.
   * `work` must be synchronous.
   */
  write<T>(work: () => T): Promise<T>
  /** Finishes what is waiting, then closes. */
  close(): Promise<void>
}

const schemaFile = fileURLToPath(new URL('../../schema.sql', import.meta.url))

/** Opens the database file, making it from schema.sql if it is not there yet. `:memory:` is for tests. */
export function openSqlite(file: string): SqliteConnection {
  if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true })
  const isNew = file === ':memory:' || !existsSync(file)
  const db = new Database(file)
  setUp(db)
  if (isNew) db.transaction(() => db.exec(readFileSync(schemaFile, 'utf8')))()
  return connectionOf(db, file)
}

/** A connection for worker threads that only reads. */
export function openSqliteForReading(file: string): Database.Database {
  const db = new Database(file, { readonly: true, fileMustExist: true })
  db.pragma('mmap_size = 1073741824')
  db.pragma('cache_size = -65536')
  return db
}

function setUp(db: Database.Database): void {
  db.pragma('journal_mode = WAL')
  // better-sqlite3 is compiled with NORMAL for WAL, which can lose acknowledged calls when the power fails.
  db.pragma('synchronous = FULL')
  db.pragma('busy_timeout = 5000')
  db.pragma('foreign_keys = ON')
  db.pragma('secure_delete = ON')
  db.pragma('cache_size = -131072')
  db.pragma('mmap_size = 1073741824')
  db.pragma('journal_size_limit = 67108864')
}

interface Waiting {
  readonly work: () => unknown
  readonly resolve: (value: unknown) => void
  readonly reject: (reason: unknown) => void
}

function connectionOf(db: Database.Database, file: string): SqliteConnection {
  const statements = new Map<string, Database.Statement>()
  const begin = db.prepare('begin immediate')
  const commit = db.prepare('commit')
  const rollback = db.prepare('rollback')
  let waiting: Waiting[] = []
  let scheduled = false

  const alone = (one: Waiting): void => {
    try {
      one.resolve(db.transaction(one.work).immediate())
    } catch (reason) {
      one.reject(reason)
    }
  }

  const flush = (): void => {
    scheduled = false
    const batch = waiting
    waiting = []
    const results: unknown[] = []
    try {
      begin.run()
      for (const one of batch) results.push(one.work())
      commit.run()
    } catch {
      if (db.inTransaction) rollback.run()
      for (const one of batch) alone(one)
      return
    }
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
      db.pragma('wal_checkpoint(TRUNCATE)')
      db.close()
    },
  }
}
