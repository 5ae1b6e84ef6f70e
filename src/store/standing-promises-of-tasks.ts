import { makePromise } from './make-promise.ts'
import type { NewPromise, PlannedForPromise } from './new-promise.ts'
import { all, change, type Steps } from './steps.ts'
import type { TaskState } from './task-store.ts'
import { firstIdAt } from './time-id.ts'

/** Not what the house plans of itself, of which the customer has been told no time: regular visits, and what a signal makes. */
const plannedSql = `select t.id, t.customer_id as "customerId", t.number_key as "numberKey", t.team,
  t.due_until as "dueUntil", t.created_at as "createdAt" from task t
  where t.id >= ? and t.created_at >= ? and t.kind = ? and t.origin not in ('plan', 'signal') and not exists
    (select 1 from promise p where p.origin = ? and p.origin_id = 'task:' || t.id)
  order by t.id limit ?`
/** The number is read only of what the house has begun with a task: what others call theirs need be no number. */
const taskOfPromise = `join task t on t.id = case when p.origin like 'standing:%' and p.origin_id like 'task:%'
  then cast(substr(p.origin_id, 6) as bigint) end`
const settledSql = `select p.id, t.state as "taskState", t.outcome, t.closed_at as "closedAt", t.closed_by as "closedBy"
  from promise p ${taskOfPromise} where p.state = 'open' and p.standing is not null and t.state <> 'open' limit ?`
const doneLateSql = `select p.id, t.closed_at as "closedAt", t.closed_by as "closedBy" from promise p ${taskOfPromise}
  where p.state = 'broken' and p.over_at is null and p.standing is not null and t.state = 'done' limit ?`
const endSql = `update promise set state = ?, settled_at = ?, settled_by = ?, note = ?, over_at = ?, version = version + 1
  where id = ? and state = 'open'`
const makeGoodSql = `update promise set made_good_at = ?, settled_by = ?, over_at = ?, version = version + 1
  where id = ? and state = 'broken' and made_good_at is null`
const moveSql = `update promise set due_at = ?, version = version + 1
  where origin = ? and origin_id = ? and state = 'open'`

/** Of what nobody has closed by hand. */
const byReaching = 'conversation'

/** Begins the promise for what was planned since (ms) and has none of it; how many it has seen. */
export function* promiseForTasks(
  kind: 'callback' | 'visit',
  since: number,
  promiseOf: (planned: PlannedForPromise) => NewPromise,
  origin: string,
  most: number,
): Steps<number> {
  const planned = yield* all<PlannedForPromise>(plannedSql, firstIdAt(since), since, kind, origin, most)
  for (const one of planned) yield* makePromise(promiseOf(one))
  return planned.length
}

interface Settled {
  readonly id: number
  readonly taskState: Exclude<TaskState, 'open'>
  readonly outcome: string
  readonly closedAt: number
  readonly closedBy: string | null
}

/** What was done keeps its promise, or makes a broken one good; what was given up releases it. How many, of either at most. */
export function* settleOfTasks(now: number, most: number): Steps<number> {
  const settled = yield* all<Settled>(settledSql, most)
  for (const { id, taskState, outcome, closedAt, closedBy } of settled) {
    const [state, note] = taskState === 'done' ? ['kept', null] : ['released', outcome || null]
    yield* change(endSql, state, closedAt, closedBy ?? byReaching, note, now, id)
  }
  const late = yield* all<Pick<Settled, 'id' | 'closedAt' | 'closedBy'>>(doneLateSql, most)
  for (const { id, closedAt, closedBy } of late) {
    yield* change(makeGoodSql, closedAt, closedBy ?? byReaching, now, id)
  }
  return Math.max(settled.length, late.length)
}

/** What is tried again at another time is promised for that time; the first one stays on record. */
export function* movePromisesOfTask(taskId: number, dueByStanding: ReadonlyMap<string, number>): Steps<void> {
  for (const [standing, dueAt] of dueByStanding) {
    yield* change(moveSql, dueAt, `standing:${standing}`, `task:${taskId}`)
  }
}
