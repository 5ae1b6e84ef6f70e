import { z } from 'zod'
import * as quality from './quality-api.ts'
import { everyone, leads, list, nothing } from './route-shapes.ts'

const one = z.strictObject({ id: z.string().min(1).max(64) })

/** How good calls are. Part of `routes`. */
export const qualityRoutes = {
  readReviewForms: {
    method: 'get',
    path: '/v1/quality/forms',
    roles: leads,
    summary: 'The forms by which calls are reviewed',
    response: list(quality.reviewForm),
  },
  drawSample: {
    method: 'get',
    path: '/v1/quality/sample',
    roles: leads,
    summary:
      'The calls of a week to review: drawn by lot, so many of each agent, none of one’s own; the same week gives the same',
    query: quality.sampleQuery,
    response: list(quality.callToReview),
  },
  addReview: {
    method: 'post',
    path: '/v1/quality/reviews',
    roles: leads,
    summary: 'Review an agent’s part of a call, once and never one’s own',
    body: quality.newReview,
    status: 201,
    response: quality.review,
  },
  readReviews: {
    method: 'get',
    path: '/v1/quality/reviews',
    roles: leads,
    summary:
      'Reviews of a time, the newest first, with the mean of each agent; the last 90 days if nothing is said',
    query: z.strictObject({
      from: z.coerce.number().int().optional(),
      until: z.coerce.number().int().optional(),
    }),
    response: z.strictObject({ items: z.array(quality.review), agents: z.array(quality.agentScore) }),
  },
  readOwnReviews: {
    method: 'get',
    path: '/v1/desk/reviews',
    roles: everyone,
    summary: 'Reviews of one’s own calls of the last 90 days, the newest first',
    response: list(quality.review),
  },
  answerReview: {
    method: 'post',
    path: '/v1/desk/reviews/:id/answer',
    roles: everyone,
    summary: 'One has seen a review of one’s own or, with words, answers it',
    params: one,
    body: z.strictObject({ reply: z.string().trim().min(1).max(4000).nullable() }),
    status: 204,
    response: nothing,
  },
  readChecklist: {
    method: 'get',
    path: '/v1/desk/checklist',
    roles: everyone,
    summary: 'What one is to check each day, and what of it is done today',
    response: list(quality.checkItem),
  },
  tickChecklist: {
    method: 'put',
    path: '/v1/desk/checklist/:id',
    roles: everyone,
    summary: 'Tick one item off for today, or not',
    params: one,
    body: z.strictObject({ done: z.boolean() }),
    status: 204,
    response: nothing,
  },
} as const
