import type { FoundInteraction } from './history-store.ts'
import { newestId, type Prepare } from './sqlite-customer-rows.ts'

/** `i` is the interaction, `c` its customer. */
export const foundColumns = `i.id, i.external_id as "externalId", i.channel, i.direction, i.started_at as "startedAt",
  i.ended_at as "endedAt", i.customer_id as "customerId", i.number_key as "numberKey", i.number_raw as "numberRaw",
  i.account_id as "accountId", i.agent_name as "agentName", i.source, i.queue, i.queue_name as "queueName",
  i.call_id as "callId", i.outcome, i.disposition, i.body, c.name as "customerName"`

const fromInteractions = 'from interaction i left join customer c on c.id = i.customer_id'

export function readFound(
  connection: Prepare,
  column: 'id' | 'external_id',
  value: number | string,
): FoundInteraction | null {
  const row = connection
    .prepare(`select ${foundColumns} ${fromInteractions} where i.${column} = ?`)
    .get(value)
  return (row as FoundInteraction | undefined) ?? null
}

export function readFoundOf(
  connection: Prepare,
  customerId: number,
  before: number,
  most: number,
): FoundInteraction[] {
  return connection
    .prepare(`select ${foundColumns} ${fromInteractions} where i.customer_id = ? and i.id < ?
      order by i.id desc limit ?`)
    .all(customerId, before, most) as FoundInteraction[]
}

export function readUnindexed(connection: Prepare, most: number): FoundInteraction[] {
  return connection
    .prepare(`select ${foundColumns} ${fromInteractions} where i.indexed = 0 order by i.id limit ?`)
    .all(most) as FoundInteraction[]
}

export function newestInteraction(connection: Prepare, from: number, until: number): number | null {
  return newestId(connection, 'interaction', from, until)
}
