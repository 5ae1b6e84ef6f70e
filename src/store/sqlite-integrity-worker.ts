import { parentPort, workerData } from 'node:worker_threads'
import Database from 'better-sqlite3'
import { workInBackground } from '../work-in-background.ts'
import type { IntegrityStep } from './sqlite-integrity.ts'

workInBackground()

/** The thread that checks a database: the quick check first, then the whole one, which also compares indexes with rows. */
const { file } = workerData as { file: string }
for (const step of ['quick', 'whole'] as const) {
  const found = check(step === 'quick' ? 'quick_check(20)' : 'integrity_check(20)')
  parentPort?.postMessage({ step, found } satisfies IntegrityStep)
  if (found.length > 0) break
}

/**
 * On a connection of its own, that is opened and read within one transaction. What FTS5 remembers of an index when it
 * checks it (xIntegrity) is not looked up again for the next check: after writes by others the segments that it remembers
 * are gone, and a sound index is called damaged (seen with SQLite 3.54, nine times of ten).
 *
 * A database that is damaged badly ends the check with an error, which is as much of an answer.
 */
function check(pragma: string): string[] {
  const db = new Database(file, { readonly: true, fileMustExist: true })
  try {
    const read = db.transaction(() => db.prepare(`pragma ${pragma}`).pluck().all() as string[])
    return read().filter((row) => row !== 'ok')
  } catch (reason) {
    const { code, message } = reason as { code?: string; message: string }
    if (code?.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') return [message]
    throw reason
  } finally {
    db.close()
  }
}
