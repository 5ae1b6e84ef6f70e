import type { SeenTeams } from '../wire/teams.ts'
import type {
  AlertFigures,
  AlertStore,
  AlertToRaise,
  CaseAtIssue,
  QuarterCounts,
  StoredAlert,
} from './alert-store.ts'
import { seenBy } from './seen-by-teams.ts'
import { all, change, type Engine, one, type Steps, type Value } from './steps.ts'
import { firstIdAt } from './time-id.ts'
import { tellOutside } from './webhook-queries.ts'
import type { OutsideMessage } from './webhook-store.ts'

/** Whoever was merged or is unknown by now is nobody: an alert must not fail for it. */
const raiseSql = `insert into alert (id, rule, subject_key, severity, customer_id, call_id, team, figures, text, raised_at, version)
  values (?, ?, ?, ?, (select coalesce(merged_into, id) from customer where id = ?), ?, ?, ?, ?, ?, 1)
  on conflict do nothing`
const columns = `select a.id, a.rule, a.subject_key as "subjectKey", a.severity, a.customer_id as "customerId",
  k.name as "customerName", a.call_id as "callId", a.team, a.figures, a.text, a.raised_at as "raisedAt",
  a.seen_at as "seenAt", a.seen_by as "seenBy", a.assigned_to as "assignedTo", a.over_at as "overAt", a.version
  from alert a left join customer k on k.id = a.customer_id`
const endSql = 'update alert set over_at = ?, version = version + 1 where id = ? and over_at is null'
const openSql = (limits: string) =>
  `${columns} where a.over_at is null${limits} order by a.raised_at desc, a.id limit ?`
const listSql = (limits: string) =>
  `${columns} where a.raised_at < ?${limits} order by a.raised_at desc, a.id desc limit ?`
const markSql = `update alert set seen_at = coalesce(seen_at, ?), seen_by = coalesce(seen_by, ?), assigned_to = ?,
  version = version + 1 where id = ? and version = ?`
const forgetSql = 'delete from alert where id in (select id from alert where over_at < ? limit ?)'
const leaseSql = `insert into job_lease (job, node, lease_until) values (?, ?, ?)
  on conflict (job) do update set node = excluded.node, lease_until = excluded.lease_until
  where job_lease.node = excluded.node or job_lease.lease_until < ?`

const casesSql = (
  limits: string,
) => `select id, customer_id as "customerId", owner_id as "ownerId", subject, contacts,
  opened_at as "openedAt" from customer_case where closed_at is null and (raised_at is not null or escalated_at is not null)
  and contacts >= ?${limits} order by id desc limit ?`
const promisesSql = `select id, customer_id as "customerId", owner_id as "ownerId", text, due_at as "dueAt" from promise
  where state = 'open' and due_at < ? order by due_at limit ?`
const waitingSql = `select id, source, queue, customer_id as "customerId", board from call
  where ended_at is null and last_event_at > 0 and board is not null and direction = 'inbound'
  and phase in ('arrived', 'queued', 'ringing')`
/**
 * Who has been taken for somebody without an agent's word; a caller who withholds the number cannot be. A test call of the
 * house's own says nothing of the phone system.
 */
const quarterCallsSql = `select source, count(*) as told,
  cast(sum(case when presentation = 'allowed' then 1 else 0 end) as bigint) as calls,
  cast(sum(case when presentation = 'allowed' and customer_id is not null and identified_by is null then 1 else 0 end) as bigint) as recognised
  from call where arrived_at >= ? and arrived_at < ? and direction = 'inbound' and test_at is null group by source`
const quarterTopicsSql = `select disposition, count(distinct coalesce(cast(customer_id as text), number_key, cast(id as text)))
  as callers from interaction where id >= ? and id < ? and direction = 'inbound' and disposition is not null
  group by disposition`
const quarterCausesSql = `select root_cause as cause, count(distinct customer_id) as customers from customer_case
  where opened_at >= ? and opened_at < ? and root_cause is not null group by root_cause`

type Row = Omit<StoredAlert, 'figures'> & { readonly figures: string }

/** Alerts, and who checks for them. */
export function alertStore({ read, write }: Engine): AlertStore {
  return {
    findUnresolvedCases: (contacts, most, told) => read(() => unresolved(contacts, most, told)),
    findPromisesDue: (before, most) => read(() => all(promisesSql, before, most)),
    findWaitingCalls: () => read(() => all(waitingSql)),
    countQuarter: (from, until) => read(() => countQuarter(from, until)),
    raiseAlert: (alert, outside) => write(() => raise(alert, outside)),
    findOpenAlert: (rule, subjectKey) =>
      read(() => first('where a.rule = ? and a.subject_key = ? and a.over_at is null', rule, subjectKey)),
    endAlert: (id, now, outside) => write(() => end(id, now, outside)),
    async readOpenAlerts(rules, most, teams = null) {
      const wanted = limitsOf(rules, teams)
      const rows = await read(() => all<Row>(openSql(wanted.sql), ...wanted.values, most))
      return rows.map(toAlert)
    },
    async readAlerts(before, most, rules, teams = null) {
      return (await read(() => listed(before, most, limitsOf(rules, teams)))).map(toAlert)
    },
    readAlert: (id) => read(() => first('where a.id = ?', id)),
    markAlert: (mark) => write(() => markOnce(mark)),
    async forgetAlerts(overBefore, most) {
      return (await write(() => change(forgetSql, overBefore, most))) === most
    },
    async takeLease(job, node, now, until) {
      return (await write(() => change(leaseSql, job, node, until, now))) === 1
    },
    async giveBackLease(job, node) {
      await write(() => change('delete from job_lease where job = ? and node = ?', job, node))
    },
  }
}

/** The newest, and what of those that were told before is not among them. */
function* unresolved(contacts: number, most: number, told: readonly number[]): Steps<readonly CaseAtIssue[]> {
  const newest = yield* all<CaseAtIssue>(casesSql(''), contacts, most)
  const known = new Set(newest.map(({ id }) => id))
  const others = newest.length < most ? [] : told.filter((id) => !known.has(id))
  if (others.length === 0) return newest
  const places = others.map(() => '?').join(', ')
  const older = yield* all<CaseAtIssue>(
    casesSql(` and id in (${places})`),
    contacts,
    ...others,
    others.length,
  )
  return [...newest, ...older]
}

interface Limits {
  readonly sql: string
  readonly values: readonly Value[]
}

/** A house has no more than a handful of such lists, so that each is a statement of its own. */
function limitsOf(rules: readonly string[] | null, teams: SeenTeams): Limits {
  const seen = seenBy('a.team', teams)
  const ofRules = rules === null ? '' : ` and a.rule in (${rules.map(() => '?').join(', ')})`
  return { sql: `${ofRules} and ${seen.sql}`, values: [...(rules ?? []), ...seen.values] }
}

/** Those that were raised within the millisecond of the last come with it: the cursor is an instant. */
function* listed(before: number, most: number, { sql, values }: Limits): Steps<Row[]> {
  const rows = [...(yield* all<Row>(listSql(sql), before, ...values, most))]
  const last = rows.at(-1)
  if (!last || rows.length < most) return rows
  const sameSql = `${columns} where a.raised_at = ? and a.id < ?${sql} order by a.id desc`
  return [...rows, ...(yield* all<Row>(sameSql, last.raisedAt, last.id, ...values))]
}

function* countQuarter(from: number, until: number): Steps<QuarterCounts> {
  const calls = yield* all<QuarterCounts['calls'][number]>(quarterCallsSql, from, until)
  const topics = yield* all<QuarterCounts['topics'][number]>(
    quarterTopicsSql,
    firstIdAt(from),
    firstIdAt(until),
  )
  const causes = yield* all<QuarterCounts['causes'][number]>(quarterCausesSql, from, until)
  return { calls, topics, causes }
}

function* raise(alert: AlertToRaise, outside: readonly OutsideMessage[]): Steps<boolean> {
  const { id, rule, subjectKey, severity, customerId, callId, team, figures, text, at } = alert
  const said = JSON.stringify(figures)
  const raised = yield* change(
    raiseSql,
    id,
    rule,
    subjectKey,
    severity,
    customerId,
    callId,
    team,
    said,
    text,
    at,
  )
  if (raised === 1) yield* tellOutside(outside)
  return raised === 1
}

function* end(id: string, now: number, outside: readonly OutsideMessage[]): Steps<boolean> {
  const ended = (yield* change(endSql, now, id)) === 1
  if (ended) yield* tellOutside(outside)
  return ended
}

function* first(where: string, ...values: readonly string[]): Steps<StoredAlert | null> {
  const row = yield* one<Row>(`${columns} ${where}`, ...values)
  return row ? toAlert(row) : null
}

function* markOnce({
  id,
  expectedVersion,
  seen,
  assignedTo,
}: Parameters<AlertStore['markAlert']>[0]): Steps<StoredAlert | null> {
  const { at = null, by = null } = seen ?? {}
  const marked = yield* change(markSql, at, by, assignedTo, id, expectedVersion)
  return marked === 1 ? yield* first('where a.id = ?', id) : null
}

function toAlert({ figures, ...alert }: Row): StoredAlert {
  return { ...alert, figures: JSON.parse(figures) as AlertFigures }
}
