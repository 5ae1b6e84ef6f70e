import type { HourCall, HourOffer, HourReader, HourRows } from './hour-store.ts'
import { all, type Engine, type Steps } from './steps.ts'

const callsSql = `select id, arrived_at as "arrivedAt", answered_at as "answeredAt", ended_at as "endedAt", outcome,
  queue, answered_by as "answeredBy"
  from call where arrived_at >= ? and arrived_at < ? and direction = 'inbound' and test_at is null order by arrived_at, id`

const offersSql = `select p.call_id as "callId", p.account_id as "accountId", p.closing
  from call c join pop p on p.call_id = c.id
  where c.arrived_at >= ? and c.arrived_at < ? and c.direction = 'inbound' and c.test_at is null
    and p.state = 'closed' order by c.arrived_at, c.id, p.account_id`

/** For an engine that only reads. */
export function hourReader(engine: Pick<Engine, 'read'>): HourReader {
  return { readHour: (from, until) => engine.read(() => readHour(from, until)) }
}

function* readHour(from: number, until: number): Steps<HourRows> {
  const calls = yield* all<HourCall>(callsSql, from, until)
  const offers = yield* all<HourOffer>(offersSql, from, until)
  return { calls, offers }
}
