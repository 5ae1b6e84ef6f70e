import { readTable } from './export-queries.ts'
import type { ExportReader } from './export-store.ts'
import { openConnections } from './postgres-connections.ts'
import { postgresEngine } from './postgres-engine.ts'
import { openPostgresSearch } from './postgres-search.ts'
import { readCallsToReview } from './quality-queries.ts'

/** Nobody waits at a page of an export, ms. */
const statementMs = 60_000

/** Reads for an export from a database, on connections beside those of the way of calls. */
export function openPostgresExportReader(url: string, reader: URL): ExportReader {
  const connections = openConnections({ url, most: 1, statementMs, keepAliveMs: 0 })
  const engine = postgresEngine({ connections, elapsed: () => 0 })
  const search = openPostgresSearch(url, reader)
  return {
    searchInteractions: search.searchInteractions,
    readTable: (order) => engine.read(() => readTable(order)),
    readCallsToReview: (order) => engine.read(() => readCallsToReview(order)),
    async close() {
      await search.close()
      await connections.close()
    },
  }
}
