import { holdSurvivor } from './customer-rows.ts'
import { insertUnderFreeId } from './free-id.ts'
import { markCallOfPromise } from './interaction-links.ts'
import type { NewPromise, WrapUpPromise } from './new-promise.ts'
import type { PromiseMade, PromiseRecord } from './promise-store.ts'
import { change, one, type Steps } from './steps.ts'
import { tellOwners } from './tell-owners.ts'
import { firstIdAt } from './time-id.ts'

export const promiseSql = `select p.id, p.customer_id as "customerId", k.name as "customerName", k.external_id as "externalId",
  p.number_key as "numberKey", p.call_id as "callId", p.case_id as "caseId", p.standing, p.text, p.channel,
  p.owner_id as "ownerId", p.department, p.made_by as "madeBy", p.made_at as "madeAt", p.due_at as "dueAt",
  p.first_due_at as "firstDueAt", p.remind_at as "remindAt", p.state, p.settled_at as "settledAt",
  p.settled_by as "settledBy", p.note, p.made_good_at as "madeGoodAt", p.version
  from promise p left join customer k on k.id = p.customer_id`
const insertSql = `insert into promise (id, origin, origin_id, customer_id, number_key, call_id, case_id, standing, text,
  channel, owner_id, department, made_by, made_at, due_at, first_due_at, remind_at, state, version)
  values (?, ?, ?, ?, ?, ?, (select id from customer_case where id = ? and customer_id = ?), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
    'open', 1) on conflict do nothing`
const callerSql = 'select customer_id as "customerId", number_key as "numberKey" from call where id = ?'

export function* readPromise(id: number): Steps<PromiseRecord | null> {
  return (yield* one<PromiseRecord>(`${promiseSql} where p.id = ?`, id)) ?? null
}

/** Told again, the promise that was made first stands, whatever has become of it. */
export function* makePromise(promise: NewPromise): Steps<PromiseMade> {
  const known = yield* ofOrigin(promise)
  if (known) return { kind: 'known', promise: known, messages: [] }
  const customerId = promise.customerId === null ? null : yield* holdSurvivor(promise.customerId)
  if (customerId === null && promise.customerId !== null) return { kind: 'not-found' }
  const taken = function* (): Steps<boolean> {
    return (yield* ofOrigin(promise)) !== undefined
  }
  const insert = (id: number) => insertPromise(id, { ...promise, customerId })
  const id = yield* insertUnderFreeId('promise', firstIdAt(promise.madeAt), insert, taken)
  const made = id === null ? yield* ofOrigin(promise) : yield* readPromise(id)
  if (!made) return { kind: 'not-found' }
  const isGiven = id !== null && made.ownerId !== promise.madeBy
  const messages = isGiven ? yield* tellOwners([made], 'given', promise.madeAt) : []
  return { kind: id === null ? 'known' : 'made', promise: made, messages }
}

function* ofOrigin({ origin, originId }: NewPromise): Steps<PromiseRecord | undefined> {
  if (originId === null) return undefined
  return yield* one<PromiseRecord>(`${promiseSql} where p.origin = ? and p.origin_id = ?`, origin, originId)
}

function* insertPromise(id: number, promise: NewPromise): Steps<boolean> {
  const { dueAt } = promise
  const inserted = yield* change(
    insertSql,
    id,
    promise.origin,
    promise.originId,
    promise.customerId,
    promise.numberKey,
    promise.callId,
    promise.caseId,
    promise.customerId,
    promise.standing,
    promise.text,
    promise.channel,
    promise.ownerId,
    promise.department,
    promise.madeBy,
    promise.madeAt,
    dueAt,
    dueAt,
    promise.remindAt,
  )
  if (inserted === 1 && promise.callId !== null) yield* markCallOfPromise(id)
  return inserted === 1
}

/** Promises to whomever the call is with. What was promised before and is not said again stands all the same. */
export function* makePromisesOfCall(
  { callId, accountId, now }: { callId: string; accountId: string; now: number },
  promises: readonly WrapUpPromise[],
): Steps<void> {
  if (promises.length === 0) return
  type Caller = Pick<NewPromise, 'customerId' | 'numberKey'>
  const caller = yield* one<Caller>(callerSql, callId)
  if (!caller) return
  for (const promise of promises) {
    const origin = { origin: 'wrap-up', callId, standing: null, madeBy: accountId, madeAt: now }
    yield* makePromise({ ...caller, ...origin, ...promise })
  }
}
