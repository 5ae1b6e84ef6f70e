import type { ReportStep } from '../../wire/report-api.ts'
import { type Day, hourOf, noonOf } from './days.ts'

export interface SpokenDays {
  /** `Tue 17 Nov`. */
  day(day: Day): string
  /** `17 Nov 2026`. */
  date(day: Day): string
  /** `Tuesday 17 November 2026`. */
  dayInFull(day: Day): string
  /** `16 – 22 Nov 2026`; one day where both are the same. */
  span(from: Day, until: Day): string
  /** One point of a series, as short as can be told apart on an axis. */
  point(at: string, step: ReportStep, oneDay: boolean): string
  /** 0 is Monday. */
  weekday(n: number, length: 'short' | 'long'): string
  /** `14:00 – 15:00` */
  hour(hour: number): string
}

interface TimeWords {
  readonly weekOf: (day: string) => string
  readonly onDay: (day: string, hour: string) => string
}

/** 5 January 1970 was a Monday. */
const aMonday = 4 * 86_400_000

/** Days are the house's, so they are written as they stand, whatever zone the browser is in. */
export function makeSpokenDays(locale: string, words: TimeWords): SpokenDays {
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options })
  const short = format({ weekday: 'short', day: 'numeric', month: 'short' })
  const date = format({ day: 'numeric', month: 'short' })
  const month = format({ month: 'short', year: 'numeric' })
  const full = format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
  const range = format({ day: 'numeric', month: 'short', year: 'numeric' })
  const weekdays = { short: format({ weekday: 'short' }), long: format({ weekday: 'long' }) }
  const clock = (hour: number) => `${String(hour).padStart(2, '0')}:00`
  const day = (one: Day) => short.format(noonOf(one))
  return {
    day,
    date: (one) => range.format(noonOf(one)),
    dayInFull: (one) => full.format(noonOf(one)),
    span: (from, until) =>
      from === until ? full.format(noonOf(from)) : range.formatRange(noonOf(from), noonOf(until)),
    point(at, step, oneDay) {
      const hour = hourOf(at)
      if (hour !== null) return oneDay ? clock(hour) : words.onDay(date.format(noonOf(at)), clock(hour))
      if (step === 'month') return month.format(noonOf(at))
      return step === 'week' ? words.weekOf(date.format(noonOf(at))) : day(at)
    },
    weekday: (n, length) => weekdays[length].format(aMonday + n * 86_400_000),
    hour: (hour) => `${clock(hour)} – ${clock((hour + 1) % 24)}`,
  }
}
