import type { TextCheck, TokensFrom } from '../store/history-store.ts'
import { checkWords } from './check-text.ts'
import { matchExpression } from './match-expression.ts'
import type { Words } from './read-query.ts'
import { fitsFilters, type RowFilters, tokensOfFilters } from './row-filters.ts'

/** What crosses to the search thread as JSON. */
export interface SearchQuery {
  readonly words: Words
  readonly filters: RowFilters
}

/** The search thread loads this module by its address: what the index is asked for, and whether a hit really fits. */
export function expressQuery(query: string, tokensFrom: TokensFrom): string | null {
  const { words, filters } = JSON.parse(query) as SearchQuery
  return matchExpression(words, tokensOfFilters(filters), tokensFrom)
}

export function openCheck(query: string): TextCheck {
  const { words, filters } = JSON.parse(query) as SearchQuery
  return (row) => (fitsFilters(row, filters) ? checkWords(row, words) : null)
}
