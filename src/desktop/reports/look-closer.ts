import type { HourOfCalls } from '../../wire/hour-api.ts'
import type { Report, ReportGrouping } from '../../wire/report-api.ts'
import type { SearchFields } from '../supervisor/search-memory.ts'
import { addDays, type Day, dayOf, endOfMonth, hourOf, weekdayOf } from './days.ts'
import { ownRange, type ReportView, type ViewRange } from './report-view.ts'

/** The report of one group alone, where it can be had of it. */
export function narrowTo(view: ReportView, by: ReportGrouping, key: string): ReportView | null {
  if (by === 'queue' && key !== '' && view.queue !== key) return { ...view, queue: key, by: null }
  if (by === 'team' && view.team !== key) return { ...view, team: key, by: null }
  return null
}

/** The days that a point of the series stands for, as far as the report reaches; null where it is no less than all of it. */
export function rangeOfPoint(at: string, report: Pick<Report, 'from' | 'until' | 'step'>): ViewRange | null {
  if (hourOf(at) !== null || report.from === report.until) return null
  const first = dayOf(at)
  const last = lastDay(first, report.step)
  return ownRange(first < report.from ? report.from : first, last > report.until ? report.until : last)
}

function lastDay(first: Day, step: Report['step']): Day {
  if (step === 'month') return endOfMonth(first)
  return step === 'week' ? addDays(first, 6) : first
}

/** What the contacts of a group are searched by; null where the search has no field for it. */
export function searchFieldsOf(
  grouping: ReportGrouping,
  key: string,
  { from, until }: Pick<Report, 'from' | 'until'>,
  view: Pick<ReportView, 'queue' | 'team'>,
): Partial<SearchFields> | null {
  if (key === '') return null
  const time = { from, until, queue: view.queue, team: view.team || null }
  if (grouping === 'reason') return searchFieldsOfReason(key, { from, until }, view)
  if (grouping === 'team') return { ...time, team: key }
  if (grouping === 'tier') return { ...time, tier: key }
  if (grouping === 'cause') return { ...time, rootCause: key }
  if (grouping === 'queue') return { ...time, queue: key }
  if (grouping === 'agent') return { ...time, accountId: key }
  if (grouping === 'disposition') return { ...time, disposition: key }
  return null
}

const mostDates = 8

/** The days of this weekday that a report is of, the newest first and not too many. */
export function datesOfCell({ from, until }: Pick<Report, 'from' | 'until'>, weekday: number): Day[] {
  const dates: Day[] = []
  for (let day = until; day >= from && dates.length < mostDates; day = addDays(day, -1)) {
    if (weekdayOf(day) === weekday) dates.push(day)
  }
  return dates
}

/** The contacts of one hour. */
export function searchFieldsOfHour(
  { from, until }: Pick<HourOfCalls, 'from' | 'until'>,
  part: Partial<Pick<SearchFields, 'queue' | 'accountId'>>,
): Partial<SearchFields> {
  return { during: { from, until }, channel: 'call', direction: 'inbound', ...part }
}

/** Reasons for leaving are causes and results; why a caller was not recognised is nothing that is searched by. */
function searchFieldsOfReason(
  key: string,
  days: Pick<Report, 'from' | 'until'>,
  view: Pick<ReportView, 'queue' | 'team'>,
): Partial<SearchFields> | null {
  const [of, ...rest] = key.split(':')
  if (of !== 'cause' && of !== 'disposition') return null
  return searchFieldsOf(of, rest.join(':'), days, view)
}
