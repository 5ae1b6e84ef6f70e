import { readUnits, type Unit } from './read-units.ts'
import type { FieldName } from './search-tokens.ts'

/** One word or run that has to stand in the text. */
export type Piece =
  | { readonly kind: 'word'; readonly forms: readonly string[]; readonly prefix: boolean }
  | { readonly kind: 'run'; readonly value: string }

export type Term =
  /** Pieces that stand next to each other in one field. */
  | { readonly kind: 'pieces'; readonly pieces: readonly Piece[] }
  | { readonly kind: 'address'; readonly value: string; readonly prefix: boolean }
  /** Digits that may be a phone number: the number itself, its last digits, or the digits as they are written. */
  | {
      readonly kind: 'number'
      readonly key: string | null
      readonly digits: string
      readonly written: readonly Term[]
    }
  /** One of them is enough. */
  | { readonly kind: 'any'; readonly terms: readonly Term[] }
  /** Stands in this field. */
  | { readonly kind: 'in'; readonly field: FieldName; readonly term: Term }

export interface Words {
  /** All must fit. */
  readonly wanted: readonly Term[]
  /** None may fit. */
  readonly unwanted: readonly Term[]
}

/** Finds the key of what may be a number; null where it is none. */
export type KeyOf = (written: string) => string | null

const parts = /(-?)(?:["“”„«»]([^"“”„«»]*)(?:["“”„«»]|$)|([^\s"“”„«»]+))/gu
const numberLike = /^[+(]*\d[\d().\-/]*$/

interface Chunk {
  readonly not: boolean
  readonly quoted: boolean
  readonly text: string
}

/**
 * Reads what was typed: words all of which must fit, the last one as a beginning (it may not be finished), quotes around
 * what stands together, `-` before what must not occur. Whatever was typed is a query; what holds no letter says nothing.
 */
export function readWords(typed: string, keyOf: KeyOf): Words {
  const chunks = readChunks(typed)
  const open = !/\s$/.test(typed)
  const wanted: Term[] = []
  const unwanted: Term[] = []
  /** The last chunk was one wanted term, and `OR` came after it. */
  let joins: 'no' | 'may' | 'now' = 'no'
  for (let n = 0; n < chunks.length; n++) {
    const chunk = chunks[n] as Chunk
    if (joins === 'may' && isOr(chunk) && n < chunks.length - 1) {
      joins = 'now'
      continue
    }
    const digits = numberChunks(chunks, n)
    if (digits.length > 0) n += digits.length - 1
    const last = open && n === chunks.length - 1
    const terms =
      digits.length > 0 ? [numberTerm(digits, last, keyOf)] : termsOfChunk(chunk, last && !chunk.not)
    if (chunk.not) unwanted.push(...terms)
    else if (joins === 'now' && terms.length === 1)
      wanted.push(eitherOf(wanted.pop() as Term, terms[0] as Term))
    else wanted.push(...terms)
    joins = !chunk.not && terms.length === 1 ? 'may' : 'no'
  }
  return { wanted, unwanted }
}

function isOr({ not, quoted, text }: Chunk): boolean {
  return !not && !quoted && (text === 'OR' || text === '|' || text === '或')
}

function eitherOf(one: Term, other: Term): Term {
  return { kind: 'any', terms: one.kind === 'any' ? [...one.terms, other] : [one, other] }
}

function termsOfChunk(chunk: Chunk, unfinished: boolean): Term[] {
  return chunk.quoted ? phrase(chunk.text) : termsOf(chunk.text, unfinished)
}

function readChunks(typed: string): Chunk[] {
  return Array.from(typed.matchAll(parts), ([, minus, quoted, plain]) => ({
    not: minus === '-',
    quoted: quoted !== undefined,
    text: quoted ?? plain ?? '',
  })).filter((chunk) => chunk.text !== '')
}

/** The chunks from here on that together may be one number: four digits or more, nothing else but what numbers are written with. */
function numberChunks(chunks: readonly Chunk[], from: number): string[] {
  const found: string[] = []
  for (let n = from; n < chunks.length; n++) {
    const chunk = chunks[n] as Chunk
    const text = chunk.text.normalize('NFKC')
    if (chunk.not || chunk.quoted || !numberLike.test(text)) break
    found.push(text)
  }
  return found.join('').replaceAll(/\D/g, '').length >= 4 ? found : []
}

function numberTerm(written: readonly string[], unfinished: boolean, keyOf: KeyOf): Term {
  const digits = written.join('').replaceAll(/\D/g, '')
  return {
    kind: 'number',
    key: digits.length >= 6 ? keyOf(written.join(' ')) : null,
    digits: digits.replace(/^0+(?=\d{4})/, '').slice(-20),
    written: written.flatMap((text, n) => termsOf(text, unfinished && n === written.length - 1)),
  }
}

/** What is joined stays together; what only punctuation parts (`one,two`) are terms of their own. */
function termsOf(text: string, unfinished: boolean): Term[] {
  const units = readUnits(text)
  const terms: Term[] = []
  for (let n = 0; n < units.length; ) {
    const unit = units[n] as Unit
    const last = unfinished && n + unit.parts === units.length && units.at(-1)?.end === text.length
    if (unit.whole?.includes('@')) terms.push({ kind: 'address', value: unit.whole, prefix: last })
    else terms.push({ kind: 'pieces', pieces: piecesOf(units.slice(n, n + unit.parts), last) })
    n += unit.parts
  }
  return terms
}

function phrase(text: string): Term[] {
  const units = readUnits(text)
  return units.length === 0 ? [] : [{ kind: 'pieces', pieces: piecesOf(units, false) }]
}

function piecesOf(units: readonly Unit[], unfinished: boolean): Piece[] {
  return units.map((unit, n) => {
    if (unit.kind === 'run') return { kind: 'run', value: unit.value }
    const prefix = unfinished && n === units.length - 1 && unit.value.length >= 2
    const forms = unit.other === null ? [unit.value] : [unit.value, unit.other]
    return { kind: 'word', forms, prefix }
  })
}
