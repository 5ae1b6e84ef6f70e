import type { FoundInteraction } from '../store/history-store.ts'
import type { InteractionView } from '../wire/customer-api.ts'

/** An interaction as people and programs get it. */
export function showInteraction(row: FoundInteraction): InteractionView {
  return {
    id: row.id,
    externalId: row.externalId,
    channel: row.channel,
    direction: row.direction,
    startedAt: row.startedAt,
    endedAt: row.endedAt,
    customerId: row.customerId,
    customerName: row.customerName,
    number: row.numberKey ?? row.numberRaw,
    accountId: row.accountId,
    agentName: row.agentName,
    source: row.source,
    queue: row.queue,
    queueName: row.queueName,
    callId: row.callId,
    outcome: row.outcome,
    disposition: row.disposition,
    subject: row.subject ?? null,
    thread: row.thread ?? null,
    sentiment: row.sentiment ?? null,
    text: row.body,
  }
}
