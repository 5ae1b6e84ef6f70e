import type { FoundInteraction } from '../store/history-store.ts'
import type { Piece, Term, Words } from './read-query.ts'
import { readUnits, type Unit } from './read-units.ts'
import { digitsOf, type FieldName, fieldsOf } from './search-tokens.ts'

export type Range = readonly [start: number, end: number]

/** Where a term stands. */
export interface Place {
  readonly field: FieldName
  /** Which unit of the field it begins at, and how many it takes. */
  readonly unit: number
  readonly units: number
  /** It stands there whole, not as the beginning of a longer word. */
  readonly whole: boolean
  readonly ranges: readonly Range[]
}

/** The places of each wanted term, in the order of the terms. */
export type Places = readonly (readonly Place[])[]

const mostPlaces = 200

interface Field {
  readonly name: FieldName
  readonly units: readonly Unit[]
}

/** Null when a word is missing or an unwanted one is there; else where the wanted ones stand. */
export function checkWords(row: FoundInteraction, words: Words): Places | null {
  if (words.wanted.length === 0 && words.unwanted.length === 0) return []
  const fields = fieldsOf(row).flatMap(({ name, text }) => (text ? [{ name, units: readUnits(text) }] : []))
  const places: Place[][] = []
  for (const term of words.wanted) {
    const found = placesOf(row, fields, term)
    if (!found) return null
    places.push(found)
  }
  return words.unwanted.some((term) => placesOf(row, fields, term) !== null) ? null : places
}

/** Null where the term does not fit the row; one may fit without standing anywhere. */
function placesOf(row: FoundInteraction, fields: readonly Field[], term: Term): Place[] | null {
  switch (term.kind) {
    case 'number':
      return placesOfNumber(row, fields, term)
    case 'any':
      return placesOfAny(row, fields, term.terms)
    case 'in': {
      const { field, term: inner } = term
      return placesOf(
        row,
        fields.filter(({ name }) => name === field),
        inner,
      )
    }
    default:
      return placesInFields(fields, term)
  }
}

function placesInFields(
  fields: readonly Field[],
  term: Term & { kind: 'pieces' | 'address' },
): Place[] | null {
  const places: Place[] = []
  for (const { name, units } of fields) {
    for (let unit = 0; unit < units.length && places.length < mostPlaces; unit++) {
      const found =
        term.kind === 'address' ? addressAt(units, unit, term) : piecesAt(units, unit, term.pieces)
      if (found) places.push({ field: name, unit, ...found })
    }
  }
  return places.length > 0 ? places : null
}

function placesOfAny(
  row: FoundInteraction,
  fields: readonly Field[],
  terms: readonly Term[],
): Place[] | null {
  const found = terms.map((term) => placesOf(row, fields, term)).filter((places) => places !== null)
  return found.length > 0 ? found.flat() : null
}

function placesOfNumber(
  row: FoundInteraction,
  fields: readonly Field[],
  term: Term & { kind: 'number' },
): Place[] | null {
  const written = term.written.map((each) => placesOf(row, fields, each))
  if (written.length > 0 && written.every((each) => each !== null)) return written.flat()
  const fits = (term.key !== null && row.numberKey === term.key) || digitsOf(row)?.endsWith(term.digits)
  return fits ? placesOfEnding(fields, term.digits) : null
}

/** The number of the row, from the first of its last digits on. */
function placesOfEnding(fields: readonly Field[], digits: string): Place[] {
  const field = fields.find(({ name }) => name === 'number')
  const last = field?.units.at(-1)
  if (!field || !last) return []
  const start = last.value.endsWith(digits) ? last.end - digits.length : (field.units[0]?.start ?? 0)
  return [
    { field: 'number', unit: field.units.length - 1, units: 1, whole: false, ranges: [[start, last.end]] },
  ]
}

type Found = Pick<Place, 'units' | 'whole' | 'ranges'>

function addressAt(units: readonly Unit[], at: number, term: Term & { kind: 'address' }): Found | null {
  const unit = units[at] as Unit
  if (unit.whole === null) return null
  const fits = term.prefix ? unit.whole.startsWith(term.value) : unit.whole === term.value
  if (!fits) return null
  const last = units[at + unit.parts - 1] as Unit
  return { units: unit.parts, whole: unit.whole === term.value, ranges: [[unit.start, last.end]] }
}

/** The pieces from this unit on: a run begins at the end of its unit and ends at the beginning, unless it stands alone. */
function piecesAt(units: readonly Unit[], at: number, pieces: readonly Piece[]): Found | null {
  const ranges: Range[] = []
  let taken = 0
  let whole = true
  for (let n = 0; n < pieces.length; n++) {
    const unit = units[at + n]
    const piece = pieces[n] as Piece
    if (!unit) return null
    const place =
      pieces.length === 1 ? 'alone' : n === 0 ? 'first' : n < pieces.length - 1 ? 'middle' : 'last'
    const found = piece.kind === 'word' ? wordIn(units, at + n, piece) : runIn(unit, piece.value, place)
    if (!found) return null
    taken += found.units
    whole &&= found.whole
    ranges.push(...found.ranges)
  }
  return { units: taken, whole, ranges }
}

function wordIn(units: readonly Unit[], at: number, piece: Piece & { kind: 'word' }): Found | null {
  const unit = units[at] as Unit
  if (unit.kind !== 'word') return null
  const { forms, prefix } = piece
  const fits = (text: string | null): boolean =>
    text !== null && (prefix ? forms.some((form) => text.startsWith(form)) : forms.includes(text))
  if (fits(unit.value) || fits(unit.other) || unit.digits.some(fits)) {
    const whole = forms.includes(unit.value) || (unit.other !== null && forms.includes(unit.other))
    return { units: 1, whole, ranges: [[unit.start, unit.end]] }
  }
  if (!fits(unit.whole)) return null
  const last = units[at + unit.parts - 1] as Unit
  return { units: unit.parts, whole: forms.includes(unit.whole as string), ranges: [[unit.start, last.end]] }
}

function runIn(unit: Unit, value: string, place: 'alone' | 'first' | 'middle' | 'last'): Found | null {
  if (unit.kind !== 'run') return null
  const indexes = indexesIn(unit.value, value, place)
  if (indexes.length === 0) return null
  const ranges = indexes.map(
    (index): Range => [unit.starts[index] ?? unit.start, unit.ends[index + value.length - 1] ?? unit.end],
  )
  return { units: 1, whole: unit.value === value, ranges }
}

function indexesIn(text: string, value: string, place: 'alone' | 'first' | 'middle' | 'last'): number[] {
  if (place === 'first') return text.endsWith(value) ? [text.length - value.length] : []
  if (place === 'middle') return text === value ? [0] : []
  if (place === 'last') return text.startsWith(value) ? [0] : []
  const indexes: number[] = []
  for (let index = text.indexOf(value); index >= 0; index = text.indexOf(value, index + 1)) {
    indexes.push(index)
    if (indexes.length >= mostPlaces) break
  }
  return indexes
}
