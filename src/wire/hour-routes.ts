import { hourOfCalls, hourQuery } from './hour-api.ts'

/** The way from a figure of waiting to its reason. Part of `routes`. */
export const hourRoutes = {
  readHourOfCalls: {
    method: 'get',
    path: '/v1/reports/waiting/hour',
    roles: ['supervisor', 'admin'],
    summary: 'One hour of calls by queue and by agent, beside the same hour a week before',
    query: hourQuery,
    response: hourOfCalls,
  },
} as const
