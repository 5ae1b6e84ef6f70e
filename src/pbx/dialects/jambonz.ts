import { createHmac } from 'node:crypto'
import { z } from 'zod'
import type { EndReason, OfferEnd } from '../../call/call-event.ts'
import { genuine, isSame } from '../constant-time.ts'
import { dialect, type Heard, type HookKeys, type HookRequest, jsonAnswer, noContent } from '../dialect.ts'
import { legSettings } from '../dialect-legs.ts'
import { idsOf } from '../event-ids.ts'
import { callId, hearFields, readFields, text } from '../hook-fields.ts'
import { hearLeg, type LegState } from '../leg-story.ts'
import type { Verification } from '../verify-request.ts'

const settings = z.strictObject({
  ...legSettings,
  /** Where the verbs of the house are: a call whose arrival was heard here is sent on to it. */
  redirect: z.url({ protocol: /^https?$/ }).optional(),
})
type Settings = z.infer<typeof settings>

const said = z.object({
  call_sid: callId,
  parent_call_sid: text,
  call_status: text,
  direction: text,
  from: text,
  to: text,
  caller_name: text,
  call_termination_by: text,
})
type Said = z.infer<typeof said>

const ends: Readonly<Record<string, { reason: EndReason; result?: OfferEnd }>> = {
  completed: { reason: 'hung-up' },
  busy: { reason: 'busy', result: 'busy' },
  'no-answer': { reason: 'no-answer', result: 'missed' },
  failed: { reason: 'failed', result: 'withdrawn' },
}

/**
 * jambonz: `call` is asked for verbs when a call comes in, `status` hears how each leg fares. A leg that `dial` has begun
 * names the one it was begun for.
 */
export const jambonz = dialect({
  kind: 'jambonz',
  proof: 'secret',
  linksLegs: true,
  settings,
  verify,
  hear(request, own) {
    const part = request.parts[0]
    if (part !== 'call' && part !== 'status') return { kind: 'refused', code: 'not-found' }
    return hearFields(readFields(request), said, (fields) => hearStatus(fields, own, part))
  },
})

function hearStatus(fields: Said, own: Settings, part: 'call' | 'status'): Heard {
  const answer = part === 'call' ? jsonAnswer(verbs(own)) : noContent
  const state = part === 'call' ? begun : stateOf(fields)
  if (!state) return { kind: 'ignored', answer }
  const { call_sid: leg, parent_call_sid: parent } = fields
  const events = hearLeg(
    {
      call: leg,
      leg,
      direction: fields.direction === 'outbound' ? 'outbound' : 'inbound',
      state,
      id: idsOf(leg, state.kind),
      from: fields.from,
      to: fields.to,
      caller: { displayName: fields.caller_name },
    },
    own,
  )
  const links = parent === undefined ? [] : [{ leg, of: parent }]
  return { kind: events.length + links.length > 0 ? 'events' : 'ignored', events, links, answer }
}

function verbs({ redirect }: Settings) {
  return redirect === undefined ? [] : [{ verb: 'redirect', actionHook: redirect }]
}

const begun: LegState = { kind: 'begun' }

function stateOf({ call_status: status, call_termination_by: by, direction }: Said): LegState | null {
  if (status === 'trying' || status === 'ringing' || status === 'early-media') return begun
  if (status === 'in-progress') return { kind: 'answered' }
  const cancelled = status === 'no-answer' && by === 'caller' && direction === 'inbound'
  if (cancelled) return { kind: 'ended', reason: 'abandoned' }
  const end = ends[status ?? '']
  return end ? { kind: 'ended', ...end } : null
}

const windowSeconds = 300

/** `Jambonz-Signature: t=<seconds>,v1=<hex>`: HMAC-SHA256 over time, a dot and the body (jambonz-feature-server, base-requestor). */
function verify({ headers, body }: HookRequest, { secrets }: HookKeys, now: number): Verification {
  const given = headers['jambonz-signature']
  if (typeof given !== 'string' || given === '') return { kind: 'refused', code: 'missing-signature' }
  const time = /(?:^|,)\s*t=(\d{1,12})(?:,|$)/.exec(given)?.[1]
  const signatures = [...given.matchAll(/(?:^|,)\s*v1=([0-9a-f]{64})(?=,|$)/gi)].map(([, hex = '']) => hex)
  if (time === undefined) return { kind: 'refused', code: 'wrong-signature' }
  const fits = secrets.flatMap((secret) => {
    const wanted = createHmac('sha256', secret).update(`${time}.`).update(body).digest('hex')
    return signatures.filter((signature) => isSame(wanted, signature.toLowerCase()))
  })
  if (fits.length === 0) return { kind: 'refused', code: 'wrong-signature' }
  return Math.abs(now / 1000 - Number(time)) <= windowSeconds
    ? genuine(Number(time) * 1000)
    : { kind: 'refused', code: 'stale-signature' }
}
