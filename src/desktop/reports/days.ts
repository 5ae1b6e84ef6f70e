/** Days by the house's calendar, written `2026-11-23`: no clock and no zone is needed to count with them. */
export type Day = string

const dayMs = 86_400_000

/** Of what begins with a day, as `2026-11-23T14`. */
export function dayOf(at: string): Day {
  return at.slice(0, 10)
}

/** The hour that `2026-11-23T14` names, 0 to 23; null where it names a day. */
export function hourOf(at: string): number | null {
  return at.length > 11 ? Number(at.slice(11, 13)) : null
}

/** The same day in UTC, ms: to be written with a formatter for UTC, or counted with. */
export function noonOf(day: Day): number {
  return Date.parse(`${dayOf(day)}T12:00:00Z`)
}

export function addDays(day: Day, days: number): Day {
  return new Date(noonOf(day) + days * dayMs).toISOString().slice(0, 10)
}

/** 0 is Monday. */
export function weekdayOf(day: Day): number {
  return (new Date(noonOf(day)).getUTCDay() + 6) % 7
}

/** The last day of the month that is `months` later. */
export function endOfMonth(day: Day, months = 0): Day {
  const [year = 0, month = 0] = day.split('-').map(Number)
  return new Date(Date.UTC(year, month + months, 0)).toISOString().slice(0, 10)
}

/** How many days from the first to the last, both counted. */
export function countDays(from: Day, until: Day): number {
  return Math.round((noonOf(until) - noonOf(from)) / dayMs) + 1
}

export function isDay(text: string | null | undefined): text is Day {
  return /^\d{4}-\d{2}-\d{2}$/.test(text ?? '') && !Number.isNaN(Date.parse(`${text}T12:00:00Z`))
}
