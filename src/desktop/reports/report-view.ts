import type { ReportGrouping, ReportQuery, ReportStep } from '../../wire/report-api.ts'
import { addDays, countDays, type Day, endOfMonth, isDay, weekdayOf } from './days.ts'

/** The times that have a name. Weeks begin on Monday. */
export const namedRanges = ['today', 'yesterday', 'last-week', 'last-month'] as const
export type NamedRange = (typeof namedRanges)[number]

export type ViewRange =
  | { readonly kind: NamedRange }
  | { readonly kind: 'own'; readonly from: Day; readonly until: Day }

/** Of what time and of which part of the house a report is looked at. It stands in the address, so that it can be sent on. */
export interface ReportView {
  readonly range: ViewRange
  /** Null: as the report is usually grouped. */
  readonly by: ReportGrouping | null
  readonly step: ReportStep | null
  readonly queue: string | null
  readonly team: string | null
  /** The hour that is looked into, `2026-11-17T14`. */
  readonly at: string | null
}

export const firstView: ReportView = {
  range: { kind: 'last-week' },
  by: null,
  step: null,
  queue: null,
  team: null,
  at: null,
}

/** `today` is the house's. */
export function daysOf(range: ViewRange, today: Day): { from: Day; until: Day } {
  if (range.kind === 'own') return { from: range.from, until: range.until }
  if (range.kind === 'today') return { from: today, until: today }
  if (range.kind === 'yesterday') return { from: addDays(today, -1), until: addDays(today, -1) }
  if (range.kind === 'last-week') {
    const monday = addDays(today, -7 - weekdayOf(today))
    return { from: monday, until: addDays(monday, 6) }
  }
  const until = endOfMonth(today, -1)
  return { from: `${until.slice(0, 8)}01`, until }
}

/** What a report can be asked for. */
export interface ReportKindView {
  readonly by: readonly ReportGrouping[]
  readonly steps: readonly ReportStep[]
  readonly byQueue: boolean
}

/** What is asked for: only what this report can be asked of this time and part. */
export function toQuery(view: ReportView, today: Day, kind: ReportKindView): Partial<ReportQuery> {
  const days = daysOf(view.range, today)
  return {
    ...days,
    ...(view.by && groupingsOf(view, kind).includes(view.by) && { by: view.by }),
    ...(view.step && stepsOf(days, kind).includes(view.step) && { step: view.step }),
    ...(view.queue !== null && kind.byQueue && { queue: view.queue }),
    ...(view.team !== null && { team: view.team }),
  }
}

/** Of one queue nothing is kept by anything but team. */
export function groupingsOf({ queue }: Pick<ReportView, 'queue'>, { by, byQueue }: ReportKindView) {
  return queue === null || !byQueue ? by : by.filter((one) => ['none', 'team', 'queue'].includes(one))
}

const mostDaysByHour = 14

/** Hours are drawn of two weeks at most. */
export function stepsOf({ from, until }: { from: Day; until: Day }, { steps }: ReportKindView) {
  return countDays(from, until) > mostDaysByHour ? steps.filter((one) => one !== 'hour') : steps
}

/** As it stands behind the `?` of the address; nothing for what is usual. */
export function writeView({ range, by, step, queue, team, at }: ReportView): string {
  const written = new URLSearchParams()
  if (range.kind === 'own') {
    written.set('from', range.from)
    written.set('until', range.until)
  } else if (range.kind !== firstView.range.kind) written.set('range', range.kind)
  for (const [key, value] of Object.entries({ by, step, queue, team, at }))
    if (value !== null) written.set(key, value)
  const text = written.toString()
  return text && `?${text}`
}

/** What cannot be read of an address is as it usually is. */
export function readView(search: string): ReportView {
  const written = new URLSearchParams(search)
  return {
    range: readRange(written),
    // The server knows which there are; what it does not know of this report is not asked for.
    by: (written.get('by') as ReportGrouping | null) ?? null,
    step: (written.get('step') as ReportStep | null) ?? null,
    queue: written.get('queue'),
    team: written.get('team'),
    at: readHour(written.get('at')),
  }
}

function readHour(text: string | null): string | null {
  return /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3])$/.test(text ?? '') ? text : null
}

function readRange(written: URLSearchParams): ViewRange {
  const [from, until] = [written.get('from'), written.get('until')]
  if (isDay(from) && isDay(until)) return from <= until ? { kind: 'own', from, until } : ownRange(until, from)
  const kind = namedRanges.find((one) => one === written.get('range'))
  return kind ? { kind } : firstView.range
}

/** From the earlier to the later of the two. */
export function ownRange(one: Day, other: Day): ViewRange {
  return { kind: 'own', from: one < other ? one : other, until: one < other ? other : one }
}
