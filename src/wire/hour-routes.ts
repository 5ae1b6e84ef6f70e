import { hourOfCalls, hourQuery } from './hour-api.ts'
import { leads } from './route-shapes.ts'

/** The way from a figure of waiting to its reason. Part of `routes`. */
export const hourRoutes = {
  readHourOfCalls: {
    method: 'get',
    path: '/v1/reports/waiting/hour',
    roles: leads,
    summary: 'One hour of calls by queue and by agent, beside the same hour a week before',
    query: hourQuery,
    response: hourOfCalls,
  },
} as const
