import type { Page } from 'playwright-core'
import type { HourOfCalls } from '../../src/wire/hour-api.ts'
import type { Report, ReportId } from '../../src/wire/report-api.ts'
import { someReport, someReportList } from '../desktop/some-report.ts'

/** A state of the reports' pages: where it stands, and what the house tells there. */
export interface ReportStory {
  readonly path: string
  readonly change?: (report: Report) => Report
  /** What is there once it is drawn. */
  readonly shows: string
}

const nothing = (report: Report): Report => ({
  ...report,
  total: report.total.map(() => 0),
  groups: [],
  series: [],
  filling: { daysDone: 120, daysAll: 400 },
})

export const reportStories: Readonly<Record<string, ReportStory>> = {
  reports: { path: '/reports', shows: '[data-report=told-before] svg' },
  'report-waiting': { path: '/reports/waiting', shows: 'figure table' },
  'report-hour': { path: '/reports/waiting?range=yesterday&at=2026-11-23T14', shows: 'section caption' },
  'report-causes': { path: '/reports/causes', shows: 'figure svg' },
  'report-greeting': { path: '/reports/greeting', shows: 'figure svg' },
  'report-promises': { path: '/reports/promises', shows: 'figure svg' },
  'report-surveys': { path: '/reports/surveys', shows: 'figure svg' },
  'report-empty': { path: '/reports/told-before', change: nothing, shows: '[data-empty]' },
}

/** Lets the house tell made-up figures. */
export async function tellReports(page: Page, story: () => ReportStory | undefined): Promise<void> {
  await page.route(/\/v1\/reports(\/|$|\?)/, (route) => {
    const { pathname, searchParams } = new URL(route.request().url())
    if (pathname.endsWith('/hour')) return route.fulfill({ json: someHour })
    const [, id] = /reports\/([a-z-]+)\/figures/.exec(pathname) ?? []
    if (!id) return route.fulfill({ json: someReportList() })
    const report = someReport(id as ReportId, Object.fromEntries(searchParams))
    return route.fulfill({ json: story()?.change?.(report) ?? report })
  })
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
