import type { Report, ReportGrouping } from '../../wire/report-api.ts'
import { addressOf } from '../ask.ts'
import type { DrawnColumn } from './drawn-column.ts'
import type { NamedGroup } from './report-drawings.tsx'
import { useReportSpeech } from './report-speech.ts'
import { ReportTable } from './report-table.tsx'
import type { ReportView } from './report-view.ts'
import { RowLinks } from './row-links.tsx'
import type { Closer } from './use-closer.ts'

interface ReportTablesProps {
  readonly report: Report
  readonly columns: readonly DrawnColumn[]
  readonly groups: readonly NamedGroup[]
  readonly closer: Closer
  readonly view: Pick<ReportView, 'queue' | 'team'>
}

/** What the drawings show, as tables: by group, and point by point. */
export function ReportTables({ report, columns, groups, closer, view }: ReportTablesProps) {
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
          file={fileOf(report, view, report.by)}
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
          file={fileOf(report, view, 'none')}
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

function fileOf(
  { id, from, until, step }: Report,
  { queue, team }: ReportTablesProps['view'],
  by: ReportGrouping,
) {
  const query = {
    from,
    until,
    step,
    by,
    ...(queue !== null && { queue }),
    ...(team !== null && { team }),
  }
  return {
    name: `${id}-${by === 'none' ? step : by}-${from}--${until}.csv`,
    address: addressOf('readReportTable', { params: { id }, query }).url,
  }
}

function links(name: string, onNarrow: (() => void) | undefined, onSearch: (() => void) | undefined) {
  return (onNarrow || onSearch) && <RowLinks name={name} onNarrow={onNarrow} onSearch={onSearch} />
}
