import { Refusal } from '../errors.ts'
import type { ImportRow } from '../store/customer-store.ts'
import type { ImportJob, ImportRefusal } from '../store/import-store.ts'
import type { Store } from '../store/store.ts'
import { UnreadableFile } from './decode-file.ts'
import type { ParsedBatch } from './parse-import.ts'

export interface ImportRun {
  readonly store: Pick<
    Store,
    'importCustomers' | 'importContacts' | 'rowsPerImport' | 'advanceImport' | 'endImport'
  >
  readonly now: () => number
  readonly signal: AbortSignal
  /** Between two writes: lets whoever else writes have the store. */
  readonly pause: () => Promise<void>
  /** Before a store that takes nothing is asked again. */
  readonly rest: () => Promise<void>
}

type Line = ParsedBatch['rows'][number]

const mostWaitingForGroup = 20_000
/** So long after its last word a process is believed to live, ms: longer than the nodes' clocks lie apart. */
export const leaseMs = 90_000

/** Until when an import that speaks at this instant is believed to live. */
export function leaseFrom(now: number): number {
  return now + leaseMs
}

/**
 * Writes the batches of an import as they come and keeps the job's counters. Rows whose company or household stands further
 * down in the file wait for the end and are tried once more; those that still find none are refused. The job ends as
 * `done`, as `failed` where the file cannot be read, or as `interrupted` by the signal; what was written before stands.
 * Where others have believed this process dead and marked the job, nothing more is written: somebody may have begun anew.
 */
export async function runImport(
  run: ImportRun,
  job: Pick<ImportJob, 'id'>,
  batches: AsyncIterable<ParsedBatch>,
): Promise<'done' | 'failed' | 'interrupted'> {
  try {
    const state = await writeAll(run, job.id, batches)
    await untilTaken(run, () => run.store.endImport(job.id, state, null, run.now()))
    return state
  } catch (reason) {
    // Nothing can be written of it: whoever finds its lease over marks it.
    if (run.signal.aborted && isAway(reason)) return 'interrupted'
    const known = reason instanceof UnreadableFile
    await run.store.endImport(job.id, 'failed', known ? reason.message : 'The import broke off.', run.now())
    if (!known) throw reason
    return 'failed'
  }
}

async function writeAll(
  run: ImportRun,
  jobId: number,
  batches: AsyncIterable<ParsedBatch>,
): Promise<'done' | 'interrupted'> {
  const waiting: Line[] = []
  let bytesRead = 0
  for await (const batch of batches) {
    if (run.signal.aborted) return 'interrupted'
    bytesRead = batch.bytesRead
    const { left, ...customers } = await writeRows(run, batch.rows)
    const { strangers, rowsCreated } = await writeContacts(run, batch.contacts)
    const counts = { ...customers, rowsCreated: customers.rowsCreated + rowsCreated }
    const room = Math.max(0, mostWaitingForGroup - waiting.length)
    waiting.push(...left.slice(0, room))
    const refusals = [...batch.refusals, ...left.slice(room).map(withoutGroup), ...strangers]
    const step = { bytesRead, rowsRead: batch.rowsRead, ...counts, refusals }
    if (!(await advance(run, jobId, step))) return 'interrupted'
  }
  if (run.signal.aborted) return 'interrupted'
  return writeWaiting(run, jobId, bytesRead, waiting)
}

type Step = Omit<Parameters<ImportRun['store']['advanceImport']>[1], 'leaseUntil'>

async function advance(run: ImportRun, jobId: number, step: Step): Promise<boolean> {
  const { store, now } = run
  return untilTaken(run, async () => {
    try {
      return await store.advanceImport(jobId, { ...step, leaseUntil: leaseFrom(now()) })
    } catch (reason) {
      // Told once more, it would count twice.
      if (isAway(reason) && reason.mayBeWritten) return true
      throw reason
    }
  })
}

/**
 * A store that is away, or whose disk is full, is waited for: an import has the time, and nobody would begin it anew at
 * night. Rows that were written without an answer are found to be there.
 */
async function untilTaken<T>(run: ImportRun, write: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await write()
    } catch (reason) {
      if (!isAway(reason) || run.signal.aborted) throw reason
      await run.rest()
    }
  }
}

function isAway(reason: unknown): reason is Refusal & { readonly mayBeWritten?: boolean } {
  return reason instanceof Refusal && reason.code === 'store-unavailable'
}

interface Written {
  readonly rowsCreated: number
  readonly rowsChanged: number
  /** Rows that were not written because their group is not there. */
  readonly left: readonly Line[]
}

async function writeRows(run: ImportRun, rows: readonly Line[]): Promise<Written> {
  const left: Line[] = []
  let rowsCreated = 0
  let rowsChanged = 0
  const { rowsPerImport } = run.store
  for (let from = 0; from < rows.length; from += rowsPerImport) {
    const some = rows.slice(from, from + rowsPerImport)
    const done = await untilTaken(run, () => run.store.importCustomers(some.map(rowOf), run.now()))
    for (const place of done.withoutGroup) left.push(some[place] as Line)
    rowsCreated += done.created
    rowsChanged += done.changed
    await run.pause()
  }
  return { rowsCreated, rowsChanged, left }
}

async function writeContacts(
  run: ImportRun,
  contacts: ParsedBatch['contacts'],
): Promise<{ readonly rowsCreated: number; readonly strangers: readonly ImportRefusal[] }> {
  const strangers: ImportRefusal[] = []
  let rowsCreated = 0
  const { rowsPerImport } = run.store
  for (let from = 0; from < contacts.length; from += rowsPerImport) {
    const some = contacts.slice(from, from + rowsPerImport)
    const done = await untilTaken(run, () => run.store.importContacts(some.map(({ row }) => row)))
    for (const place of done.withoutCustomer) {
      const { line = 0, row } = some[place] ?? {}
      const reason = 'no customer has this external id: import the customers first'
      const value = (row?.customerExternalId ?? '').slice(0, 100)
      strangers.push({ line, field: 'customer', reason, value })
    }
    rowsCreated += done.created
    await run.pause()
  }
  return { rowsCreated, strangers }
}

/** Groups of groups may wait for each other: as long as one more is written, the rest is tried again. */
async function writeWaiting(
  run: ImportRun,
  jobId: number,
  bytesRead: number,
  waiting: readonly Line[],
): Promise<'done' | 'interrupted'> {
  let left = waiting
  for (let before = Number.POSITIVE_INFINITY; left.length < before && left.length > 0; ) {
    before = left.length
    const { left: still, ...counts } = await writeRows(run, left)
    if (!(await advance(run, jobId, { bytesRead, rowsRead: 0, ...counts, refusals: [] })))
      return 'interrupted'
    left = still
  }
  const refusals = left.map(withoutGroup)
  const last = { bytesRead, rowsRead: 0, rowsCreated: 0, rowsChanged: 0, refusals }
  return (await advance(run, jobId, last)) ? 'done' : 'interrupted'
}

function rowOf(line: Line): ImportRow {
  return line.row
}

function withoutGroup({ line, row }: Line): ImportRefusal {
  const reason = 'no other customer has this external id: the company or household is missing'
  return { line, field: 'belongsTo', reason, value: (row.belongsTo ?? '').slice(0, 100) }
}
