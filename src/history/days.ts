/** Instants of days on the wall clock of a time zone. */
export interface Days {
  /** The first instant of a day, ms; months from 1. Days that are too many run over into the next month. */
  startOf(year: number, month: number, day: number): number
  /** Year, month and day of an instant. */
  dayOf(at: number): readonly [year: number, month: number, day: number]
}

const hour = 60 * 60_000

/** `zone` is an IANA name. */
export function daysIn(zone: string): Days {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  })
  const wallOf = (at: number): number => {
    const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]))
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part
    return Date.UTC(year, month - 1, day, hour, minute, second)
  }
  return {
    startOf(year, month, day) {
      const wall = Date.UTC(year, month - 1, day)
      // Where clocks are put forward at midnight, the day begins an hour later; twice finds the right offset on either side.
      let at = wall
      for (let n = 0; n < 2; n++) at += wall - wallOf(at)
      while (wallOf(at) < wall) at += hour
      return at
    },
    dayOf(at) {
      const wall = new Date(wallOf(at))
      return [wall.getUTCFullYear(), wall.getUTCMonth() + 1, wall.getUTCDate()]
    },
  }
}

export interface Period {
  /** Ms; `until` exclusive. */
  readonly from: number
  readonly until: number
}

const dayNames: Readonly<Record<string, number>> = { today: 0, 今天: 0, yesterday: 1, 昨天: 1, 前天: 2 }

/**
 * `2026-11-23`, `2026/11`, `2026`, `23.11.2026`, `2026年11月23日`, `today`, `昨天`, `7d` or `7天` (the last seven days): the
 * whole of it; null where it names no time. `now` in ms.
 */
export function readPeriod(written: string, days: Days, now: number): Period | null {
  const text = written.normalize('NFKC').toLowerCase().trim()
  const [year, month, day] = days.dayOf(now)
  const ago = dayNames[text]
  if (ago !== undefined) return periodOf(days, year, month, day - ago)
  const last = /^(\d{1,4})(?:d|天|日内)$/u.exec(text)?.[1]
  if (last)
    return {
      from: days.startOf(year, month, day - Number(last) + 1),
      until: days.startOf(year, month, day + 1),
    }
  const european = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text)
  if (european) return valid(days, Number(european[3]), Number(european[2]), Number(european[1]))
  const iso = /^(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})?日?)?)?年?$/u.exec(text)
  if (!iso) return null
  return valid(days, Number(iso[1]), iso[2] ? Number(iso[2]) : null, iso[3] ? Number(iso[3]) : null)
}

function valid(days: Days, year: number, month: number | null, day: number | null): Period | null {
  if (year < 1970 || year > 2100) return null
  if (month === null) return { from: days.startOf(year, 1, 1), until: days.startOf(year + 1, 1, 1) }
  if (month < 1 || month > 12) return null
  if (day === null) return { from: days.startOf(year, month, 1), until: days.startOf(year, month + 1, 1) }
  return day < 1 || day > 31 ? null : periodOf(days, year, month, day)
}

function periodOf(days: Days, year: number, month: number, day: number): Period {
  return { from: days.startOf(year, month, day), until: days.startOf(year, month, day + 1) }
}
