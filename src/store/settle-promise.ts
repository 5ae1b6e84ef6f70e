import { markDigests } from './digest-queries.ts'
import { markCallOfPromise } from './interaction-links.ts'
import { readPromise } from './make-promise.ts'
import type {
  PromiseChange,
  PromiseChanged,
  PromiseNewsOf,
  PromiseRecord,
  PromisesTold,
} from './promise-store.ts'
import { all, change, type Steps } from './steps.ts'
import { tellOwners } from './tell-owners.ts'
import { tellOutside } from './webhook-queries.ts'

const keepSql = `update promise set state = ?, settled_at = ?, settled_by = ?, note = coalesce(?, note), over_at = ?,
  version = version + 1 where id = ? and state = 'open'`
const makeGoodSql = `update promise set made_good_at = ?, settled_by = ?, note = coalesce(?, note), over_at = ?,
  version = version + 1 where id = ? and state = 'broken' and made_good_at is null`
const moveSql = `update promise set due_at = ?, remind_at = ?, reminded_at = null, note = coalesce(?, note),
  version = version + 1 where id = ? and state = 'open'`
const passOnSql = `update promise set owner_id = ?, department = ?, reminded_at = null, version = version + 1
  where id = ? and state = 'open'`
/** The row is judged again where it is written: another node may have been faster. */
const toRemindSql = `select id from promise where state = 'open' and reminded_at is null and remind_at <= ?
  order by remind_at limit ?`
const remindSql = `update promise set reminded_at = ? where id = ? and state = 'open' and reminded_at is null`
const toBreakSql = `select id from promise where state = 'open' and due_at < ? order by due_at limit ?`
const breakSql = `update promise set state = 'broken', settled_at = ?, version = version + 1
  where id = ? and state = 'open' and due_at < ?`

/** Brings an open promise to what became of it, or a broken one to good. One that is settled stays as it is. */
export function* changePromise(
  id: number,
  what: PromiseChange,
  by: string,
  now: number,
): Steps<PromiseChanged> {
  const changed = yield* write(id, what, by, now)
  if (changed === 1 && (what.kind === 'kept' || what.kind === 'released')) yield* markCallOfPromise(id)
  const promise = yield* readPromise(id)
  if (!promise) return { kind: 'not-found' }
  if (changed === 1 && promise.customerId !== null) yield* markDigests([promise.customerId])
  if (changed !== 1)
    return isSo(promise, what) ? { kind: 'changed', promise, messages: [] } : { kind: 'conflict', promise }
  const isGiven = what.kind === 'passed-on' && promise.ownerId !== by
  return { kind: 'changed', promise, messages: isGiven ? yield* tellOwners([promise], 'given', now) : [] }
}

function write(id: number, what: PromiseChange, by: string, now: number): Steps<number> {
  switch (what.kind) {
    case 'kept':
    case 'released':
      return change(keepSql, what.kind, now, by, what.note, now, id)
    case 'good':
      return change(makeGoodSql, now, by, what.note, now, id)
    case 'moved':
      return change(moveSql, what.dueAt, what.remindAt, what.note, id)
    case 'passed-on':
      return change(passOnSql, what.ownerId, what.department, id)
  }
}

/** Said twice, it is as if it had been said once. */
function isSo(promise: PromiseRecord, what: PromiseChange): boolean {
  if (what.kind === 'good') return promise.madeGoodAt !== null
  return promise.state === what.kind
}

export function* remindOfPromises(now: number, most: number, newsOf: PromiseNewsOf): Steps<PromisesTold> {
  const due = yield* all<{ id: number }>(toRemindSql, now, most)
  const reminded: number[] = []
  for (const { id } of due) if ((yield* change(remindSql, now, id)) === 1) reminded.push(id)
  return yield* tellOf(reminded, due.length, 'due', now, newsOf)
}

export function* breakPromises(
  dueBefore: number,
  now: number,
  most: number,
  newsOf: PromiseNewsOf,
): Steps<PromisesTold> {
  const overdue = yield* all<{ id: number }>(toBreakSql, dueBefore, most)
  const broken: number[] = []
  for (const { id } of overdue) if ((yield* change(breakSql, now, id, dueBefore)) === 1) broken.push(id)
  for (const id of broken) yield* markCallOfPromise(id)
  const told = yield* tellOf(broken, overdue.length, 'broken', now, newsOf)
  // A broken promise is what customers leave for.
  yield* markDigests(told.promises.flatMap(({ customerId }) => customerId ?? []))
  return told
}

function* tellOf(
  ids: readonly number[],
  seen: number,
  news: 'due' | 'broken',
  now: number,
  newsOf: PromiseNewsOf,
): Steps<PromisesTold> {
  const promises: PromiseRecord[] = []
  for (const id of ids) {
    const promise = yield* readPromise(id)
    if (promise) promises.push(promise)
  }
  yield* tellOutside(promises.flatMap(newsOf))
  return { seen, promises, messages: yield* tellOwners(promises, news, now) }
}
