import type { FoundInteraction, Marks } from '../store/history-store.ts'
import type { Piece, Term, Words } from './read-query.ts'
import { readUnits, type Unit } from './read-units.ts'
import { digitsOf, fieldsOf } from './search-tokens.ts'

type Range = readonly [start: number, end: number]
const mostMarks = 200

/** Null when a word is missing or an unwanted one is there; else where the words stand in the body. */
export function checkWords(row: FoundInteraction, words: Words): Marks | null {
  if (words.wanted.length === 0 && words.unwanted.length === 0) return []
  const fields = fieldsOf(row).map((field) => (field ? readUnits(field) : []))
  const marks: Range[] = []
  for (const term of words.wanted) {
    if (!fitsTerm(row, fields, term, marks)) return null
  }
  for (const term of words.unwanted) {
    if (fitsTerm(row, fields, term, [])) return null
  }
  return joinRanges(marks)
}

/** Whether the term fits the row; puts where it stands in the body into `marks`. */
function fitsTerm(row: FoundInteraction, fields: readonly Unit[][], term: Term, marks: Range[]): boolean {
  if (term.kind === 'number') return fitsNumber(row, fields, term, marks)
  let fits = false
  fields.forEach((units, field) => {
    // The body is read whole, for the marks; of the others one place is enough.
    if (fits && field > 0) return
    for (let n = 0; n < units.length; n++) {
      const range = term.kind === 'address' ? addressAt(units, n, term) : piecesAt(units, n, term.pieces)
      if (!range) continue
      fits = true
      if (field > 0) return
      marks.push(...range)
    }
  })
  return fits
}

function fitsNumber(
  row: FoundInteraction,
  fields: readonly Unit[][],
  term: Term & { kind: 'number' },
  marks: Range[],
): boolean {
  const found: Range[] = []
  const written = term.written.length > 0 && term.written.every((each) => fitsTerm(row, fields, each, found))
  if (written) marks.push(...found)
  if (written || (term.key !== null && row.numberKey === term.key)) return true
  return digitsOf(row)?.endsWith(term.digits) ?? false
}

function addressAt(units: readonly Unit[], at: number, term: Term & { kind: 'address' }): Range[] | null {
  const unit = units[at] as Unit
  if (unit.whole === null) return null
  const fits = term.prefix ? unit.whole.startsWith(term.value) : unit.whole === term.value
  const last = units[at + unit.parts - 1] as Unit
  return fits ? [[unit.start, last.end]] : null
}

/** The pieces from this unit on: a run begins at the end of its unit and ends at the beginning, unless it stands alone. */
function piecesAt(units: readonly Unit[], at: number, pieces: readonly Piece[]): Range[] | null {
  const ranges: Range[] = []
  for (let n = 0; n < pieces.length; n++) {
    const unit = units[at + n]
    const piece = pieces[n] as Piece
    if (!unit) return null
    const place =
      pieces.length === 1 ? 'alone' : n === 0 ? 'first' : n < pieces.length - 1 ? 'middle' : 'last'
    const found = piece.kind === 'word' ? wordIn(units, at + n, piece) : runIn(unit, piece.value, place)
    if (!found) return null
    ranges.push(...found)
  }
  return ranges
}

function wordIn(units: readonly Unit[], at: number, piece: Piece & { kind: 'word' }): Range[] | null {
  const unit = units[at] as Unit
  if (unit.kind !== 'word') return null
  const fits = (text: string | null): boolean =>
    text !== null &&
    (piece.prefix ? piece.forms.some((form) => text.startsWith(form)) : piece.forms.includes(text))
  if (fits(unit.value) || fits(unit.other) || unit.digits.some(fits)) return [[unit.start, unit.end]]
  if (!fits(unit.whole)) return null
  return [[unit.start, (units[at + unit.parts - 1] as Unit).end]]
}

function runIn(unit: Unit, value: string, place: 'alone' | 'first' | 'middle' | 'last'): Range[] | null {
  if (unit.kind !== 'run') return null
  const rangeAt = (index: number): Range => [
    unit.starts[index] ?? unit.start,
    unit.ends[index + value.length - 1] ?? unit.end,
  ]
  if (place === 'first')
    return unit.value.endsWith(value) ? [rangeAt(unit.value.length - value.length)] : null
  if (place === 'middle') return unit.value === value ? [rangeAt(0)] : null
  if (place === 'last') return unit.value.startsWith(value) ? [rangeAt(0)] : null
  const ranges: Range[] = []
  for (let index = unit.value.indexOf(value); index >= 0; index = unit.value.indexOf(value, index + 1)) {
    ranges.push(rangeAt(index))
    if (ranges.length >= mostMarks) break
  }
  return ranges.length > 0 ? ranges : null
}

function joinRanges(ranges: readonly Range[]): Range[] {
  const joined: [number, number][] = []
  for (const [start, end] of ranges.toSorted((one, other) => one[0] - other[0])) {
    const last = joined.at(-1)
    if (last && start <= last[1]) last[1] = Math.max(last[1], end)
    else joined.push([start, end])
  }
  return joined.slice(0, mostMarks)
}
