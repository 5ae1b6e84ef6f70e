import { createHash } from 'node:crypto'
import type { Value } from './steps.ts'

export interface MovedTable {
  readonly name: string
  readonly columns: readonly string[]
  /** Columns of the primary key. */
  readonly key: readonly string[]
}

/** Cells in the order of the table's columns. */
export type MovedRow = readonly Value[]

export interface MoveSource {
  /** Every table but the search index, those that others refer to first. */
  readonly tables: readonly MovedTable[]
  count(table: MovedTable): number
  /** All rows in the order of the key, a batch at a time. */
  batches(table: MovedTable, most: number): Iterable<readonly MovedRow[]>
}

export interface MoveTarget {
  write(table: MovedTable, rows: readonly MovedRow[]): Promise<void>
  batches(table: MovedTable, most: number): AsyncIterable<readonly MovedRow[]>
}

export interface Sum {
  readonly rows: number
  /** Of all rows together, in whatever order they come; hexadecimal. */
  readonly checksum: string
}

export interface MovedTableResult {
  readonly table: string
  readonly source: Sum
  readonly target: Sum
}

export interface MoveResult {
  readonly tables: readonly MovedTableResult[]
  /** Texts with the character U+0000, which PostgreSQL does not keep: U+FFFD stands in its place. */
  readonly changedTexts: number
}

/** `of`: how many rows there are; null where nobody has counted. */
export type MoveProgress = (step: 'copy' | 'compare', table: string, done: number, of: number | null) => void

const rowsAtOnce = 1000

/**
 * Copies every row, and reads both sides to compare them: what was read from the source is what is counted, and the target
 * is read back from the beginning. Whether the two are equal is for the caller to judge.
 */
export async function moveRows(
  source: MoveSource,
  target: MoveTarget,
  tell: MoveProgress,
): Promise<MoveResult> {
  const tables: MovedTableResult[] = []
  let changedTexts = 0
  for (const table of source.tables) {
    const of = source.count(table)
    const sum = openSum()
    tell('copy', table.name, 0, of)
    for (const batch of source.batches(table, rowsAtOnce)) {
      const rows = batch.map((row) => asKept(table, row, () => changedTexts++))
      await target.write(table, rows)
      rows.forEach(sum.add)
      tell('copy', table.name, sum.read().rows, of)
    }
    tables.push({ table: table.name, source: sum.read(), target: await sumOf(table, target, of, tell) })
  }
  return { tables, changedTexts }
}

export function isEqual({ source, target }: MovedTableResult): boolean {
  return source.rows === target.rows && source.checksum === target.checksum
}

async function sumOf(table: MovedTable, target: MoveTarget, of: number, tell: MoveProgress): Promise<Sum> {
  const sum = openSum()
  for await (const rows of target.batches(table, rowsAtOnce)) {
    rows.forEach(sum.add)
    tell('compare', table.name, sum.read().rows, of)
  }
  return sum.read()
}

/** What the target will hold: it makes its own search index of every interaction, so each is indexed. */
function asKept(table: MovedTable, row: MovedRow, changed: () => void): MovedRow {
  return row.map((value, n) => {
    if (table.name === 'interaction' && table.columns[n] === 'indexed') return 1
    if (typeof value !== 'string' || !value.includes('\0')) return value
    changed()
    return value.replaceAll('\0', '\uFFFD')
  })
}

/** A sum of hashes: rows may come in any order, and no row stands in for another. */
function openSum(): { add(row: MovedRow): void; read(): Sum } {
  let rows = 0
  let total = 0n
  return {
    add(row) {
      rows++
      const digest = createHash('sha256').update(JSON.stringify(row)).digest()
      total = BigInt.asUintN(128, total + digest.readBigUInt64BE(0) + (digest.readBigUInt64BE(8) << 64n))
    },
    read: () => ({ rows, checksum: total.toString(16).padStart(32, '0') }),
  }
}
