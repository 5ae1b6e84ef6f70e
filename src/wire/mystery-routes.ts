import { z } from 'zod'
import { mysteryCall } from './mystery-api.ts'
import { leads, nothing } from './route-shapes.ts'

/** Test calls of the house's own. Part of `routes`. */
export const mysteryRoutes = {
  readMysteryCalls: {
    method: 'get',
    path: '/v1/mystery-calls',
    roles: leads,
    summary: 'Test calls that the house places by itself, each with what came of the last ones',
    response: z.strictObject({ items: z.array(mysteryCall) }),
  },
  placeMysteryCall: {
    method: 'post',
    path: '/v1/mystery-calls/:id/call',
    roles: leads,
    summary: 'Place a test call at once, within its hours or not; `id` is its name',
    params: z.strictObject({ id: z.string().min(1).max(64) }),
    status: 204,
    response: nothing,
  },
} as const
