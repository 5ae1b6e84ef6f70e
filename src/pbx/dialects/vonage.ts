import { createHash, createHmac } from 'node:crypto'
import { z } from 'zod'
import type { EndReason, OfferEnd } from '../../call/call-event.ts'
import { genuine, isSame } from '../constant-time.ts'
import {
  dialect,
  type Heard,
  type HookAnswer,
  type HookKeys,
  type HookRequest,
  jsonAnswer,
  noContent,
} from '../dialect.ts'
import { legSettings } from '../dialect-legs.ts'
import { idsOf } from '../event-ids.ts'
import { callId, hearFields, readFields, text } from '../hook-fields.ts'
import { instantOf } from '../hook-times.ts'
import { hearLeg, type LegState } from '../leg-story.ts'
import type { Verification } from '../verify-request.ts'

const settings = z.strictObject({
  ...legSettings,
  /** What the answer webhook gives back, if it is to be ours: the NCCO as it is. */
  ncco: z.array(z.looseObject({ action: z.string() })).optional(),
})

const said = z.object({
  status: text,
  uuid: callId.optional(),
  call_uuid: callId.optional(),
  conversation_uuid: text,
  conversation_uuid_from: text,
  conversation_uuid_to: text,
  direction: text,
  from: text,
  to: text,
  timestamp: text,
})
type Said = z.infer<typeof said>

const ends: Readonly<Record<string, { reason: EndReason; result?: OfferEnd }>> = {
  completed: { reason: 'hung-up' },
  disconnected: { reason: 'hung-up' },
  cancelled: { reason: 'abandoned', result: 'withdrawn' },
  unanswered: { reason: 'no-answer', result: 'missed' },
  timeout: { reason: 'no-answer', result: 'missed' },
  busy: { reason: 'busy', result: 'busy' },
  rejected: { reason: 'busy', result: 'declined' },
  failed: { reason: 'failed', result: 'withdrawn' },
}

/**
 * Vonage Voice: the event webhook reports every leg (`started`, `ringing`, `answered` …), the answer webhook (`/answer`)
 * asks for an NCCO. Numbers have no plus. A leg that moves to another conversation is a `transfer`.
 */
export const vonage = dialect({
  kind: 'vonage',
  proof: 'secret',
  otherMethods: ['GET'],
  linksLegs: true,
  settings,
  verify: verifyJwt,
  hear: (request, own) =>
    hearFields(readFields(request), said, (fields) =>
      request.parts[0] === 'answer' ? hearAnswer(fields, own) : hearEvent(fields, own, noContent),
    ),
})

function hearAnswer(fields: Said, own: z.infer<typeof settings>): Heard {
  const answer = own.ncco ? jsonAnswer(own.ncco) : noContent
  return hearEvent({ ...fields, status: 'started', direction: fields.direction ?? 'inbound' }, own, answer)
}

function hearEvent(fields: Said, own: z.infer<typeof settings>, answer: HookAnswer): Heard {
  const { conversation_uuid_from: before, conversation_uuid_to: after } = fields
  if (fields.status === 'transfer' && before && after) {
    return { kind: 'events', events: [], links: [{ leg: before, of: after }], answer }
  }
  const leg = fields.uuid ?? fields.call_uuid
  const state = stateOf(fields.status)
  if (!leg || !state) return { kind: 'ignored', answer }
  const events = hearLeg(
    {
      call: fields.conversation_uuid ?? leg,
      leg,
      direction: fields.direction === 'outbound' ? 'outbound' : 'inbound',
      state,
      // `started` and `ringing` say the same here, and come in either order.
      id: idsOf(leg, state),
      from: fields.from,
      to: fields.to,
      time: instantOf(fields.timestamp, 'iso'),
    },
    own,
  )
  return events.length > 0 ? { kind: 'events', events, answer } : { kind: 'ignored', answer }
}

function stateOf(status: string | undefined): LegState | null {
  if (status === 'started' || status === 'ringing') return { kind: 'begun' }
  if (status === 'answered') return { kind: 'answered' }
  const end = ends[status ?? '']
  return end ? { kind: 'ended', ...end } : null
}

const windowSeconds = 300
const base64url = /^Bearer ([\w-]{1,2000})\.([\w-]{1,4000})\.([\w-]{1,200})$/i
const claims = z.object({
  iat: z.number(),
  iss: z.literal('Vonage'),
  payload_hash: z.string().optional(),
})

/** A JWT by HS256 with the account's signature secret; it says no end, so its age is held to five minutes. */
function verifyJwt(request: HookRequest, { secrets }: HookKeys, now: number): Verification {
  const [, head = '', middle = '', signature = ''] = base64url.exec(request.headers.authorization ?? '') ?? []
  if (signature === '') return { kind: 'refused', code: 'missing-signature' }
  const wanted = (secret: string) =>
    createHmac('sha256', secret).update(`${head}.${middle}`).digest('base64url')
  const signed = secrets.filter((secret) => isSame(wanted(secret), signature)).length > 0
  const header = z.object({ alg: z.literal('HS256') }).safeParse(decode(head))
  const said = claims.safeParse(decode(middle))
  if (!signed || !header.success || !said.success || !coversBody(request, said.data.payload_hash)) {
    return { kind: 'refused', code: 'wrong-signature' }
  }
  const { iat } = said.data
  return Math.abs(now / 1000 - iat) <= windowSeconds
    ? genuine(iat * 1000)
    : { kind: 'refused', code: 'stale-signature' }
}

/** A `GET` has no body and no hash. */
function coversBody({ method, body }: HookRequest, hash: string | undefined): boolean {
  if (hash === undefined) return method === 'GET' && body.length === 0
  return isSame(createHash('sha256').update(body).digest('hex'), hash.toLowerCase())
}

function decode(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
  } catch {
    return null
  }
}
