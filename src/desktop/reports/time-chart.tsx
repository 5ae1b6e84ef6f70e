import {
  Area,
  Bar,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceLine,
  Tooltip,
  type TooltipContentProps,
  XAxis,
  YAxis,
} from 'recharts'
import type { Report } from '../../wire/report-api.ts'
import { ChartPlace, ChartTip, FigureFrame, Legend } from './chart-frame.tsx'
import { describeSeries } from './describe-drawing.ts'
import { type DrawnColumn, seriesColour, seriesDash } from './drawn-column.ts'
import { useReportSpeech } from './report-speech.ts'

interface TimeChartProps {
  readonly report: Report
  readonly columns: readonly DrawnColumn[]
  /** `stack`: parts of a whole, one upon the other. `area` for one column alone. */
  readonly kind: 'lines' | 'area' | 'stack'
  /** The greatest that there can be, where the axis is to reach it. */
  readonly most?: number | undefined
  /** What the house aims at; null where it has set nothing. */
  readonly aim: number | null
  readonly onOpen?: ((at: string) => void) | undefined
}

export const axisText = { fill: 'var(--ink-3)', fontSize: 12 }

/** How figures went, point by point. Days without anything are gaps, not nought. */
export function TimeChart({ report, columns, kind, most, aim, onOpen }: TimeChartProps) {
  const { said, figures, days } = useReportSpeech()
  const unit = columns[0]?.unit ?? 'count'
  const oneDay = report.from === report.until
  const sayPoint = (at: string) => days.point(at, report.step, oneDay)
  const data = report.series.map(({ at, values }) => ({
    at,
    ...Object.fromEntries(columns.map(({ id, index }) => [id, values[index] ?? null])),
  }))
  const lines = columns.map(({ id, name }, n) => ({
    id,
    name,
    colour: seriesColour(n),
    dash: kind === 'stack' ? undefined : seriesDash(n),
  }))
  const names = columns.map(({ name }) => name).join(said.list)
  const title = said.drawing.overOf(names, said.drawing.over[report.step])
  const summary = describeSeries(report, columns, { said, figures, sayPoint })
  return (
    <FigureFrame title={title} summary={summary}>
      <Legend lines={lines} />
      <ChartPlace label={`${title}. ${summary}`} height={260} onOpen={onOpen}>
        {({ attributes, follower }) => (
          <ComposedChart
            {...attributes}
            data={data}
            responsive
            style={{ width: '100%', height: '100%' }}
            margin={{ top: 12, right: 16, bottom: 0, left: 0 }}
            onClick={({ activeLabel }) => activeLabel !== undefined && onOpen?.(String(activeLabel))}
          >
            <CartesianGrid vertical={false} stroke="var(--grid)" />
            <XAxis
              dataKey="at"
              tickFormatter={sayPoint}
              tick={axisText}
              tickLine={false}
              axisLine={{ stroke: 'var(--line-strong)' }}
              minTickGap={24}
            />
            <YAxis
              tickFormatter={(value: number) => figures.sayOnAxis(value, unit)}
              tick={axisText}
              tickLine={false}
              axisLine={false}
              width={64}
              allowDecimals={unit !== 'count'}
              domain={[0, most ?? 'auto']}
            />
            <Tooltip
              isAnimationActive={false}
              filterNull={false}
              cursor={{ stroke: 'var(--line-strong)', fill: 'var(--sunken)' }}
              content={({ active, label }: TooltipContentProps) => {
                const point = active && report.series.find(({ at }) => at === label)
                if (!point) return null
                return (
                  <ChartTip
                    title={sayPoint(point.at)}
                    rows={columns.map(({ id, name, index, unit }, n) => ({
                      key: id,
                      name,
                      value: figures.say(point.values[index] ?? null, unit),
                      colour: seriesColour(n),
                    }))}
                  />
                )
              }}
            />
            {aim !== null && (
              <ReferenceLine
                y={aim}
                stroke="var(--ink-3)"
                strokeDasharray="3 3"
                label={{
                  value: said.aim.line(figures.sayOnAxis(aim, unit)),
                  position: 'insideTopLeft',
                  fill: 'var(--ink-2)',
                  fontSize: 12,
                }}
              />
            )}
            {columns.map(({ id }, n) => drawSeries(kind, id, n))}
            {follower}
          </ComposedChart>
        )}
      </ChartPlace>
    </FigureFrame>
  )
}

function drawSeries(kind: TimeChartProps['kind'], id: string, n: number) {
  const colour = seriesColour(n)
  const common = { key: id, dataKey: id, isAnimationActive: false } as const
  if (kind === 'stack')
    return <Bar {...common} key={id} stackId="all" fill={colour} stroke="var(--surface)" maxBarSize={44} />
  if (kind === 'area' && n === 0)
    return (
      <Area
        {...common}
        key={id}
        type="linear"
        stroke={colour}
        fill={colour}
        fillOpacity={0.12}
        strokeWidth={2}
        dot={{ r: 2.5, fill: colour, strokeWidth: 0, fillOpacity: 1 }}
      />
    )
  return (
    <Line
      {...common}
      key={id}
      type="linear"
      stroke={colour}
      strokeWidth={2}
      strokeDasharray={seriesDash(n)}
      dot={{ r: 2.5, fill: colour, strokeWidth: 0 }}
    />
  )
}
