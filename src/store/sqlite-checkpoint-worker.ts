import { parentPort, workerData } from 'node:worker_threads'
import Database from 'better-sqlite3'
import type { CheckpointStep } from './sqlite-checkpoints.ts'

/** The thread that moves pages from the log into the database, never waiting for anybody. */
const everyMs = 1000
const { file } = workerData as { file: string }
const db = new Database(file, { fileMustExist: true })
db.pragma('synchronous = FULL')
db.pragma('journal_size_limit = 67108864')

setInterval(() => {
  try {
    const [step] = db.pragma('wal_checkpoint(PASSIVE)') as CheckpointStep[]
    if (step) parentPort?.postMessage(step)
  } catch {
    // A full or failing disk is noticed, and told, where calls are written.
  }
}, everyMs)
