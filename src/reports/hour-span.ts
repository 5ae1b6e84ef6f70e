import { addDays, type HouseDays } from './house-days.ts'

const quarter = 15 * 60_000

/**
 * The instants (ms) in which the house's clock shows this hour, `2026-11-17T14`: the first, and the one behind the last. Two
 * hours where the clock was put back, nothing where it was put forward over it.
 */
export function hourSpan(days: HouseDays, at: string): { from: number; until: number } {
  const [day, hour] = [at.slice(0, 10), Number(at.slice(11))]
  const [begin, end] = [days.beginOf(day), days.beginOf(addDays(day, 1))]
  const quarters: number[] = []
  for (let instant = begin; instant < end; instant += quarter)
    if (days.hourOf(instant) === hour) quarters.push(instant)
  return { from: quarters[0] ?? begin, until: (quarters.at(-1) ?? begin - quarter) + quarter }
}

/** The same hour a week before. */
export function weekBefore(at: string): string {
  return `${addDays(at.slice(0, 10), -7)}${at.slice(10)}`
}

/** The hour in which an instant (ms) lies. */
export function hourAt(days: HouseDays, instant: number): string {
  return `${days.dayOf(instant)}T${String(days.hourOf(instant)).padStart(2, '0')}`
}
