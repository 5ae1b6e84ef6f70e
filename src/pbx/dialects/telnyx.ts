import { createPublicKey, verify } from 'node:crypto'
import { z } from 'zod'
import type { Attestation, EndReason, OfferEnd } from '../../call/call-event.ts'
import { attestationOf } from '../attestation.ts'
import { genuine } from '../constant-time.ts'
import {
  dialect,
  type Heard,
  type HeardEvent,
  type HookKeys,
  type HookRequest,
  noContent,
} from '../dialect.ts'
import { type LegSettings, legSettings } from '../dialect-legs.ts'
import { idsOf } from '../event-ids.ts'
import { callId, hearFields, readFields, text } from '../hook-fields.ts'
import { instantOf } from '../hook-times.ts'
import { hearLeg, type LegState } from '../leg-story.ts'
import type { Verification } from '../verify-request.ts'

const header = z.object({ name: z.string().max(100), value: z.string().max(2000) })

const payload = z.object({
  call_leg_id: callId,
  call_session_id: callId,
  direction: text,
  from: text,
  to: text,
  queue: text,
  caller_id_name: text,
  shaken_stir_attestation: text,
  shaken_stir_validated: z.boolean().nullish(),
  sip_headers: z.array(header).max(100).nullish(),
  hangup_cause: text,
})
const said = z.object({
  data: z.object({
    id: callId,
    event_type: z.string().max(64),
    occurred_at: text,
    payload: z.unknown().optional(),
  }),
})
type Payload = z.infer<typeof payload>

const ends: Readonly<Record<string, { reason: EndReason; result?: OfferEnd }>> = {
  originator_cancel: { reason: 'abandoned', result: 'withdrawn' },
  call_rejected: { reason: 'busy', result: 'declined' },
  user_busy: { reason: 'busy', result: 'busy' },
  timeout: { reason: 'no-answer', result: 'missed' },
  no_answer: { reason: 'no-answer', result: 'missed' },
  not_found: { reason: 'failed', result: 'withdrawn' },
}

/**
 * Telnyx Call Control (API v2). Webhooks come in any order, at once and repeatedly (its guide to receiving them), so each
 * is known by its id. Only `call.initiated` says the direction; what comes later is told by the leg that it is about.
 */
export const telnyx = dialect({
  kind: 'telnyx',
  proof: 'secret',
  settings: z.strictObject(legSettings),
  verify: verifyEd25519,
  hear: (request, own) =>
    hearFields(readFields(request), said, ({ data }) => {
      if (!data.event_type.startsWith('call.')) return { kind: 'ignored', answer: noContent }
      const about = { id: idsOf(data.id), time: instantOf(data.occurred_at, 'iso'), type: data.event_type }
      const fields = (data.payload ?? {}) as Readonly<Record<string, unknown>>
      return hearFields({ kind: 'fields', fields }, payload, (call) => hearEvent(about, call, own))
    }),
})

interface About {
  readonly id: (kind: string) => string
  readonly time: number | undefined
  readonly type: string
}

function hearEvent(about: About, call: Payload, own: LegSettings): Heard {
  const events = eventsOf(about, call, own)
  return { kind: events.length > 0 ? 'events' : 'ignored', events, answer: noContent }
}

function eventsOf({ id, time, type }: About, call: Payload, own: LegSettings): HeardEvent[] {
  const leg = call.call_leg_id
  const about = { call: call.call_session_id, time } as const
  switch (type) {
    case 'call.initiated':
      return hearLeg({ ...about, leg, id, ...begun(call) }, own)
    case 'call.answered':
      return [{ ...about, leg, id: id('answered'), kind: 'answered' }]
    case 'call.enqueued':
      return [{ ...about, id: id('queued'), kind: 'queued', queue: call.queue }]
    case 'call.hold':
      return [{ ...about, id: id('held'), kind: 'held' }]
    case 'call.unhold':
      return [{ ...about, id: id('resumed'), kind: 'resumed' }]
    case 'call.hangup':
      return [{ ...about, leg, id: id('ended'), kind: 'ended', ...(ends[call.hangup_cause ?? ''] ?? hungUp) }]
    default:
      return []
  }
}

const hungUp = { reason: 'hung-up' } as const

function begun({ direction, from, to, ...call }: Payload) {
  return {
    direction: direction === 'outgoing' ? 'outbound' : 'inbound',
    state: { kind: 'begun' } satisfies LegState,
    from,
    to,
    caller: {
      displayName: call.caller_id_name,
      attestation: attestationIn(call),
      diversion: call.sip_headers
        ?.find(({ name }) => name.toLowerCase() === 'diversion')
        ?.value.slice(0, 512),
    },
  } as const
}

/** A level that nobody says to have checked is a claim. */
function attestationIn({
  shaken_stir_attestation: level,
  shaken_stir_validated: isValid,
}: Pick<Payload, 'shaken_stir_attestation' | 'shaken_stir_validated'>): Attestation | undefined {
  if (level === undefined || typeof isValid !== 'boolean') return undefined
  return attestationOf(isValid ? 'TN-Validation-Passed' : 'TN-Validation-Failed', level)
}

const windowSeconds = 300
/** RFC 8410: what stands before the 32 bytes of an Ed25519 key in its DER form. */
const derPrefix = Buffer.from('302a300506032b6570032100', 'hex')

/** Ed25519 over `timestamp|body` with the account's public key, base64 of its 32 bytes. */
function verifyEd25519({ headers, body }: HookRequest, { secrets }: HookKeys, now: number): Verification {
  const signature = headers['telnyx-signature-ed25519']
  const timestamp = headers['telnyx-timestamp']
  if (typeof signature !== 'string' || signature === '' || typeof timestamp !== 'string') {
    return { kind: 'refused', code: 'missing-signature' }
  }
  const given = Buffer.from(signature, 'base64')
  const message = Buffer.concat([Buffer.from(`${timestamp}|`), body])
  const fits = (key: string) => {
    const raw = Buffer.from(key, 'base64')
    if (raw.length !== 32) return false
    const der = Buffer.concat([derPrefix, raw])
    return verify(null, message, createPublicKey({ key: der, format: 'der', type: 'spki' }), given)
  }
  if (!/^\d{1,12}$/.test(timestamp) || !secrets.some(fits))
    return { kind: 'refused', code: 'wrong-signature' }
  return Math.abs(now / 1000 - Number(timestamp)) <= windowSeconds
    ? genuine(Number(timestamp) * 1000)
    : { kind: 'refused', code: 'stale-signature' }
}
