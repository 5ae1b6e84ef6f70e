import { readTable } from './export-queries.ts'
import type { ExportReader } from './export-store.ts'
import { readCallsToReview } from './quality-queries.ts'
import { openSqliteForReading } from './sqlite-connection.ts'
import { sqliteEngine } from './sqlite-engine.ts'
import { openSearchThread } from './sqlite-search-thread.ts'

/** Reads for an export from a file, on connections that only read. `reader`: see openSearchThread. */
export function openSqliteExportReader(file: string, reader: URL): ExportReader {
  const db = openSqliteForReading(file)
  const write = () => Promise.reject(new Error('this connection only reads'))
  const engine = sqliteEngine({ prepare: (sql) => db.prepare(sql), write })
  const thread = openSearchThread(file, reader)
  return {
    searchInteractions: thread.searchInteractions,
    readTable: (order) => engine.read(() => readTable(order)),
    readCallsToReview: (order) => engine.read(() => readCallsToReview(order)),
    async close() {
      await thread.close()
      db.close()
    },
  }
}
