import type { HourOfCalls } from '../../src/wire/hour-api.ts'
import type { Report, ReportId } from '../../src/wire/report-api.ts'
import { someReport, someReportList } from '../desktop/some-report.ts'
import type { SupervisorStories } from './supervisor-story.ts'
import type { AskedOf, Told } from './told-house.ts'

const nothing = (report: Report): Report => ({
  ...report,
  total: report.total.map(() => 0),
  groups: [],
  series: [],
  filling: { daysDone: 120, daysAll: 400 },
})

/** Nothing is known of these columns, of the whole time and of every point of it. */
const without = (report: Report, ids: readonly string[]): Report => {
  const hidden = report.columns.map(({ id }) => ids.includes(id))
  const hide = (values: readonly (number | null)[]) => values.map((value, n) => (hidden[n] ? null : value))
  return {
    ...report,
    total: hide(report.total),
    series: report.series.map((point) => ({ ...point, values: hide(point.values) })),
    groups: report.groups.map((group) => ({ ...group, values: hide(group.values) })),
  }
}

/** What a house that began this week knows: how customers stand since today, of nobody yet whether one contact was enough. */
const young = (report: Report): Report => {
  const place = (id: string) => report.columns.findIndex((one) => one.id === id)
  const pend = (values: readonly (number | null)[], all: string): (number | null)[] =>
    values.map((value, n) => (n === place('pending') ? (values[place(all)] ?? null) : value))
  const waiting = (all: string): Report => ({
    ...report,
    total: pend(report.total, all),
    series: report.series.map((point) => ({ ...point, values: pend(point.values, all) })),
    before: null,
  })
  if (report.id === 'risk')
    return {
      ...without(report, ['customers', 'someRisk', 'highRisk', 'highRiskShare']),
      countedSince: '2026-11-24',
    }
  if (report.id === 'first-contact') return without(waiting('first'), ['solvedShare', 'matterSolvedShare'])
  if (report.id === 'told-before')
    return without(waiting('signals'), ['toldShare', 'calledUntoldShare', 'calledToldShare', 'spared'])
  return report.id === 'promises' ? without(report, ['keptShare']) : report
}

const ofQueue = (calls: number, abandoned: number, longestWaitMs: number) => ({
  calls,
  answered: calls - abandoned,
  abandoned,
  longestWaitMs,
})
const ofAgent = (taken: number, missed = 0) => ({ taken, missed, talkedMs: taken * 245_000 })

const someHour: HourOfCalls = {
  at: '2026-11-23T14',
  beforeAt: '2026-11-16T14',
  from: Date.UTC(2026, 10, 23, 13),
  until: Date.UTC(2026, 10, 23, 14),
  queues: [
    { key: 'support', name: 'Support', now: ofQueue(62, 14, 540_000), before: ofQueue(58, 3, 96_000) },
    { key: 'ar', name: 'خدمة العملاء', now: ofQueue(9, 1, 61_000), before: ofQueue(11, 1, 44_000) },
  ],
  agents: [
    { accountId: 'alice', name: 'Alice Adams', now: ofAgent(19, 2), before: ofAgent(14) },
    { accountId: 'carol', name: 'Carol Müller', now: ofAgent(17, 5), before: ofAgent(13, 1) },
    { accountId: 'bob', name: 'Bob Brown', now: ofAgent(0), before: ofAgent(16) },
    { accountId: 'lin', name: '林嘉欣', now: ofAgent(0), before: ofAgent(15) },
  ],
}

function tells(change: (report: Report) => Report = (report) => report): Told {
  return {
    readOpenAlerts: { items: [] },
    readReports: someReportList(),
    readReport: ({ path, query }: AskedOf) => change(someReport(path.split('/').at(-2) as ReportId, query)),
    readHourOfCalls: someHour,
  }
}

const told = tells()
const drawn = { told, shows: 'figure svg', height: 2600 }

/** Reports: all of them, each kind of drawing, and an hour looked into. */
export const storiesOfReports: SupervisorStories = {
  reports: { inBoth: true, path: '/reports', told, shows: '[data-report=told-before] svg', height: 1300 },
  'reports-1100': { path: '/reports', told, shows: '[data-report=told-before] svg', width: 1100 },
  'report-waiting': { inBoth: true, ...drawn, path: '/reports/waiting', shows: 'figure table' },
  'report-waiting-1100': {
    ...drawn,
    path: '/reports/waiting',
    shows: 'figure table',
    width: 1100,
    height: 900,
  },
  'report-hour': {
    ...drawn,
    path: '/reports/waiting?range=yesterday&at=2026-11-23T14',
    shows: 'section caption',
  },
  'report-causes': { inBoth: true, ...drawn, path: '/reports/causes' },
  'report-greeting': { ...drawn, path: '/reports/greeting' },
  'report-promises': { ...drawn, path: '/reports/promises' },
  'report-surveys': { ...drawn, path: '/reports/surveys' },
  'report-wrap-up': { ...drawn, path: '/reports/wrap-up?by=agent' },
  'reports-young': {
    path: '/reports',
    told: tells(young),
    shows: '[data-report=greeting] svg',
    height: 1300,
  },
  'report-risk-young': { ...drawn, path: '/reports/risk', told: tells(young) },
  'report-first-contact': { ...drawn, path: '/reports/first-contact' },
  'report-first-contact-young': { ...drawn, path: '/reports/first-contact', told: tells(young) },
  'report-empty': { path: '/reports/told-before', told: tells(nothing), shows: '[data-empty]', isNew: true },
  'report-refused': {
    path: '/reports/waiting',
    told: { ...told, readReport: 'store-unavailable' },
    shows: '#page [role=alert]',
  },
  'report-loading': { path: '/reports/waiting', told: { ...told, readReport: 'silent' }, shows: '#page h1' },
}
