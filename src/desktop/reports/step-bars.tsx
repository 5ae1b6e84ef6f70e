import type { Report } from '../../wire/report-api.ts'
import { describeBars } from './describe-drawing.ts'
import type { DrawnColumn } from './drawn-column.ts'
import { GroupBars } from './group-bars.tsx'
import { useReportSpeech } from './report-speech.ts'
import { isFew, pickColumns } from './shown-report.ts'

interface StepBarsProps {
  readonly report: Report
  readonly columns: readonly DrawnColumn[]
  readonly steps: readonly (readonly [half: string, most: string])[]
}

/** How long each step of the way takes: half of all, and 99 of 100. */
export function StepBars({ report, columns, steps }: StepBarsProps) {
  const { said, figures } = useReportSpeech()
  const rows = steps.flatMap((ids) => {
    const [half, most] = pickColumns(columns, ids)
    if (!half || !most) return []
    const values = [report.total[half.index] ?? null, report.total[most.index] ?? null]
    return [
      {
        key: half.id,
        name: half.name.replace(/\s*[(（].*$/, ''),
        values,
        few: isFew(report, half.id, report.total),
      },
    ]
  })
  const both = [
    { id: 'half', name: said.drawing.half, unit: 'ms' as const },
    { id: 'most', name: said.drawing.most, unit: 'ms' as const },
  ]
  return (
    <GroupBars
      title={said.drawing.steps}
      summary={describeBars(rows, both, { said, figures })}
      rows={rows}
      columns={both}
      stacked={false}
    />
  )
}
