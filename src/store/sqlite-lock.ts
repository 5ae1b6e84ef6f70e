import Database from 'better-sqlite3'
import { filesBeside } from './sqlite-files.ts'

export interface HouseLock {
  release(): void
}

/**
 * Locks a house for one who serves, migrates or restores; null while another one has it. It is SQLite's own lock on an
 * empty file beside the database, so the system itself lets go of it however the process ends.
 */
export function lockHouse(database: string): HouseLock | null {
  const db = new Database(filesBeside(database).lock, { timeout: 0 })
  try {
    db.pragma('journal_mode = MEMORY')
    db.exec('begin exclusive')
  } catch (reason) {
    db.close()
    if ((reason as { code?: string }).code === 'SQLITE_BUSY') return null
    throw reason
  }
  return { release: () => void db.close() }
}
