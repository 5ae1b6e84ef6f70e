import { insertUnderFreeId } from './free-id.ts'
import type { ImportJob, ImportRefusal, ImportStore } from './import-store.ts'
import { changeMany, type SqlOf } from './many-rows.ts'
import { all, change, type Engine, one, type Steps } from './steps.ts'

const columns = `id, kind, file_name as "fileName", state, bytes_total as "bytesTotal", bytes_read as "bytesRead",
  rows_read as "rowsRead", rows_created as "rowsCreated", rows_changed as "rowsChanged", rows_refused as "rowsRefused",
  account_id as "accountId", started_at as "startedAt", finished_at as "finishedAt", failure`

type NewJob = Parameters<ImportStore['beginImport']>[0]
type ImportStep = Parameters<ImportStore['advanceImport']>[1]

/** Import jobs and what they refused. `ids` are timeIds(). */
export function importStore(engine: Engine, ids: (at: number) => number): ImportStore {
  return {
    beginImport(job) {
      const wantedId = ids(job.startedAt)
      return engine.write(() => begin(wantedId, job))
    },
    advanceImport: (id, step) => engine.write(() => advance(id, step)),
    async renewImports(ids, leaseUntil) {
      if (ids.length > 0) await engine.write(() => renew(ids, leaseUntil))
    },
    endImport: (id, state, failure, now) => engine.write(() => end(id, state, failure, now)),
    readImport: (id) => engine.read(() => readJob(id)),
    readImports: (most, accountId = null) => engine.read(() => readJobs(most, accountId)),
    readImportRefusals: (id, afterLine, most) => engine.read(() => readRefusals(id, afterLine, most)),
    interruptImports: (now) => engine.write(() => interrupt(now)),
  }
}

function* begin(wantedId: number, job: NewJob): Steps<ImportJob> {
  const insert = function* (id: number): Steps<boolean> {
    const inserted = yield* change(
      `insert into import_job (id, kind, file_name, state, bytes_total, bytes_read, rows_read, rows_created,
        rows_changed, rows_refused, account_id, started_at, node, lease_until)
      values (?, ?, ?, 'running', ?, 0, 0, 0, 0, 0, ?, ?, ?, ?) on conflict (id) do nothing`,
      id,
      job.kind,
      job.fileName,
      job.bytesTotal,
      job.accountId,
      job.startedAt,
      job.node,
      job.leaseUntil,
    )
    return inserted > 0
  }
  const id = yield* insertUnderFreeId('import_job', wantedId, insert)
  const { kind, fileName, bytesTotal, accountId, startedAt } = job
  const counts = { bytesRead: 0, rowsRead: 0, rowsCreated: 0, rowsChanged: 0, rowsRefused: 0 }
  const begun = { state: 'running', finishedAt: null, failure: null } as const
  return { id, kind, fileName, bytesTotal, ...counts, accountId, startedAt, ...begun }
}

/** A row is refused once, however many of its fields are at fault. */
function* advance(id: number, step: ImportStep): Steps<boolean> {
  const refused = new Set(step.refusals.map((refusal) => refusal.line)).size
  const advanced = yield* change(
    `update import_job set bytes_read = ?, rows_read = rows_read + ?, rows_created = rows_created + ?,
      rows_changed = rows_changed + ?, rows_refused = rows_refused + ?, lease_until = ?
      where id = ? and state = 'running'`,
    step.bytesRead,
    step.rowsRead,
    step.rowsCreated,
    step.rowsChanged,
    refused,
    step.leaseUntil,
    id,
  )
  if (advanced === 0) return false
  const rows = step.refusals.map(({ line, field, reason, value }) => [id, line, field, reason, value])
  yield* changeMany(insertRefusalsSql, rows)
  return true
}

const insertRefusalsSql: SqlOf = (places) =>
  `insert into import_refusal (job_id, line, field, reason, value) values ${places}
    on conflict (job_id, line, field) do nothing`

function* renew(ids: readonly number[], leaseUntil: number): Steps<void> {
  for (const id of ids) {
    yield* change("update import_job set lease_until = ? where id = ? and state = 'running'", leaseUntil, id)
  }
}

function* end(
  id: number,
  state: 'done' | 'failed' | 'interrupted',
  failure: string | null,
  now: number,
): Steps<void> {
  yield* change(
    "update import_job set state = ?, failure = ?, finished_at = ? where id = ? and state = 'running'",
    state,
    failure,
    now,
    id,
  )
}

function readJobs(most: number, accountId: string | null): Steps<readonly ImportJob[]> {
  const newest = 'order by id desc limit ?'
  return accountId === null
    ? all(`select ${columns} from import_job ${newest}`, most)
    : all(`select ${columns} from import_job where account_id = ? ${newest}`, accountId, most)
}

function* readJob(id: number): Steps<ImportJob | null> {
  return (yield* one<ImportJob>(`select ${columns} from import_job where id = ?`, id)) ?? null
}

function readRefusals(id: number, afterLine: number, most: number): Steps<readonly ImportRefusal[]> {
  return all(
    `select line, field, reason, value from import_refusal where job_id = ? and line > ?
      and line in (select distinct line from import_refusal where job_id = ? and line > ? order by line limit ?)
      order by line, field`,
    id,
    afterLine,
    id,
    afterLine,
    most,
  )
}

/** Without a lease are those of a program that knew none: it interrupts its own when it begins. */
function interrupt(now: number): Steps<number> {
  return change(
    `update import_job set state = 'interrupted', finished_at = ?
      where state = 'running' and (lease_until is null or lease_until < ?)`,
    now,
    now,
  )
}
