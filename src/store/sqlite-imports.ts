import { nextFreeId } from './free-id.ts'
import type { ImportJob, ImportRefusal, ImportStore } from './import-store.ts'
import type { SqliteConnection } from './sqlite-connection.ts'
import { newestId, type Prepare } from './sqlite-customer-rows.ts'

const columns = `id, kind, file_name as "fileName", state, bytes_total as "bytesTotal", bytes_read as "bytesRead",
  rows_read as "rowsRead", rows_created as "rowsCreated", rows_changed as "rowsChanged", rows_refused as "rowsRefused",
  account_id as "accountId", started_at as "startedAt", finished_at as "finishedAt", failure`

export function sqliteImportStore(connection: SqliteConnection, ids: (at: number) => number): ImportStore {
  return {
    beginImport(job) {
      return connection.write(() => begin(connection, ids(job.startedAt), job))
    },
    async advanceImport(id, step) {
      await connection.write(() => advance(connection, id, step))
    },
    async endImport(id, state, failure, now) {
      await connection.write(() =>
        connection
          .prepare('update import_job set state = ?, failure = ?, finished_at = ? where id = ?')
          .run(state, failure, now, id),
      )
    },
    async readImport(id) {
      const row = connection.prepare(`select ${columns} from import_job where id = ?`).get(id)
      return (row as ImportJob | undefined) ?? null
    },
    async readImports(most) {
      return connection
        .prepare(`select ${columns} from import_job order by id desc limit ?`)
        .all(most) as ImportJob[]
    },
    async readImportRefusals(id, afterLine, most) {
      return connection
        .prepare(`select line, field, reason, value from import_refusal where job_id = ? and line > ?
          and line in (select distinct line from import_refusal where job_id = ? and line > ? order by line limit ?)
          order by line, field`)
        .all(id, afterLine, id, afterLine, most) as ImportRefusal[]
    },
    async interruptImports(now) {
      await connection.write(() =>
        connection
          .prepare("update import_job set state = 'interrupted', finished_at = ? where state = 'running'")
          .run(now),
      )
    },
  }
}

function begin(
  connection: Prepare,
  wantedId: number,
  job: Parameters<ImportStore['beginImport']>[0],
): ImportJob {
  const id = nextFreeId(wantedId, (from, until) => newestId(connection, 'import_job', from, until))
  return connection
    .prepare(`insert into import_job (id, kind, file_name, state, bytes_total, bytes_read, rows_read, rows_created,
        rows_changed, rows_refused, account_id, started_at)
      values (?, ?, ?, 'running', ?, 0, 0, 0, 0, 0, ?, ?) returning ${columns}`)
    .get(id, job.kind, job.fileName, job.bytesTotal, job.accountId, job.startedAt) as ImportJob
}

/** A row is refused once, however many of its fields are at fault. */
function advance(connection: Prepare, id: number, step: Parameters<ImportStore['advanceImport']>[1]): void {
  const refused = new Set(step.refusals.map((refusal) => refusal.line)).size
  connection
    .prepare(`update import_job set bytes_read = ?, rows_read = rows_read + ?, rows_created = rows_created + ?,
      rows_changed = rows_changed + ?, rows_refused = rows_refused + ? where id = ?`)
    .run(step.bytesRead, step.rowsRead, step.rowsCreated, step.rowsChanged, refused, id)
  const keep = connection.prepare(`insert into import_refusal (job_id, line, field, reason, value)
    values (?, ?, ?, ?, ?) on conflict (job_id, line, field) do nothing`)
  for (const one of step.refusals) keep.run(id, one.line, one.field, one.reason, one.value)
}
