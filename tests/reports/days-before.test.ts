import { describe, expect, it } from 'vitest'
import { orderOf } from '../../src/reports/ask-report.ts'
import { drawReport } from '../../src/reports/draw-report.ts'
import type { ReportSettings } from '../../src/reports/report-kind.ts'
import { reportKinds } from '../../src/reports/reports.ts'

const settings: ReportSettings = {
  serviceSeconds: 20,
  queueSeconds: {},
  shortAbandonSeconds: 5,
  serviceShare: 0.8,
  silentPerComplaint: null,
  leaving: { dispositions: [], causes: [] },
  risk: { some: 25, high: 50 },
}

const order = (from: string, until: string) =>
  orderOf(reportKinds.waiting, { from, until, by: 'queue', step: 'day' }, '2026-11-23', null)

const earlier = (from: string, until: string) => {
  const { beforeFrom, beforeUntil } = order(from, until)
  return [beforeFrom, beforeUntil]
}

describe('the period before', () => {
  it('[P115] of a day is the same weekday, of less than a week the same weekdays', () => {
    expect(earlier('2026-11-23', '2026-11-23')).toEqual(['2026-11-16', '2026-11-16'])
    expect(earlier('2026-11-02', '2026-11-02')).toEqual(['2026-10-26', '2026-10-26'])
    expect(earlier('2026-11-17', '2026-11-22')).toEqual(['2026-11-10', '2026-11-15'])
  })

  it('of a week and of more it ends where the time begins', () => {
    expect(earlier('2026-11-16', '2026-11-22')).toEqual(['2026-11-09', '2026-11-15'])
    expect(earlier('2026-10-01', '2026-10-31')).toEqual(['2026-08-31', '2026-09-30'])
  })

  it('[P115] counts nothing of the days between: neither before, nor now, nor by group', () => {
    const days = ['2026-11-15', '2026-11-16', '2026-11-17', '2026-11-22', '2026-11-23'].flatMap((day, n) =>
      (['none', 'queue'] as const).map((grouping) => ({
        day,
        grouping,
        entries: [[grouping === 'queue' ? 'support' : '', '', { calls: 10 ** n }] as const],
      })),
    )
    const drawn = drawReport(reportKinds.waiting, order('2026-11-23', '2026-11-23'), days.slice(2), settings)
    expect([drawn.total[0], drawn.before?.[0]]).toEqual([10_000, 10])
    expect(drawn.groups.map(({ values, before }) => [values[0], before?.[0]])).toEqual([[10_000, 10]])
  })
})
