import { figureReader } from './figure-rows.ts'
import type { FigureReader } from './figure-store.ts'
import { openConnections } from './postgres-connections.ts'
import { postgresEngine } from './postgres-engine.ts'

/** A page of a busy day; nobody on the way of calls waits for it, ms. */
const statementMs = 30_000
/** One counts, the other draws. */
const most = 2

/** Reads what figures are made of on connections beside those of the way of calls. */
export function openPostgresFigures(url: string): FigureReader {
  const connections = openConnections({ url, most, statementMs, keepAliveMs: 0 })
  return {
    ...figureReader(postgresEngine({ connections, elapsed: () => 0 })),
    close: () => connections.close(),
  }
}
