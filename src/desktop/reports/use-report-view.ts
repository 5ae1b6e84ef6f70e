import { useMemo, useSyncExternalStore } from 'react'
import { goTo, hearMoves, type Place } from '../frame/route.ts'
import { type ReportView, readView, writeView } from './report-view.ts'

/** What is looked at, kept in the address: the way back of the browser leads through it, and it can be sent on. */
export function useReportView(): ReportView {
  const search = useSyncExternalStore(hearMoves, () => location.search)
  return useMemo(() => readView(search), [search])
}

export function reportPlace(id: string, view: ReportView): Place {
  return { kind: 'report', id, view: writeView(view) }
}

export function lookAt(id: string | null, view: ReportView): void {
  goTo(id === null ? { kind: 'reports', view: writeView(view) } : reportPlace(id, view))
}
