const perMs = 4096
const perNode = 256
const mostSteps = 4096

/**
 * The next free id of this node at or after the instant that `wanted` begins with. `timeIds` counts in memory, so after a
 * restart it makes ids of historical instants that are taken already; the table itself knows better. `newestIn` gives the
 * highest id in [from, until), or null. Throws when a million ids after the instant are taken.
 */
export function nextFreeId(wanted: number, newestIn: (from: number, until: number) => number | null): number {
  let base = wanted - (wanted % perNode)
  for (let step = 0; step < mostSteps; step++, base += perMs) {
    const newest = newestIn(base, base + perNode)
    if (newest === null) return Math.max(base, 1)
    if (newest < base + perNode - 1) return newest + 1
  }
  throw new Error(`no free id within ${mostSteps} ms after ${wanted}`)
}
