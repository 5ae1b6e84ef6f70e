import { readOutcomes, readOutcomesByCustomer } from './digest-queries.ts'
import type { OutcomeReader } from './digest-store.ts'
import { openSqliteForReading } from './sqlite-connection.ts'
import { sqliteEngine } from './sqlite-engine.ts'

/** Goes through the history of a file on a connection that only reads: for another thread or process than serves. */
export function openSqliteOutcomes(file: string): OutcomeReader {
  const db = openSqliteForReading(file)
  const write = () => Promise.reject(new Error('this connection only reads'))
  const engine = sqliteEngine({ prepare: (sql) => db.prepare(sql), write })
  return {
    readOutcomes: (after, most) => engine.read(() => readOutcomes(after, most)),
    readOutcomesByCustomer: (after, most) => engine.read(() => readOutcomesByCustomer(after, most)),
    async close() {
      db.close()
    },
  }
}
