import { useState } from 'react'
import type { Report, ReportGrouping } from '../../wire/report-api.ts'
import { useSession } from '../session.tsx'
import { useOpenSearch } from '../supervisor/open-search.ts'
import { useWords } from '../words/words-context.tsx'
import { CommentsList } from './comments-list.tsx'
import { type Day, dayOf } from './days.ts'
import { Definitions } from './definitions.tsx'
import { FigureStrip } from './figure-strip.tsx'
import { narrowTo, rangeOfPoint, searchFieldsOf } from './look-closer.ts'
import { ReportDrawings } from './report-drawings.tsx'
import { useReportSpeech } from './report-speech.ts'
import { ReportTable } from './report-table.tsx'
import type { ReportView } from './report-view.ts'
import styles from './reports.module.css'
import { RowLinks } from './row-links.tsx'
import { drawnColumns, groupName, isEmpty } from './shown-report.ts'

interface ReportBodyProps {
  readonly report: Report
  readonly today: Day
  readonly view: ReportView
  readonly onLook: (view: ReportView) => void
}

/** A report as it came: drawings first, the same as tables, and what all of it means. */
export function ReportBody({ report, today, view, onLook }: ReportBodyProps) {
  const { me } = useSession()
  const { words, language } = useWords()
  const { said, days } = useReportSpeech()
  const openSearch = useOpenSearch()
  const [cell, setCell] = useState<{ weekday: number; hour: number } | null>(null)
  const columns = drawnColumns(report, said)
  const naming = { me, words, said, language }
  const groups = report.groups.map((one) => ({ ...one, name: groupName(report.by, one, naming) }))
  const of = (report.pareto?.of ?? 'none') as ReportGrouping
  const causes = (report.pareto?.items ?? []).map((one) => ({ ...one, name: groupName(of, one, naming) }))
  const pointRange = (at: string) => rangeOfPoint(at, report)
  const search = (grouping: ReportGrouping, key: string) => {
    const fields = searchFieldsOf(grouping, key, report, view)
    if (fields) openSearch(fields)
  }
  if (isEmpty(report)) return <Empty report={report} view={view} columns={columns} />
  return (
    <>
      <FigureStrip report={report} columns={columns} today={today} />
      <ReportDrawings
        report={report}
        columns={columns}
        groups={groups}
        causes={causes}
        cell={cell}
        onPoint={
          report.series.some(({ at }) => pointRange(at))
            ? (at) => {
                const range = pointRange(at)
                if (range) onLook({ ...view, range, step: null })
              }
            : undefined
        }
        onGroup={(key) => {
          const next = narrowTo(view, report.by, key)
          if (next) onLook(next)
          else search(report.by, key)
        }}
        onCause={(key) => search(of, key)}
        onCell={(weekday, hour) => setCell({ weekday, hour })}
      />
      {groups.length > 0 && (
        <ReportTable
          report={report}
          columns={columns}
          title={said.drawing.byGroup(said.by[report.by])}
          first={said.by[report.by]}
          fileName={`${report.id}-${report.by}-${report.from}--${report.until}.csv`}
          rows={groups.map((group) => ({
            ...group,
            more: (
              <RowLinks
                name={group.name}
                onNarrow={later(narrowTo(view, report.by, group.key), onLook)}
                onSearch={later(searchFieldsOf(report.by, group.key, report, view), openSearch)}
              />
            ),
          }))}
        />
      )}
      {report.series.length > 1 && (
        <ReportTable
          report={report}
          columns={columns}
          title={said.table.points}
          first={said.table.point}
          fileName={`${report.id}-${report.step}-${report.from}--${report.until}.csv`}
          rows={report.series.map(({ at, values }) => ({
            key: at,
            name: days.point(at, report.step, report.from === report.until),
            values,
            more: (
              <RowLinks
                name={days.point(at, report.step, false)}
                onNarrow={later(pointRange(at), (range) => onLook({ ...view, range, step: null }))}
                onSearch={
                  report.step === 'day'
                    ? () => openSearch({ from: dayOf(at), until: dayOf(at), queue: view.queue })
                    : undefined
                }
              />
            ),
          }))}
        />
      )}
      {report.comments && <CommentsList comments={report.comments} />}
      <Definitions report={report} columns={columns} />
    </>
  )
}

function later<T>(what: T | null, act: (what: T) => void): (() => void) | undefined {
  return what === null ? undefined : () => act(what)
}

interface EmptyProps {
  readonly report: Report
  readonly view: ReportView
  readonly columns: Parameters<typeof Definitions>[0]['columns']
}

/** Nothing to draw: what would have to be there. */
function Empty({ report, view, columns }: EmptyProps) {
  const { said, days } = useReportSpeech()
  return (
    <>
      <div className={styles.empty} role="status">
        <strong>{said.empty.heading(days.span(report.from, report.until))}</strong>
        <p>{said.reports[report.id].missing}</p>
        {(view.queue !== null || view.team !== null) && <p>{said.empty.filtered}</p>}
        {report.filling && <p>{said.empty.filtering}</p>}
      </div>
      <Definitions report={report} columns={columns} />
    </>
  )
}
