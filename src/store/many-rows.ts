import { all, change, type Query, type Steps, type Value } from './steps.ts'

/** How many rows one statement tells at once: few sizes, so that there are few statements to prepare. */
const sizes = [100, 10, 1] as const

/**
 * Makes one statement of the places for values: `(?, ?), (?, ?)` for an insert, `(?, ?)` for `in`. Must be one function for
 * the life of the process, since its texts are kept: those of a hundred rows are long.
 */
export type SqlOf = (places: string) => string

/** How many rows were changed. All rows have the same columns. */
export function* changeMany(sqlOf: SqlOf, rows: readonly (readonly Value[])[]): Steps<number> {
  let changed = 0
  for (const { sql, values } of piecesOf(sqlOf, rows)) changed += yield* change(sql, ...values)
  return changed
}

/** What the statements return of all rows together. */
export function* changeManyReturning<R>(
  sqlOf: SqlOf,
  rows: readonly (readonly Value[])[],
): Steps<readonly R[]> {
  const returned: R[] = []
  for (const { sql, values } of piecesOf(sqlOf, rows)) returned.push(...(yield* all<R>(sql, ...values)))
  return returned
}

/** Rows of a query with an `in`, for any number of values. */
export function* allOf<R>(sqlOf: SqlOf, wanted: readonly Value[]): Steps<readonly R[]> {
  const found: R[] = []
  for (let from = 0; from < wanted.length; ) {
    const left = wanted.length - from
    const size = sizes.findLast((one) => one >= left) ?? sizes[0]
    const some: Value[] = wanted.slice(from, from + size)
    // Null equals nothing, so what fills up finds nothing.
    while (some.length < size) some.push(null)
    found.push(...(yield* all<R>(textFor(sqlOf, 1, size), ...some)))
    from += size
  }
  return found
}

function* piecesOf(sqlOf: SqlOf, rows: readonly (readonly Value[])[]): Generator<Query> {
  for (let from = 0; from < rows.length; ) {
    const size = sizes.find((one) => one <= rows.length - from) ?? 1
    const piece = rows.slice(from, from + size)
    yield { sql: textFor(sqlOf, size, piece[0]?.length ?? 0), values: piece.flat() }
    from += size
  }
}

const texts = new Map<SqlOf, Map<string, string>>()

function textFor(sqlOf: SqlOf, rows: number, columns: number): string {
  const ofThis = texts.get(sqlOf) ?? new Map<string, string>()
  texts.set(sqlOf, ofThis)
  const size = `${rows} × ${columns}`
  const text = ofThis.get(size) ?? sqlOf(placesFor(rows, columns))
  ofThis.set(size, text)
  return text
}

function placesFor(rows: number, columns: number): string {
  const row = `(${Array.from({ length: columns }, () => '?').join(', ')})`
  return Array.from({ length: rows }, () => row).join(', ')
}
