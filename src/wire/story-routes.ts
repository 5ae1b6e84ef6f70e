import { z } from 'zod'
import { everyone, leads } from './route-shapes.ts'
import * as story from './story-api.ts'

/** What was, in the order in which it happened. Part of `routes`. */
export const storyRoutes = {
  readTimeline: {
    method: 'get',
    path: '/v1/customers/:id/timeline',
    roles: everyone,
    summary:
      'All that was with a customer, newest first: contacts with their calls, promises, cases, signals, facts, tasks',
    params: z.strictObject({ id: z.coerce.number().int() }),
    query: story.wholeTimelineQuery,
    response: story.timelinePage,
  },
  readCallStory: {
    method: 'get',
    path: '/v1/calls/:id/story',
    roles: leads,
    summary: 'A call moment by moment, with what each agent was shown',
    params: z.strictObject({ id: z.string().min(1).max(500) }),
    response: story.callStory,
  },
} as const
