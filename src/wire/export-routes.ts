import { z } from 'zod'
import { exportFile, exportJob, exportOrder } from './export-api.ts'
import { nothing } from './route-shapes.ts'

const takers = ['supervisor', 'admin', 'auditor'] as const
const one = z.strictObject({ id: z.string().min(1).max(64) })

/** What is found, taken along as a file. Part of `routes`. */
export const exportRoutes = {
  beginExport: {
    method: 'post',
    path: '/v1/exports',
    roles: takers,
    summary:
      'Have a file written of what one may see: CSV or JSON Lines. Auditors take the record, supervisors all else',
    body: exportOrder,
    status: 202,
    response: exportJob,
  },
  readExports: {
    method: 'get',
    path: '/v1/exports',
    roles: takers,
    summary: 'One’s own exports, for admins those of all, the newest first',
    response: z.strictObject({ items: z.array(exportJob) }),
  },
  readExport: {
    method: 'get',
    path: '/v1/exports/:id',
    roles: takers,
    summary: 'How far an export is',
    params: one,
    response: exportJob,
  },
  downloadExport: {
    method: 'get',
    path: '/v1/exports/:id/file',
    roles: takers,
    summary: 'The file, for whoever has asked for it and for admins, until it is deleted',
    params: one,
    download: true,
    response: exportFile,
  },
  cancelExport: {
    method: 'post',
    path: '/v1/exports/:id/cancel',
    roles: takers,
    summary: 'Stop an export, or one that waits; nothing of it stays',
    params: one,
    status: 204,
    response: nothing,
  },
} as const
