import type { ReactNode } from 'react'
import type { Report } from '../../wire/report-api.ts'
import { BulletList } from './bullet-list.tsx'
import { describeBars } from './describe-drawing.ts'
import { type DrawingPlan, drawingPlans } from './drawing-plans.ts'
import type { DrawnColumn } from './drawn-column.ts'
import type { BarRow, HeatCell, ParetoItem } from './drawn-parts.ts'
import { GroupBars } from './group-bars.tsx'
import { HeatMap } from './heat-map.tsx'
import { ParetoChart } from './pareto-chart.tsx'
import { useReportSpeech } from './report-speech.ts'
import styles from './reports.module.css'
import { isFew, madeOf, pickColumns } from './shown-report.ts'
import { StepBars } from './step-bars.tsx'
import { TimeChart } from './time-chart.tsx'
import { TrendRows } from './trend-rows.tsx'
import type { Closer } from './use-closer.ts'

export interface NamedGroup {
  readonly key: string
  readonly name: string
  readonly values: readonly (number | null)[]
}

interface ReportDrawingsProps {
  readonly report: Report
  readonly columns: readonly DrawnColumn[]
  readonly groups: readonly NamedGroup[]
  readonly causes: readonly ParetoItem[]
  readonly cell: { readonly weekday: number; readonly hour: number } | null
  readonly closer: Closer
  readonly onCell: (weekday: number, hour: number) => void
  /** Stands behind what it is a closer look at. */
  readonly children?: ReactNode
}

const mostBars = 12

/** The drawings that fit this report, the one that answers its question first. */
export function ReportDrawings(props: ReportDrawingsProps) {
  const { report, columns, cell, causes, closer, onCell, children } = props
  const { said } = useReportSpeech()
  const plan = drawingPlans[report.id]
  const heatColumn = columns.find(({ id }) => id === report.heat?.column)
  const isOneDay = report.from === report.until
  const openable = (way: (key: string) => (() => void) | undefined, keys: readonly string[]) =>
    keys.some((key) => way(key)) ? (key: string) => way(key)?.() : undefined
  return (
    <>
      {report.pareto && causes.length > 0 && (
        <ParetoChart
          title={said.reports[report.id].pareto}
          items={causes}
          onOpen={openable(
            closer.contactsOfCause,
            causes.map(({ key }) => key),
          )}
        />
      )}
      {report.pareto && causes.some(({ over }) => over !== null) && report.series.length > 2 && (
        <TrendRows report={report} items={causes} />
      )}
      {plan.steps && <StepBars report={report} columns={columns} steps={plan.steps} />}
      {report.heat && heatColumn && !isOneDay && (
        <HeatMap
          title={heatColumn.name}
          column={heatColumn}
          cells={cellsOf(report.heat)}
          open={cell}
          onOpen={onCell}
        />
      )}
      {report.series.length > 1 && (
        <div className={styles.pair}>
          {overOf(report, plan, columns).map(({ kind, columns: drawn, most, aim }) => (
            <TimeChart
              key={drawn.map(({ id }) => id).join()}
              report={report}
              columns={drawn}
              kind={kind}
              most={most}
              aim={aim === undefined ? null : (report.settings[aim] ?? null)}
              onOpen={openable(
                closer.point,
                report.series.map(({ at }) => at),
              )}
            />
          ))}
        </div>
      )}
      {children}
      <Groups {...props} plan={plan} />
    </>
  )
}

function cellsOf({ cells, made }: NonNullable<Report['heat']>): HeatCell[][] {
  return cells.map((row, weekday) =>
    row.map((value, hour) => ({ value, made: made[weekday]?.[hour] ?? null })),
  )
}

/** What is drawn point by point, and of which columns; nothing where none of them is known. */
function overOf(report: Report, plan: DrawingPlan, columns: readonly DrawnColumn[]) {
  return plan.over
    .map((one) => ({
      ...one,
      columns: knownColumns(columns, one.columns, report.series),
    }))
    .filter(({ columns: drawn }) => drawn.length > 0)
}

/** Those of which a row has a figure: for others the house has set nothing, or nothing is known of them. */
function knownColumns(
  columns: readonly DrawnColumn[],
  ids: readonly string[],
  rows: readonly Pick<NamedGroup, 'values'>[],
): DrawnColumn[] {
  return pickColumns(columns, ids).filter(({ index }) =>
    rows.some(({ values }) => (values[index] ?? null) !== null),
  )
}

function Groups({ report, columns, groups, plan, closer }: ReportDrawingsProps & { plan: DrawingPlan }) {
  const { said, figures } = useReportSpeech()
  const shown = groups.slice(0, mostBars)
  if (report.by === 'none' || shown.length === 0) return null
  const bars = knownColumns(columns, plan.bars?.columns ?? [], shown)
  const rows = barRows(report, shown, bars)
  const title = said.drawing.byGroup(said.by[report.by])
  const note = groups.length > mostBars ? ` ${said.drawing.largest(mostBars, groups.length)}` : ''
  return (
    <>
      {bars.length > 0 && (
        <GroupBars
          title={title}
          summary={describeBars(rows, bars, { said, figures }) + note}
          rows={rows}
          columns={bars}
          stacked={plan.bars?.stacked ?? false}
          most={plan.bars?.most}
          onOpen={(key) => (closer.group(key) ?? closer.contactsOfGroup(key))?.()}
        />
      )}
      {plan.aim && <Bullets report={report} columns={columns} groups={shown} aim={plan.aim} />}
    </>
  )
}

function barRows(report: Report, groups: readonly NamedGroup[], bars: readonly DrawnColumn[]): BarRow[] {
  return groups.map(({ key, name, values }) => ({
    key,
    name,
    values: bars.map(({ index }) => values[index] ?? null),
    few: bars.some(({ id }) => isFew(report, id, values)),
  }))
}

interface BulletsProps {
  readonly report: Report
  readonly columns: readonly DrawnColumn[]
  readonly groups: readonly NamedGroup[]
  readonly aim: NonNullable<DrawingPlan['aim']>
}

function Bullets({ report, columns, groups, aim }: BulletsProps) {
  const { said, figures } = useReportSpeech()
  const [column] = pickColumns(columns, [aim.column])
  if (!column) return null
  const wanted = report.settings[aim.setting] ?? null
  const bullets = groups.map(({ key, name, values }) => ({
    key,
    name,
    share: values[column.index] ?? null,
    made: madeOf(report, column.id, values) ?? 0,
    few: isFew(report, column.id, values),
  }))
  const judged = bullets.filter(({ share, few }) => share !== null && !few)
  const reached = judged.filter(({ share }) => (share ?? 0) >= (wanted ?? 0)).length
  const summary =
    wanted === null
      ? said.aim.noAim
      : said.aim.bullets(reached, judged.length, figures.sayOnAxis(wanted, 'share'))
  return <BulletList title={column.name} summary={summary} bullets={bullets} aim={wanted} />
}
