import { statSync } from 'node:fs'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { type ImportKind, type ParsedBatch, parseImport } from '../customer/parse-import.ts'
import type { ReadNumber } from '../customer/read-numbers.ts'
import { leaseFrom, runImport } from '../customer/run-import.ts'
import type { ImportJob, ImportRefusal } from '../store/import-store.ts'
import type { Store } from '../store/store.ts'
import type { FactKind } from '../wire/fact-kinds.ts'

export interface ImportIo {
  readonly store: Pick<
    Store,
    | 'beginImport'
    | 'advanceImport'
    | 'endImport'
    | 'readImport'
    | 'readImportRefusals'
    | 'importCustomers'
    | 'importContacts'
    | 'rowsPerImport'
  >
  readonly readNumber: ReadNumber
  /** Tiers that the house has; another one is refused. */
  readonly tiers: readonly string[]
  readonly factKinds?: readonly FactKind[]
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  /** This process among those of the house. */
  readonly node: string
  readonly now: () => number
  readonly signal: AbortSignal
}

const usage = 'usage: import FILE [--region DE] [--interactions]\n'
/** A running server shares the store file: after each write of under a millisecond it has the file for this long, ms. */
const pauseMs = 2

/**
 * Imports a CSV file of customers (with `--interactions` of contacts) straight into the store file; a server may run meanwhile. Progress goes to `err`, the
 * refused rows as CSV to `out`. Exit codes: 0 all rows stand, 1 some were refused, 2 the file was not (wholly) imported.
 */
export async function importIntoStore(args: readonly string[], io: ImportIo): Promise<0 | 1 | 2> {
  const asked = readArguments(args)
  const bytesTotal = asked && statSync(asked.file, { throwIfNoEntry: false })?.size
  if (!asked || bytesTotal === undefined) {
    io.err(asked ? `There is no file ${asked.file}.\n` : usage)
    return 2
  }
  const job = await io.store.beginImport({
    kind: asked.kind,
    fileName: basename(asked.file),
    bytesTotal: bytesTotal ?? 0,
    accountId: 'cli',
    startedAt: io.now(),
    node: io.node,
    leaseUntil: leaseFrom(io.now()),
  })
  const batch = Math.max(50, io.store.rowsPerImport)
  const order = {
    kind: asked.kind,
    file: asked.file,
    region: asked.region,
    now: io.now(),
    batch,
    tiers: io.tiers,
    factKinds: io.factKinds ?? [],
  }
  const batches = withProgress(parseImport(order, io.readNumber), job, io)
  const state = await runImport({ ...io, pause: shortPause, rest: sayAndRest(io) }, job, batches)
  const ended = await io.store.readImport(job.id)
  io.err('\n')
  await reportRefusals(job.id, io)
  io.err(`${summary(ended ?? job)}\n`)
  if (state !== 'done') return 2
  return ended && ended.rowsRefused > 0 ? 1 : 0
}

function readArguments(
  args: readonly string[],
): { file: string; region: string | undefined; kind: ImportKind } | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { region: { type: 'string' }, interactions: { type: 'boolean' } },
    })
    const [file, more] = positionals
    if (!file || more) return null
    const kind = values.interactions ? 'interactions' : 'customers'
    return { file, region: values.region?.toUpperCase(), kind }
  } catch {
    return null
  }
}

async function* withProgress(
  batches: AsyncIterable<ParsedBatch>,
  job: ImportJob,
  io: ImportIo,
): AsyncGenerator<ParsedBatch> {
  let rows = 0
  let shown = -1
  for await (const batch of batches) {
    if (shown < 0 && batch.ignoredColumns.length > 0) {
      io.err(`Columns that are not read: ${batch.ignoredColumns.join(', ')}\n`)
    }
    rows += batch.rowsRead
    const percent = Math.floor((100 * batch.bytesRead) / Math.max(1, job.bytesTotal))
    if (percent !== shown) io.err(`\r${bar(percent)} ${rows} rows`)
    shown = percent
    yield batch
  }
}

function bar(percent: number): string {
  const full = Math.round(percent / 5)
  return `[${'#'.repeat(full)}${'.'.repeat(20 - full)}] ${String(percent).padStart(3)} %`
}

async function reportRefusals(jobId: number, io: ImportIo): Promise<void> {
  let after = 0
  for (let page: readonly ImportRefusal[]; ; after = page.at(-1)?.line ?? after) {
    page = await io.store.readImportRefusals(jobId, after, 500)
    if (page.length === 0) return
    if (after === 0) io.out('line,field,reason,value\r\n')
    for (const one of page) {
      io.out(`${[String(one.line), one.field, one.reason, one.value].map(csvCell).join(',')}\r\n`)
    }
  }
}

/** RFC 4180; a cell that a spreadsheet would take for a formula is made text by a leading apostrophe (OWASP ASVS 5.0, 1.2.10). */
function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

function summary(job: ImportJob): string {
  const failure = job.failure ? ` ${job.failure}` : ''
  return `${job.state}: ${job.rowsRead} rows read, ${job.rowsCreated} created, ${job.rowsChanged} changed, ${job.rowsRefused} refused.${failure}`
}

/** Says once that it waits: whoever sits there may rather end it. */
function sayAndRest({ err }: Pick<ImportIo, 'err'>): () => Promise<void> {
  let isSaid = false
  return () => {
    if (!isSaid) err('\nNothing can be stored at the moment. It goes on by itself; Ctrl+C ends it.\n')
    isSaid = true
    return new Promise((resolve) => setTimeout(resolve, 500))
  }
}

function shortPause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, pauseMs))
}
