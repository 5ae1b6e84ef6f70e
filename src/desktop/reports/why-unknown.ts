import type { Report } from '../../wire/report-api.ts'
import { addDays, type Day, dayOf } from './days.ts'
import { drawingPlans } from './drawing-plans.ts'
import { figureOf, isEmpty } from './shown-report.ts'

/** Why the leading figure of a report cannot be told. */
export type Unknown =
  /** There was nothing at all in this time. */
  | { readonly kind: 'nothing' }
  /** There was something, but nothing that this figure is made of. */
  | { readonly kind: 'none-of-it' }
  /** Seven days have to pass: the first of it is known on this day, or later. */
  | { readonly kind: 'not-over'; readonly knownOn: Day }
  /** How customers stand is no team's and no queue's. */
  | { readonly kind: 'whole-house' }
  /** How customers stand is counted since this day, after the time that is looked at. */
  | { readonly kind: 'counted-later'; readonly since: Day }
  /** How customers stand was counted on none of these days. */
  | { readonly kind: 'not-counted' }

interface Looked {
  /** At the whole house, and not at some teams or a queue of it. */
  readonly isWhole: boolean
  readonly today: Day
}

/** The seven days after a day are over when the eighth begins, as the server counts. */
const settledAfterDays = 8

/** Null where it is known. */
export function whyUnknown(report: Report, { isWhole, today }: Looked): Unknown | null {
  const { headline, settling } = drawingPlans[report.id]
  if (figureOf(report, headline, report.total) !== null) return null
  if (report.id === 'risk') return whyNoStanding(report, isWhole)
  if (isEmpty(report)) return { kind: 'nothing' }
  const pending = figureOf(report, 'pending', report.total) ?? 0
  const isAllWaiting =
    settling !== null && pending > 0 && pending === figureOf(report, settling.all, report.total)
  return isAllWaiting ? { kind: 'not-over', knownOn: knownOn(report, today) } : { kind: 'none-of-it' }
}

function whyNoStanding(report: Report, isWhole: boolean): Unknown {
  const { countedSince, until, total } = report
  if (!isWhole) return { kind: 'whole-house' }
  if (figureOf(report, 'customers', total) !== null) return { kind: 'none-of-it' }
  return countedSince !== null && countedSince > until
    ? { kind: 'counted-later', since: countedSince }
    : { kind: 'not-counted' }
}

/** A point may be a week or a month of which only the end waits: what waits still is known tomorrow at the earliest. */
function knownOn(report: Report, today: Day): Day {
  const first = report.series.find(({ values }) => (figureOf(report, 'pending', values) ?? 0) > 0)
  const begun = dayOf(first?.at ?? report.from)
  return [addDays(begun, settledAfterDays), addDays(today, 1)].toSorted().at(-1) ?? today
}
