import type { FoundInteraction, IndexedInteraction, InteractionLinks } from '../store/history-store.ts'
import { classOfLength } from './lengths.ts'
import { readUnits } from './read-units.ts'

/**
 * What the index holds of an interaction: the words of its text, of the names of customer, agent and queue, of disposition
 * and number; and tokens of its own for filters. Separated by spaces, each one token for FTS5's `ascii` tokenizer with the
 * tokenchars of schema.sql, and a lexeme for PostgreSQL's `simple`.
 */
export function rowTokens(row: IndexedInteraction): string {
  const tokens = new Set<string>()
  for (const { text } of fieldsOf(row)) if (text) addTextTokens(text, tokens)
  for (const token of filterTokens(row)) if (!usual.has(token)) tokens.add(token)
  return join(tokens)
}

export type FieldName =
  | 'text'
  | 'subject'
  | 'customerName'
  | 'agentName'
  | 'queueName'
  | 'disposition'
  | 'number'

/** All of an interaction that words are looked for in. */
export function fieldsOf(
  row: FoundInteraction,
): readonly { readonly name: FieldName; readonly text: string | null | undefined }[] {
  const key = row.numberKey?.startsWith('+') ? row.numberKey : null
  return [
    { name: 'text', text: row.body },
    { name: 'subject', text: row.subject },
    { name: 'customerName', text: row.customerName },
    { name: 'agentName', text: row.agentName },
    { name: 'queueName', text: row.queueName ?? row.queue },
    { name: 'disposition', text: row.disposition },
    { name: 'number', text: key ?? row.numberRaw },
    { name: 'number', text: key === row.numberRaw || key === null ? null : row.numberRaw },
  ]
}

export interface Names {
  readonly name: string
  readonly givenName: string | null
  readonly familyName: string | null
  readonly saidAs: string | null
}

/** What the index of customers holds of one: the words of all names. */
export function nameTokens(names: Names): string {
  const tokens = new Set<string>()
  for (const name of [names.name, names.givenName, names.familyName, names.saidAs]) {
    if (name) addTextTokens(name, tokens)
  }
  return join(tokens)
}

/** Adds the tokens of a text: words, their other spellings and digits, what is joined as a whole, bigrams of runs. */
export function addTextTokens(text: string, tokens: Set<string>): void {
  for (const unit of readUnits(text)) {
    if (unit.kind === 'run') {
      for (const token of runTokens(unit.value)) tokens.add(token)
      continue
    }
    tokens.add(unit.value)
    if (unit.other !== null) tokens.add(unit.other)
    if (unit.whole !== null) tokens.add(unit.whole)
    for (const digits of unit.digits) tokens.add(digits)
  }
}

/** Overlapping pairs, and the last character alone: so every character begins some token and can be found by a prefix. */
function runTokens(value: string): string[] {
  const characters = Array.from(value)
  return characters.map((character, n) => character + (characters[n + 1] ?? ''))
}

/** Pairs only: what a row must hold for the run to stand in it. Null for a single character (a prefix finds it). */
export function pairsOf(value: string): string[] | null {
  const characters = Array.from(value)
  if (characters.length < 2) return null
  return characters.slice(1).map((character, n) => characters[n] + character)
}

export type FilterKind = 'a' | 'q' | 'd' | 'n' | 'ch' | 'dir' | 'ti' | 's' | 'len' | 'k' | 'rc' | 'pr' | 'tm'

/** A token for equality; it holds a colon, which no word does. Whatever the tokenizer would change is written as `#` and hex. */
export function filterToken(kind: FilterKind, value: string | number): string {
  const safe = String(value)
    .toWellFormed()
    .replaceAll(
      /[^a-z0-9:_+\-.@*/\u0080-\uffff]/g,
      (c) => `#${c.charCodeAt(0).toString(16).padStart(2, '0')}`,
    )
  return `${kind}:${safe}`
}

export const openCaseToken = filterToken('k', 'open')

/** What the cases are called: by their numbers, and by their references without what joins them. */
export function namesOfCases(links: Pick<InteractionLinks, 'caseIds' | 'caseReferences'>): string[] {
  return [...links.caseIds.map(String), ...links.caseReferences.flatMap(nameOfReference)]
}

/** What somebody may mean who names a case so. */
export function namesOfCase(written: string): string[] {
  const id = /^#?(\d{1,16})$/.exec(written.trim())?.[1]
  return [...(id === undefined ? [] : [String(Number(id))]), ...nameOfReference(written)]
}

function nameOfReference(reference: string): string[] {
  const units = readUnits(reference).map(({ value }) => value)
  return units.length === 0 ? [] : [`:${units.join('').slice(0, 60).toWellFormed()}`]
}

/** A number's digits backwards: then its last digits, however many are given, are the beginning of a token. */
export function endingToken(digits: string): string {
  return `r:${Array.from(digits).reverse().join('')}`
}

/** The digits by which the end of a number is looked for; null where there are too few. */
export function digitsOf(row: Pick<FoundInteraction, 'numberKey' | 'numberRaw'>): string | null {
  const written = row.numberKey?.startsWith('+') ? row.numberKey : row.numberRaw
  const digits = written?.replaceAll(/\D/g, '') ?? ''
  return digits.length >= 4 ? digits.slice(-20) : null
}

/** What most contacts are stands in no token: it would narrow nothing down, and the row is looked at anyway. */
export const usual: ReadonlySet<string> = new Set([filterToken('ch', 'call'), filterToken('dir', 'inbound')])

/** A customer's contacts are found by the customer. */
function* filterTokens(row: IndexedInteraction): Iterable<string> {
  yield filterToken('ch', row.channel)
  yield filterToken('dir', row.direction)
  if (row.accountId !== null) yield filterToken('a', row.accountId)
  if (row.queue !== null) yield filterToken('q', row.queue)
  if (row.disposition !== null) yield filterToken('d', row.disposition)
  // A number that is known whole is found by its digits from behind.
  if (row.numberKey !== null && !(row.numberKey.startsWith('+') && digitsOf(row) !== null))
    yield filterToken('n', row.numberKey)
  const digits = digitsOf(row)
  if (digits !== null) yield endingToken(digits)
  if (row.customerTier) yield filterToken('ti', row.customerTier)
  if (row.team !== null) yield filterToken('tm', row.team)
  if (row.sentiment) yield filterToken('s', row.sentiment)
  if (row.endedAt !== null) yield filterToken('len', classOfLength(row.endedAt - row.startedAt))
  for (const name of namesOfCases(row.links)) yield filterToken('k', name)
  if (row.links.hasOpenCase) yield openCaseToken
  for (const cause of row.links.rootCauses) yield filterToken('rc', cause)
  for (const state of row.links.promiseStates) yield filterToken('pr', state)
}

function join(tokens: Set<string>): string {
  return Array.from(tokens).join(' ')
}
