import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser'
import type { GreetingArgument, MessageFault, PhraseName } from '../wire/greeting-api.ts'
import { isGreetingArgument, lawfulArguments } from './greeting-arguments.ts'

/** A text that was read, ready to be said as often as one likes. */
export interface Message {
  readonly kind: 'message'
  readonly pieces: readonly Piece[]
}

export type Piece =
  | { readonly kind: 'words'; readonly text: string }
  | { readonly kind: 'argument'; readonly name: GreetingArgument }
  | {
      readonly kind: 'choice'
      readonly name: GreetingArgument
      readonly options: ReadonlyMap<string, readonly Piece[]>
      readonly other: readonly Piece[]
    }

export interface FaultyMessage {
  readonly kind: 'faulty'
  readonly faults: readonly MessageFault[]
}

/**
 * Reads an ICU message (https://unicode-org.github.io/icu/userguide/format_parse/messages/) as far as a greeting needs
 * it: words, `{argument}` and `{argument, select, …}`. Numbers, dates and plurals have no place in it, and an argument
 * only where {@link lawfulArguments} has it.
 */
export function readMessage(text: string, phrase: PhraseName): Message | FaultyMessage {
  const parsed = parseMessage(text)
  if (parsed.kind === 'faulty') return parsed
  const faults: MessageFault[] = []
  const pieces = readPieces(parsed.elements, { text, phrase, faults })
  if (faults.length === 0 && phrase !== 'introduction' && text.trim() === '') {
    faults.push({ reason: 'says-nothing', at: 0, until: text.length, argument: null })
  }
  return faults.length > 0 ? { kind: 'faulty', faults } : { kind: 'message', pieces }
}

type Parsed = { readonly kind: 'parsed'; readonly elements: readonly MessageFormatElement[] } | FaultyMessage

function parseMessage(text: string): Parsed {
  try {
    const options = { ignoreTag: true, requiresOtherClause: true, captureLocation: true }
    return { kind: 'parsed', elements: parse(text, options) }
  } catch (thrown) {
    const { message, location } = thrown as Error & { location?: Location }
    if (!location) throw thrown
    const reason = reasonOf[message] ?? 'only-select'
    return { kind: 'faulty', faults: [{ reason, ...placeOf(location), argument: null }] }
  }
}

interface Location {
  readonly start: { readonly offset: number }
  readonly end: { readonly offset: number }
}

/** The parser's names of faults; what is not here is of numbers, dates and plurals. */
const reasonOf: Readonly<Record<string, MessageFault['reason']>> = {
  EXPECT_ARGUMENT_CLOSING_BRACE: 'unclosed-brace',
  EMPTY_ARGUMENT: 'empty-argument',
  MALFORMED_ARGUMENT: 'malformed-argument',
  EXPECT_SELECT_ARGUMENT_OPTIONS: 'select-options',
  EXPECT_SELECT_ARGUMENT_SELECTOR: 'select-options',
  EXPECT_SELECT_ARGUMENT_SELECTOR_FRAGMENT: 'select-options',
  DUPLICATE_SELECT_ARGUMENT_SELECTOR: 'select-twice',
  MISSING_OTHER_CLAUSE: 'select-needs-other',
}

interface Reading {
  readonly text: string
  readonly phrase: PhraseName
  readonly faults: MessageFault[]
}

function readPieces(elements: readonly MessageFormatElement[], reading: Reading): readonly Piece[] {
  return elements.flatMap((element) => readPiece(element, reading) ?? [])
}

function readPiece(element: MessageFormatElement, reading: Reading): Piece | null {
  if (element.type === TYPE.literal) return readWords(element.value, element.location, reading)
  if (element.type === TYPE.pound || element.type === TYPE.tag) return null
  const name = readName(element.value, element.location, reading)
  if (element.type === TYPE.argument) return name && { kind: 'argument', name }
  if (element.type !== TYPE.select) {
    note(reading, 'only-select', element.location, element.value)
    return null
  }
  const options = new Map(
    Object.entries(element.options).map(([option, { value }]) => [option, readPieces(value, reading)]),
  )
  return name && { kind: 'choice', name, options, other: options.get('other') ?? [] }
}

/** A brace that is left as a letter stands there by mistake: `d'{name}` quotes the name away, as ICU has it. */
function readWords(text: string, location: Location | undefined, reading: Reading): Piece {
  if (/[{}]/.test(text)) {
    const { at } = placeOf(location)
    const brace = at + Math.max(0, reading.text.slice(at).search(/[{}]/))
    reading.faults.push({ reason: 'stray-brace', at: brace, until: brace + 1, argument: null })
  }
  return { kind: 'words', text }
}

function readName(name: string, location: Location | undefined, reading: Reading): GreetingArgument | null {
  const lawful = lawfulArguments[reading.phrase] as readonly string[]
  if (lawful.includes(name)) return name as GreetingArgument
  const reason = isGreetingArgument(name) ? 'not-in-this-situation' : 'unknown-argument'
  note(reading, reason, location, name)
  return null
}

function note(
  { faults }: Reading,
  reason: MessageFault['reason'],
  location: Location | undefined,
  argument: string | null,
): void {
  faults.push({ reason, ...placeOf(location), argument })
}

function placeOf(location: Location | undefined): { at: number; until: number } {
  return { at: location?.start.offset ?? 0, until: location?.end.offset ?? 0 }
}
