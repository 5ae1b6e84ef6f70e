import { makePromise, promiseSql, readPromise } from './make-promise.ts'
import type {
  DueWanted,
  PromiseCount,
  PromiseRecord,
  PromiseStore,
  PromisesWanted,
  SeenPromises,
} from './promise-store.ts'
import { doneBySeen, notOf } from './seen-by-teams.ts'
import { breakPromises, changePromise, remindOfPromises } from './settle-promise.ts'
import { keepOfClosedCases, promiseForCases } from './standing-promises-of-call.ts'
import { promiseForTasks, settleOfTasks } from './standing-promises-of-tasks.ts'
import { all, change, type Engine, type Steps, type Value } from './steps.ts'

const ownSql = `${promiseSql} where p.owner_id = ? and p.over_at is null order by p.due_at, p.id limit ?`
const endSql = `update promise set over_at = ?, version = version + 1 where id in
  (select id from promise where state = 'broken' and over_at is null and settled_at < ? order by settled_at limit ?)
  and state = 'broken' and over_at is null`
/** Engines count booleans in different words, so they are asked for ones and nothings. */
const many = (when: string): string => `sum(case when ${when} then 1 else 0 end)`
const countSql = `select owner_id as "ownerId", department, standing, count(*) as made, ${many("state = 'open'")} as open,
  ${many("state = 'kept'")} as kept, ${many("state = 'broken'")} as broken, ${many("state = 'released'")} as released,
  ${many('made_good_at is not null')} as "madeGood", ${many('due_at <> first_due_at')} as moved
  from promise where made_at >= ? and made_at < ? group by owner_id, department, standing
  order by made desc, owner_id, department, standing`

/** What was promised to customers. */
export function promiseStore({ read, write }: Engine): PromiseStore {
  return {
    makePromise: (promise) => write(() => makePromise(promise)),
    readPromise: (id) => read(() => readPromise(id)),
    readOwnPromises: (ownerId, most, hidden = []) => read(() => readOwnPromises(ownerId, most, hidden)),
    readPromises: (wanted) => read(() => readPromises(wanted)),
    readDuePromises: (wanted) => read(() => readDuePromises(wanted)),
    changePromise: (id, what, by, now) => write(() => changePromise(id, what, by, now)),
    remindOfPromises: (now, most, newsOf) => write(() => remindOfPromises(now, most, newsOf)),
    breakPromises: (dueBefore, now, most, newsOf) => write(() => breakPromises(dueBefore, now, most, newsOf)),
    async endBrokenPromises(before, now, most) {
      return (await write(() => change(endSql, now, before, most))) === most
    },
    promiseForCases: (since, promiseOf, origin, most) =>
      write(() => promiseForCases(since, promiseOf, origin, most)),
    keepOfClosedCases: (now, most) => write(() => keepOfClosedCases(now, most)),
    promiseForTasks: (kind, since, promiseOf, origin, most) =>
      write(() => promiseForTasks(kind, since, promiseOf, origin, most)),
    settleOfTasks: (now, most) => write(() => settleOfTasks(now, most)),
    countPromises: (from, until) => read(() => all<PromiseCount>(countSql, from, until)),
  }
}

/**
 * However many a department has, it pushes none of one's own from the list. Without standing promises: missed calls, cases
 * and tasks, which begin those, have lists of their own.
 */
function* readOwnPromises(
  ownerId: string,
  most: number,
  hidden: readonly string[],
): Steps<readonly PromiseRecord[]> {
  const own = yield* all<PromiseRecord>(ownSql, ownerId, most)
  const { sql, values } = notOf('p.department', hidden)
  const groups = yield* all<PromiseRecord>(
    `${promiseSql} where p.owner_id is null and p.department is not null and p.standing is null and p.over_at is null
      and ${sql} order by p.due_at, p.id limit ?`,
    ...values,
    most - own.length,
  )
  return [...own, ...groups].toSorted((a, b) => a.dueAt - b.dueAt)
}

function readPromises(wanted: PromisesWanted): Steps<readonly PromiseRecord[]> {
  const { state, ownerId, department, customerId, after, most, of = seesAll } = wanted
  const seen = ownedBySeen(of)
  const conditions: [string, Value][] = [['p.id > ?', after]]
  if (state !== null) conditions.push(['p.state = ?', state])
  if (ownerId !== null) conditions.push(['p.owner_id = ?', ownerId])
  if (department !== null) conditions.push(['p.department = ?', department])
  if (customerId !== null) conditions.push(['p.customer_id = ?', customerId])
  const where = [...conditions.map(([condition]) => condition), seen.sql].join(' and ')
  const values = conditions.map(([, value]) => value)
  return all(`${promiseSql} where ${where} order by p.id limit ?`, ...values, ...seen.values, most)
}

const seesAll: SeenPromises = { teams: null, unseen: [] }

/** What is somebody's is seen by who leads their team; what is a group's or the house's, by all but other teams. */
function ownedBySeen({ teams, unseen }: SeenPromises): ReturnType<typeof doneBySeen> {
  const ofPeople = doneBySeen('p.owner_id', teams)
  const ofGroups = notOf('p.department', unseen)
  return {
    sql: `((p.owner_id is null and ${ofGroups.sql}) or ${ofPeople.sql})`,
    values: [...ofGroups.values, ...ofPeople.values],
  }
}

/** Two indexes, one for what is open and one for what was broken, each read in its own order. */
function readDuePromises({ dueBefore, after, of, most }: DueWanted): Steps<readonly PromiseRecord[]> {
  const seen = ownedBySeen(of)
  const later = after === null ? '1 = 1' : '(p.due_at > ? or (p.due_at = ? and p.id > ?))'
  const place = after === null ? [] : [after.dueAt, after.dueAt, after.id]
  const open = `p.state = 'open' and p.due_at < ? and ${after?.isBroken ? '1 = 0' : later} and ${seen.sql}`
  const broken = `p.state = 'broken' and p.over_at is null and p.made_good_at is null and ${after?.isBroken ? later : '1 = 1'} and ${seen.sql}`
  const part = (where: string) =>
    `select * from (${promiseSql} where ${where} order by p.due_at, p.id limit ?) part`
  return all(
    `select * from (${part(open)} union all ${part(broken)}) due
      order by case when state = 'open' then 0 else 1 end, "dueAt", id limit ?`,
    ...[dueBefore, ...(after?.isBroken ? [] : place), ...seen.values, most],
    ...[...(after?.isBroken ? place : []), ...seen.values, most],
    most,
  )
}
