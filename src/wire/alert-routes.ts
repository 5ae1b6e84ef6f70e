import { z } from 'zod'
import { alertMark, alertView } from './alert-api.ts'
import { pageQuery } from './customer-api.ts'
import { textId } from './route-shapes.ts'

/** Auditors are told of the record and of nothing else. */
const readers = ['supervisor', 'admin', 'auditor'] as const

/** What supervisors, administrators and auditors are told that they should look at. */
export const alertRoutes = {
  readOpenAlerts: {
    method: 'get',
    path: '/v1/alerts/open',
    roles: readers,
    summary: 'What somebody should look at now, the newest first',
    response: z.strictObject({ items: z.array(alertView) }),
  },
  readAlerts: {
    method: 'get',
    path: '/v1/alerts',
    roles: readers,
    summary: 'Open and past alerts, the newest first; `before` is an instant',
    query: pageQuery,
    response: z.strictObject({ items: z.array(alertView), next: z.int().nullable() }),
  },
  markAlert: {
    method: 'post',
    path: '/v1/alerts/:id/mark',
    roles: readers,
    summary: 'One has seen an alert, or it is somebody’s from now on',
    params: textId,
    body: alertMark,
    response: alertView,
  },
} as const
