import { constants, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { copyFile, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { checksumFile, sha256Of, syncToDisk, type VerifiedBackup, verify } from './sqlite-backup.ts'
import { filesBeside } from './sqlite-files.ts'
import { lockHouse } from './sqlite-lock.ts'
import { isLogDamaged } from './sqlite-log-scan.ts'
import { explaining } from './sqlite-open.ts'
import { UnusableStore } from './unusable-store.ts'

export interface Restored extends VerifiedBackup {
  /** Whether a checksum lay beside the backup. */
  readonly hadChecksum: boolean
  /** Where the database that was there before is kept; null if there was none. */
  readonly kept: string | null
}

export type RestoreStep = 'checksum' | 'copying' | 'verifying' | 'exchanging'

/**
 * Puts a backup in the place of the database `file`. Nothing is touched before the copy was found whole; what was there
 * is kept beside it with all that belongs to it. Killed at any moment, either the old database is still in its place, or
 * no server begins before the restore was run again. Throws UnusableStore and leaves everything as it is where a server
 * or a command uses the database, or the backup is not sound.
 */
export async function restoreSqlite(
  from: string,
  file: string,
  now: number,
  tell: (step: RestoreStep) => void,
): Promise<Restored> {
  if (!existsSync(from)) throw new UnusableStore(`There is no file ${from}`)
  mkdirSync(dirname(file), { recursive: true })
  const lock = explaining(file, () => lockHouse(file))
  if (!lock) throw new UnusableStore(`A server is running on ${file}: stop it first.`)
  const { restoring } = filesBeside(file)
  try {
    refuseWhileUsed(file)
    tell('checksum')
    const hadChecksum = await compareChecksum(from)
    tell('copying')
    removeCopy(restoring)
    for (const part of ['', '-wal']) {
      // A database that was kept as it was still has its log.
      if (part === '' || existsSync(`${from}${part}`)) {
        await copyFile(`${from}${part}`, `${restoring}${part}`, constants.COPYFILE_FICLONE)
      }
    }
    tell('verifying')
    const verified = await verify(restoring)
    tell('exchanging')
    const kept = await exchange(file, now)
    return { ...verified, hadChecksum, kept }
  } finally {
    removeCopy(restoring)
    lock.release()
  }
}

/**
 * A command beside (an import) would go on writing into the file that was moved away. Whoever has the database open
 * shares it with nobody who wants it alone. A damaged log would be thrown away by opening it.
 */
function refuseWhileUsed(file: string): void {
  if (!existsSync(file) || isLogDamaged(filesBeside(file).log)) return
  let db: Database.Database | undefined
  try {
    db = new Database(file, { timeout: 0 })
    db.pragma('locking_mode = EXCLUSIVE')
    db.exec('begin exclusive')
  } catch (reason) {
    const { code } = reason as { code?: string }
    if (code?.startsWith('SQLITE_BUSY')) {
      throw new UnusableStore(`Another program has ${file} open: let it finish, or stop it.`)
    }
  } finally {
    db?.close()
  }
}

async function compareChecksum(from: string): Promise<boolean> {
  const line = checksumFile(from)
  if (!existsSync(line)) return false
  const wanted = readFileSync(line, 'utf8').trim().split(/\s+/)[0]
  if (wanted !== (await sha256Of(from))) {
    throw new UnusableStore(`${from} is not what was backed up: its checksum differs from ${line}.`)
  }
  return true
}

/** Between the first move and the last the marker keeps every server from beginning with half of it, or with an empty one. */
async function exchange(file: string, now: number): Promise<string | null> {
  const beside = filesBeside(file)
  const kept = begunBefore(beside.restoreBegun) ?? nameOfKept(file, now)
  writeFileSync(beside.restoreBegun, `${kept}\n`)
  await syncToDisk(beside.restoreBegun)
  await syncToDisk(dirname(file))
  // The log's index is made anew by whoever opens it.
  rmSync(beside.logIndex, { force: true })
  for (const part of ['-wal', '']) {
    if (existsSync(`${file}${part}`)) await rename(`${file}${part}`, `${kept}${part}`)
  }
  await rename(beside.restoring, file)
  // What was known of the old one is not known of this one: it is checked when it is served.
  rmSync(beside.checked, { force: true })
  rmSync(beside.running, { force: true })
  await syncToDisk(dirname(file))
  rmSync(beside.restoreBegun)
  return existsSync(kept) ? kept : null
}

function nameOfKept(file: string, now: number): string {
  return `${file}.before-restore-${new Date(now).toISOString().replaceAll(/[:.]/g, '-')}`
}

/** A restore that was killed may have moved the log and not yet the database: they stay together. */
function begunBefore(marker: string): string | null {
  if (!existsSync(marker)) return null
  const kept = readFileSync(marker, 'utf8').trim()
  return kept === '' || existsSync(kept) ? null : kept
}

function removeCopy(file: string): void {
  for (const part of ['', '-wal', '-shm', '-journal']) rmSync(`${file}${part}`, { force: true })
}
