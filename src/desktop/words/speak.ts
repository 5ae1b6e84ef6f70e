import type { Words } from './en.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** Instants, durations, counts and languages as one says them. */
export interface Spoken {
  /** `3 days ago`, `in 2 hours`. */
  ago(at: number, now: number): string
  /** `14:05` today, else `3 May, 14:05`, with the year if it is another. */
  moment(at: number, now: number): string
  /** Date and time in full. */
  exact(at: number): string
  time(at: number): string
  /** `0:07`, `12:30`, `1:02:30`. */
  lasting(ms: number): string
  count(n: number): string
  /** `74%`, of a share from 0 to 1; a dash where there is none. */
  percent(share: number | null): string
  /** A language's name from its BCP 47 tag; the tag itself where none is known. */
  language(tag: string): string
  region(code: string): string
  /** 1 is Monday: `Mon, Tue`. */
  weekdays(days: readonly number[]): string
  /** `e-mail and chat`. */
  list(items: readonly string[]): string
}

/** `language` is a BCP 47 tag, with a region where dates are to be written as it writes them. */
export function makeSpoken(language: string, words: Words): Spoken {
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
  const clock = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const sameYear = new Intl.DateTimeFormat(language, {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  const otherYear = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', year: 'numeric' })
  const full = new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'short', hourCycle: 'h23' })
  const weekday = new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' })
  const lists = new Intl.ListFormat(language, { type: 'conjunction' })
  const numbers = new Intl.NumberFormat(language)
  const shares = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 })
  const languages = new Intl.DisplayNames([language], { type: 'language', fallback: 'code' })
  const regions = new Intl.DisplayNames([language], { type: 'region', fallback: 'code' })
  return {
    ago(at, now) {
      const away = at - now
      if (Math.abs(away) < minute) return words.time.justNow
      return sayAway(relative, away, calendarDays(at, now))
    },
    moment(at, now) {
      if (calendarDays(at, now) === 0) return clock.format(at)
      const same = new Date(at).getFullYear() === new Date(now).getFullYear()
      return (same ? sameYear : otherYear).format(at)
    },
    exact: (at) => full.format(at),
    time: (at) => clock.format(at),
    lasting,
    count: (n) => numbers.format(n),
    percent: (share) => (share === null ? '–' : shares.format(share)),
    language: (tag) => named(languages, tag),
    region: (code) => named(regions, code),
    // 5 January 1970 was a Monday.
    weekdays: (days) => days.map((day) => weekday.format((day + 3) * 24 * hour)).join(', '),
    list: (items) => lists.format(items),
  }
}

function sayAway(relative: Intl.RelativeTimeFormat, away: number, days: number): string {
  if (Math.abs(away) < hour) return relative.format(Math.trunc(away / minute), 'minute')
  if (Math.abs(away) < 12 * hour || days === 0) return relative.format(Math.trunc(away / hour), 'hour')
  if (Math.abs(days) < 14) return relative.format(days, 'day')
  if (Math.abs(days) < 60) return relative.format(Math.trunc(days / 7), 'week')
  if (Math.abs(days) < 730) return relative.format(Math.trunc(days / 30.44), 'month')
  return relative.format(Math.trunc(days / 365.25), 'year')
}

/** Days between two instants as the wall calendar has them, so that last night is yesterday. */
function calendarDays(at: number, now: number): number {
  const midnight = (instant: number) => new Date(instant).setHours(0, 0, 0, 0)
  return Math.round((midnight(at) - midnight(now)) / day)
}

function lasting(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const two = (n: number) => String(n).padStart(2, '0')
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`
}

function named(names: Intl.DisplayNames, code: string): string {
  try {
    return names.of(code) ?? code
  } catch {
    return code
  }
}
