import { z } from 'zod'
import { alertMark, alertView } from './alert-api.ts'
import { pageQuery } from './customer-api.ts'
import { leads, textId } from './route-shapes.ts'

/** What supervisors are told that they should look at. */
export const alertRoutes = {
  readOpenAlerts: {
    method: 'get',
    path: '/v1/alerts/open',
    roles: leads,
    summary: 'What somebody should look at now, the newest first',
    response: z.strictObject({ items: z.array(alertView) }),
  },
  readAlerts: {
    method: 'get',
    path: '/v1/alerts',
    roles: leads,
    summary: 'Open and past alerts, the newest first; `before` is an instant',
    query: pageQuery,
    response: z.strictObject({ items: z.array(alertView), next: z.int().nullable() }),
  },
  markAlert: {
    method: 'post',
    path: '/v1/alerts/:id/mark',
    roles: leads,
    summary: 'One has seen an alert, or it is somebody’s from now on',
    params: textId,
    body: alertMark,
    response: alertView,
  },
} as const
