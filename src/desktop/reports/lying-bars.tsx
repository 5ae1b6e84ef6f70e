import { Tooltip, type TooltipContentProps, YAxis } from 'recharts'
import { AxisName } from './axis-name.tsx'
import { ChartTip, type ChartTipProps } from './chart-frame.tsx'

/** Bars that lie fill the place that they are given. */
export const lyingBars = {
  layout: 'vertical',
  responsive: true,
  style: { width: '100%', height: '100%' },
} as const

/** Names before bars that lie, so that long ones have room. */
export function NamesAxis({ nameOf }: { readonly nameOf: (key: string) => string }) {
  return (
    <YAxis
      type="category"
      dataKey="key"
      width={210}
      tick={<AxisName nameOf={nameOf} />}
      tickLine={false}
      axisLine={{ stroke: 'var(--line-strong)' }}
      interval={0}
    />
  )
}

/** What stands at the bar on which the reader is, by pointer or by key. */
export function BarTip({ tipOf }: { readonly tipOf: (key: string) => ChartTipProps | null }) {
  return (
    <Tooltip
      isAnimationActive={false}
      filterNull={false}
      cursor={{ fill: 'var(--sunken)' }}
      content={({ active, label }: TooltipContentProps) => {
        const tip = active ? tipOf(String(label)) : null
        return tip && <ChartTip {...tip} />
      }}
    />
  )
}
