import { z } from 'zod'
import * as facts from './facts-api.ts'
import { everyone, leads, nothing, numberId } from './route-shapes.ts'

const ofCustomer = z.strictObject({ id: z.coerce.number().int(), key: facts.factKey })
const callId = z.string().min(1).max(500)

/** What customers have told us, and what was asked of them again. Part of `routes`. */
export const factRoutes = {
  readFacts: {
    method: 'get',
    path: '/v1/customers/:id/facts',
    roles: everyone,
    summary: 'What is known from a customer, with what was said earlier',
    params: numberId,
    response: facts.factList,
  },
  putFact: {
    method: 'put',
    path: '/v1/customers/:id/facts/:key',
    roles: everyone,
    summary: 'Put a fact down; the same again changes nothing',
    params: ofCustomer,
    body: facts.factToPut,
    response: facts.fact,
  },
  verifyFact: {
    method: 'post',
    path: '/v1/customers/:id/facts/:key/verification',
    roles: everyone,
    summary: 'Somebody has made sure of what holds',
    params: ofCustomer,
    response: facts.fact,
  },
  revealFact: {
    method: 'post',
    path: '/v1/customers/:id/facts/:key/reveal',
    roles: everyone,
    summary: 'The value of a sensitive fact, on record',
    params: ofCustomer,
    response: facts.fact,
  },
  withdrawFact: {
    method: 'delete',
    path: '/v1/customers/:id/facts/:key',
    roles: everyone,
    summary: 'It does not hold any more; it stays in the history',
    params: ofCustomer,
    status: 204,
    response: nothing,
  },
  findFacts: {
    method: 'post',
    path: '/v1/facts/find',
    roles: leads,
    summary: 'What is known from the customer of this id, external id or number',
    body: facts.factsWanted,
    response: facts.factList,
  },
  changeFacts: {
    method: 'post',
    path: '/v1/facts',
    roles: leads,
    summary: 'Put, verify or withdraw facts of many customers, each by id, external id or number',
    body: facts.factsToChange,
    response: facts.factsChanged,
  },
  putCallFact: {
    method: 'put',
    path: '/v1/calls/:id/facts/:key',
    roles: everyone,
    summary: 'What the caller has answered; stays with the call until it is known who called',
    params: z.strictObject({ id: callId, key: facts.factKey }),
    body: facts.callFactToPut,
    status: 204,
    response: nothing,
  },
  recordAskedAgain: {
    method: 'post',
    path: '/v1/calls/:id/asked-again',
    roles: everyone,
    summary: 'The caller had to be asked for something that they have told us before',
    params: z.strictObject({ id: callId }),
    body: facts.askedAgain,
    status: 204,
    response: nothing,
  },
  reportAskedAgain: {
    method: 'get',
    path: '/v1/reports/asked-again',
    roles: leads,
    summary: 'How often callers had to be asked again, and for what',
    query: facts.rangeQuery,
    response: facts.askedAgainReport,
  },
} as const
