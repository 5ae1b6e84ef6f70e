/** What a column holds; it decides how a cell is written. */
export type ColumnKind = 'text' | 'number' | 'instant' | 'phones'

export type Cell = string | number | null | undefined

/** A spreadsheet reads a cell that begins so as a formula; the full-width forms too, in some languages (OWASP, CSV Injection). */
const formula = /^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/
/**
 * Where a spreadsheet splits at another separator than ours, quotes end early and the middle of a text becomes the
 * beginning of a cell: after a semicolon, a tab, a quote or the end of a line.
 */
const inner = /([;\t\r\n"|])(\s*)([=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/g
const control = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/g

/**
 * One cell, always quoted (RFC 4180). Text that a spreadsheet would take for a formula gets an apostrophe before it, which
 * is how a spreadsheet writes "this is text"; numbers that are numbers stay as they are, also below zero. Phone numbers
 * are written as `tel:+49…` (RFC 3966): safe, and never shown as 4.9E+12. Instants are ISO 8601 in UTC.
 */
export function csvCell(value: Cell, kind: ColumnKind): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number') return kind === 'instant' ? isoOf(value) : String(value)
  return `"${safeText(kind === 'phones' ? asTel(value) : value).replaceAll('"', '""')}"`
}

/** Text that no spreadsheet runs. */
export function safeText(text: string): string {
  const plain = text.replace(control, '')
  const guarded = plain.replace(inner, "$1$2'$3")
  return formula.test(guarded) || /^\s+[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/.test(guarded)
    ? `'${guarded}`
    : guarded
}

/** Several are parted by spaces; extensions and what else is no E.164 number stay as they are. */
function asTel(numbers: string): string {
  return numbers
    .split(' ')
    .map((one) => (/^\+\d{3,15}$/.test(one) ? `tel:${one}` : one))
    .join(' ')
}

export function isoOf(at: number): string {
  return new Date(at).toISOString()
}

export function csvLine(cells: readonly string[]): string {
  return `${cells.join(',')}\r\n`
}
