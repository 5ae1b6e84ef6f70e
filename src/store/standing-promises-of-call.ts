import type { CallInteraction } from './call-store.ts'
import { survivorOf } from './customer-rows.ts'
import { markCallOfPromise } from './interaction-links.ts'
import { makePromise } from './make-promise.ts'
import type { NewPromise, StandingStep } from './new-promise.ts'
import { all, change, type Steps } from './steps.ts'
import { firstIdAt } from './time-id.ts'

const keepSql = `update promise set state = 'kept', settled_at = ?, settled_by = 'conversation', over_at = ?,
  version = version + 1 where id = ? and state = 'open'`
const ofCustomerSql = `select id, standing, made_at as "madeAt" from promise
  where customer_id = ? and over_at is null and state = 'open' and standing is not null`
const ofNumberSql = `select id, standing, made_at as "madeAt" from promise where number_key = ? and customer_id is null
  and over_at is null and state = 'open' and standing is not null`
const closedCasesSql = `select p.id, c.closed_at as "closedAt" from promise p join customer_case c on c.id = p.case_id
  where p.state = 'open' and p.standing is not null and c.closed_at is not null limit ?`
const newCasesSql = `select c.id, c.customer_id as "customerId", c.opened_at as "openedAt" from customer_case c
  where c.id >= ? and c.opened_at >= ? and c.closed_at is null and not exists
    (select 1 from promise p where p.origin = ? and p.origin_id = 'case:' || c.id)
  order by c.id limit ?`

interface Open {
  readonly id: number
  readonly standing: string
  readonly madeAt: number
}

/** A conversation keeps what the house promised until there would be one; a missed call begins it, once while it is open. */
export function* standingPromisesOfCall(
  { customerId, numberKey, startedAt }: Pick<CallInteraction, 'customerId' | 'numberKey' | 'startedAt'>,
  { keeps, begins, now }: StandingStep,
): Steps<void> {
  const open = [
    ...(customerId === null ? [] : yield* all<Open>(ofCustomerSql, yield* survivorOf(customerId))),
    ...(numberKey === null ? [] : yield* all<Open>(ofNumberSql, numberKey)),
  ]
  // A case that is opened on a call is not answered by that call.
  for (const { id, standing, madeAt } of open) {
    if (keeps.includes(standing) && madeAt <= startedAt) yield* keep(id, now, now)
  }
  for (const promise of begins) {
    if (!open.some(({ standing }) => standing === promise.standing)) yield* makePromise(promise)
  }
}

/** Begins the promise for cases that were opened since (ms) and have none of it; how many it has seen. */
export function* promiseForCases(
  since: number,
  promiseOf: (opened: { id: number; customerId: number; openedAt: number }) => NewPromise,
  origin: string,
  most: number,
): Steps<number> {
  type Opened = { id: number; customerId: number; openedAt: number }
  const opened = yield* all<Opened>(newCasesSql, firstIdAt(since), since, origin, most)
  for (const one of opened) yield* makePromise(promiseOf(one))
  return opened.length
}

/** What was promised for a case is kept when it is closed. */
export function* keepOfClosedCases(now: number, most: number): Steps<number> {
  const closed = yield* all<{ id: number; closedAt: number }>(closedCasesSql, most)
  for (const { id, closedAt } of closed) yield* keep(id, closedAt, now)
  return closed.length
}

function* keep(id: number, at: number, now: number): Steps<void> {
  if ((yield* change(keepSql, at, now, id)) === 1) yield* markCallOfPromise(id)
}
