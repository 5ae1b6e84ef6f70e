import { figureReader } from './figure-rows.ts'
import type { FigureReader } from './figure-store.ts'
import { openSqliteForReading } from './sqlite-connection.ts'
import { sqliteEngine } from './sqlite-engine.ts'

/** Reads what figures are made of on a connection that only reads: for another thread than serves. */
export function openSqliteFigures(file: string): FigureReader {
  const db = openSqliteForReading(file)
  const write = () => Promise.reject(new Error('this connection only reads'))
  const engine = sqliteEngine({ prepare: (sql) => db.prepare(sql), write })
  return {
    ...figureReader(engine),
    async close() {
      db.close()
    },
  }
}
