import { z } from 'zod'
import * as customers from './customer-api.ts'
import * as reading from './reading-api.ts'
import { leads, list, numberId, page } from './route-shapes.ts'

/** Files that are taken in, and numbers that are read again. Part of `routes`. */
export const importRoutes = {
  importCustomers: {
    method: 'post',
    path: '/v1/imports/customers',
    roles: leads,
    summary: 'Import customers from a CSV file (first line: column names); answers at once with the job',
    upload: 'text/csv',
    query: z.strictObject({
      region: z.string().length(2).optional(),
      fileName: z.string().max(200).optional(),
    }),
    status: 202,
    response: customers.importJob,
  },
  importInteractions: {
    method: 'post',
    path: '/v1/imports/interactions',
    roles: leads,
    summary: 'Import contacts of all channels from a CSV file; answers at once with the job',
    upload: 'text/csv',
    query: z.strictObject({
      region: z.string().length(2).optional(),
      fileName: z.string().max(200).optional(),
    }),
    status: 202,
    response: customers.importJob,
  },
  readImports: {
    method: 'get',
    path: '/v1/imports',
    roles: leads,
    summary: 'The last imports',
    response: list(customers.importJob),
  },
  readImport: {
    method: 'get',
    path: '/v1/imports/:id',
    roles: leads,
    summary: 'How far an import is',
    params: numberId,
    response: customers.importJob,
  },
  readImportRefusals: {
    method: 'get',
    path: '/v1/imports/:id/refusals',
    roles: leads,
    summary: 'Rows that were refused, and why; `before` is the last line seen',
    params: numberId,
    query: customers.pageQuery,
    response: page(customers.importRefusal),
  },
  readNumberRereadings: {
    method: 'get',
    path: '/v1/number-rereadings',
    roles: leads,
    summary: 'How far stored numbers have been read again after a change of a source’s settings',
    response: list(reading.numberRereading),
  },
  readRereadingFindings: {
    method: 'get',
    path: '/v1/number-rereadings/:id/findings',
    roles: leads,
    summary: 'Numbers that got another key, or can be read no more; `before` is the last `n` seen',
    params: numberId,
    query: customers.pageQuery,
    response: page(reading.rereadingFinding),
  },
} as const
