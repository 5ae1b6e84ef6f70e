import { readOutcomes, readOutcomesByCustomer } from './digest-queries.ts'
import type { OutcomeReader } from './digest-store.ts'
import { openConnections } from './postgres-connections.ts'
import { postgresEngine } from './postgres-engine.ts'

/** A page of a long history may take its time: nobody waits for it, ms. */
const statementMs = 60_000

/** Goes through the history of a database on one connection beside those of the way of calls. */
export function openPostgresOutcomes(url: string): OutcomeReader {
  const connections = openConnections({ url, most: 1, statementMs, keepAliveMs: 0 })
  const engine = postgresEngine({ connections, elapsed: () => 0 })
  return {
    readOutcomes: (after, most) => engine.read(() => readOutcomes(after, most)),
    readOutcomesByCustomer: (after, most) => engine.read(() => readOutcomesByCustomer(after, most)),
    close: () => connections.close(),
  }
}
