import type { ExportJob, ExportProgress, ExportRow, ExportStore, TableOrder } from './export-store.ts'
import { doneBySeen, seenBy } from './seen-by-teams.ts'
import { all, change, type Engine, one, type Steps, type Value } from './steps.ts'

const columns = `id, kind, format, asked, account_id as "accountId", account_name as "accountName", state,
  rows_written as "rows", done_of_thousand as "doneOfThousand", bytes, sha256, why, asked_at as "askedAt",
  finished_at as "finishedAt", expires_at as "expiresAt"`
const insertSql = `insert into export_job (id, kind, format, asked, account_id, account_name, state, rows_written,
  done_of_thousand, bytes, sha256, why, asked_at, finished_at, expires_at, node, lease_until)
  values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
const holdSql = `update export_job set lease_until = ? where id = ? and state = 'waiting'`
const beginSql = `update export_job set state = 'running', node = ?, lease_until = ? where id = ? and state = 'waiting'`
const advanceSql = `update export_job set rows_written = ?, done_of_thousand = ?, bytes = ?, lease_until = ?
  where id = ? and state = 'running'`
const endSql = `update export_job set rows_written = ?, done_of_thousand = ?, bytes = ?, state = ?, sha256 = ?, why = ?,
  finished_at = ?, lease_until = null where id = ? and state = 'running'`
const cancelSql = `update export_job set state = 'cancelled', finished_at = ?, lease_until = null
  where id = ? and state in ('waiting', 'running')`
/** An earlier version of the program gave no lease to what waits. */
const interruptSql = `update export_job set state = 'interrupted', finished_at = ?, lease_until = null
  where state in ('waiting', 'running') and coalesce(lease_until, asked_at) < ?`
const abandonSql = `update export_job set state = 'interrupted', finished_at = ?, lease_until = null
  where state in ('waiting', 'running') and node = ?`
const forgetSql = `delete from export_job where id in (select id from export_job where asked_at < ? limit ?)`

/** Exports: what was asked for and how far it is. */
export function exportStore({ read, write }: Engine): ExportStore {
  const isOne = async (work: Promise<number>): Promise<boolean> => (await work) === 1
  return {
    async addExport(job, node, leaseUntil) {
      await write(() => insert(job, node, leaseUntil))
    },
    holdExports: (ids, leaseUntil) =>
      write(function* () {
        for (const id of ids) yield* change(holdSql, leaseUntil, id)
      }),
    readExports: (accountId, most) =>
      read(() =>
        all<ExportJob>(
          `select ${columns} from export_job where account_id = ? or ? = 1 order by asked_at desc, id limit ?`,
          accountId,
          accountId === null ? 1 : 0,
          most,
        ),
      ),
    async readExport(id) {
      return (await read(() => one<ExportJob>(`select ${columns} from export_job where id = ?`, id))) ?? null
    },
    beginExport: (id, node, leaseUntil) => isOne(write(() => change(beginSql, node, leaseUntil, id))),
    advanceExport: (id, progress, leaseUntil) =>
      isOne(write(() => change(advanceSql, ...amounts(progress), leaseUntil, id))),
    endExport: (id, end) =>
      isOne(write(() => change(endSql, ...amounts(end), end.state, end.sha256, end.why, end.at, id))),
    cancelExport: (id, at) => isOne(write(() => change(cancelSql, at, id))),
    interruptExports: (now) => write(() => change(interruptSql, now, now)),
    async abandonExports(node, now) {
      await write(() => change(abandonSql, now, node))
    },
    async forgetExports(before, most) {
      return (await write(() => change(forgetSql, before, most))) === most
    },
  }
}

function amounts({ rows, doneOfThousand, bytes }: ExportProgress): readonly Value[] {
  return [rows, doneOfThousand, bytes]
}

function insert(job: ExportJob, node: string, leaseUntil: number): Steps<number> {
  return change(
    insertSql,
    job.id,
    job.kind,
    job.format,
    job.asked,
    job.accountId,
    job.accountName,
    job.state,
    job.rows,
    job.doneOfThousand,
    job.bytes,
    job.sha256,
    job.why,
    job.askedAt,
    job.finishedAt,
    job.expiresAt,
    node,
    leaseUntil,
  )
}

interface TableSql {
  readonly id: string
  /** The instant that `from` and `until` are about. */
  readonly at: string
  readonly select: string
  readonly where: string
  readonly seen: (teams: readonly string[] | null) => ReturnType<typeof seenBy>
}

const tables: Readonly<Record<TableOrder['kind'], TableSql>> = {
  customers: {
    id: 'c.id',
    at: 'c.created_at',
    select: `c.id, c.external_id as "externalId", c.kind, c.name, c.given_name as "givenName",
      c.family_name as "familyName", c.title, c.language, c.time_zone as "timeZone", c.tier, c.role, c.about,
      c.belongs_to as "belongsTo", c.created_at as "createdAt", c.updated_at as "updatedAt" from customer c`,
    where: 'c.merged_into is null',
    // Customers are of no team: only who sees all may take them along.
    seen: (teams) => ({ sql: teams === null ? '1 = 1' : '1 = 0', values: [] }),
  },
  promises: {
    id: 'p.id',
    at: 'p.made_at',
    select: `p.id, p.customer_id as "customerId", k.name as "customerName", p.text, p.channel, o.name as "owner",
      p.department, p.standing, p.made_at as "madeAt", p.due_at as "dueAt", p.first_due_at as "firstDueAt", p.state,
      p.settled_at as "settledAt", p.made_good_at as "madeGoodAt", p.note, p.call_id as "callId", p.case_id as "caseId"
      from promise p left join customer k on k.id = p.customer_id left join account o on o.id = p.owner_id`,
    where: '1 = 1',
    seen: (teams) => doneBySeen('p.owner_id', teams),
  },
  cases: {
    id: 'k.id',
    at: 'k.opened_at',
    select: `k.id, k.external_id as "externalId", k.reference, k.customer_id as "customerId", c.name as "customerName",
      k.subject, k.state, o.name as "owner", k.department, k.root_cause as "rootCause", k.complaint_at as "complaintAt",
      k.contacts, k.opened_at as "openedAt", k.closed_at as "closedAt", k.raised_at as "raisedAt"
      from customer_case k left join customer c on c.id = k.customer_id left join account o on o.id = k.owner_id`,
    where: '1 = 1',
    seen: (teams) => doneBySeen('k.owner_id', teams),
  },
  surveys: {
    id: 's.id',
    at: 's.answered_at',
    select: `s.id, s.name, s.call_id as "callId", s.customer_id as "customerId", c.name as "customerName", s.queue,
      s.language, s.sent_at as "sentAt", s.answered_at as "answeredAt", s.satisfaction, s.recommendation, s.effort,
      s.comment, i.agent_name as "agentName" from survey s left join customer c on c.id = s.customer_id
      left join interaction i on i.call_id = s.call_id`,
    where: 's.answered_at is not null',
    seen: (teams) => seenBy('i.team', teams),
  },
  audit: {
    id: 'a.id',
    at: 'a.at',
    select: `a.id, a.at, a.account_id as "accountId", n.name as "accountName", a.action, a.subject, a.detail
      from audit a left join account n on n.id = a.account_id`,
    where: '1 = 1',
    // Who may have it at all sees all of it: the routes ask for the role.
    seen: () => ({ sql: '1 = 1', values: [] }),
  },
}

/** One page of a table, in the order of its ids. */
export function* readTable(order: TableOrder): Steps<readonly ExportRow[]> {
  const { kind, after, from, until, teams, most } = order
  const { id, at, select, where, seen } = tables[kind]
  const limits: [sql: string, value: Value][] = []
  if (after !== null) limits.push([`${id} > ?`, after])
  if (from !== null) limits.push([`${at} >= ?`, from])
  if (until !== null) limits.push([`${at} < ?`, until])
  const team = seen(teams)
  const conditions = [where, ...limits.map(([sql]) => sql), team.sql].join(' and ')
  const values = [...limits.map(([, value]) => value), ...team.values, most]
  const rows = yield* all<ExportRow>(`select ${select} where ${conditions} order by ${id} limit ?`, ...values)
  return kind === 'customers' ? yield* withNumbers(rows) : rows
}

function* withNumbers(rows: readonly ExportRow[]): Steps<readonly ExportRow[]> {
  const [first, last] = [rows[0]?.id, rows.at(-1)?.id]
  if (first === undefined || last === undefined) return rows
  const numbers = new Map<string | number, string[]>()
  const sql = `select customer_id as "id", number_key as "key" from customer_number
    where customer_id >= ? and customer_id <= ? order by customer_id, number_key`
  for (const { id, key } of yield* all<{ id: number; key: string }>(sql, first, last)) {
    const own = numbers.get(id)
    if (own) own.push(key)
    else numbers.set(id, [key])
  }
  return rows.map((row) => ({ ...row, numbers: (numbers.get(row.id) ?? []).join(' ') }))
}
