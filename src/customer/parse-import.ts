import type { ImportRow } from '../store/customer-store.ts'
import type { ImportRefusal } from '../store/import-store.ts'
import type { Place } from './decode-file.ts'
import { readColumns } from './read-columns.ts'
import { type ReadingRows, readImportRow } from './read-import-row.ts'
import type { ReadNumber } from './read-numbers.ts'
import { readRecords } from './read-records.ts'

/** Rows that are ready to be written, with what was refused among them. */
export interface ParsedBatch {
  readonly rows: readonly { readonly line: number; readonly row: ImportRow }[]
  readonly refusals: readonly ImportRefusal[]
  readonly rowsRead: number
  readonly bytesRead: number
  /** Names of columns that are not read; the same in every batch. */
  readonly ignoredColumns: readonly string[]
}

export interface ParseOrder {
  readonly file: string
  /** ISO 3166 region for numbers without a country code. */
  readonly region: string | undefined
  /** Tiers that the house has; another one is refused. */
  readonly tiers: readonly string[]
  readonly now: number
  readonly batch: number
}

/** Reads a CSV file of customers in batches. Throws UnreadableFile when the file as a whole cannot be read. */
export async function* parseImport(order: ParseOrder, readNumber: ReadNumber): AsyncGenerator<ParsedBatch> {
  const place: Place = { bytes: 0 }
  let reading: ReadingRows | null = null
  let rows: { line: number; row: ImportRow }[] = []
  let refusals: ImportRefusal[] = []
  let rowsRead = 0
  const batch = (): ParsedBatch => {
    const ignoredColumns = reading?.columns.ignored ?? []
    const full = { rows, refusals, rowsRead, bytesRead: place.bytes, ignoredColumns }
    rows = []
    refusals = []
    rowsRead = 0
    return full
  }
  for await (const record of readRecords(order.file, place)) {
    if (!reading) {
      reading = { ...order, columns: readColumns(record.cells), readNumber }
      continue
    }
    const result = readImportRow(record, reading)
    if (result.kind === 'row') rows.push(result)
    else refusals.push(...result.refusals)
    rowsRead++
    if (rowsRead >= order.batch) yield batch()
  }
  yield batch()
}
