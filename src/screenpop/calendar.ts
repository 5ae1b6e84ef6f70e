/** When something was by a wall calendar. */
export interface CalendarPlace {
  /** Months since the year 0: January 2026 is 2026 × 12. */
  readonly month: number
  /** 0 is Sunday. */
  readonly weekday: number
  readonly hour: number
}

export type Calendar = (at: number) => CalendarPlace

const quarterHour = 15 * 60_000
const day = 24 * 60 * 60_000
const mostDays = 20_000

/**
 * The calendar of a time zone (IANA); of UTC where there is no such zone. Asking Intl costs some 3 µs, so the zone's
 * distance from UTC is kept for each day on which it does not change.
 */
export function calendarOf(timeZone: string): Calendar {
  const format = formatFor(timeZone)
  const shifts = new Map<number, number | null>()
  const shiftOf = (at: number): number => {
    const date = Math.floor(at / day)
    let shift = shifts.get(date)
    if (shift === undefined) {
      const begins = shiftAt(format, date * day)
      shift = begins === shiftAt(format, (date + 1) * day) ? begins : null
      if (shifts.size >= mostDays) shifts.clear()
      shifts.set(date, shift)
    }
    return shift ?? shiftAt(format, at)
  }
  return (at) => {
    const local = new Date(at + shiftOf(at))
    return {
      month: local.getUTCFullYear() * 12 + local.getUTCMonth(),
      weekday: local.getUTCDay(),
      hour: local.getUTCHours(),
    }
  }
}

/** Ours is ahead of UTC by so many ms; zones differ from it by whole quarters of an hour. */
function shiftAt(format: Intl.DateTimeFormat, at: number): number {
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]))
  const { year, month, day: date, hour, minute } = parts as Record<string, string>
  const local = Date.UTC(Number(year), Number(month) - 1, Number(date), Number(hour), Number(minute))
  return Math.round((local - at) / quarterHour) * quarterHour
}

function formatFor(timeZone: string): Intl.DateTimeFormat {
  const settings: Intl.DateTimeFormatOptions = {
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    hourCycle: 'h23',
  }
  try {
    return new Intl.DateTimeFormat('en-GB', { ...settings, timeZone })
  } catch {
    return new Intl.DateTimeFormat('en-GB', { ...settings, timeZone: 'UTC' })
  }
}
