import { Bar, CartesianGrid, Cell, ComposedChart, LabelList, Line, XAxis } from 'recharts'
import { ChartPlace, FigureFrame } from './chart-frame.tsx'
import { describePareto } from './describe-drawing.ts'
import styles from './drawings.module.css'
import type { ParetoItem } from './drawn-parts.ts'
import { BarTip, lyingBars, NamesAxis } from './lying-bars.tsx'
import { useReportSpeech } from './report-speech.ts'
import { axisText } from './time-chart.tsx'

interface ParetoChartProps {
  readonly title: string
  readonly items: readonly ParetoItem[]
  readonly onOpen?: ((key: string) => void) | undefined
}

const mostBars = 12

/** What makes the most of it, first to last, with the line of how much they make together. */
export function ParetoChart({ title, items, onOpen }: ParetoChartProps) {
  const { said, figures } = useReportSpeech()
  const all = items.reduce((sum, { count }) => sum + count, 0)
  const shown = withSums(items, all).slice(0, mostBars)
  const summary = describePareto(items, { said, figures })
  const nameOf = (key: string) => {
    const item = items.find((one) => one.key === key)
    return `${item?.rising ? '▲ ' : ''}${item?.name ?? key}`
  }
  const tipOf = (key: string) => {
    const item = shown.find((one) => one.key === key)
    if (!item) return null
    const { name, count, before, rising, together } = item
    return {
      title: rising ? said.pareto.risingOne(name) : name,
      rows: [
        { key: 'count', name: said.pareto.count, value: figures.say(count, 'count') },
        { key: 'before', name: said.table.before, value: figures.say(before, 'count') },
        { key: 'share', name: said.pareto.share, value: figures.say(count / all, 'share') },
        { key: 'together', name: said.pareto.together, value: figures.say(together, 'share') },
      ],
    }
  }
  return (
    <FigureFrame title={title} summary={summary}>
      <p className={styles.marks} aria-hidden>
        <span>
          <i style={{ background: 'var(--series-1)' }} /> {said.pareto.count}
        </span>
        <span>
          <i style={{ background: 'var(--series-2)' }} /> ▲ {said.pareto.rising}
        </span>
        <span>— ● {said.pareto.together}</span>
      </p>
      <ChartPlace label={`${title}. ${summary}`} height={70 + shown.length * 34} onOpen={onOpen}>
        {({ attributes, follower }) => (
          <ComposedChart
            {...attributes}
            {...lyingBars}
            data={shown}
            margin={{ top: 4, right: 110, bottom: 0, left: 0 }}
            onClick={({ activeLabel }) => activeLabel !== undefined && onOpen?.(String(activeLabel))}
          >
            <CartesianGrid horizontal={false} stroke="var(--grid)" />
            <XAxis
              xAxisId="count"
              type="number"
              tick={axisText}
              tickLine={false}
              axisLine={false}
              allowDecimals={false}
            />
            <XAxis
              xAxisId="together"
              orientation="top"
              type="number"
              domain={[0, 1]}
              ticks={[0, 0.2, 0.4, 0.6, 0.8, 1]}
              tickFormatter={(value: number) => figures.sayOnAxis(value, 'share')}
              tick={axisText}
              tickLine={false}
              axisLine={false}
            />
            <NamesAxis nameOf={nameOf} />
            <BarTip tipOf={tipOf} />
            <Bar xAxisId="count" dataKey="count" isAnimationActive={false} maxBarSize={22}>
              {shown.map(({ key, rising }) => (
                <Cell key={key} fill={rising ? 'var(--series-2)' : 'var(--series-1)'} />
              ))}
              <LabelList
                dataKey="count"
                position="right"
                fill="var(--ink)"
                fontSize={12}
                formatter={(count) => figures.say(Number(count), 'count')}
              />
            </Bar>
            <Line
              xAxisId="together"
              dataKey="together"
              type="linear"
              isAnimationActive={false}
              stroke="var(--ink-2)"
              strokeWidth={1.5}
              dot={{ r: 3, fill: 'var(--ink-2)', strokeWidth: 0 }}
            />
            {follower}
          </ComposedChart>
        )}
      </ChartPlace>
    </FigureFrame>
  )
}

/** Each with the share that it and all before it make. */
function withSums(items: readonly ParetoItem[], all: number) {
  let sum = 0
  return items.map((item) => {
    sum += item.count
    return { ...item, together: all === 0 ? 0 : sum / all }
  })
}
