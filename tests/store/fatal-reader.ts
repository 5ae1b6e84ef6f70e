import type { TextCheck } from '../../src/store/history-store.ts'

/** A search reader that finds everything, and under which the search thread dies when it is asked to. */
export function expressQuery(): null {
  return null
}

export function openCheck(query: string): TextCheck {
  if (query === 'die') process.exit(3)
  return () => []
}
