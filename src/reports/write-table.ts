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
  return `${byteOrderMark}${rows.map((row) => row.map(writeCell).join(',')).join('\r\n')}\r\n`
}

/**
 * A text that a spreadsheet would take for a formula is kept one by a quote in front of it (OWASP, "CSV Injection"); numbers
 * stay numbers.
 */
function writeCell(cell: string | number | null): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  const safe = /^[=+\-@\t\r\n＝＋－＠]/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
