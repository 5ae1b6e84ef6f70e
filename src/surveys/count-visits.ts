/** More addresses than these are not counted apart; the oldest is forgotten. */
const mostAddresses = 10_000

/** Lets each address come so often within a time (ms), counted from its first visit. */
export function countVisits(
  most: number,
  withinMs: number,
  now: () => number,
): { mayCome(address: string): boolean } {
  const visits = new Map<string, { readonly since: number; count: number }>()
  return {
    mayCome(address) {
      const at = now()
      const known = visits.get(address)
      if (known && at - known.since < withinMs && at >= known.since) return ++known.count <= most
      visits.delete(address)
      const oldest = visits.keys().next().value
      if (visits.size >= mostAddresses && oldest !== undefined) visits.delete(oldest)
      visits.set(address, { since: at, count: 1 })
      return true
    },
  }
}
