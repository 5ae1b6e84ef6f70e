import { createHmac } from 'node:crypto'
import { z } from 'zod'
import type { EndReason } from '../../call/call-event.ts'
import { genuine, isSame } from '../constant-time.ts'
import {
  dialect,
  type Heard,
  type HeardEvent,
  type HookKeys,
  type HookRequest,
  xmlAnswer,
} from '../dialect.ts'
import { idsOf } from '../event-ids.ts'
import { agentNamed, agentsNamed, callId, hearFields, readFields, text } from '../hook-fields.ts'
import type { Verification } from '../verify-request.ts'

const reasons: Readonly<Record<string, EndReason>> = {
  accepted: 'hung-up',
  voicemail: 'no-answer',
  missed: 'no-answer',
  blocked: 'failed',
  busy: 'busy',
  canceled: 'abandoned',
  unavailable: 'no-answer',
  congestion: 'failed',
}

const said = z.object({
  event: z.string().max(64),
  call_id: callId,
  direction: z.enum(['in', 'out']).optional(),
  from: text,
  to: text,
  peer: text,
  type: text,
})
type Said = z.infer<typeof said>

const settings = z.strictObject({
  /** Whose phones ring for which dialled number, since Placetel does not say it; without `number` for every one. */
  rings: z
    .array(
      z.strictObject({
        number: z.string().min(1).max(64).optional(),
        agents: z.array(z.string().min(1).max(128)).min(1).max(50),
      }),
    )
    .default([]),
})
type Settings = z.infer<typeof settings>

/**
 * Placetel's Call Control / Notify API (its README). It tells who has answered but not whose phone rings, and of calls that
 * agents make not that they are answered: that is heard at the end. No event id, no time.
 */
export const placetel = dialect({
  kind: 'placetel',
  proof: 'secret',
  settings,
  verify: verifyRequest,
  hear: (request, settings) => hearFields(readFields(request), said, (fields) => hearEvent(fields, settings)),
})

/** `X-PLACETEL-SIGNATURE`: HMAC-SHA256 over the body, hexadecimal. */
function verifyRequest({ headers, body }: HookRequest, { secrets }: HookKeys): Verification {
  const given = headers['x-placetel-signature']
  if (typeof given !== 'string' || given === '') return { kind: 'refused', code: 'missing-signature' }
  const fits = secrets.filter((secret) =>
    isSame(createHmac('sha256', secret).update(body).digest('hex'), given.toLowerCase()),
  )
  return fits.length > 0 ? genuine() : { kind: 'refused', code: 'wrong-signature' }
}

function hearEvent(fields: Said, settings: Settings): Heard {
  const events = eventsOf(fields, settings)
  const answer = xmlAnswer('<Response/>')
  return events.length === 0 ? { kind: 'ignored', answer } : { kind: 'events', events, answer }
}

function eventsOf(fields: Said, { rings }: Settings): HeardEvent[] {
  const { event, from, to, peer, type = '' } = fields
  const id = idsOf(event, fields.call_id, peer, type)
  const about = { call: fields.call_id, from, to, direction: directionOf(fields) }
  const agents = agentsNamed([agentNamed(peer, fields.direction === 'out' ? from : undefined)])
  switch (event) {
    case 'IncomingCall': {
      const rung = rings
        .filter((ring) => ring.number === undefined || ring.number === to)
        .flatMap((ring) => ring.agents.map((name) => agentNamed(name)))
      return [
        { ...about, id: id('arrived'), kind: 'arrived' },
        ...(rung.length > 0 ? [{ ...about, id: id('offered'), kind: 'offered', agents: rung } as const] : []),
      ]
    }
    case 'OutgoingCall':
      return [{ ...about, id: id('arrived'), kind: 'arrived', agents }]
    case 'CallAccepted':
      return [{ ...about, id: id('answered'), kind: 'answered', agents }]
    case 'HungUp': {
      const wasAnswered = fields.direction === 'out' && type === 'accepted'
      return [
        ...(wasAnswered ? [{ ...about, id: id('answered'), kind: 'answered', agents } as const] : []),
        { ...about, id: id('ended'), kind: 'ended', reason: reasons[type] ?? 'hung-up' },
      ]
    }
    default:
      return []
  }
}

/** A call to a SIP user or a short number stays in the house. */
function directionOf({ direction, to = '' }: Said): HeardEvent['direction'] {
  if (direction !== 'out') return direction && 'inbound'
  return to.includes('@') || /^\d{1,4}$/.test(to) ? 'internal' : 'outbound'
}
