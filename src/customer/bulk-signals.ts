import { setImmediate as turn } from 'node:timers/promises'
import { Refusal } from '../errors.ts'
import type { NewSignal, SignalOwner, SignalPosted } from '../store/signal-store.ts'
import { type NewSignalBody, newSignal, type SignalReportView } from '../wire/signal-api.ts'
import { splitRows, type UploadRow } from './split-rows.ts'
import { noSuchCustomer } from './whose.ts'

/** Sixteen megabytes: some fifty thousand signals. */
const mostBytes = 16 * 1024 * 1024
/** What is written at once between two call events. */
const batch = 10
const mostRefusals = 1000

export interface BulkSignals {
  readonly read: (body: NewSignalBody) => NewSignal | { readonly path: string; readonly message: string }
  readonly post: (signals: readonly NewSignal[]) => Promise<readonly SignalPosted[]>
}

export interface BulkPosted {
  readonly report: SignalReportView
  /** Of whom something has changed. */
  readonly owners: readonly SignalOwner[]
}

interface Row {
  readonly row: number
  readonly signal: NewSignal
}

/** Posts each row by itself, in small batches with a turn for everything else in between; what is refused is reported. */
export async function postInBulk(upload: AsyncIterable<Uint8Array>, how: BulkSignals): Promise<BulkPosted> {
  const bytes = await readAll(upload)
  const report = { rows: 0, created: 0, changed: 0, unchanged: 0, refused: 0 }
  const refusals: SignalReportView['refusals'] = []
  const owners: SignalOwner[] = []
  const refuse = (row: number, externalId: string | null, field: string, message: string): void => {
    report.refused++
    if (refusals.length < mostRefusals) refusals.push({ row, externalId, field, message })
  }
  let waiting: Row[] = []
  const flush = async (): Promise<void> => {
    const rows = waiting
    waiting = []
    const posted = await how.post(rows.map(({ signal }) => signal))
    posted.forEach((one, n) => {
      const { row = 0, signal } = rows[n] ?? {}
      if (one.kind === 'no-such-customer') {
        refuse(row, signal?.externalId ?? null, 'customerId', noSuchCustomer)
        return
      }
      report[one.kind]++
      if (one.kind !== 'unchanged') owners.push(one.whose)
    })
    await turn()
  }
  for (const found of splitRows(bytes)) {
    const row = ++report.rows
    const read = readRow(found, how)
    if ('signal' in read) waiting.push({ row, signal: read.signal })
    else refuse(row, read.externalId, read.path, read.message)
    if (waiting.length === batch) await flush()
    else if (row % 100 === 0) await turn()
  }
  if (waiting.length > 0) await flush()
  return { report: { ...report, refusals }, owners }
}

type Read =
  | { readonly signal: NewSignal }
  | { readonly externalId: string | null; readonly path: string; readonly message: string }

function readRow(row: UploadRow, how: BulkSignals): Read {
  if ('why' in row) return { externalId: null, path: '', message: row.why }
  let value: unknown
  try {
    value = JSON.parse(row.text)
  } catch {
    return { externalId: null, path: '', message: 'not valid JSON' }
  }
  const said = (value as { externalId?: unknown } | null)?.externalId
  const externalId = typeof said === 'string' ? said.slice(0, 200) : null
  const parsed = newSignal.safeParse(value)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return { externalId, path: issue?.path.join('.') ?? '', message: issue?.message ?? 'not a signal' }
  }
  const signal = how.read(parsed.data)
  return 'message' in signal ? { externalId, ...signal } : { signal }
}

async function readAll(upload: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of upload) {
    size += chunk.length
    if (size <= mostBytes) chunks.push(chunk)
  }
  // Only now, so that whoever sends it reads why.
  if (size > mostBytes) throw new Refusal('too-large')
  return Buffer.concat(chunks)
}
