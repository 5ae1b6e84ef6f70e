import { describe, expect, it } from 'vitest'
import { compareFigures } from '../../src/desktop/reports/compare-figures.ts'
import {
  describeBars,
  describeHeat,
  describePareto,
  describeSeries,
} from '../../src/desktop/reports/describe-drawing.ts'
import { drawingPlans } from '../../src/desktop/reports/drawing-plans.ts'
import { fillSettings } from '../../src/desktop/reports/fill-settings.ts'
import { heatLevel } from '../../src/desktop/reports/heat-level.ts'
import {
  datesOfCell,
  narrowTo,
  rangeOfPoint,
  searchFieldsOf,
  searchFieldsOfHour,
} from '../../src/desktop/reports/look-closer.ts'
import { makeReportSpeech, reportWordsOf } from '../../src/desktop/reports/report-speech.ts'
import {
  daysOf,
  firstView,
  ownRange,
  readView,
  toQuery,
  writeView,
} from '../../src/desktop/reports/report-view.ts'
import { groupName, isFew, madeOf } from '../../src/desktop/reports/shown-report.ts'
import { sortRows } from '../../src/desktop/reports/sort-rows.ts'
import { trimHours } from '../../src/desktop/reports/trim-hours.ts'
import { noFields, toOrder } from '../../src/desktop/supervisor/search-memory.ts'
import { en } from '../../src/desktop/words/en.ts'
import { recognitionRules } from '../../src/recognition/recognise.ts'
import { reportKinds } from '../../src/reports/reports.ts'
import type { Me } from '../../src/wire/access-api.ts'
import {
  type ReportGrouping,
  type ReportId,
  reportGroupings,
  reportIds,
  reportSteps,
} from '../../src/wire/report-api.ts'
import { someReport } from './some-report.ts'

const speech = makeReportSpeech('en', 'en-GB')
const both = [reportWordsOf.en, reportWordsOf['zh-CN']]
const column = { id: 'wait', index: 0, name: 'Wait', unit: 'ms', better: 'less' } as const

describe('the words of the reports', () => {
  it('[P115] every report, column, grouping and step has a name and a definition in both languages', () => {
    for (const said of both) {
      expect(Object.keys(said.reports).sort()).toEqual([...reportIds].sort())
      for (const id of reportIds) {
        const defined = said.reports[id].columns as Record<string, { name: string; means: string }>
        const missing = reportKinds[id].columns.filter((one) => defined[one.id] === undefined)
        expect(missing, id).toEqual([])
        for (const [key, { name, means }] of Object.entries(defined)) {
          expect(name, `${id} ${key}`).not.toBe('')
          expect(means.length, `${id} ${key}`).toBeGreaterThan(3)
        }
        if (reportKinds[id].pareto) expect(said.reports[id].pareto, id).not.toBe('')
      }
      for (const grouping of reportGroupings) expect(said.by[grouping], grouping).toBeTruthy()
      for (const grouping of reportGroupings) expect(said.noGroup[grouping], grouping).toBeTruthy()
      for (const step of reportSteps) expect(said.drawing.over[step], step).toBeTruthy()
    }
  })

  it('both languages have the same words, and Chinese ones are Chinese', () => {
    const [english, chinese] = both.map((said) => leaves(said))
    expect([...(chinese?.keys() ?? [])]).toEqual([...(english?.keys() ?? [])])
    const same = [...(chinese ?? [])].filter(
      ([key, said]) => said === english?.get(key) && /[a-z]{3}/i.test(said),
    )
    expect(same).toEqual([])
  })

  it('what the house has set stands in the definition', () => {
    const text = 'within {serviceSeconds} s, aim {serviceShare}, times {silentPerComplaint}'
    const settings = { serviceSeconds: 20, serviceShare: 0.8, silentPerComplaint: null }
    expect(fillSettings(text, settings, speech.figures)).toBe('within 20 s, aim 80%, times –')
  })
})

describe('what groups are called', () => {
  const me = {
    teams: [],
    queues: [],
    dispositions: [{ id: 'moved', name: { en: 'Moved away' }, parent: null }],
  }
  const naming = { me: me as unknown as Me, words: en, said: reportWordsOf.en, language: 'en' } as const
  const named = (grouping: ReportGrouping, key: string) => groupName(grouping, { key, name: null }, naming)

  it('in the words of the house, of the desktop, or by their key', () => {
    expect(named('reason', 'withheld')).toBe('Number withheld')
    expect(named('reason', 'cause:product')).toBe('Product')
    expect(named('reason', 'disposition:moved')).toBe('Moved away')
    expect(named('cause', 'a-cause-of-theirs')).toBe('a-cause-of-theirs')
    expect(named('queue', '')).toBe('No queue')
  })

  it('[P154] what is of no agent by what that means in the report, in both languages', () => {
    const called = (report: ReportId, said: (typeof both)[number]) =>
      groupName('agent', { key: '', name: null }, { ...naming, said, report })
    for (const said of both) {
      const names = reportIds.map((id) => called(id, said))
      expect(names.every((one) => one !== '')).toBe(true)
      expect(called('waiting', said)).toBe(said.noAgent.waiting)
      expect(called('waiting', said)).not.toBe(called('causes', said))
      expect(called('surveys', said)).toBe(said.noGroup.agent)
    }
    expect(groupName('tier', { key: '', name: null }, { ...naming, report: 'waiting' })).toBe(
      'Not a known customer',
    )
  })

  it('[P115] every rule of recognition that names nobody is put into words', () => {
    const silent = recognitionRules.filter((rule) => rule !== 'ahead' && rule !== 'agent-named')
    for (const said of both) expect(Object.keys(said.reasons)).toEqual(expect.arrayContaining(silent))
  })
})

describe('the plans of the drawings', () => {
  it('name only columns that the report has', () => {
    for (const id of reportIds) {
      const known = reportKinds[id].columns.map((one) => one.id)
      const { headline, over, bars, aim, steps, judged, made } = drawingPlans[id]
      const named = [
        headline,
        over.map((one) => one.columns),
        bars?.columns,
        aim?.column,
        steps,
        judged,
        Object.entries(made),
      ]
      for (const one of named.flat(3)) if (one !== undefined && one !== null) expect(known, id).toContain(one)
    }
  })

  it('[P115] every share, score and length of time but the greatest says of how many it was made', () => {
    for (const id of reportIds) {
      for (const { id: one, unit } of reportKinds[id].columns) {
        if (unit === 'count' || one.startsWith('longest')) continue
        expect(drawingPlans[id].made[one], `${id} ${one}`).toBeTruthy()
      }
    }
  })
})

describe('figures against those of the time before', () => {
  const share = { id: 'share', unit: 'share', better: 'less' } as const
  const compare = (now: number | null, before: number | null, made: number, unfinished = false) =>
    compareFigures({ column: share, now, before, made: { now: made, before: 100 }, unfinished })

  it('[P115] say by how much and whether that is better', () => {
    expect(compare(0.1, 0.06, 100)).toEqual({ kind: 'more', by: 0.1 - 0.06, good: false })
    expect(compare(0.06, 0.0601, 100)).toEqual({ kind: 'same' })
    const neither = { id: 'calls', unit: 'count', better: null } as const
    expect(compareFigures({ column: neither, now: 30, before: 50, made: null, unfinished: false })).toEqual({
      kind: 'less',
      by: -20,
      good: null,
    })
  })

  it('[P115] are not compared where there are few, none, or the day is not over', () => {
    expect(compare(0.1, 0.06, 19)).toEqual({ kind: 'few' })
    expect(compare(0.1, 0.06, 20).kind).toBe('more')
    expect(compare(null, 0.06, 100)).toEqual({ kind: 'none' })
    expect(compare(0.1, 0.06, 100, true).kind).toBe('more')
    const calls = { id: 'calls', unit: 'count', better: 'less' } as const
    const count = (now: number, before: number, unfinished: boolean) =>
      compareFigures({ column: calls, now, before, made: null, unfinished }).kind
    expect([count(40, 80, true), count(4, 8, false), count(4, 80, false)]).toEqual([
      'unfinished',
      'few',
      'less',
    ])
  })

  it('a share is made of what its plan names, of its own row', () => {
    const report = someReport('waiting')
    expect(madeOf(report, 'abandonedShare', report.total)).toBe(2140)
    expect(madeOf(report, 'calls', report.total)).toBeNull()
    expect(isFew(report, 'abandonedShare', report.groups.at(-1)?.values ?? [])).toBe(true)
  })
})

describe('the time and part that is looked at', () => {
  it('weeks begin on Monday, months are whole, whatever day it is', () => {
    const monday = '2026-11-23'
    expect(daysOf({ kind: 'last-week' }, monday)).toEqual({ from: '2026-11-16', until: '2026-11-22' })
    expect(daysOf({ kind: 'last-week' }, '2026-11-22')).toEqual({ from: '2026-11-09', until: '2026-11-15' })
    expect(daysOf({ kind: 'last-month' }, '2027-03-31')).toEqual({ from: '2027-02-01', until: '2027-02-28' })
    expect(daysOf({ kind: 'last-month' }, '2027-01-01')).toEqual({ from: '2026-12-01', until: '2026-12-31' })
    expect(daysOf({ kind: 'yesterday' }, '2027-03-01')).toEqual({ from: '2027-02-28', until: '2027-02-28' })
  })

  it('stands in the address and is found again there; what cannot be read is as usual', () => {
    const view = {
      range: ownRange('2026-11-17', '2026-11-10'),
      by: 'team',
      step: 'hour',
      queue: 'a&b',
      team: '',
      at: '2026-11-17T14',
    } as const
    expect(readView(writeView(view))).toEqual(view)
    expect(writeView(firstView)).toBe('')
    expect(readView('?range=last-year&from=2026-13-40&until=x')).toEqual(firstView)
  })

  it('asks a report only for what it has', () => {
    const kind = { by: ['queue', 'none', 'tier', 'team'], steps: ['hour', 'day'], byQueue: true } as const
    const view = { ...firstView, by: 'tier', step: 'hour' } as const
    const week = { from: '2026-11-16', until: '2026-11-22' }
    expect(toQuery(view, '2026-11-24', kind)).toEqual({ ...week, by: 'tier', step: 'hour' })
    expect(toQuery({ ...view, queue: 'support' }, '2026-11-24', kind)).toEqual({
      ...week,
      step: 'hour',
      queue: 'support',
    })
    const month = toQuery({ ...view, range: { kind: 'last-month' } }, '2026-11-24', kind)
    expect(month.step).toBeUndefined()
  })
})

describe('what a drawing says in words', () => {
  const said = { ...speech, sayPoint: (at: string) => at }

  it('[P116] where a line ends, its lowest and its highest point', () => {
    const series = [
      { at: 'Mon', values: [2000] },
      { at: 'Tue', values: [null] },
      { at: 'Wed', values: [9000] },
      { at: 'Thu', values: [4000] },
    ]
    expect(describeSeries({ series }, [column], said)).toBe(
      'Wait: 4.0 s at the end, lowest 2.0 s (Mon), highest 9.0 s (Wed).',
    )
    expect(describeSeries({ series: [] }, [column], said)).toBe('There is nothing to draw.')
  })

  it('[P116] which bar is highest and which is lowest', () => {
    const rows = [
      { key: 'a', name: 'A', values: [1000], few: false },
      { key: 'b', name: 'B', values: [null], few: false },
      { key: 'c', name: 'C', values: [3000], few: false },
    ]
    expect(describeBars(rows, [column], speech)).toBe('Wait: highest 3.0 s (C), lowest 1.0 s (A).')
  })

  it('[P116] what makes the most of a Pareto list, and what is newly rising', () => {
    const item = (key: string, count: number, rising = false) => ({
      key,
      name: key,
      count,
      before: 1,
      rising,
      over: null,
    })
    const says = describePareto([item('A', 50), item('B', 30), item('C', 10, true), item('D', 10)], speech)
    expect(says.replace(/[\u2068\u2069]/g, '')).toBe('A, B, C make 90.0% of 100. Newly rising: C.')
    expect(describePareto([], speech)).toBe('There is nothing to draw.')
  })

  it('[P116] the hottest cell, of those that are made of enough', () => {
    const none = { value: null, made: null }
    const cells = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => none)) as {
      value: number | null
      made: number | null
    }[][]
    ;(cells[1] as (typeof cells)[number])[14] = { value: 0.2, made: 30 }
    ;(cells[2] as (typeof cells)[number])[3] = { value: 1, made: 1 }
    expect(describeHeat(cells, { id: 'x', name: 'Abandonment', unit: 'share' }, speech)).toBe(
      'Abandonment is highest Tuesday, 14:00 – 15:00: 20.0%.',
    )
    expect([heatLevel(0, 0.2), heatLevel(0.01, 0.2), heatLevel(0.2, 0.2)]).toEqual([0, 1, 5])
  })
})

describe('the table of a report', () => {
  it('is sorted as wished; what has no figure stands last whichever way', () => {
    const rows = [
      { name: 'a', values: [1] },
      { name: 'b', values: [null] },
      { name: 'c', values: [3] },
    ]
    const order = (falling: boolean) =>
      sortRows(rows, [column], { column: 'wait', falling })
        .map(({ name }) => name)
        .join('')
    expect([order(true), order(false)]).toEqual(['cab', 'acb'])
  })
})

describe('a day by the hour', () => {
  it('begins with the first hour in which anything was, and ends with the last', () => {
    const at = (hour: number, calls: number) => ({ at: `2026-11-17T${hour}`, values: [calls, null] })
    const series = [at(10, 0), at(11, 3), at(12, 0), at(13, 1), at(14, 0)]
    expect(trimHours({ step: 'hour', series }).series).toEqual(series.slice(1, 4))
    expect(trimHours({ step: 'day', series }).series).toBe(series)
    expect(trimHours({ step: 'hour', series: [at(10, 0)] }).series).toEqual([])
  })
})

describe('a closer look', () => {
  const report = { from: '2026-11-10', until: '2026-11-22', step: 'week' } as const

  it('[P117] a point of a series opens its days, as far as the report reaches', () => {
    expect(rangeOfPoint('2026-11-09', report)).toEqual(ownRange('2026-11-10', '2026-11-15'))
    expect(rangeOfPoint('2026-11-16', report)).toEqual(ownRange('2026-11-16', '2026-11-22'))
    expect(rangeOfPoint('2026-11-17T14', { ...report, step: 'hour' })).toBeNull()
  })

  it('[P117] a queue or team opens its own report, others the contacts that they were made of', () => {
    expect(narrowTo(firstView, 'queue', 'support')).toEqual({ ...firstView, queue: 'support' })
    expect(narrowTo(firstView, 'agent', 'x')).toBeNull()
    expect(searchFieldsOf('agent', 'x', report, { queue: null, team: null })).toEqual({
      from: '2026-11-10',
      until: '2026-11-22',
      queue: null,
      team: null,
      accountId: 'x',
    })
    const ofReason = (key: string) => searchFieldsOf('reason', key, report, { queue: null, team: 'north' })
    expect(ofReason('cause:product')).toMatchObject({ rootCause: 'product', team: 'north' })
    expect(ofReason('withheld')).toBeNull()
    expect(searchFieldsOf('tier', 'gold', report, { queue: null, team: '' })).toMatchObject({
      tier: 'gold',
      team: null,
    })
    expect(searchFieldsOf('agent', '', report, { queue: null, team: null })).toBeNull()
  })

  it('[P117] a cell of the heat map opens its hours, and an hour the calls of just that hour', () => {
    expect(datesOfCell({ from: '2026-11-01', until: '2026-11-22' }, 1)).toEqual([
      '2026-11-17',
      '2026-11-10',
      '2026-11-03',
    ])
    expect(datesOfCell({ from: '2025-11-01', until: '2026-11-22' }, 6)).toHaveLength(8)
    const fields = { ...noFields, ...searchFieldsOfHour({ from: 5, until: 9 }, { queue: 'support' }) }
    expect(toOrder(fields)).toMatchObject({ from: 5, until: 9, queue: 'support', channel: 'call' })
  })
})

describe('figures as one reads them', () => {
  it('lengths of time in the unit that fits, shares in per cent, points with their sign', () => {
    const { say, sayDistance } = speech.figures
    expect([340, 12_400, 245_000, 3_750_000].map((ms) => say(ms, 'ms'))).toEqual([
      '340 ms',
      '12.4 s',
      '4:05',
      '1:02:30',
    ])
    expect([say(0.0799, 'share'), say(null, 'share'), say(34.4, 'points'), say(2140, 'count')]).toEqual([
      '8.0%',
      '–',
      '+34',
      '2,140',
    ])
    expect(sayDistance(-0.012, 'share')).toBe('1.2 points')
  })
})

/** Every text by its path; a phrase with gaps is said with marks in them. */
function leaves(words: object, path: readonly string[] = []): Map<string, string> {
  const found = new Map<string, string>()
  for (const [key, value] of Object.entries(words)) {
    const here = [...path, key]
    if (typeof value === 'string') found.set(here.join('.'), value)
    else if (typeof value === 'function')
      found.set(here.join('.'), String(value('3', '3', '3', '3', '3', '3')))
    else for (const [inner, said] of leaves(value, here)) found.set(inner, said)
  }
  return found
}
