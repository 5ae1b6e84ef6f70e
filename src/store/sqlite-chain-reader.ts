import { chainReader } from './audit-queries.ts'
import type { ChainReader } from './audit-store.ts'
import { openSqliteForReading } from './sqlite-connection.ts'
import { sqliteEngine } from './sqlite-engine.ts'

/** Goes through the record of a file on a connection that only reads: for another thread or process than serves. */
export function openSqliteChain(file: string): ChainReader {
  const db = openSqliteForReading(file)
  const write = () => Promise.reject(new Error('this connection only reads'))
  return {
    ...chainReader(sqliteEngine({ prepare: (sql) => db.prepare(sql), write })),
    async close() {
      db.close()
    },
  }
}
