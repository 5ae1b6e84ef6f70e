/** Ids count from here: the history of a house reaches back, and they stay exact in a JavaScript number until 2069. */
const epoch = Date.UTC(2000, 0, 1)
const perMs = 4096

/** The smallest id of this instant: ids order by time, and a time window is a range of ids. */
export function firstIdAt(ms: number): number {
  return Math.max(0, Math.floor(ms - epoch)) * perMs
}

/** The instant, ms, at which an id begins. */
export function instantOfId(id: number): number {
  return Math.floor(id / perMs) + epoch
}

/**
 * Makes ids that begin with an instant. The lower 12 bits are the node's (4) and a count (8), so that sixteen nodes
 * make different ids in the same millisecond; a full millisecond runs over into the next.
 */
export function timeIds(node: number): (at: number) => number {
  const counts = new Map<number, number>()
  return (at) => {
    let slot = firstIdAt(at)
    let count = counts.get(slot) ?? 0
    while (count > 255) {
      slot += perMs
      count = counts.get(slot) ?? 0
    }
    if (counts.size > 4096) counts.clear()
    counts.set(slot, count + 1)
    return slot + node * 256 + count
  }
}
