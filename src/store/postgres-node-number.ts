import type { ClientBase } from 'pg'
import { lockSpace } from './postgres-schema.ts'
import { timeIds } from './time-id.ts'

/** As many as the lower bits of an id tell apart; see timeIds(). */
const mostNodes = 16

export interface NodeNumber {
  readonly ids: (at: number) => number
  /** Takes a number that no other node has, for as long as the connection lives. */
  take(client: ClientBase): Promise<void>
}

/**
 * The number that a node makes its ids with: an advisory lock of the engine's, so that it is given back whatever happens to
 * the node. While it has none (the seventeenth node, a connection just lost) it may share one: two nodes then make the
 * same id now and then, which every insert allows for.
 */
export function nodeNumber(): NodeNumber {
  const makers = Array.from({ length: mostNodes }, (_, number) => timeIds(number))
  let number = mostNodes - 1
  return {
    ids: (at) => makers[number]?.(at) ?? 0,
    async take(client) {
      const { rows } = await client.query<{ number: number }>(
        `select number from generate_series(0, ${mostNodes - 1}) number
         where pg_try_advisory_lock(${lockSpace}, number) limit 1`,
      )
      number = rows[0]?.number ?? mostNodes - 1
    },
  }
}
