import { holdSurvivor, survivorOf } from './customer-rows.ts'
import { insertUnderFreeId } from './free-id.ts'
import { allOf, type SqlOf } from './many-rows.ts'
import { movePromisesOfTask } from './standing-promises-of-tasks.ts'
import { all, change, type Engine, one, type Steps } from './steps.ts'
import {
  attemptsOf,
  closeTask,
  dueTasks,
  insertTask,
  noteAttempt,
  openTasks,
  readTask,
  taskOfPlan,
  tasksOf,
} from './task-rows.ts'
import type {
  Task,
  TaskChanged,
  TaskStep,
  TaskStore,
  TaskToPlan,
  TaskWrite,
  VisitedPage,
} from './task-store.ts'

/** Callbacks, visits and messages that are planned. `ids` are timeIds(). */
export function taskStore(engine: Engine, ids: (at: number) => number): TaskStore {
  return {
    planTask(wanted, now) {
      const wantedId = ids(now)
      return engine.write(() => planTask(wantedId, wanted, now))
    },
    readTask: (id) => engine.read(() => readTask(id)),
    readTaskAttempts: (id) => engine.read(() => attemptsOf(id)),
    stepTask: (id, expectedVersion, step, by, now) =>
      engine.write(() => stepTask({ id, expectedVersion, step, by, now })),
    readDueTasks: (accountId, most, hidden = []) => engine.read(() => dueTasks(accountId, most, hidden)),
    readOpenTasks: (most, teams = null) => engine.read(() => openTasks(most, teams)),
    readTasksOf: (customerId) => engine.read(() => readTasksOf(customerId)),
    readVisited: (after, most, tiers) => engine.read(() => readVisited(after, most, tiers)),
  }
}

/** What is planned already under this key is given back as it stands, also when it is done. */
export function* planTask(wantedId: number, wanted: TaskToPlan, now: number): Steps<TaskWrite> {
  const stored = yield* taskOfPlan(wanted.planKey)
  if (stored) return { kind: 'planned', task: stored, isNew: false }
  const customerId = wanted.customerId === null ? null : yield* holdSurvivor(wanted.customerId)
  if (customerId === null && wanted.customerId !== null) return { kind: 'customer-not-found' }
  const insert = (free: number) => insertTask(free, { ...wanted, customerId }, now)
  const taken = function* (): Steps<boolean> {
    return (yield* taskOfPlan(wanted.planKey)) !== undefined
  }
  const id = yield* insertUnderFreeId('task', wantedId, insert, taken)
  const task = id === null ? yield* taskOfPlan(wanted.planKey) : yield* readTask(id)
  if (!task) throw new Error('a task that was planned is not there')
  return { kind: 'planned', task, isNew: id !== null }
}

interface Asked {
  readonly id: number
  readonly expectedVersion: number | null
  readonly step: TaskStep
  readonly by: string
  readonly now: number
}

function* stepTask({ id, expectedVersion, step, by, now }: Asked): Steps<TaskChanged> {
  yield* change('update task set version = version where id = ?', id)
  const stored = yield* readTask(id)
  if (!stored) return { kind: 'not-found' }
  if (stored.state !== 'open') return { kind: 'closed' }
  if (expectedVersion !== null && expectedVersion !== stored.version) return { kind: 'overtaken' }
  yield* writeStep(id, step, by, now)
  const written = yield* readTask(id)
  return written ? { kind: 'written', task: written } : { kind: 'not-found' }
}

function* writeStep(id: number, step: TaskStep, by: string, now: number): Steps<void> {
  switch (step.kind) {
    case 'done':
    case 'given-up':
      yield* closeTask(id, step.kind, step.outcome, by, now)
      return
    case 'again': {
      yield* noteAttempt(id, { at: now, accountId: by, result: step.result, callId: null })
      const sql = 'update task set due_from = ?, due_until = ?, version = version + 1 where id = ?'
      yield* change(sql, step.dueFrom, step.dueUntil, id)
      if (step.promised) yield* movePromisesOfTask(id, step.promised)
      return
    }
    case 'pass-on': {
      const sql = 'update task set owner_id = ?, team = ?, version = version + 1 where id = ?'
      yield* change(sql, step.ownerId, step.team, id)
    }
  }
}

function* readTasksOf(customerId: number): Steps<readonly Task[]> {
  return yield* tasksOf(yield* survivorOf(customerId))
}

type Visited = VisitedPage['customers'][number]

const visitsSql: SqlOf = (places) =>
  `select c.id, c.tier, c.created_at as since,
    (select max(coalesce(t.closed_at, 0)) from task t where t.customer_id = c.id and t.kind = 'visit'
      and t.state <> 'open') as "closedAt",
    (select max(i.started_at) from interaction i where i.customer_id = c.id and i.channel = 'visit') as "visitedAt"
    from customer c where c.id in ${places} and not exists
      (select 1 from task t where t.customer_id = c.id and t.kind = 'visit' and t.state = 'open')`

/** By ids, some at a time, so that a million customers are gone through without anybody waiting. */
function* readVisited(after: number, most: number, tiers: readonly string[]): Steps<VisitedPage> {
  const page = yield* all<{ id: number; tier: string }>(
    'select id, tier from customer where id > ? and merged_into is null order by id limit ?',
    after,
    most,
  )
  const wanted = page.filter(({ tier }) => tiers.includes(tier)).map(({ id }) => id)
  type Row = Omit<Visited, 'lastVisitAt'> & { closedAt: number | null; visitedAt: number | null }
  const rows = wanted.length === 0 ? [] : yield* allOf<Row>(visitsSql, wanted)
  return {
    customers: rows.map(({ id, tier, since, closedAt, visitedAt }) => {
      const last = Math.max(closedAt ?? 0, visitedAt ?? 0)
      return { id, tier, since, lastVisitAt: last === 0 ? null : last }
    }),
    next: page.length < most ? null : (page.at(-1)?.id ?? null),
  }
}

/** A call that has ended: whom it was with, and who has taken or placed it. */
export interface EndedCall {
  readonly callId: string
  readonly customerId: number | null
  readonly numberKey: string | null
  readonly accountId: string | null
  readonly startedAt: number
  readonly outcome: string
}

/**
 * The call is an attempt of the task that it was placed for, once; its wrap-up ends that task. Whoever was reached in it,
 * either way, need not be called back for what was missed before.
 */
export function* settleTasks(call: EndedCall, now: number): Steps<void> {
  const dialled = yield* one<{ taskId: number; accountId: string }>(
    `select d.task_id as "taskId", d.account_id as "accountId" from dialled_call d where d.call_id = ?
      and d.task_id is not null and not exists
        (select 1 from task_attempt a where a.task_id = d.task_id and a.call_id = d.call_id)`,
    call.callId,
  )
  if (dialled) {
    const { taskId, accountId } = dialled
    yield* noteAttempt(taskId, {
      at: call.startedAt,
      accountId,
      result: call.outcome,
      callId: call.callId,
    })
  }
  if (call.outcome !== 'answered' || (call.customerId === null && call.numberKey === null)) return
  const missed = yield* all<{ id: number }>(
    `select id from task where state = 'open' and origin = 'missed-call' and created_at < ?
      and (customer_id = ? or number_key = ?) order by id`,
    now,
    call.customerId,
    call.numberKey,
  )
  for (const { id } of missed) yield* closeTask(id, 'done', 'reached', call.accountId, now)
}
