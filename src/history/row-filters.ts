import type { FoundInteraction, InteractionLinks } from '../store/history-store.ts'
import { type SeenTeams, seesTeam } from '../wire/teams.ts'
import { classesBetween } from './lengths.ts'
import {
  addTextTokens,
  endingToken,
  filterToken,
  namesOfCases,
  openCaseToken,
  usual,
} from './search-tokens.ts'

/** What a row must be: each list names what it may be. */
export interface RowFilters {
  readonly accountIds?: readonly string[] | undefined
  readonly queues?: readonly string[] | undefined
  readonly dispositions?: readonly string[] | undefined
  readonly channels?: readonly string[] | undefined
  readonly directions?: readonly string[] | undefined
  readonly tiers?: readonly string[] | undefined
  readonly sentiments?: readonly string[] | undefined
  readonly rootCauses?: readonly string[] | undefined
  readonly promiseStates?: readonly string[] | undefined
  /** As namesOfCases has them. */
  readonly cases?: readonly string[] | undefined
  readonly openCase?: boolean | undefined
  readonly customerId?: number | undefined
  readonly numberKey?: string | undefined
  /** Ms, both inclusive. */
  readonly atLeastMs?: number | undefined
  readonly atMostMs?: number | undefined
  readonly teams?: readonly string[] | undefined
  /** Those whose work is seen; null: all. */
  readonly seenTeams?: SeenTeams
}

export function fitsFilters(row: FoundInteraction, filters: RowFilters): boolean {
  const { accountIds, queues, dispositions, channels, directions, tiers, sentiments } = filters
  return (
    seesTeam(filters.seenTeams ?? null, row.team) &&
    isOneOf(row.team, filters.teams) &&
    isOneOf(row.accountId, accountIds) &&
    (isOneOf(row.queue, queues) || isOneOf(row.queueName, queues)) &&
    isOneOf(row.disposition, dispositions) &&
    isOneOf(row.channel, channels) &&
    isOneOf(row.direction, directions) &&
    isOneOf(row.customerTier ?? null, tiers) &&
    isOneOf(row.sentiment ?? null, sentiments) &&
    (filters.customerId === undefined || row.customerId === filters.customerId) &&
    (filters.numberKey === undefined || row.numberKey === filters.numberKey) &&
    isAsLong(row, filters)
  )
}

/** Whether it has to be known what the interaction was about. */
export function wantsLinks({ rootCauses, promiseStates, cases, openCase }: RowFilters): boolean {
  return [rootCauses, promiseStates, cases, openCase].some((one) => one !== undefined)
}

export function fitsLinks(links: InteractionLinks, filters: RowFilters): boolean {
  return (
    share(links.rootCauses, filters.rootCauses) &&
    share(links.promiseStates, filters.promiseStates) &&
    share(namesOfCases(links), filters.cases) &&
    (filters.openCase === undefined || links.hasOpenCase === filters.openCase)
  )
}

function share<T>(has: readonly T[], wanted: readonly T[] | undefined): boolean {
  return wanted === undefined || has.some((one) => wanted.includes(one))
}

function isOneOf<T>(value: T | null, wanted: readonly T[] | undefined): boolean {
  return wanted === undefined || (value !== null && wanted.includes(value))
}

function isAsLong(row: FoundInteraction, { atLeastMs, atMostMs }: RowFilters): boolean {
  if (atLeastMs === undefined && atMostMs === undefined) return true
  if (row.endedAt === null) return false
  const length = row.endedAt - row.startedAt
  return length >= (atLeastMs ?? 0) && length <= (atMostMs ?? Number.MAX_SAFE_INTEGER)
}

/**
 * The same as lists of tokens, one of each of which every fitting row has; rare ones first, as the index reads them in this
 * order. A name of a queue that is no queue's id is looked for by its words.
 */
export function tokensOfFilters(filters: RowFilters): readonly (readonly string[])[] {
  const all: (readonly string[])[] = []
  const add = <T extends string | number>(
    kind: Parameters<typeof filterToken>[0],
    values?: readonly T[],
  ): void => {
    const tokens = values?.map((value) => filterToken(kind, value))
    if (tokens && !tokens.some((token) => usual.has(token))) all.push(tokens)
  }
  if (filters.numberKey !== undefined) all.push([numberToken(filters.numberKey)])
  add('k', filters.cases)
  if (filters.openCase) all.push([openCaseToken])
  add('rc', filters.rootCauses)
  add('pr', filters.promiseStates)
  add('a', filters.accountIds)
  add('d', filters.dispositions)
  add('s', filters.sentiments)
  add('ti', filters.tiers)
  if (filters.queues) all.push(filters.queues.flatMap(queueTokens))
  if (filters.atLeastMs !== undefined || filters.atMostMs !== undefined) {
    add('len', classesBetween(filters.atLeastMs, filters.atMostMs))
  }
  add('tm', filters.teams)
  add('tm', filters.seenTeams ?? undefined)
  add('ch', filters.channels)
  add('dir', filters.directions)
  return all
}

/** By its id, or by the first word of its name. */
function queueTokens(queue: string): string[] {
  const words = new Set<string>()
  addTextTokens(queue, words)
  const [first] = words
  return [filterToken('q', queue), ...(first === undefined ? [] : [first])]
}

/** The digits of a whole number are found from behind, as its ending is; what is no such number has a token of its own. */
export function numberToken(key: string): string {
  const digits = key.startsWith('+') ? key.replaceAll(/\D/g, '') : ''
  return digits.length >= 4 ? endingToken(digits.slice(-20)) : filterToken('n', key)
}
