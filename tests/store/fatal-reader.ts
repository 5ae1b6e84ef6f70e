import type { SearchCheck } from '../../src/store/history-store.ts'

/** A search reader that finds everything, and under which the search thread dies when it is asked to. */
export function expressQuery(): null {
  return null
}

export const customerOf = (): number | null => null

export function openCheck(query: string): SearchCheck {
  if (query === 'die') process.exit(3)
  return {
    fits: () => [],
    wantsLinks: false,
    fitsLinks: () => true,
    marks: () => ({}),
    weighed: [],
    weightOf: () => 1,
    score: () => 1,
  }
}
