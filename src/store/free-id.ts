import { one, type Steps } from './steps.ts'

const perMs = 4096
const perNode = 256
const mostSteps = 4096
const mostAttempts = 100

type Table =
  | 'asked_again'
  | 'fact'
  | 'customer'
  | 'customer_case'
  | 'interaction'
  | 'import_job'
  | 'number_rereading'
  | 'promise'
  | 'signal'
  | 'task'
  | 'dialled_call'
/** Inserts under this id; whether it has. */
type Insert = (id: number) => Steps<boolean>

/**
 * The next free id of this node at or after the instant that `wanted` begins with. `timeIds` counts in memory, so after a
 * restart it makes ids of historical instants that are taken already; the table itself knows better. Another process may
 * take it meanwhile. Throws when a million ids after the instant are taken.
 */
function* nextFreeId(table: Table, wanted: number): Steps<number> {
  let base = wanted - (wanted % perNode)
  for (let step = 0; step < mostSteps; step++, base += perMs) {
    const newest = yield* newestId(table, base, base + perNode)
    if (newest === null) return Math.max(base, 1)
    if (newest < base + perNode - 1) return newest + 1
  }
  throw new Error(`no free id within ${mostSteps} ms after ${wanted}`)
}

/**
 * Inserts a row under the wanted id, or else the next free one; gives the id. `insert` says whether it has (`on conflict do nothing`), `taken` whether
 * that was because somebody else was faster with another value that only one row may have: null then.
 */
export function insertUnderFreeId(table: Table, wanted: number, insert: Insert): Steps<number>
export function insertUnderFreeId(
  table: Table,
  wanted: number,
  insert: Insert,
  taken: () => Steps<boolean>,
): Steps<number | null>
export function* insertUnderFreeId(
  table: Table,
  wanted: number,
  insert: Insert,
  taken?: () => Steps<boolean>,
): Steps<number | null> {
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    const id: number = attempt === 0 ? Math.max(wanted, 1) : yield* nextFreeId(table, wanted)
    if (yield* insert(id)) return id
    if (taken && (yield* taken())) return null
  }
  throw new Error(`a row of ${table} could not be inserted`)
}

function* newestId(table: Table, from: number, until: number): Steps<number | null> {
  const row = yield* one<{ newest: number | null }>(
    `select max(id) as newest from ${table} where id >= ? and id < ?`,
    from,
    until,
  )
  return row?.newest ?? null
}
