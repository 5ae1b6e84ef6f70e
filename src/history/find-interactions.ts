import type { CallerNumber } from '../call/caller-number.ts'
import { Refusal } from '../errors.ts'
import type { SearchOrder } from '../store/history-store.ts'
import type { CountOrderInput, ReadFieldView, SearchOrderInput } from '../wire/history-api.ts'
import type { SeenTeams } from '../wire/teams.ts'
import { matchExpression } from './match-expression.ts'
import { type ReadFields, readFields, type Vocabulary } from './read-fields.ts'
import { type KeyOf, readWords, type Term, type Words } from './read-query.ts'
import type { RowFilters } from './row-filters.ts'
import type { SearchQuery } from './search-reader.ts'
import { namesOfCase } from './search-tokens.ts'

/** The one normaliser, as app.ts hands it in: region and source say how the number is to be read. */
export type ReadNumber = (
  raw: string,
  region?: string,
  source?: string,
) => { readonly number: CallerNumber; readonly key: string | null }

/** What a search is read with. */
export interface Reading {
  readonly readNumber: ReadNumber
  readonly vocabulary: Vocabulary
  /** Those whose work is seen; null: all. */
  readonly teams: SeenTeams
  /** Ms. */
  readonly now: number
}

export interface ReadSearch {
  /** What the store is to look for; null when nothing can be found: no letter or digit was typed. */
  readonly order: SearchOrder | null
  readonly read: readonly ReadFieldView[]
}

type Input = CountOrderInput & Partial<Pick<SearchOrderInput, 'order' | 'before' | 'most'>>

/** Refuses a number filter that cannot be read: an empty page would say that nobody ever called from it. */
export function readSearch(input: Input, reading: Reading): ReadSearch {
  const keyOf: KeyOf = (written) => reading.readNumber(written, input.region).key
  const fields = readFields(input.text, reading.vocabulary, keyOf, reading.now)
  const words = wordsOf(fields, keyOf)
  const says = words.wanted.length + words.unwanted.length + fields.filters.length + fields.not.length > 0
  const { read } = fields
  const bounds = { from: later(input.from, fields.from), until: earlier(input.until, fields.until) }
  const isBounded = fields.from !== null || fields.until !== null
  if (!says && !isBounded && input.text.trim() !== '') return { order: null, read }
  const own: RowFilters = { ...filtersOf(input, reading.readNumber), seenTeams: reading.teams }
  const query = {
    words,
    filters: [own, ...ofCase(input), ...fields.filters],
    not: fields.not,
  } satisfies SearchQuery
  const { order = 'newest', before = null, most = 25 } = input
  return { order: { query: JSON.stringify(query), ...bounds, order, before, most }, read }
}

/** The expression for a customer’s name; null when it holds no letter. */
export function nameMatch(name: string): string | null {
  const words = readWords(name.replaceAll(/["“”„«»]/g, ' '), () => null)
  return words.wanted.length === 0 ? null : matchExpression(words, [], () => null)
}

function wordsOf({ text, inField }: ReadFields, keyOf: KeyOf): Words {
  const words = readWords(text, keyOf)
  const placed = inField.flatMap(({ field, text, not }) =>
    readWords(`${text} `, () => null).wanted.map((term) => ({
      not,
      term: { kind: 'in', field, term } satisfies Term as Term,
    })),
  )
  return {
    wanted: [...words.wanted, ...placed.filter(({ not }) => !not).map(({ term }) => term)],
    unwanted: [...words.unwanted, ...placed.filter(({ not }) => not).map(({ term }) => term)],
  }
}

function later(one: number | undefined, other: number | null): number | null {
  return one === undefined ? other : Math.max(one, other ?? one)
}

function earlier(one: number | undefined, other: number | null): number | null {
  return one === undefined ? other : Math.min(one, other ?? one)
}

function filtersOf(input: Input, readNumber: ReadNumber): RowFilters {
  const { number, region, atLeastMs, atMostMs } = input
  return {
    accountIds: alone(input.accountId),
    teams: alone(input.team),
    queues: alone(input.queue),
    dispositions: alone(input.disposition),
    channels: alone(input.channel),
    directions: alone(input.direction),
    tiers: alone(input.tier),
    sentiments: alone(input.sentiment),
    rootCauses: alone(input.rootCause),
    promiseStates: alone(input.promiseState),
    cases: input.caseId === undefined ? undefined : [String(input.caseId)],
    openCase: input.openCase,
    customerId: input.customerId,
    numberKey: number === undefined ? undefined : keyOf(number, region, readNumber),
    atLeastMs,
    atMostMs,
  }
}

/** One that nothing is called by fits nothing. */
function ofCase({ caseReference }: Input): RowFilters[] {
  return caseReference === undefined ? [] : [{ cases: namesOfCase(caseReference) }]
}

function alone<T>(value: T | undefined): T[] | undefined {
  return value === undefined ? undefined : [value]
}

function keyOf(raw: string, region: string | undefined, readNumber: ReadNumber): string {
  const { number, key } = readNumber(raw, region)
  if (key !== null) return key
  const why = number.kind === 'unreadable' ? number.why : 'this names no number'
  throw new Refusal('bad-input', { faults: [{ path: 'number', message: why }] })
}
