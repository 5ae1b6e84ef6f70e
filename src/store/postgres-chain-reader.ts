import { chainReader } from './audit-queries.ts'
import type { ChainReader } from './audit-store.ts'
import { openConnections } from './postgres-connections.ts'
import { postgresEngine } from './postgres-engine.ts'

/** To count a long record may take its time: nobody waits for it, ms. */
const statementMs = 300_000

/** Goes through the record of a database on one connection beside those of the way of calls. */
export function openPostgresChain(url: string): ChainReader {
  const connections = openConnections({ url, most: 1, statementMs, keepAliveMs: 0 })
  return {
    ...chainReader(postgresEngine({ connections, elapsed: () => 0 })),
    close: () => connections.close(),
  }
}
