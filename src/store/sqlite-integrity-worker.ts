import { parentPort, workerData } from 'node:worker_threads'
import Database from 'better-sqlite3'
import { workInBackground } from '../work-in-background.ts'
import type { IntegrityStep } from './sqlite-integrity.ts'

workInBackground()

/** The thread that checks a database: the quick check first, then the whole one, which also compares indexes with rows. */
const { file } = workerData as { file: string }
const db = new Database(file, { readonly: true, fileMustExist: true })
for (const step of ['quick', 'whole'] as const) {
  const found = lines(step === 'quick' ? 'quick_check(20)' : 'integrity_check(20)')
  parentPort?.postMessage({ step, found } satisfies IntegrityStep)
  if (found.length > 0) break
}
db.close()

/** A database that is damaged badly ends the check with an error, which is as much of an answer. */
function lines(pragma: string): string[] {
  try {
    const rows = db.prepare(`pragma ${pragma}`).pluck().all() as string[]
    return rows.filter((row) => row !== 'ok')
  } catch (reason) {
    const { code, message } = reason as { code?: string; message: string }
    if (code?.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') return [message]
    throw reason
  }
}
