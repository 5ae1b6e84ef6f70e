import type { CallEvent } from '../call/call-event.ts'
import type { CallRecord, ExplainStore, PopRecord } from './explain-store.ts'
import { all, type Engine, one, type Steps } from './steps.ts'

const callSql = `select c.id, c.source, c.direction, c.presentation, c.recognition, c.customer_id as "customerId",
  c.identified_by as "identifiedBy", c.verification, c.directory, c.arrived_at as "arrivedAt",
  c.answered_at as "answeredAt", c.ended_at as "endedAt", c.outcome, c.answered_by as "answeredBy", c.queue,
  case when i.id is null then 0 else 1 end as "isHistory", i.team
  from call c left join interaction i on i.call_id = c.id where c.id = ?`
const eventsSql = `select body, received_at as "receivedAt" from call_event where call_id = ?
  order by received_at, at, event_id`
const popsSql = `select account_id as "accountId", version, state, closing, offered_at as "offeredAt",
  stored_at as "storedAt", sent_at as "sentAt", rendered_at as "renderedAt", answered_at as "answeredAt"
  from pop where call_id = ? order by stored_at, account_id`

export function explainStore({ read }: Engine): ExplainStore {
  return { readCallRecord: (id) => read(() => readCallRecord(id)) }
}

type CallRow = Omit<CallRecord, 'events' | 'pops' | 'isHistory' | 'answeredBy'> & {
  isHistory: number
  answeredBy: string
}

function* readCallRecord(id: string): Steps<CallRecord | null> {
  const row = yield* one<CallRow>(callSql, id)
  if (!row) return null
  const events = yield* all<{ body: string; receivedAt: number }>(eventsSql, id)
  const { isHistory, answeredBy, ...call } = row
  return {
    ...call,
    isHistory: isHistory === 1,
    answeredBy: JSON.parse(answeredBy) as string[],
    events: events.map(({ body, receivedAt }) => ({ event: JSON.parse(body) as CallEvent, receivedAt })),
    pops: yield* all<PopRecord>(popsSql, id),
  }
}
