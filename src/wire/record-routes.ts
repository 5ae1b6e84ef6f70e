import * as record from './record-api.ts'

const readers = ['auditor', 'admin'] as const

/** The record of who did what, and the chain that it is sealed in. */
export const recordRoutes = {
  readRecord: {
    method: 'get',
    path: '/v1/audit',
    roles: readers,
    summary: 'The record, newest first: who did what, when, to whose data. To read it is recorded too',
    query: record.recordQuery,
    response: record.recordPage,
  },
  readRecordFilters: {
    method: 'get',
    path: '/v1/audit/people',
    roles: readers,
    summary: 'Whose deeds the record may be asked for',
    response: record.recordFilters,
  },
  readChain: {
    method: 'get',
    path: '/v1/audit/chain',
    roles: readers,
    summary: 'The newest seal of the record, and how far the chain was verified',
    response: record.chainState,
  },
  verifyChain: {
    method: 'post',
    path: '/v1/audit/verification',
    roles: readers,
    summary: 'Begin to verify the whole chain; one check at a time',
    status: 202,
    response: record.chainState,
  },
} as const
