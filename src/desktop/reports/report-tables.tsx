import type { Report } from '../../wire/report-api.ts'
import type { DrawnColumn } from './drawn-column.ts'
import type { NamedGroup } from './report-drawings.tsx'
import { useReportSpeech } from './report-speech.ts'
import { ReportTable } from './report-table.tsx'
import { RowLinks } from './row-links.tsx'
import type { Closer } from './use-closer.ts'

interface ReportTablesProps {
  readonly report: Report
  readonly columns: readonly DrawnColumn[]
  readonly groups: readonly NamedGroup[]
  readonly closer: Closer
}

/** What the drawings show, as tables: by group, and point by point. */
export function ReportTables({ report, columns, groups, closer }: ReportTablesProps) {
  const { said, days } = useReportSpeech()
  const common = { report, columns }
  const isOneDay = report.from === report.until
  return (
    <>
      {groups.length > 0 && (
        <ReportTable
          {...common}
          title={said.drawing.byGroup(said.by[report.by])}
          first={said.by[report.by]}
          fileName={`${report.id}-${report.by}-${report.from}--${report.until}.csv`}
          rows={groups.map((group) => ({
            ...group,
            more: links(group.name, closer.group(group.key), closer.contactsOfGroup(group.key)),
          }))}
        />
      )}
      {report.series.length > 1 && (
        <ReportTable
          {...common}
          title={said.table.points}
          first={said.table.point}
          fileName={`${report.id}-${report.step}-${report.from}--${report.until}.csv`}
          rows={report.series.map(({ at, values }) => ({
            key: at,
            name: days.point(at, report.step, isOneDay),
            values,
            more: links(days.point(at, report.step, false), closer.point(at), closer.contactsOfPoint(at)),
          }))}
        />
      )}
    </>
  )
}

function links(name: string, onNarrow: (() => void) | undefined, onSearch: (() => void) | undefined) {
  return (onNarrow || onSearch) && <RowLinks name={name} onNarrow={onNarrow} onSearch={onSearch} />
}
