import type { QuarterCounts } from '../store/alert-store.ts'
import type { Store } from '../store/store.ts'

export const quarterMs = 15 * 60_000
const dayMs = 24 * 60 * 60_000
const weekMs = 7 * dayMs
/** Usual is what the same time of these weeks had. */
export const weeksBack = 4
/** Four weeks of a quarter's neighbours on both sides of a long silence. */
const mostKept = 4000

export interface PastWeeks {
  /** The counts of the quarters of an hour that end with this one, as many as fit into `lastMs`. */
  read(until: number, lastMs: number): Promise<readonly QuarterCounts[]>
  /** The same time by the clock, so many weeks ago; null where that day is not to be judged by. */
  weeksAgo(at: number, weeks: number): number | null
  isHoliday(at: number): boolean
}

interface PastSettings {
  readonly store: Pick<Store, 'countQuarter'>
  /** IANA. */
  readonly timeZone: string
  /** `2026-12-25`. */
  readonly holidays: readonly string[]
  readonly dayOf: (at: number) => string
  /** The wall clock, ms. */
  readonly now: () => number
}

/** What came in quarters of an hour, now and in past weeks. What is long past is read once. */
export function openPastWeeks({ store, timeZone, holidays, dayOf, now }: PastSettings): PastWeeks {
  const kept = new Map<number, QuarterCounts>()
  const shiftOf = shiftsOf(timeZone)
  const isHoliday = (at: number): boolean => holidays.includes(dayOf(at))

  const quarter = async (from: number): Promise<QuarterCounts> => {
    const known = kept.get(from)
    if (known) return known
    const counts = await store.countQuarter(from, from + quarterMs)
    // Wrap-ups of today are still being written.
    if (now() - from > dayMs) {
      if (kept.size >= mostKept) kept.clear()
      kept.set(from, counts)
    }
    return counts
  }

  return {
    async read(until, lastMs) {
      const counts: QuarterCounts[] = []
      for (let from = until - lastMs; from < until; from += quarterMs) counts.push(await quarter(from))
      return counts
    },
    weeksAgo(at, weeks) {
      const naive = at - weeks * weekMs
      const past = naive + shiftOf(at) - shiftOf(naive)
      return isHoliday(past) ? null : past
    },
    isHoliday,
  }
}

/** The end of the last whole quarter of an hour. */
export function lastQuarter(now: number): number {
  return Math.floor(now / quarterMs) * quarterMs
}

/** By how much a zone's clock is ahead of UTC, ms: the nights on which clocks change move a week's hours. */
function shiftsOf(timeZone: string): (at: number) => number {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    hourCycle: 'h23',
  })
  return (at) => {
    const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]))
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = parts
    const local = Date.UTC(year, month - 1, day, hour, minute)
    return Math.round((local - at) / quarterMs) * quarterMs
  }
}
