import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { type Ballast, ballastAt } from './sqlite-ballast.ts'
import { keepCheckpoints } from './sqlite-checkpoints.ts'
import { openSqlite, type SqliteConnection } from './sqlite-connection.ts'
import { filesBeside, howToRestore } from './sqlite-files.ts'
import { type HouseLock, lockHouse } from './sqlite-lock.ts'
import { explaining } from './sqlite-open.ts'
import { type TroubleWatch, watchTrouble } from './sqlite-trouble.ts'
import { watchDatabase } from './sqlite-watch.ts'
import type { StoreNews, StoreTrouble } from './store-trouble.ts'
import { UnusableStore } from './unusable-store.ts'

export interface CustodySettings {
  readonly file: string
  /** The wall clock, ms. */
  readonly now: () => number
  /** A clock that never jumps, ms. */
  readonly elapsed: () => number
  /** Bytes that cannot be compressed, for the reserve. */
  readonly noise: (bytes: number) => Uint8Array
  readonly tell: (news: StoreNews) => void
  /** How often the disk and what is due are looked at, ms. */
  readonly everyMs?: number
}

/** A database in the hands of the one who serves it. */
export interface Custody {
  readonly connection: SqliteConnection
  trouble(): StoreTrouble | null
  /** The disk refused a read, or what it gave cannot be what was written. */
  readFailed(reason: unknown): void
  /** Finishes what is waiting and leaves the word that nobody was killed. */
  close(): Promise<void>
}

/** After an unclean stop serving waits for the quick check no longer than this, ms: 1 GB or so; the rest is checked beside. */
const patienceMs = 3000
/** With less than this SQLite cannot even begin, bytes. */
const leastRoom = 1024 * 1024

/**
 * Takes a database to serve it: alone (a lock), knowing whether the last one was killed (a marker), and with an eye on
 * the disk. Throws UnusableStore where another one serves it, where it is damaged, or where it cannot be written.
 */
export async function takeCustody(settings: CustodySettings): Promise<Custody> {
  const { file } = settings
  const beside = filesBeside(file)
  mkdirSync(dirname(file), { recursive: true })
  const lock = explaining(file, () => lockHouse(file))
  if (!lock)
    throw new UnusableStore(`Another Greetline serves this data folder, or restores it: ${dirname(file)}`)
  try {
    const ballast = ballastAt(beside.reserve, settings.noise)
    const hasRoom = (): boolean => freeBytes(file) >= leastRoom
    const trouble = watchTrouble({ ...settings, hasRoom, makeRoom: ballast.release })
    if (!hasRoom() && ballast.release()) settings.tell({ kind: 'reserve-used' })
    return await open(settings, lock, ballast, trouble)
  } catch (reason) {
    lock.release()
    throw reason
  }
}

async function open(
  settings: CustodySettings,
  lock: HouseLock,
  ballast: Ballast,
  trouble: TroubleWatch,
): Promise<Custody> {
  const { file, tell } = settings
  const { running } = filesBeside(file)
  const wasKilled = existsSync(running)
  if (wasKilled) tell({ kind: 'stopped-uncleanly' })
  else leaveMarker(running)
  const isNew = !existsSync(file)
  const connection = openSqlite(
    file,
    {
      holdsLock: true,
      migrating: ({ to, name, statement }) => {
        if (statement === 1) tell({ kind: 'migrated', to, name })
      },
    },
    trouble,
  )
  const watch = watchDatabase({ ...settings, isNew, connection, ballast, trouble })
  if (wasKilled) {
    const quick = await watch.check(patienceMs)
    if (quick?.kind === 'damaged') {
      await watch.stop()
      await connection.close()
      throw new UnusableStore(`The database is damaged (${quick.found[0]}). ${howToRestore(file)}`)
    }
  }
  const checkpoints = keepCheckpoints(file, connection)
  return {
    connection,
    trouble: trouble.current,
    readFailed: trouble.failed,
    async close() {
      await watch.stop()
      await checkpoints.stop()
      await connection.close()
      rmSync(running, { force: true })
      lock.release()
    },
  }
}

/** On the disk before anything is served: after a power failure it has to be there. */
function leaveMarker(path: string): void {
  try {
    const fd = openSync(path, 'w')
    writeSync(fd, 'Somebody serves the database beside this file, or was killed while serving it.\n')
    fsyncSync(fd)
    closeSync(fd)
  } catch (reason) {
    const { code } = reason as { code?: string }
    throw new UnusableStore(`The data folder cannot be written (${code}): ${dirname(path)}`, reason)
  }
}

function freeBytes(file: string): number {
  const disk = statfsSync(dirname(file))
  return disk.bavail * disk.bsize
}
