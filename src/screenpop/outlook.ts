import type { SeasonCount } from '../store/digest-store.ts'

/** What everybody calls this house about: at this time of the year, and by each queue. */
export interface Outlook {
  readonly topics: readonly string[]
  /** The part, 0 to 1, of all contacts that was about it. */
  share(topic: string): number
  /** What was counted of this time of the year. */
  readonly season: Counted
  /** Of what came by this queue. */
  ofQueue(queue: string): Counted
}

export interface Counted {
  readonly contacts: number
  readonly about: (topic: string) => number
}

/** So many months of a queue are looked at; what it was for years ago says little. */
const queueMonths = 12
const recentMonths = 2

/**
 * As it is to be expected in `month`, of what was before `until` (a month, exclusive): the same month of earlier years, and
 * the last two. Both are counts, so a house in its first year goes by its last months alone.
 */
export function outlookOf(counts: readonly SeasonCount[], month: number, until: number = month): Outlook {
  const known = counts.filter((one) => one.month < until)
  const inSeason = known.filter((one) => one.month % 12 === month % 12 || one.month >= month - recentMonths)
  const season = countedIn(tally(inSeason))
  const year = tally(known)
  const queues = Map.groupBy(
    known.filter((one) => one.month >= month - queueMonths),
    ({ queue }) => queue,
  )
  const byQueue = new Map([...queues].map(([queue, rows]) => [queue, tally(rows)]))
  return {
    topics: [...year.by.keys()],
    share: (topic) => (year.all === 0 ? 0 : (year.by.get(topic) ?? 0) / year.all),
    season,
    ofQueue: (queue) => countedIn(byQueue.get(queue)),
  }
}

export const noOutlook: Outlook = outlookOf([], 0)

interface Tally {
  readonly all: number
  readonly by: ReadonlyMap<string, number>
}

function tally(counts: readonly SeasonCount[]): Tally {
  const by = new Map<string, number>()
  let all = 0
  for (const { disposition: topic, contacts } of counts) {
    all += contacts
    by.set(topic, (by.get(topic) ?? 0) + contacts)
  }
  return { all, by }
}

function countedIn(tally: Tally | undefined): Counted {
  return { contacts: tally?.all ?? 0, about: (topic) => tally?.by.get(topic) ?? 0 }
}
