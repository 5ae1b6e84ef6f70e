import * as desk from './desk-api.ts'
import { explanation } from './explain-api.ts'
import { leads, list, textId } from './route-shapes.ts'

/** Calls and agents as supervisors look at them. Part of `routes`. */
export const callRoutes = {
  readWrapUpTimes: {
    method: 'get',
    path: '/v1/reports/wrap-up-times',
    roles: leads,
    summary: 'How long wrap-ups take, by disposition',
    query: desk.reportRange,
    response: desk.wrapUpTimes,
  },
  readLiveCalls: {
    method: 'get',
    path: '/v1/calls/live',
    roles: leads,
    summary: 'Calls that have not ended, unrouted ones marked',
    response: list(desk.liveCall),
  },
  readAgentStates: {
    method: 'get',
    path: '/v1/agents/states',
    roles: leads,
    summary: 'How agents stand at the phone systems that tell it: free, on a call, paused, away',
    response: list(desk.agentState),
  },
  explainCall: {
    method: 'get',
    path: '/v1/calls/:id/explanation',
    roles: leads,
    summary:
      'Why a call was shown as it was: its events, the reasons, the rule, and what today’s rules would say',
    params: textId,
    response: explanation,
  },
} as const
