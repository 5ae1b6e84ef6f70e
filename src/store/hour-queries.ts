import type { HourCall, HourOffer, HourReader, HourRows } from './hour-store.ts'
import { all, type Engine, type Steps } from './steps.ts'

/** Whoever was joined to another call is told of there. */
const within = `c.arrived_at >= ? and c.arrived_at < ? and c.direction = 'inbound' and c.test_at is null
  and (c.end_reason is null or c.end_reason <> 'joined')`

const callsSql = `select c.id, c.arrived_at as "arrivedAt", c.answered_at as "answeredAt", c.ended_at as "endedAt",
  c.outcome, c.queue, c.answered_by as "answeredBy", case when i.id is null then 0 else 1 end as "isHistory", i.team
  from call c left join interaction i on i.call_id = c.id where ${within} order by c.arrived_at, c.id`

const offersSql = `select p.call_id as "callId", p.account_id as "accountId", p.closing
  from call c join pop p on p.call_id = c.id
  where ${within} and p.state = 'closed' order by c.arrived_at, c.id, p.account_id`

/** For an engine that only reads. */
export function hourReader(engine: Pick<Engine, 'read'>): HourReader {
  return { readHour: (from, until) => engine.read(() => readHour(from, until)) }
}

function* readHour(from: number, until: number): Steps<HourRows> {
  const calls = yield* all<HourCall>(callsSql, from, until)
  const offers = yield* all<HourOffer>(offersSql, from, until)
  return { calls, offers }
}
