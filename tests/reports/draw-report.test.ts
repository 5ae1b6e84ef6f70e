import { describe, expect, it } from 'vitest'
import type { ReportOrder } from '../../src/reports/ask-report.ts'
import { type DayEntries, drawReport } from '../../src/reports/draw-report.ts'
import { reportKinds } from '../../src/reports/reports.ts'
import type { ReportStep } from '../../src/wire/report-api.ts'
import { settings } from './figure-bases.ts'

const order = (from: string, until: string, step: ReportStep): ReportOrder => ({
  from,
  until,
  beforeFrom: '2026-10-01',
  beforeUntil: '2026-10-31',
  by: 'none',
  step,
  queue: null,
  teams: null,
})

const dayOf = (day: string, causes: Record<string, number>): DayEntries => {
  const named = Object.entries(causes).map(([key, count]) => [`cause:${key}`, count] as const)
  const n = named.reduce((sum, [, count]) => sum + count, 0)
  return { day, grouping: 'none', entries: [['', '', { n, ...Object.fromEntries(named) }]] }
}

const days = [
  dayOf('2026-10-30', { product: 9 }),
  dayOf('2026-11-02', { process: 3, product: 1 }),
  dayOf('2026-11-08', { process: 2 }),
  dayOf('2026-11-09', { product: 4, '': 1 }),
]

const overOf = (step: ReportStep, until = '2026-11-10') => {
  const drawn = drawReport(reportKinds.causes, order('2026-11-02', until, step), days, settings)
  return drawn.pareto?.items.map(({ key, count, over }) => [key, count, over])
}

describe('what a Pareto list tells of each point of the time', () => {
  it('[P110] how often each was makes the sum of the whole time, and days without it are nought', () => {
    expect(overOf('day')).toEqual([
      ['process', 5, [3, 0, 0, 0, 0, 0, 2, 0, 0]],
      ['product', 5, [1, 0, 0, 0, 0, 0, 0, 4, 0]],
      ['', 1, [0, 0, 0, 0, 0, 0, 0, 1, 0]],
    ])
  })

  it('[P110] weeks begin on Monday', () => {
    expect(overOf('week')).toEqual([
      ['process', 5, [5, 0]],
      ['product', 5, [1, 4]],
      ['', 1, [0, 1]],
    ])
  })

  it('of more than twelve only the most frequent are told so closely, and of hours none', () => {
    const many = Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`cause-${n}`, 40 - n]))
    const kind = reportKinds.causes
    const whole = drawReport(
      kind,
      order('2026-11-02', '2026-11-03', 'day'),
      [dayOf('2026-11-02', many)],
      settings,
    )
    expect(whole.pareto?.items.map(({ over }) => over !== null)).toEqual([
      ...Array(12).fill(true),
      ...Array(8).fill(false),
    ])
    expect(overOf('hour', '2026-11-02')?.every(([, , over]) => over === null)).toBe(true)
  })

  it('[P110] newly rising is what was named so, not what nobody has named yet', () => {
    const now = [...days, dayOf('2026-11-10', { courier: 9, '': 30 })]
    const drawn = drawReport(reportKinds.causes, order('2026-11-02', '2026-11-11', 'day'), now, settings)
    const rising = drawn.pareto?.items.filter((item) => item.rising)
    expect(rising?.map(({ key }) => key)).toEqual(['courier', 'process'])
  })
})
