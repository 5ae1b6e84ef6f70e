import type { CallPoint, DayCall, FigureReader, FigureStore } from './figure-store.ts'
import { all, type Engine, type Steps } from './steps.ts'

const callsSql = `select c.id, c.direction, c.arrived_at as "arrivedAt", c.answered_at as "answeredAt",
  c.ended_at as "endedAt", c.outcome, c.queue, c.customer_id as "customerId", k.tier, c.answered_by as "answeredBy",
  c.presentation, c.recognition, c.identified_by as "identifiedBy"
  from call c left join customer k on k.id = c.customer_id
  where (c.arrived_at, c.id) > (?, ?) and c.arrived_at < ? and c.test_at is null
  order by c.arrived_at, c.id limit ?`

export function figureStore(engine: Engine): FigureStore {
  return figureReader(engine)
}

/** For an engine that only reads. */
export function figureReader(engine: Pick<Engine, 'read'>): FigureReader {
  return {
    readDayCalls: (after, until, most) => engine.read(() => readDayCalls(after, until, most)),
  }
}

function readDayCalls(after: CallPoint, until: number, most: number): Steps<readonly DayCall[]> {
  return all(callsSql, after.arrivedAt, after.id, until, most)
}
