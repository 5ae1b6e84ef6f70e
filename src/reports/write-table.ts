import { type Cell, csvCell, csvLine } from '../wire/csv-line.ts'
import type { Report } from '../wire/report-api.ts'

/** Excel takes a file for what the page of its country is, unless it begins so. */
const byteOrderMark = '\uFEFF'

/**
 * The groups of a report, or its series where it has none, as CSV (RFC 4180): a line of column names, then one for each, and
 * the total last. Shares are numbers from 0 to 1, times milliseconds, what is not known is empty.
 */
export function writeTable({ by, columns, groups, series, total }: Report): string {
  const names = columns.map(({ id }) => id)
  const rows =
    by === 'none'
      ? [['at', ...names], ...series.map(({ at, values }) => [at, ...values]), ['total', ...total]]
      : [
          [by, 'name', ...names],
          ...groups.map(({ key, name, values }) => [key, name ?? '', ...values]),
          ['total', '', ...total],
        ]
  return `${byteOrderMark}${rows.map(writeRow).join('')}`
}

function writeRow(row: readonly Cell[]): string {
  return csvLine(row.map((cell) => csvCell(cell, typeof cell === 'number' ? 'number' : 'text')))
}
