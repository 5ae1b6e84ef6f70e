import { join } from 'node:path'

/** The database of a house, in its data folder. */
export function databaseIn(folder: string): string {
  return join(folder, 'greetline.sqlite')
}

/** What lies beside a database file, by what it is for. */
export function filesBeside(database: string) {
  return {
    /** SQLite's own: what is committed and not yet in the database file. Moving one without the other loses data. */
    log: `${database}-wal`,
    logIndex: `${database}-shm`,
    /** Held by whoever serves, migrates or restores. */
    lock: `${database}.lock`,
    /** There while somebody serves; found at the start, it tells that the last one was killed. */
    running: `${database}.running`,
    /** The instant of the last complete integrity check, ms. Once it is there, the database has been in use. */
    checked: `${database}.checked`,
    /** Room that is given up when the disk is full. */
    reserve: `${database}.reserve`,
    restoring: `${database}.restoring`,
    /** There from the moment the old database is moved away until the restored one stands in its place. */
    restoreBegun: `${database}.restore-begun`,
  } as const
}

/** The sentence with which a message about a database that cannot be used ends. */
export function howToRestore(database: string): string {
  return `Nothing has been changed. Put a backup in its place (the old files are kept): npm run cli -- restore BACKUP-FILE. The database is ${database}`
}
