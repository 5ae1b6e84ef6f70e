import { startThread } from '../start-thread.ts'
import type { SqliteConnection } from './sqlite-connection.ts'

/** How far a checkpoint has come: pages in the log, and how many of them the database has by now. */
export interface CheckpointStep {
  readonly log: number
  readonly checkpointed: number
}

const workerFile = new URL('./sqlite-checkpoint-worker.ts', import.meta.url)
/** A log of this many pages (32 MB) is begun anew as soon as it can be. */
const longLog = 8000
/** If the thread cannot keep up, or is gone, SQLite checkpoints by itself at this many pages (160 MB). */
const longestLog = 40_000

/**
 * Moves what was written from the log into the database on a thread of its own. SQLite would do that inside every
 * thousandth page's commit, which held the thread that pops for some 10 ms each time. Only the one who writes can begin
 * the log anew, so where it has grown long the last few pages are moved from here.
 */
export function keepCheckpoints(file: string, connection: SqliteConnection): { stop(): Promise<void> } {
  connection.prepare(`pragma wal_autocheckpoint = ${longestLog}`).get()
  const { worker, end } = startThread(workerFile, { file })
  worker.unref()
  worker.on('message', ({ log }: CheckpointStep) => {
    if (log > longLog) connection.prepare('pragma wal_checkpoint(PASSIVE)').get()
  })
  // Without the thread the log is still moved, by SQLite itself.
  worker.on('error', () => undefined)
  return { stop: end }
}
