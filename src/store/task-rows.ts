import type { SeenTeams } from '../wire/teams.ts'
import { doneBySeen, notOf } from './seen-by-teams.ts'
import { all, change, one, type Steps } from './steps.ts'
import type { Task, TaskAttempt, TaskToPlan } from './task-store.ts'

/** `t` is the task, `c` its customer. */
export const taskColumns = `t.id, t.kind, t.customer_id as "customerId", c.name as "customerName",
  t.number_key as "numberKey", t.number_raw as "numberRaw", t.owner_id as "ownerId", t.team, t.due_from as "dueFrom",
  t.due_until as "dueUntil", t.reason, t.origin, t.origin_id as "originId", t.state, t.outcome, t.attempts,
  t.last_attempt_at as "lastAttemptAt", t.created_at as "createdAt", t.created_by as "createdBy",
  t.closed_at as "closedAt", t.closed_by as "closedBy", t.version`
const fromTasks = 'from task t left join customer c on c.id = t.customer_id'

export function* readTask(id: number): Steps<Task | null> {
  return (yield* one<Task>(`select ${taskColumns} ${fromTasks} where t.id = ?`, id)) ?? null
}

export function* taskOfPlan(planKey: string | null): Steps<Task | undefined> {
  if (planKey === null) return undefined
  return yield* one<Task>(`select ${taskColumns} ${fromTasks} where t.plan_key = ?`, planKey)
}

/** Each part by its own index; the two are put in order together. */
const dueSql = `select ${taskColumns} ${fromTasks} where t.state = 'open' and t.owner_id = ?
  order by t.due_until, t.id limit ?`

/** `hidden`: teams whose tasks are not this person's to take. */
export function* dueTasks(
  accountId: string,
  most: number,
  hidden: readonly string[],
): Steps<readonly Task[]> {
  const mine = yield* all<Task>(dueSql, accountId, most)
  const { sql, values } = notOf('t.team', hidden)
  const nobodys = yield* all<Task>(
    `select ${taskColumns} ${fromTasks} where t.state = 'open' and t.owner_id is null and ${sql}
      order by t.due_until, t.id limit ?`,
    ...values,
    most,
  )
  return [...mine, ...nobodys].toSorted((a, b) => a.dueUntil - b.dueUntil || a.id - b.id).slice(0, most)
}

export function openTasks(most: number, teams: SeenTeams): Steps<readonly Task[]> {
  const seen = doneBySeen('t.owner_id', teams)
  return all(
    `select ${taskColumns} ${fromTasks} where t.state = 'open' and (t.owner_id is null or ${seen.sql})
      order by t.due_until, t.id limit ?`,
    ...seen.values,
    most,
  )
}

export function tasksOf(customerId: number | null): Steps<readonly Task[]> {
  return all(
    `select ${taskColumns} ${fromTasks} where t.customer_id = ?
      order by case when t.state = 'open' then t.due_until else 9007199254740991 end, t.id desc limit 100`,
    customerId,
  )
}

export function* insertTask(id: number, wanted: TaskToPlan, now: number): Steps<boolean> {
  const inserted = yield* change(
    `insert into task (id, kind, customer_id, number_key, number_raw, owner_id, team, due_from, due_until, reason, origin,
        origin_id, plan_key, state, attempts, created_at, created_by, version)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'open', 0, ?, ?, 1) on conflict do nothing`,
    id,
    wanted.kind,
    wanted.customerId,
    wanted.numberKey,
    wanted.numberRaw,
    wanted.ownerId,
    wanted.team,
    wanted.dueFrom,
    wanted.dueUntil,
    wanted.reason,
    wanted.origin,
    wanted.originId,
    wanted.planKey,
    now,
    wanted.by,
  )
  return inserted > 0
}

/** Two attempts of one task within a millisecond are one after the other. */
export function* noteAttempt(taskId: number, { at, accountId, result, callId }: TaskAttempt): Steps<void> {
  yield* change(
    `insert into task_attempt (task_id, at, account_id, result, call_id)
      select cast(? as bigint), case when max(at) >= ? then max(at) + 1 else cast(? as bigint) end, ?, ?, ?
      from task_attempt where task_id = ?`,
    taskId,
    at,
    at,
    accountId,
    result,
    callId,
    taskId,
  )
  yield* change('update task set attempts = attempts + 1, last_attempt_at = ? where id = ?', at, taskId)
}

export function attemptsOf(taskId: number): Steps<readonly TaskAttempt[]> {
  return all(
    `select at, account_id as "accountId", result, call_id as "callId" from task_attempt where task_id = ? order by at`,
    taskId,
  )
}

export function* closeTask(
  id: number,
  state: 'done' | 'given-up',
  outcome: string,
  by: string | null,
  now: number,
): Steps<void> {
  yield* change(
    `update task set state = ?, outcome = ?, closed_at = ?, closed_by = ?, version = version + 1
      where id = ? and state = 'open'`,
    state,
    outcome,
    now,
    by,
    id,
  )
}
