import * as cases from './case-api.ts'
import { everyone, leads, list, nothing, numberId } from './route-shapes.ts'

/** Open matters of customers. Part of `routes`. */
export const caseRoutes = {
  readCases: {
    method: 'get',
    path: '/v1/customers/:id/cases',
    roles: everyone,
    summary: 'A customer’s cases',
    params: numberId,
    response: list(cases.customerCase),
  },
  openCase: {
    method: 'post',
    path: '/v1/customers/:id/cases',
    roles: everyone,
    summary: 'Open a case',
    params: numberId,
    body: cases.newCase,
    status: 201,
    response: cases.customerCase,
  },
  closeCase: {
    method: 'post',
    path: '/v1/cases/:id/close',
    roles: everyone,
    summary: 'Close a case',
    params: numberId,
    status: 204,
    response: nothing,
  },
  changeCase: {
    method: 'patch',
    path: '/v1/cases/:id',
    roles: everyone,
    summary: 'Change a case, ask another department, or put down its answer',
    params: numberId,
    body: cases.caseChange,
    response: cases.customerCase,
  },
  readCaseEntries: {
    method: 'get',
    path: '/v1/cases/:id/history',
    roles: everyone,
    summary: 'Who has changed what of a case, and when; the newest first',
    params: numberId,
    response: list(cases.caseEntry),
  },
  readPressingCases: {
    method: 'get',
    path: '/v1/cases/pressing',
    roles: leads,
    summary: 'Open cases that took too many contacts, or that another department was asked about',
    response: list(cases.pressingCase),
  },
} as const
