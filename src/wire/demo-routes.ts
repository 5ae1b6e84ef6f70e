import { z } from 'zod'
import { everyone } from './route-shapes.ts'

/** The demo’s own. Part of `routes`. */
export const demoRoutes = {
  playDemoCall: {
    method: 'post',
    path: '/v1/demo/calls',
    roles: everyone,
    summary: 'Demo only: let the demo phone system play one call of this kind',
    body: z.strictObject({ kind: z.string().max(40) }),
    status: 202,
    response: z.strictObject({ call: z.string() }),
  },
  readDemo: {
    method: 'get',
    path: '/v1/demo',
    roles: everyone,
    summary: 'Demo only: kinds of calls, and whether it plays by itself',
    response: z.strictObject({ kinds: z.array(z.string()), playing: z.boolean() }),
  },
  setDemo: {
    method: 'put',
    path: '/v1/demo',
    roles: everyone,
    summary: 'Demo only: pause or go on',
    body: z.strictObject({ playing: z.boolean() }),
    response: z.strictObject({ kinds: z.array(z.string()), playing: z.boolean() }),
  },
} as const
