import type { Report, ReportGrouping } from '../../wire/report-api.ts'
import { useOpenSearch } from '../supervisor/open-search.ts'
import { dayOf, hourOf } from './days.ts'
import { narrowTo, rangeOfPoint, searchFieldsOf } from './look-closer.ts'
import type { ReportView } from './report-view.ts'

type Way = (() => void) | undefined

/** What leads on from each part of a report; undefined where nothing does. */
export interface Closer {
  /** From a point of the series: to its days, or into its hour. */
  point(at: string): Way
  /** To the contacts of a point's day. */
  contactsOfPoint(at: string): Way
  /** To the report of this group alone. */
  group(key: string): Way
  contactsOfGroup(key: string): Way
  /** To the contacts that had this in the Pareto list. */
  contactsOfCause(key: string): Way
}

export function useCloser(report: Report, view: ReportView, onLook: (view: ReportView) => void): Closer {
  const openSearch = useOpenSearch()
  const later = <T>(what: T | null, act: (what: T) => void): Way =>
    what === null ? undefined : () => act(what)
  const contacts = (grouping: ReportGrouping, key: string) =>
    later(searchFieldsOf(grouping, key, report, view), openSearch)
  return {
    point(at) {
      if (hourOf(at) !== null) return report.id === 'waiting' ? () => onLook({ ...view, at }) : undefined
      return later(rangeOfPoint(at, report), (range) => onLook({ ...view, range, step: null, at: null }))
    },
    contactsOfPoint: (at) =>
      report.step === 'day'
        ? () => openSearch({ from: dayOf(at), until: dayOf(at), queue: view.queue, team: view.team || null })
        : undefined,
    group: (key) => later(narrowTo(view, report.by, key), onLook),
    contactsOfGroup: (key) => contacts(report.by, key),
    contactsOfCause: (key) => contacts((report.pareto?.of ?? 'none') as ReportGrouping, key),
  }
}
