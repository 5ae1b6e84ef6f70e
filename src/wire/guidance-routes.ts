import { z } from 'zod'
import * as guidance from './guidance-api.ts'
import { everyone, leads, list, nothing } from './route-shapes.ts'
import * as standing from './standing-api.ts'

const topic = z.strictObject({ id: guidance.topicId })

/** What agents are told to say, and how customers stand. Part of `routes`. */
export const guidanceRoutes = {
  findGuidance: {
    method: 'get',
    path: '/v1/guidance',
    roles: everyone,
    summary: 'What the house has written down for its agents, by words or by the key of a reason',
    query: guidance.guidanceQuery,
    response: list(guidance.guidanceFound),
  },
  readGuidance: {
    method: 'get',
    path: '/v1/guidance/:id',
    roles: everyone,
    summary: 'One topic, in every language that it is written in',
    params: topic,
    response: guidance.guidanceTopic,
  },
  saveGuidance: {
    method: 'put',
    path: '/v1/guidance/:id',
    roles: leads,
    summary: 'Write a topic; every save is kept as a version',
    params: topic,
    body: guidance.guidanceSave,
    response: guidance.guidanceTopic,
  },
  removeGuidance: {
    method: 'delete',
    path: '/v1/guidance/:id',
    roles: leads,
    summary: 'Take a topic away; its versions stay and can be restored',
    params: topic,
    status: 204,
    response: nothing,
  },
  readGuidanceVersions: {
    method: 'get',
    path: '/v1/guidance/:id/versions',
    roles: leads,
    summary: 'Every save of a topic, the newest first',
    params: topic,
    response: list(guidance.guidanceVersion),
  },
  restoreGuidance: {
    method: 'post',
    path: '/v1/guidance/:id/restore',
    roles: leads,
    summary: 'Save an earlier version as the newest',
    params: topic,
    body: z.strictObject({ version: z.int().min(1) }),
    response: guidance.guidanceTopic,
  },
  sendGuidance: {
    method: 'post',
    path: '/v1/calls/:id/send-guidance',
    roles: everyone,
    summary:
      'Have a topic or one of its links sent to the caller by the house’s own gateway, told by a webhook',
    params: z.strictObject({ id: z.string().min(1).max(500) }),
    body: guidance.sendGuidance,
    status: 202,
    response: nothing,
  },
  readStanding: {
    method: 'get',
    path: '/v1/customers/:id/standing',
    roles: everyone,
    summary: 'How a customer stands with the house, with what made it so',
    params: z.strictObject({ id: z.coerce.number().int() }),
    response: standing.customerStanding,
  },
  readStandings: {
    method: 'get',
    path: '/v1/standings',
    roles: leads,
    summary: 'Customers by stored value or by the risk that they leave, the highest first',
    query: standing.standingsQuery,
    response: z.strictObject({ items: z.array(standing.standingRow), next: z.int().nullable() }),
  },
} as const
