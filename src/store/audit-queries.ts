import { hashOfSeal } from './audit-chain.ts'
import type {
  AuditEntry,
  AuditRow,
  AuditStore,
  ChainCheck,
  ChainReader,
  ChainState,
  Seal,
} from './audit-store.ts'
import { readRecordPiece } from './record-queries.ts'
import { all, change, type Engine, one, type Steps } from './steps.ts'
import { firstIdAt } from './time-id.ts'

const insertSql = `insert into audit (id, at, account_id, action, subject, detail) values (?, ?, ?, ?, ?, ?)
  on conflict (id) do nothing`
const rowColumns = 'id, at, account_id as "accountId", action, subject, detail, seal'
const sealColumns = `n, at, row_count as "rowCount", rows_until as "rowsUntil", first_id as "firstId", last_id as "lastId",
  newest_at as "newestAt", hash, pruned_at as "prunedAt"`
const newestSql = `select ${sealColumns} from audit_seal order by n desc limit 1`
/** Marked and read at once: what is hashed is what is marked, whatever another node writes meanwhile. */
const markSql = `update audit set seal = ? where seal is null
  and id in (select id from audit where seal is null order by id limit ?) returning ${rowColumns}`
const insertSealSql = `insert into audit_seal (n, at, row_count, rows_until, first_id, last_id, newest_at, hash)
  values (?, ?, ?, ?, ?, ?, ?, ?)`
const prunedSql = `select ${sealColumns} from audit_seal where pruned_at is not null order by n desc limit 1`
const keepCheckSql = `insert into audit_check (id, body) values (1, ?)
  on conflict (id) do update set body = excluded.body`
const countSql = `select coalesce(sum(case when seal <= ? and (seal > ? or id >= ?) then 1 else 0 end), 0) as rows,
  coalesce(max(seal), 0) as "newestNamed", (select coalesce(max(n), 0) from audit_seal) as "newestSeal" from audit`
/** So many as hold the thread that pops for about a millisecond. */
const rowsPerSeal = 40
const rowsPerRemoval = 200
const sealsPerPrune = 500

/** The record and its chain. `ids` makes an id that begins with an instant (ms). */
export function auditStore(engine: Engine, ids: (at: number) => number): AuditStore {
  const { read, write } = engine
  const most = Math.max(rowsPerSeal, engine.rowsPerWrite)
  return {
    audit(entry) {
      const id = ids(entry.at)
      return write(() => writeAudit(id, entry))
    },
    readRecord: (filter, before) => read(() => readRecordPiece(filter, before)),
    sealAudit: (now) => write(() => sealSome(now, most)),
    readChainState: () => read(readState),
    readSeal: async (n) =>
      (await read(() => one<Seal>(`select ${sealColumns} from audit_seal where n = ?`, n))) ?? null,
    async keepChainCheck(check) {
      await write(() => change(keepCheckSql, JSON.stringify(check)))
    },
    pruneAudit: (before, now) => write(() => prune(before, now)),
    removePruned: () => write(removeSome),
  }
}

/** Another process may make the same id in the same millisecond: then the next one is taken. */
export function* writeAudit(
  firstId: number,
  { at, accountId, action, subject, detail }: AuditEntry,
): Steps<void> {
  for (let id = firstId; ; id++) {
    if ((yield* change(insertSql, id, at, accountId, action, subject, detail)) === 1) return
  }
}

/** Two sealers at once would make the same number: the second is run again, behind the first. */
function* sealSome(now: number, most: number): Steps<Seal | null> {
  const last = yield* one<Seal>(newestSql)
  const n = (last?.n ?? 0) + 1
  const marked = yield* all<AuditRow>(markSql, n, most)
  const rows = marked.toSorted((a, b) => a.id - b.id)
  const [first, final] = [rows[0], rows.at(-1)]
  if (!first || !final) return null
  const newestAt = Math.max(last?.newestAt ?? 0, ...rows.map(({ at }) => at))
  const rowCount = rows.length
  const rowsUntil = (last?.rowsUntil ?? 0) + rowCount
  const header = { n, at: now, rowCount, rowsUntil, firstId: first.id, lastId: final.id, newestAt }
  const hash = hashOfSeal(last?.hash ?? '', header, rows)
  yield* change(insertSealSql, n, now, rowCount, rowsUntil, first.id, final.id, newestAt, hash)
  return { ...header, hash, prunedAt: null }
}

function* readState(): Steps<ChainState> {
  const newest = yield* one<Seal>(newestSql)
  const pruned = yield* one<Seal>(prunedSql)
  const waiting = yield* one<{ rows: number }>('select count(*) as rows from audit where seal is null')
  const check = yield* one<{ body: string }>('select body from audit_check where id = 1')
  const unsealed = Number(waiting?.rows ?? 0)
  return {
    rows: (newest?.rowsUntil ?? 0) - (pruned?.rowsUntil ?? 0) + unsealed,
    unsealed,
    newest: newest ?? null,
    prunedUntil: pruned ?? null,
    check: check ? (JSON.parse(check.body) as ChainCheck) : null,
  }
}

function* prune(before: number, now: number): Steps<Seal | null> {
  const oldest = yield* all<Seal>(`select ${sealColumns} from audit_seal order by n limit ?`, sealsPerPrune)
  const young = oldest.findIndex((seal) => seal.newestAt >= before || seal.at >= before)
  const last = (young === -1 ? oldest : oldest.slice(0, young)).at(-1)
  if (!last || last.prunedAt !== null) return null
  yield* change('update audit_seal set pruned_at = ? where n = ?', now, last.n)
  yield* change('delete from audit_seal where n < ?', last.n)
  return { ...last, prunedAt: now }
}

function* removeSome(): Steps<boolean> {
  const pruned = yield* one<Seal>(prunedSql)
  if (!pruned) return false
  const removed = yield* change(
    'delete from audit where id in (select id from audit where id < ? and seal <= ? order by id limit ?)',
    // An id begins with its row's instant, and none of these rows tells of a later one.
    firstIdAt(pruned.newestAt + 1000),
    pruned.n,
    rowsPerRemoval,
  )
  return removed === rowsPerRemoval
}

/** For a connection of its own, whose reading holds nobody up. */
export function chainReader({ read }: Pick<Engine, 'read'>): Omit<ChainReader, 'close'> {
  return {
    countSealed: () =>
      read(function* () {
        const { rows, unsealed } = yield* readState()
        return rows - unsealed
      }),
    countRows: (after, until) =>
      read(function* () {
        const found = yield* one<{ rows: number; newestNamed: number; newestSeal: number }>(
          countSql,
          until,
          after.seal,
          after.id,
        )
        return {
          rows: Number(found?.rows ?? 0),
          newestNamed: Number(found?.newestNamed ?? 0),
          newestSeal: Number(found?.newestSeal ?? 0),
        }
      }),
    readSeals: (after, most) =>
      read(() =>
        all<Seal>(`select ${sealColumns} from audit_seal where n > ? order by n limit ?`, after, most),
      ),
    readSealedRows: (firstId, lastId) =>
      read(() =>
        all<AuditRow>(
          `select ${rowColumns} from audit where id between ? and ? and seal is not null order by id`,
          firstId,
          lastId,
        ),
      ),
  }
}
