import { Bar, BarChart, CartesianGrid, Cell, LabelList, XAxis } from 'recharts'
import { ChartPlace, FigureFrame, Legend } from './chart-frame.tsx'
import { type DrawnColumn, seriesColour } from './drawn-column.ts'
import type { BarRow } from './drawn-parts.ts'
import { BarTip, lyingBars, NamesAxis } from './lying-bars.tsx'
import { useReportSpeech } from './report-speech.ts'
import { axisText } from './time-chart.tsx'

interface GroupBarsProps {
  readonly title: string
  readonly summary: string
  readonly rows: readonly BarRow[]
  readonly columns: readonly Pick<DrawnColumn, 'id' | 'name' | 'unit'>[]
  readonly stacked: boolean
  /** The greatest that there can be, where the axis is to reach it. */
  readonly most?: number | undefined
  readonly onOpen?: ((key: string) => void) | undefined
}

/** Bars that lie, so that long names have room: one for each row and column, or its columns upon each other. */
export function GroupBars({ title, summary, rows, columns, stacked, most, onOpen }: GroupBarsProps) {
  const { figures, said } = useReportSpeech()
  const unit = columns[0]?.unit ?? 'count'
  const data = rows.map(({ key, values }) => ({
    key,
    ...Object.fromEntries(columns.map(({ id }, n) => [id, values[n] ?? null])),
  }))
  const nameOf = (key: string) => rows.find((row) => row.key === key)?.name ?? key
  const tipOf = (key: string) => {
    const row = rows.find((one) => one.key === key)
    if (!row) return null
    return {
      title: row.few ? said.few.of(row.name) : row.name,
      rows: columns.map(({ id, name, unit }, n) => ({
        key: id,
        name,
        value: figures.say(row.values[n] ?? null, unit),
        colour: seriesColour(n),
      })),
    }
  }
  const thick = stacked || columns.length === 1 ? 30 : 14 + columns.length * 15
  return (
    <FigureFrame title={title} summary={summary}>
      <Legend lines={columns.map(({ id, name }, n) => ({ id, name, colour: seriesColour(n) }))} />
      <ChartPlace label={`${title}. ${summary}`} height={44 + rows.length * thick} onOpen={onOpen}>
        {({ attributes, follower }) => (
          <BarChart
            {...attributes}
            {...lyingBars}
            data={data}
            margin={{ top: 4, right: 72, bottom: 0, left: 0 }}
            onClick={({ activeLabel }) => activeLabel !== undefined && onOpen?.(String(activeLabel))}
          >
            <CartesianGrid horizontal={false} stroke="var(--grid)" />
            <XAxis
              type="number"
              domain={[0, most ?? 'auto']}
              tick={axisText}
              tickLine={false}
              axisLine={false}
              tickFormatter={(value: number) => figures.sayOnAxis(value, unit)}
            />
            <NamesAxis nameOf={nameOf} />
            <BarTip tipOf={tipOf} />
            {columns.map(({ id, unit }, n) => (
              <Bar
                key={id}
                dataKey={id}
                {...(stacked ? { stackId: 'all', stroke: 'var(--surface)' } : {})}
                fill={seriesColour(n)}
                isAnimationActive={false}
                maxBarSize={20}
              >
                {columns.length === 1 &&
                  rows.map(({ key, few }) => (
                    <Cell key={key} fill={few ? 'var(--series-6)' : seriesColour(n)} />
                  ))}
                {!stacked && (
                  <LabelList
                    dataKey={id}
                    position="right"
                    fill="var(--ink)"
                    fontSize={12}
                    formatter={(value) => (typeof value === 'number' ? figures.say(value, unit) : '')}
                  />
                )}
              </Bar>
            ))}
            {follower}
          </BarChart>
        )}
      </ChartPlace>
    </FigureFrame>
  )
}
