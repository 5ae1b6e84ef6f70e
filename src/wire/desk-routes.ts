import { z } from 'zod'
import * as customers from './customer-api.ts'
import * as desk from './desk-api.ts'
import { availability } from './desktop-events.ts'
import { pop } from './pop.ts'
import { everyone, list, nothing, page, textId } from './route-shapes.ts'

/** What is done at one’s own desk. Part of `routes`. */
export const deskRoutes = {
  setAvailability: {
    method: 'put',
    path: '/v1/desk/availability',
    roles: everyone,
    summary: 'Say whether one takes calls',
    body: z.strictObject({ availability }),
    response: z.strictObject({ availability }),
  },
  readRecentCalls: {
    method: 'get',
    path: '/v1/desk/recent',
    roles: everyone,
    summary: 'One’s own calls, newest first; `before` is an instant',
    query: customers.pageQuery,
    response: page(desk.recentCall),
  },
  readMissedCalls: {
    method: 'get',
    path: '/v1/desk/missed',
    roles: everyone,
    summary:
      'Whose calls one missed in the last two days: one entry for each, until somebody has reached them',
    response: list(desk.missedCaller),
  },
  readFollowUps: {
    method: 'get',
    path: '/v1/desk/follow-ups',
    roles: everyone,
    summary: 'What one has promised to do, soonest first',
    response: list(desk.followUp),
  },
  closeFollowUp: {
    method: 'post',
    path: '/v1/desk/follow-ups/:id/done',
    roles: everyone,
    summary: 'The follow-up of this call is done',
    params: textId,
    status: 204,
    response: nothing,
  },
  readPop: {
    method: 'get',
    path: '/v1/calls/:id/pop',
    roles: everyone,
    summary: 'One’s own pop of a call',
    params: textId,
    response: pop,
  },
  chooseIdentity: {
    method: 'post',
    path: '/v1/calls/:id/identity',
    roles: everyone,
    summary: 'It is this one, or it is not this person; the next call knows it',
    params: textId,
    body: desk.identityChoice,
    status: 204,
    response: nothing,
  },
  verifyCaller: {
    method: 'post',
    path: '/v1/calls/:id/verification',
    roles: everyone,
    summary: 'Whoever speaks with the caller has made sure that it is this customer; holds for this call',
    params: textId,
    body: desk.callerCheck,
    status: 204,
    response: nothing,
  },
  takeBackVerification: {
    method: 'delete',
    path: '/v1/calls/:id/verification',
    roles: everyone,
    summary: 'The caller was not made sure of after all',
    params: textId,
    status: 204,
    response: nothing,
  },
  readDraft: {
    method: 'get',
    path: '/v1/calls/:id/draft',
    roles: everyone,
    summary: 'The kept draft of one’s wrap-up',
    params: textId,
    response: desk.draftKept,
  },
  readCallNotes: {
    method: 'get',
    path: '/v1/calls/:id/notes',
    roles: everyone,
    summary: 'What colleagues who had this call have noted on it',
    params: textId,
    response: list(desk.callNote),
  },
  keepDraft: {
    method: 'put',
    path: '/v1/calls/:id/draft',
    roles: everyone,
    summary: 'Keep the draft of one’s wrap-up',
    params: textId,
    body: desk.draftToKeep,
    response: desk.draftKept,
  },
  saveWrapUp: {
    method: 'post',
    path: '/v1/calls/:id/wrap-up',
    roles: everyone,
    summary: 'Wrap the call up and close its pop',
    params: textId,
    body: desk.wrapUp,
    status: 204,
    response: nothing,
  },
} as const
