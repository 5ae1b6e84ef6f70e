import type { ImportRow } from '../store/customer-store.ts'
import type { ContactRow } from '../store/history-store.ts'
import type { ImportRefusal } from '../store/import-store.ts'
import type { FactKind } from '../wire/fact-kinds.ts'
import type { Place } from './decode-file.ts'
import { readColumns } from './read-columns.ts'
import { readContactColumns } from './read-contact-columns.ts'
import { readContactRow } from './read-contact-row.ts'
import { readImportRow } from './read-import-row.ts'
import type { ReadNumber } from './read-numbers.ts'
import { type CsvRecord, readRecords } from './read-records.ts'

/** Rows that are ready to be written, with what was refused among them. */
export interface ParsedBatch {
  readonly rows: readonly { readonly line: number; readonly row: ImportRow }[]
  /** Of a file of contacts instead. */
  readonly contacts: readonly { readonly line: number; readonly row: ContactRow }[]
  readonly refusals: readonly ImportRefusal[]
  readonly rowsRead: number
  readonly bytesRead: number
  /** Names of columns that are not read; the same in every batch. */
  readonly ignoredColumns: readonly string[]
}

export type ImportKind = 'customers' | 'interactions'

export interface ParseOrder {
  readonly kind: ImportKind
  readonly file: string
  /** ISO 3166 region for numbers without a country code. */
  readonly region: string | undefined
  /** Tiers that the house has; another one is refused. */
  readonly tiers: readonly string[]
  /** What the house has laid down of facts. */
  readonly factKinds?: readonly FactKind[]
  readonly now: number
  readonly batch: number
}

/** Reads a CSV file of customers, or of contacts, in batches. Throws UnreadableFile when the file as a whole cannot be read. */
export async function* parseImport(order: ParseOrder, readNumber: ReadNumber): AsyncGenerator<ParsedBatch> {
  const place: Place = { bytes: 0 }
  let reader: RowReader | null = null
  let rows: { line: number; row: ImportRow }[] = []
  let contacts: { line: number; row: ContactRow }[] = []
  let refusals: ImportRefusal[] = []
  let rowsRead = 0
  const batch = (): ParsedBatch => {
    const full = {
      rows,
      contacts,
      refusals,
      rowsRead,
      bytesRead: place.bytes,
      ignoredColumns: reader?.ignored ?? [],
    }
    rows = []
    contacts = []
    refusals = []
    rowsRead = 0
    return full
  }
  for await (const record of readRecords(order.file, place)) {
    if (!reader) {
      reader = openRows(order, record.cells, readNumber)
      continue
    }
    const result = reader.read(record)
    if (result.kind === 'customer') rows.push(result.one)
    else if (result.kind === 'contact') contacts.push(result.one)
    else refusals.push(...result.refusals)
    rowsRead++
    if (rowsRead >= order.batch) yield batch()
  }
  yield batch()
}

type ReadRow =
  | { readonly kind: 'customer'; readonly one: { readonly line: number; readonly row: ImportRow } }
  | { readonly kind: 'contact'; readonly one: { readonly line: number; readonly row: ContactRow } }
  | { readonly kind: 'refused'; readonly refusals: readonly ImportRefusal[] }

interface RowReader {
  readonly ignored: readonly string[]
  readonly read: (record: CsvRecord) => ReadRow
}

function openRows(order: ParseOrder, headers: readonly string[], readNumber: ReadNumber): RowReader {
  if (order.kind === 'interactions') {
    const columns = readContactColumns(headers)
    const reading = { columns, region: order.region, readNumber }
    return {
      ignored: columns.ignored,
      read(record) {
        const result = readContactRow(record, reading)
        return result.kind === 'row' ? { kind: 'contact', one: result } : result
      },
    }
  }
  const columns = readColumns(headers)
  const reading = { ...order, columns, readNumber }
  return {
    ignored: columns.ignored,
    read(record) {
      const result = readImportRow(record, reading)
      return result.kind === 'row' ? { kind: 'customer', one: result } : result
    },
  }
}
