import type { FoundInteraction, InteractionLinks, SearchCheck, TokensFrom } from '../store/history-store.ts'
import { checkWords, type Places } from './check-text.ts'
import { markFields } from './mark-fields.ts'
import { matchExpression } from './match-expression.ts'
import { scoreOf, weightOf } from './rank-hit.ts'
import type { Term, Words } from './read-query.ts'
import { fitsFilters, fitsLinks, type RowFilters, tokensOfFilters, wantsLinks } from './row-filters.ts'

/** What crosses to the search thread as JSON. */
export interface SearchQuery {
  readonly words: Words
  /** All must fit. */
  readonly filters: readonly RowFilters[]
  /** None may fit. */
  readonly not: readonly RowFilters[]
}

/** Of more words the first say how rare they are. */
const mostWeighed = 8

/** The search thread loads this module by its address: what the index is asked for, and whether a hit really fits. */
export function expressQuery(query: string, tokensFrom: TokensFrom): string | null {
  const { words, filters } = JSON.parse(query) as SearchQuery
  return matchExpression(words, filters.flatMap(tokensOfFilters), tokensFrom)
}

export function customerOf(query: string): number | null {
  const { filters } = JSON.parse(query) as SearchQuery
  return filters.find(({ customerId }) => customerId !== undefined)?.customerId ?? null
}

export function openCheck(query: string): SearchCheck<Places> {
  const { words, filters, not } = JSON.parse(query) as SearchQuery
  const ofLinks = not.filter(wantsLinks)
  const ofRows = not.filter((one) => !wantsLinks(one))
  const fits = (row: FoundInteraction): boolean =>
    filters.every((one) => fitsFilters(row, one)) && !ofRows.some((one) => fitsFilters(row, one))
  return {
    fits: (row) => (fits(row) ? checkWords(row, words) : null),
    wantsLinks: [...filters, ...not].some(wantsLinks),
    fitsLinks: (links: InteractionLinks) =>
      filters.every((one) => fitsLinks(links, one)) && !ofLinks.some((one) => fitsLinks(links, one)),
    marks: markFields,
    weighed: words.wanted.length < 2 ? [] : words.wanted.slice(0, mostWeighed).map(queryOfTerm),
    weightOf,
    score: (row: FoundInteraction, places: Places, weights: readonly number[], asOf: number) =>
      scoreOf(row, places, weights, asOf),
  }
}

/** A search for a word alone: how often it is said is what makes it rare. */
function queryOfTerm(term: Term): string {
  const words = { wanted: [term], unwanted: [] }
  return JSON.stringify({ words, filters: [], not: [] } satisfies SearchQuery)
}
