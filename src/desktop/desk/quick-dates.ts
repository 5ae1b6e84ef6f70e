/** A day and a time that can be chosen with one key, by the clock on the wall. */
export interface QuickDate {
  readonly kind: 'in-one-hour' | 'today' | 'tomorrow' | 'friday' | 'next-week'
  readonly at: number
}

const minute = 60_000
const leastAhead = 30 * minute

/** From the present on, the soonest first; what is over, or about to be, is left out, and no day stands twice. */
export function quickDates(now: number): readonly QuickDate[] {
  const friday = 5 - new Date(now).getDay()
  const dates: QuickDate[] = [
    { kind: 'in-one-hour', at: Math.ceil((now + 60 * minute) / (5 * minute)) * 5 * minute },
    { kind: 'today', at: onDay(now, 0, 17) },
    { kind: 'tomorrow', at: onDay(now, 1, 10) },
    { kind: 'friday', at: onDay(now, friday > 1 ? friday : friday + 7, 12) },
    { kind: 'next-week', at: onDay(now, 7, 10) },
  ]
  return dates.filter(({ at }) => at >= now + leastAhead).toSorted((a, b) => a.at - b.at)
}

function onDay(now: number, days: number, hour: number): number {
  const day = new Date(now)
  day.setDate(day.getDate() + days)
  return day.setHours(hour, 0, 0, 0)
}
