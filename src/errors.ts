import type { RefusalBody } from './wire/refusal.ts'

/** The closed list of what the product refuses: HTTP status and the sentence that may be shown. */
export const refusals = {
  'bad-json': [400, 'The body is not valid JSON.'],
  'bad-utf8': [400, 'The body is not valid UTF-8.'],
  'bad-input': [422, 'The input does not fit its schema; see faults.'],
  'too-deep': [422, 'The JSON is nested too deeply.'],
  'too-large': [413, 'The body is too large.'],
  'wrong-content-type': [415, 'This address does not take a body of that type.'],
  'unknown-source': [404, 'No source of this name is configured.'],
  'unknown-agent': [
    422,
    'None of the agents named is known. Add their extension, login or id to an account.',
  ],
  'missing-signature': [
    401,
    'The request is neither signed nor carries a token, as this kind of source must.',
  ],
  'wrong-signature': [401, 'The signature does not fit what was sent.'],
  'stale-signature': [401, 'The signed timestamp is too far from our clock.'],
  'wrong-token': [401, 'The token is not one of this source.'],
  'wrong-lookup-token': [
    401,
    'Send the token of a configured lookup, as a bearer token or as the password of HTTP Basic.',
  ],
  'not-signed-in': [401, 'Sign in first.'],
  'wrong-credentials': [401, 'Login or password is wrong.'],
  'too-many-attempts': [429, 'Too many attempts. Wait a little and try again.'],
  forbidden: [403, 'Your role may not do this.'],
  'wrong-origin': [403, 'This page may not send requests here.'],
  'not-found': [404, 'There is nothing here.'],
  'method-not-allowed': [405, 'This address does not take that method.'],
  'not-speaking': [409, 'Only whoever speaks with the caller can do that.'],
  'verify-first': [403, 'Make sure who is speaking first.'],
  'against-wish': [409, 'The customer does not wish to be contacted so; see faults.'],
  'cannot-dial': [409, 'This call cannot be placed; see faults.'],
  'nobody-sends': [409, 'Nothing is set up that would send it: a webhook has to ask for guidance.sent.'],
  conflict: [409, 'Somebody else has changed this meanwhile. Load it again.'],
  'already-exists': [409, 'There is one of this name or id already.'],
  'search-took-too-long': [503, 'The search took too long. Narrow it down.'],
  'store-unavailable': [503, 'Nothing can be stored at the moment. Send it again.'],
  'shutting-down': [503, 'This node is stopping. Send it again.'],
  internal: [500, 'Something went wrong here. It has been logged.'],
} as const satisfies Record<string, readonly [status: number, message: string]>

export type RefusalCode = keyof typeof refusals

/** A refusal on its way to whoever asked. `message` and `faults` may be shown; `cause` may only be logged. */
export class Refusal extends Error {
  readonly code: RefusalCode
  readonly status: number
  readonly faults: { path: string; message: string }[] | undefined

  constructor(
    code: RefusalCode,
    more: { faults?: { path: string; message: string }[]; cause?: unknown } = {},
  ) {
    super(refusals[code][1], more.cause === undefined ? undefined : { cause: more.cause })
    this.code = code
    this.status = refusals[code][0]
    this.faults = more.faults
  }

  body(): RefusalBody {
    return {
      error: { code: this.code, message: this.message, ...(this.faults ? { faults: this.faults } : {}) },
    }
  }
}
