import { z } from 'zod'
import * as reports from './report-api.ts'
import { leads } from './route-shapes.ts'

const id = z.strictObject({ id: z.enum(reports.reportIds) })

/** What is drawn of the house's figures. Part of `routes`. */
export const reportRoutes = {
  readReports: {
    method: 'get',
    path: '/v1/reports',
    roles: leads,
    summary: 'Which reports there are, what each can be grouped by, and until when the figures are whole',
    response: reports.reportList,
  },
  readReport: {
    method: 'get',
    path: '/v1/reports/:id/figures',
    roles: leads,
    summary: 'The figures of a report: total, the period before, groups, series and what belongs to it',
    params: id,
    query: reports.reportQuery,
    response: reports.report,
  },
  readReportTable: {
    method: 'get',
    path: '/v1/reports/:id/table.csv',
    roles: leads,
    summary: 'The groups of a report as CSV, or its series where it has none; safe to open as a spreadsheet',
    params: id,
    query: reports.reportQuery,
    text: 'text/csv',
    response: z.string(),
  },
} as const
