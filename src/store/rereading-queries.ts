import { putNumber } from './customer-rows.ts'
import { insertUnderFreeId } from './free-id.ts'
import type {
  Rereading,
  RereadingClaim,
  RereadingFinding,
  RereadingLease,
  RereadingStage,
  RereadingStep,
  RereadingStore,
  StoredJudgement,
  StoredNumber,
} from './rereading-store.ts'
import { all, change, type Engine, one, type Steps } from './steps.ts'

const columns = `id, wanted, sources, state, stage, place, done_of_thousand as "doneOfThousand",
  rows_read as "rowsRead", rows_changed as "rowsChanged", rows_unreadable as "rowsUnreadable",
  started_at as "startedAt", finished_at as "finishedAt", node, lease_until as "leaseUntil"`

/** Findings kept of one job: enough to see what went wrong, not a second customer table. */
const mostFindings = 2000

const numbersSql = `select customer_id as "customerId", number_key as "numberKey", raw, label, ending,
  verified_at as "verifiedAt", read_by as "readBy", created_at as "createdAt" from customer_number
  where (customer_id, number_key) > (?, ?) order by customer_id, number_key limit ?`
const interactionsSql = `select id, source, number_key as "numberKey", number_raw as raw, read_by as "readBy"
  from interaction where id > ? order by id limit ?`
const judgementsSql = `select j.number_key as "numberKey", j.customer_id as "customerId", c.source,
  c.number_raw as raw, null as "readBy" from judgement j join call c on c.id = j.call_id
  where (j.number_key, j.customer_id) > (?, ?) and c.number_raw is not null
  order by j.number_key, j.customer_id limit ?`
/** Asked for one by one each is the end of an index; together they are a walk over all of it. */
function boundsOf(column: string, table: string): string {
  return `select (select min(${column}) from ${table}) as "from", (select max(${column}) from ${table}) as "to"`
}

const boundsSql = {
  customers: boundsOf('customer_id', 'customer_number'),
  interactions: boundsOf('id', 'interaction'),
  judgements: null,
} as const

/** Stored numbers that are read again. `ids` are timeIds(). */
export function rereadingStore(engine: Engine, ids: (at: number) => number): RereadingStore {
  const { read, write } = engine
  return {
    claimRereading(wanted, lease, now) {
      const wantedId = ids(now)
      return write(() => claim(wantedId, wanted, lease, now))
    },
    readStoredNumbers: (after, most) =>
      read(() => all<StoredNumber>(numbersSql, after?.[0] ?? 0, after?.[1] ?? '', most)),
    readStoredInteractions: (after, most) => read(() => all(interactionsSql, after?.[0] ?? 0, most)),
    readStoredJudgements: (after, most) =>
      read(() => all<StoredJudgement>(judgementsSql, after?.[0] ?? '', after?.[1] ?? 0, most)),
    readRereadingBounds: (stage) => read(() => readBounds(stage)),
    async haveMergedSince(at) {
      const sql = 'select 1 as there from customer where merged_into is not null and updated_at >= ? limit 1'
      return (await read(() => one(sql, at))) !== undefined
    },
    advanceRereading: (id, lease, step) => write(() => advance(id, lease, step)),
    finishRereading: (id, node, now) => write(() => finish(id, node, now)),
    readRereadings: (most) =>
      read(() => list(`select ${columns} from number_rereading order by id desc limit ?`, most)),
    async readRereading(id) {
      return (await read(() => list(`select ${columns} from number_rereading where id = ?`, id)))[0] ?? null
    },
    readRereadingFindings: (id, after, most) =>
      read(() =>
        all(
          `select n, kind, subject, raw, old_key as "oldKey", new_key as "newKey", why
            from number_rereading_finding where rereading_id = ? and n > ? order by n limit ?`,
          id,
          after,
          most,
        ),
      ),
  }
}

interface Row extends Omit<Rereading, 'sources' | 'place'> {
  readonly wanted: string
  readonly sources: string
  readonly place: string | null
  readonly node: string | null
  readonly leaseUntil: number | null
}

function* list(sql: string, value: number): Steps<readonly Rereading[]> {
  return (yield* all<Row>(sql, value)).map(jobOf)
}

function jobOf({ wanted: _wanted, node: _node, leaseUntil: _until, ...row }: Row): Rereading {
  return {
    ...row,
    sources: JSON.parse(row.sources) as string[],
    place: row.place === null ? null : (JSON.parse(row.place) as (string | number)[]),
  }
}

function* claim(
  wantedId: number,
  wanted: Readonly<Record<string, string>>,
  lease: RereadingLease,
  now: number,
): Steps<RereadingClaim> {
  const running = yield* one<Row>(`select ${columns} from number_rereading where state = 'running'`)
  const same = running && running.wanted === inOrder(wanted)
  if (running && same) return yield* takeOver(running, lease, now)
  if (running) yield* giveUp(running.id, now)
  const changed = yield* changedSources(wanted)
  if (changed.length === 0) return { kind: 'nothing' }
  return yield* begin(wantedId, wanted, changed, lease, now)
}

/** The same settings make the same text. */
function inOrder(wanted: Readonly<Record<string, string>>): string {
  return JSON.stringify(Object.entries(wanted).toSorted(([one], [other]) => (one < other ? -1 : 1)))
}

function* takeOver(running: Row, { node, until }: RereadingLease, now: number): Steps<RereadingClaim> {
  const taken = yield* change(
    `update number_rereading set node = ?, lease_until = ?
      where id = ? and state = 'running' and (node = ? or lease_until is null or lease_until < ?)`,
    node,
    until,
    running.id,
    node,
    now,
  )
  return taken === 1 ? { kind: 'mine', job: jobOf(running) } : { kind: 'taken' }
}

function* giveUp(id: number, now: number): Steps<void> {
  yield* change(
    "update number_rereading set state = 'replaced', finished_at = ? where id = ? and state = 'running'",
    now,
    id,
  )
}

function* changedSources(wanted: Readonly<Record<string, string>>): Steps<readonly string[]> {
  const rows = yield* all<{ source: string; fingerprint: string }>(
    'select source, fingerprint from number_reading',
  )
  const stored = new Map(rows.map(({ source, fingerprint }) => [source, fingerprint]))
  return Object.keys(wanted)
    .filter((source) => stored.get(source) !== wanted[source])
    .toSorted()
}

/** A house that has no numbers yet has nothing to read again. */
function* begin(
  wantedId: number,
  wanted: Readonly<Record<string, string>>,
  sources: readonly string[],
  { node, until }: RereadingLease,
  now: number,
): Steps<RereadingClaim> {
  if (!(yield* hasNumbers())) {
    yield* keepFingerprints(wanted)
    return { kind: 'nothing' }
  }
  const insert = function* (id: number): Steps<boolean> {
    const inserted = yield* change(
      `insert into number_rereading (id, wanted, sources, state, stage, done_of_thousand, rows_read, rows_changed,
        rows_unreadable, started_at, node, lease_until)
      values (?, ?, ?, 'running', 'customers', 0, 0, 0, 0, ?, ?, ?) on conflict (id) do nothing`,
      id,
      inOrder(wanted),
      JSON.stringify(sources),
      now,
      node,
      until,
    )
    return inserted > 0
  }
  const id = yield* insertUnderFreeId('number_rereading', wantedId, insert)
  const [job] = yield* list(`select ${columns} from number_rereading where id = ?`, id)
  return job ? { kind: 'mine', job } : { kind: 'taken' }
}

function* hasNumbers(): Steps<boolean> {
  for (const table of ['customer_number', 'interaction']) {
    if (yield* one(`select 1 as there from ${table} limit 1`)) return true
  }
  return false
}

function* keepFingerprints(wanted: Readonly<Record<string, string>>): Steps<void> {
  for (const [source, fingerprint] of Object.entries(wanted)) {
    yield* change(
      `insert into number_reading (source, fingerprint) values (?, ?)
        on conflict (source) do update set fingerprint = excluded.fingerprint`,
      source,
      fingerprint,
    )
  }
}

function* readBounds(stage: RereadingStage): Steps<{ from: number; to: number } | null> {
  const sql = boundsSql[stage]
  const row = sql === null ? undefined : yield* one<{ from: number | null; to: number | null }>(sql)
  return row?.from == null || row.to === null ? null : { from: row.from, to: row.to }
}

/** The job's row is written first: it says at once whether another node has taken over, and holds it off until the end. */
function* advance(id: number, lease: RereadingLease, step: RereadingStep): Steps<boolean> {
  const { findings, numbers, interactions, judgements } = step
  const unreadable = findings.filter(({ kind }) => kind === 'unreadable').length
  const mine = yield* change(
    `update number_rereading set stage = ?, place = ?, done_of_thousand = ?, rows_read = rows_read + ?,
      rows_changed = rows_changed + ?, rows_unreadable = rows_unreadable + ?, lease_until = ?
      where id = ? and state = 'running' and node = ?`,
    step.stage,
    step.place === null ? null : JSON.stringify(step.place),
    step.doneOfThousand,
    step.rowsRead,
    numbers.filter(({ from, to }) => from.numberKey !== to.numberKey).length +
      interactions.length +
      judgements.length,
    unreadable,
    lease.until,
    id,
    lease.node,
  )
  if (mine === 0) return false
  for (const { from, to } of numbers) yield* moveNumber(from, to)
  for (const { id: row, from, to } of interactions) yield* moveInteraction(row, from, to)
  for (const moved of judgements) yield* moveJudgement(moved)
  yield* keepFindings(id, findings)
  return true
}

/** The new key first, then the old one away: within one transaction, so nobody misses the customer in between. */
function* moveNumber(from: StoredNumber, to: RereadingStep['numbers'][number]['to']): Steps<void> {
  const { customerId, numberKey, raw } = from
  if (numberKey === to.numberKey) {
    yield* change(
      'update customer_number set read_by = ? where number_key = ? and customer_id = ? and raw = ?',
      to.readBy ?? null,
      numberKey,
      customerId,
      raw,
    )
    return
  }
  const gone = yield* change(
    'delete from customer_number where number_key = ? and customer_id = ? and raw = ?',
    numberKey,
    customerId,
    raw,
  )
  if (gone === 1) yield* putNumber(customerId, to, from.createdAt)
}

function* moveInteraction(id: number, from: string | null, to: string | null): Steps<void> {
  yield* change(
    'update interaction set number_key = ?, indexed = 0 where id = ? and coalesce(number_key, ?) = coalesce(?, ?)',
    to,
    id,
    '',
    from,
    '',
  )
}

/** What was said last of a number stands. */
function* moveJudgement({ customerId, from, to }: RereadingStep['judgements'][number]): Steps<void> {
  yield* change(
    `insert into judgement (number_key, customer_id, verdict, account_id, call_id, at)
      select cast(? as text), customer_id, verdict, account_id, call_id, at from judgement
      where number_key = ? and customer_id = ?
      on conflict (number_key, customer_id) do update
        set verdict = excluded.verdict, account_id = excluded.account_id, call_id = excluded.call_id, at = excluded.at
        where excluded.at > judgement.at`,
    to,
    from,
    customerId,
  )
  yield* change('delete from judgement where number_key = ? and customer_id = ?', from, customerId)
}

function* keepFindings(id: number, findings: readonly RereadingFinding[]): Steps<void> {
  if (findings.length === 0) return
  const row = yield* one<{ last: number | null }>(
    'select max(n) as last from number_rereading_finding where rereading_id = ?',
    id,
  )
  let n = row?.last ?? 0
  for (const { kind, subject, raw, oldKey, newKey, why } of findings) {
    if (n >= mostFindings) return
    n += 1
    yield* change(
      `insert into number_rereading_finding (rereading_id, n, kind, subject, raw, old_key, new_key, why)
        values (?, ?, ?, ?, ?, ?, ?, ?)`,
      id,
      n,
      kind,
      subject,
      raw,
      oldKey,
      newKey,
      why,
    )
  }
}

function* finish(id: number, node: string, now: number): Steps<boolean> {
  const row = yield* one<{ wanted: string }>('select wanted from number_rereading where id = ?', id)
  const mine = yield* change(
    `update number_rereading set state = 'done', finished_at = ?, done_of_thousand = 1000, lease_until = null
      where id = ? and state = 'running' and node = ?`,
    now,
    id,
    node,
  )
  if (mine === 0 || !row) return false
  yield* keepFingerprints(Object.fromEntries(JSON.parse(row.wanted) as [string, string][]))
  return true
}
