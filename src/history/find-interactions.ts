import type { CallerNumber } from '../call/caller-number.ts'
import { Refusal } from '../errors.ts'
import type { SearchOrder } from '../store/history-store.ts'
import type { SearchOrderInput } from '../wire/history-api.ts'
import type { SeenTeams } from '../wire/teams.ts'
import { matchExpression } from './match-expression.ts'
import { readWords } from './read-query.ts'
import type { RowFilters } from './row-filters.ts'
import type { SearchQuery } from './search-reader.ts'

/** The one normaliser, as app.ts hands it in: region and source say how the number is to be read. */
export type ReadNumber = (
  raw: string,
  region?: string,
  source?: string,
) => { readonly number: CallerNumber; readonly key: string | null }

/**
 * What the store is to look for. Null when nothing can be found: something was typed, and no letter or digit of it.
 * Refuses a number filter that cannot be read: an empty page would say that nobody ever called from it.
 */
export function orderOf(
  input: SearchOrderInput,
  readNumber: ReadNumber,
  teams: SeenTeams,
): SearchOrder | null {
  const words = readWords(input.text, (written) => readNumber(written, input.region).key)
  const empty = words.wanted.length === 0 && words.unwanted.length === 0
  if (empty && input.text.trim() !== '') return null
  return {
    query: JSON.stringify({
      words,
      filters: { ...filtersOf(input, readNumber), teams },
    } satisfies SearchQuery),
    from: input.from ?? null,
    until: input.until ?? null,
    before: input.before ?? null,
    most: input.most,
  }
}

/** The expression for a customer's name; null when it holds no letter. */
export function nameMatch(name: string): string | null {
  const words = readWords(name.replaceAll(/["“”„«»]/g, ' '), () => null)
  return words.wanted.length === 0 ? null : matchExpression(words, [], () => null)
}

function filtersOf(input: SearchOrderInput, readNumber: ReadNumber): RowFilters {
  return {
    accountId: input.accountId,
    queue: input.queue,
    disposition: input.disposition,
    channel: input.channel,
    direction: input.direction,
    customerId: input.customerId,
    numberKey: input.number === undefined ? undefined : keyOf(input.number, input.region, readNumber),
  }
}

function keyOf(raw: string, region: string | undefined, readNumber: ReadNumber): string {
  const { number, key } = readNumber(raw, region)
  if (key !== null) return key
  const why = number.kind === 'unreadable' ? number.why : 'this names no number'
  throw new Refusal('bad-input', { faults: [{ path: 'number', message: why }] })
}
