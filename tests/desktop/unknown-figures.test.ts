import { describe, expect, it } from 'vitest'
import { compareColumn } from '../../src/desktop/reports/compare-column.ts'
import { drawingPlans } from '../../src/desktop/reports/drawing-plans.ts'
import { makeReportSpeech } from '../../src/desktop/reports/report-speech.ts'
import { sayUnknown } from '../../src/desktop/reports/say-unknown.ts'
import { whyUnknown } from '../../src/desktop/reports/why-unknown.ts'
import { reportKinds } from '../../src/reports/reports.ts'
import { type Report, type ReportId, reportIds } from '../../src/wire/report-api.ts'
import { someReport } from './some-report.ts'

const today = '2026-11-18'
const whole = { isWhole: true, today }
const days = ['2026-11-16', '2026-11-17', '2026-11-18']

/** The report with nothing but these columns, and nothing on its first day. */
function only(id: ReportId, figures: Record<string, number>, more: Partial<Report> = {}): Report {
  const report = someReport(id)
  const row = report.columns.map((column) => figures[column.id] ?? null)
  const series = days.map((at, n) => ({ at, values: n === 0 ? row.map(() => null) : row }))
  return { ...report, total: row, series, from: '2026-11-16', until: '2026-11-18', ...more }
}

const stepped = (report: Report, points: readonly string[]): Report => ({
  ...report,
  series: report.series.map((one, n) => ({ ...one, at: points[n] ?? one.at })),
})

describe('a figure that is not known', () => {
  it('[P156] of how customers stand says since when it is counted, that it is of the whole house, or that it was not', () => {
    const contacts = { contacts: 479, leaving: 5 }
    const later = only('risk', contacts, { countedSince: '2026-11-23' })
    expect(whyUnknown(later, whole)).toEqual({ kind: 'counted-later', since: '2026-11-23' })
    expect(whyUnknown({ ...later, until: '2026-11-22' }, whole)?.kind).toBe('counted-later')
    expect(whyUnknown({ ...later, until: '2026-11-23' }, whole)?.kind).toBe('not-counted')
    expect(whyUnknown(later, { ...whole, isWhole: false })).toEqual({ kind: 'whole-house' })
    expect(whyUnknown(only('risk', contacts, { countedSince: null }), whole)).toEqual({ kind: 'not-counted' })
    expect(whyUnknown(only('risk', {}, { countedSince: '2026-11-01' }), whole)).toEqual({
      kind: 'not-counted',
    })
    expect(whyUnknown(only('risk', { ...contacts, customers: 0 }), whole)).toEqual({ kind: 'none-of-it' })
  })

  it('[P156] that seven days have to pass for says on which day it will be, and never one that is over', () => {
    const waiting = only('first-contact', { contacts: 40, first: 30, pending: 30, solved: 0 })
    expect(whyUnknown(waiting, whole)).toEqual({ kind: 'not-over', knownOn: '2026-11-25' })
    const weeks = ['2026-11-02', '2026-11-09', '2026-11-16']
    expect(whyUnknown(stepped(waiting, weeks), whole)).toEqual({ kind: 'not-over', knownOn: '2026-11-19' })
    const months = ['2026-09-01', '2026-10-01', '2026-11-01']
    expect(whyUnknown(stepped(waiting, months), whole)).toEqual({ kind: 'not-over', knownOn: '2026-11-19' })
    const told = only('told-before', { signals: 9, pending: 9 })
    expect(whyUnknown(told, whole)).toEqual({ kind: 'not-over', knownOn: '2026-11-25' })
    expect(whyUnknown({ ...told, series: [] }, whole)).toEqual({ kind: 'not-over', knownOn: '2026-11-24' })
  })

  it('[P156] says otherwise what was not there; of what is known nothing is said', () => {
    const partly = only('told-before', { signals: 9, pending: 4, told: 5 })
    expect(whyUnknown(partly, whole)).toEqual({ kind: 'none-of-it' })
    expect(whyUnknown(only('promises', { made: 3 }), whole)).toEqual({ kind: 'none-of-it' })
    const repeats = only('first-contact', { contacts: 3, first: 0, repeats: 3, pending: 0 })
    expect(whyUnknown(repeats, whole)).toEqual({ kind: 'none-of-it' })
    expect(whyUnknown(only('waiting', { calls: 0 }), whole)).toEqual({ kind: 'nothing' })
    for (const id of reportIds) expect([id, whyUnknown(someReport(id), whole)]).toEqual([id, null])
    for (const id of reportIds) {
      const { headline } = drawingPlans[id]
      expect([id, whyUnknown(only(id, { [headline]: 0 }), whole)]).toEqual([id, null])
    }
  })

  it('[P156] says so in both languages, with the day and its year, and not that there was nothing while it is still being counted', () => {
    const [english, chinese] = [makeReportSpeech('en', 'en-GB'), makeReportSpeech('zh-CN', 'zh-CN')]
    const risk = only('risk', {})
    const since = { kind: 'counted-later', since: '2026-11-23' } as const
    expect(sayUnknown(since, risk, english)).toBe('Counted since 23 Nov 2026, and not known of days before.')
    expect(sayUnknown(since, risk, chinese)).toContain('2026年11月23日')
    const knownOn = { kind: 'not-over', knownOn: '2026-11-25' } as const
    expect(sayUnknown(knownOn, risk, english)).toContain('Wed 25 Nov')
    expect(sayUnknown(knownOn, risk, chinese)).toContain('11月25日')
    for (const speech of [english, chinese]) {
      const { said } = speech
      expect(sayUnknown({ kind: 'whole-house' }, risk, speech)).toBe(said.notKnown.wholeHouse)
      expect(sayUnknown({ kind: 'not-counted' }, risk, speech)).toBe(said.reports.risk.missing)
      const filling = { ...only('surveys', {}), filling: { daysDone: 1, daysAll: 9 } }
      expect(sayUnknown({ kind: 'nothing' }, filling, speech)).toBe(said.notKnown.filling)
      expect(sayUnknown({ kind: 'none-of-it' }, filling, speech)).toBe(said.notKnown.filling)
      const counted = { ...filling, filling: null }
      expect(sayUnknown({ kind: 'nothing' }, counted, speech)).toBe(said.reports.surveys.missing)
      expect(sayUnknown({ kind: 'none-of-it' }, counted, speech)).toBe(said.notKnown.noneOfIt)
    }
  })
})

describe('a count of which a part is not known yet', () => {
  const compared = (id: 'first-contact' | 'told-before', column: string, pending: number) => {
    const report = someReport(id)
    const place = (wanted: string) => report.columns.findIndex((one) => one.id === wanted)
    const total = report.total.with(place('pending'), pending)
    const before = report.total.map((value) => (value ?? 0) * 2)
    return compareColumn({ ...report, total, before }, place(column), '2026-12-24').kind
  }

  it('[P156] is compared with nothing while some of it waits; shares, and what is known at once, are', () => {
    for (const [id, column] of [
      ['first-contact', 'solved'],
      ['told-before', 'told'],
      ['told-before', 'calledTold'],
      ['told-before', 'calledUntold'],
      ['told-before', 'spared'],
    ] as const) {
      expect([column, compared(id, column, 38), compared(id, column, 0)]).toEqual([
        column,
        'settling',
        'less',
      ])
    }
    for (const column of ['contacts', 'first', 'repeats', 'solvedShare']) {
      expect([column, compared('first-contact', column, 38)]).toEqual([column, 'less'])
    }
    expect(compared('told-before', 'toldShare', 38)).toBe('less')
    expect([compared('told-before', 'pending', 38), compared('told-before', 'pending', 0)]).toEqual([
      'none',
      'none',
    ])
  })

  it('[P156] is one that its report has, as is what counts all of it', () => {
    for (const id of reportIds) {
      const { settling } = drawingPlans[id]
      const columns = reportKinds[id].columns.map((one) => one.id)
      expect(columns.includes('pending')).toBe(settling !== null)
      expect(columns).toEqual(expect.arrayContaining(settling ? [settling.all, ...settling.counts] : []))
    }
  })
})
