import { existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import type { Migration, MigrationStep } from './migration.ts'
import { newestVersion } from './migrations.ts'
import { filesBeside, howToRestore } from './sqlite-files.ts'
import { lockHouse } from './sqlite-lock.ts'
import { isLogDamaged } from './sqlite-log-scan.ts'
import { createSchema, knownVersion, migrate, readSchemaState } from './sqlite-migrations.ts'
import { UnusableStore } from './unusable-store.ts'

export interface OpenSettings {
  /** Whether the caller holds the house's lock; an old database is migrated only under it. */
  readonly holdsLock?: boolean
  readonly migrating?: (step: MigrationStep) => void
  /** Those of the program, unless others are handed in. */
  readonly migrations?: readonly Migration[]
}

/**
 * Opens a database to write to it: makes it from schema.sql if there is none, migrates it if it is old. Throws
 * UnusableStore, and leaves everything as it is, for a file that is damaged, none of ours, or of a newer program.
 */
export function openDatabase(file: string, settings: OpenSettings = {}): Database.Database {
  if (file === ':memory:') {
    const db = setUp(new Database(file))
    createSchema(db)
    return db
  }
  mkdirSync(dirname(file), { recursive: true })
  lookBeforeOpening(file)
  return explaining(file, () => {
    const db = new Database(file)
    try {
      bringUpToDate(db, file, settings)
      return db
    } catch (reason) {
      db.close()
      throw reason
    }
  })
}

/**
 * What SQLite would pass over in silence, or repair by throwing away. The database file itself is not opened here:
 * closing it would drop the locks that this process may hold on it (sqlite.org/howtocorrupt.html, 2.2).
 */
function lookBeforeOpening(file: string): void {
  const beside = filesBeside(file)
  if (existsSync(beside.restoreBegun)) {
    throw new UnusableStore(
      `A restore was broken off before the database stood in its place. Run it again: npm run cli -- restore BACKUP-FILE. The database is ${file}`,
    )
  }
  const size = statSync(file, { throwIfNoEntry: false })?.size
  const logSize = statSync(beside.log, { throwIfNoEntry: false })?.size ?? 0
  if (size === undefined && logSize > 0) {
    throw new UnusableStore(
      `The database is missing, but its log ${beside.log} is there: has it been moved alone? ${howToRestore(file)}`,
    )
  }
  if (size === 0 && (logSize > 0 || existsSync(beside.checked))) {
    throw new UnusableStore(`The database has been in use and is empty now. ${howToRestore(file)}`)
  }
  if (isLogDamaged(beside.log)) {
    throw new UnusableStore(
      `The write-ahead log ${beside.log} is damaged: calls that were taken in last would be lost without a word. ${howToRestore(file)}`,
    )
  }
}

function bringUpToDate(db: Database.Database, file: string, settings: OpenSettings): void {
  // Read before anything is set: setting it up writes to the file, and it may be somebody else's.
  const state = readSchemaState(db)
  const version = state.kind === 'empty' ? null : knownVersion(db, newestVersion(settings.migrations))
  setUp(db)
  if (version === null) createSchema(db)
  else if (version < newestVersion(settings.migrations)) migrateUnderLock(db, file, settings)
}

function migrateUnderLock(db: Database.Database, file: string, settings: OpenSettings): void {
  const lock = settings.holdsLock ? { release: () => undefined } : lockHouse(file)
  if (!lock) {
    throw new UnusableStore(`A server of an older version is running on ${file}: stop it first.`)
  }
  try {
    migrate(db, settings.migrating, settings.migrations)
  } finally {
    lock.release()
  }
}

function setUp(db: Database.Database): Database.Database {
  db.pragma('journal_mode = WAL')
  // better-sqlite3 is compiled with NORMAL for WAL, which can lose acknowledged calls when the power fails.
  db.pragma('synchronous = FULL')
  db.pragma('busy_timeout = 5000')
  db.pragma('foreign_keys = ON')
  db.pragma('secure_delete = ON')
  db.pragma('cache_size = -131072')
  db.pragma('mmap_size = 1073741824')
  db.pragma('journal_size_limit = 67108864')
  return db
}

/** What SQLite says of a file that it cannot read, with the name of the file and what to do. */
export function explaining<T>(file: string, work: () => T): T {
  try {
    return work()
  } catch (reason) {
    const { code, message } = reason as { code?: string; message: string }
    if (code === 'SQLITE_NOTADB') {
      throw new UnusableStore(
        `The file is no SQLite database, or its header is damaged. ${howToRestore(file)}`,
        reason,
      )
    }
    if (code?.startsWith('SQLITE_CORRUPT')) {
      throw new UnusableStore(`The database is damaged (${message}). ${howToRestore(file)}`, reason)
    }
    if (
      code?.startsWith('SQLITE_IOERR') ||
      code?.startsWith('SQLITE_CANTOPEN') ||
      code === 'SQLITE_READONLY'
    ) {
      throw new UnusableStore(`The database cannot be opened (${message}, ${code}): ${file}`, reason)
    }
    throw reason
  }
}
