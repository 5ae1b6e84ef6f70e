/** Hours of a day within which the house works, by its own clock. */
export interface WorkingHours {
  /** IANA. */
  readonly timeZone: string
  /** 1 is Monday. */
  readonly days: readonly number[]
  /** `HH:MM`; `until` is later than `from`, or `24:00`. */
  readonly from: string
  readonly until: string
}

const hour = 60 * 60_000
/** A house that works one day in ten years is none. */
const mostDays = 3660

/**
 * The instant (ms) that lies so many working hours after `start`; all hours count where `working` is null. What begins
 * outside of them begins with the next. Nights on which clocks change have the hours that they have.
 */
export function afterHours(start: number, hours: number, working: WorkingHours | null): number {
  if (working === null) return start + Math.round(hours * hour)
  let left = Math.round(hours * hour)
  for (let n = 0; n < mostDays; n++) {
    const span = spanOf(start, n, working)
    if (!span) continue
    const from = Math.max(start, span.from)
    if (from >= span.until) continue
    if (left <= span.until - from) return from + left
    left -= span.until - from
  }
  return start + Math.round(hours * hour)
}

/** Whether the house works at this instant (ms). */
export function isWorkingAt(instant: number, working: WorkingHours): boolean {
  const span = spanOf(instant, 0, working)
  return span !== null && instant >= span.from && instant < span.until
}

/** The working span of the nth day after that of `start`, by the house's clock; null where nobody works on it. */
function spanOf(start: number, n: number, working: WorkingHours): { from: number; until: number } | null {
  const [year, month, date] = dateOf(start, working.timeZone)
  const weekday = new Date(Date.UTC(year, month - 1, date + n)).getUTCDay() || 7
  if (!working.days.includes(weekday)) return null
  const at = (clock: string): number => {
    const [hours = 0, minutes = 0] = clock.split(':').map(Number)
    return instantOf([year, month, date + n, hours, minutes], working.timeZone)
  }
  return { from: at(working.from), until: at(working.until) }
}

/** The next instant (ms), later than this one, at which a clock of this zone shows the full hour. */
export function nextHour(instant: number, hours: number, timeZone: string): number {
  const [year, month, date] = dateOf(instant, timeZone)
  const today = instantOf([year, month, date, hours, 0], timeZone)
  return today > instant ? today : instantOf([year, month, date + 1, hours, 0], timeZone)
}

/** The first instant (ms) of a month and of the next, by a clock: `2026-11`. */
export function monthBounds(month: string, timeZone: string): { from: number; until: number } {
  const [year = 1970, number = 1] = month.split('-').map(Number)
  return {
    from: instantOf([year, number, 1, 0, 0], timeZone),
    until: instantOf([year, number + 1, 1, 0, 0], timeZone),
  }
}

/** `2026-11` at this instant. */
export function monthOf(instant: number, timeZone: string): string {
  const [year, month] = dateOf(instant, timeZone)
  return `${year}-${String(month).padStart(2, '0')}`
}

type Local = readonly [year: number, month: number, date: number, hours: number, minutes: number]

/** When a clock of this zone shows it; parts beyond their range run over. Where it is skipped, the same time after the gap. */
function instantOf([year, month, date, hours, minutes]: Local, timeZone: string): number {
  const wanted = Date.UTC(year, month - 1, date, hours, minutes)
  const guess = wanted - aheadAt(wanted, timeZone)
  return wanted - aheadAt(guess, timeZone)
}

/** How far a zone's clock is ahead of UTC at this instant, ms. */
function aheadAt(instant: number, timeZone: string): number {
  const [year, month, date, hours, minutes, seconds] = partsOf(instant, timeZone)
  return Date.UTC(year, month - 1, date, hours, minutes, seconds) - Math.floor(instant / 1000) * 1000
}

function dateOf(instant: number, timeZone: string): readonly [number, number, number] {
  const [year, month, date] = partsOf(instant, timeZone)
  return [year, month, date]
}

const formats = new Map<string, Intl.DateTimeFormat>()

function partsOf(instant: number, timeZone: string): [number, number, number, number, number, number] {
  let format = formats.get(timeZone)
  if (!format) {
    const numeric = 'numeric'
    const whole = { year: numeric, month: numeric, day: numeric, hour: numeric, minute: numeric } as const
    format = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
      ...whole,
      second: numeric,
      hourCycle: 'h23',
      timeZone,
    })
    formats.set(timeZone, format)
  }
  const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]))
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0
  return [part('year'), part('month'), part('day'), part('hour'), part('minute'), part('second')]
}
