import type { CallEvent } from '../call/call-event.ts'
import type { CallRecord, ExplainStore, PopRecord } from './explain-store.ts'
import { all, type Engine, one, type Steps } from './steps.ts'

const callSql = `select id, source, direction, presentation, recognition, customer_id as "customerId",
  identified_by as "identifiedBy", verification, directory, arrived_at as "arrivedAt", answered_at as "answeredAt",
  ended_at as "endedAt", outcome from call where id = ?`
const eventsSql = `select body, received_at as "receivedAt" from call_event where call_id = ?
  order by received_at, at, event_id`
const popsSql = `select account_id as "accountId", version, state, closing, offered_at as "offeredAt",
  stored_at as "storedAt", sent_at as "sentAt", rendered_at as "renderedAt", answered_at as "answeredAt"
  from pop where call_id = ? order by stored_at, account_id`

export function explainStore({ read }: Engine): ExplainStore {
  return { readCallRecord: (id) => read(() => readCallRecord(id)) }
}

function* readCallRecord(id: string): Steps<CallRecord | null> {
  const row = yield* one<Omit<CallRecord, 'events' | 'pops'>>(callSql, id)
  if (!row) return null
  const events = yield* all<{ body: string; receivedAt: number }>(eventsSql, id)
  return {
    ...row,
    events: events.map(({ body, receivedAt }) => ({ event: JSON.parse(body) as CallEvent, receivedAt })),
    pops: yield* all<PopRecord>(popsSql, id),
  }
}
