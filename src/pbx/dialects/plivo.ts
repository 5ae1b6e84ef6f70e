import { createHmac } from 'node:crypto'
import { z } from 'zod'
import type { EndReason, OfferEnd } from '../../call/call-event.ts'
import { genuine, isSame } from '../constant-time.ts'
import {
  dialect,
  type Heard,
  type HookAnswer,
  type HookKeys,
  type HookRequest,
  noContent,
  xmlAnswer,
} from '../dialect.ts'
import { legSettings } from '../dialect-legs.ts'
import { idsOf } from '../event-ids.ts'
import { callId, contentType, formFields, hearFields, queryOf, readFields, text } from '../hook-fields.ts'
import { hearLeg, type LegState } from '../leg-story.ts'
import type { Verification } from '../verify-request.ts'
import { escapeXml } from '../xml.ts'

const settings = z.strictObject({
  ...legSettings,
  /** Where Plivo fetches what to do with a call whose answer URL is ours. */
  redirect: z.url().optional(),
})
type Settings = z.infer<typeof settings>

const said = z.object({
  CallUUID: callId,
  From: text,
  To: text,
  ForwardedFrom: text,
  Direction: text,
  CallStatus: text,
  Event: text,
  HangupCause: text,
  HangupCauseName: text,
  DialBLegUUID: text,
  DialBLegTo: text,
  DialBLegStatus: text,
  DialBLegHangupCause: text,
})
type Said = z.infer<typeof said>

const ends: Readonly<Record<string, { reason: EndReason; result?: OfferEnd }>> = {
  busy: { reason: 'busy', result: 'busy' },
  failed: { reason: 'failed', result: 'withdrawn' },
  timeout: { reason: 'no-answer', result: 'missed' },
  'no-answer': { reason: 'no-answer', result: 'missed' },
  cancel: { reason: 'abandoned', result: 'withdrawn' },
  completed: { reason: 'hung-up' },
  'in-progress': { reason: 'hung-up' },
}

/**
 * Plivo Voice: answer, ring and hangup URLs, and the callback of `<Dial>` (`/dial`), which tells of the second leg.
 * Numbers have no plus; there is no time and no id of an event.
 */
export const plivo = dialect({
  kind: 'plivo',
  proof: 'secret',
  otherMethods: ['GET'],
  signsAddress: true,
  settings,
  verify: verifyV3,
  hear: (request, own) =>
    hearFields(readFields(request), said, (fields) =>
      fields.DialBLegUUID === undefined
        ? hearCall(fields, own, answerTo(request, own))
        : hearDial(fields, own),
    ),
})

function answerTo({ parts }: HookRequest, { redirect }: Settings): HookAnswer {
  if (parts[0] !== 'answer') return noContent
  return xmlAnswer(
    redirect === undefined
      ? '<Response/>'
      : `<Response><Redirect>${escapeXml(redirect)}</Redirect></Response>`,
  )
}

function hearCall(fields: Said, own: Settings, answer: HookAnswer): Heard {
  const state = stateOf(fields)
  if (!state) return { kind: 'ignored', answer }
  const { CallUUID: call, From: from, To: to, ForwardedFrom: diversion } = fields
  const direction = fields.Direction === 'outbound' ? 'outbound' : 'inbound'
  const id = idsOf(call, state)
  const events = hearLeg({ call, leg: call, direction, state, id, from, to, caller: { diversion } }, own)
  return { kind: events.length > 0 ? 'events' : 'ignored', events, answer }
}

function stateOf({ Event, CallStatus, HangupCauseName }: Said): LegState | null {
  if (Event === 'Hangup') {
    const cancelled = /cancel/i.test(HangupCauseName ?? '')
    return { kind: 'ended', ...(ends[cancelled ? 'cancel' : (CallStatus ?? '')] ?? { reason: 'hung-up' }) }
  }
  if (Event === 'Ring' || CallStatus === 'ringing') return { kind: 'begun' }
  return Event === 'StartApp' && CallStatus === 'in-progress' ? { kind: 'answered' } : null
}

/** The callback of `<Dial>`: the first that is heard of the agent is that they have answered. */
function hearDial({ CallUUID: call, DialBLegUUID: leg = '', ...dial }: Said, own: Settings): Heard {
  const states: Readonly<Record<string, LegState>> = {
    answer: { kind: 'answered' },
    connected: { kind: 'answered' },
    hangup: {
      kind: 'ended',
      reason: 'hung-up',
      ...(/busy/i.test(dial.DialBLegHangupCause ?? '') ? { result: 'busy' } : {}),
    },
  }
  const state = states[dial.DialBLegStatus ?? '']
  if (!state) return { kind: 'ignored', answer: noContent }
  const about = { call, leg, id: idsOf(leg, state.kind), from: undefined, to: dial.DialBLegTo }
  const events = hearLeg({ ...about, direction: 'outbound', state }, { ...own, dials: 'agents' })
  return { kind: 'events', events, answer: noContent }
}

/**
 * V3 (plivo-node, `lib/utils/v3Security.js`): base64 HMAC-SHA256 over address, sorted parameters and nonce. One signature
 * for each auth token. There is no time in it; the same call event again is the same event here.
 */
function verifyV3(request: HookRequest, { secrets }: HookKeys): Verification {
  const given = request.headers['x-plivo-signature-v3']
  const nonce = request.headers['x-plivo-signature-v3-nonce']
  if (typeof given !== 'string' || given === '' || typeof nonce !== 'string' || nonce === '') {
    return { kind: 'refused', code: 'missing-signature' }
  }
  const message = `${signedText(request)}.${nonce}`
  const wanted = secrets.map((secret) => createHmac('sha256', secret).update(message).digest('base64'))
  const signatures = given
    .split(',')
    .slice(0, 10)
    .map((one) => one.trim())
  const fits = wanted.flatMap((one) => signatures.filter((signature) => isSame(one, signature)))
  return fits.length > 0 ? genuine() : { kind: 'refused', code: 'wrong-signature' }
}

function signedText(request: HookRequest): string {
  const base = request.url.split('?')[0] ?? ''
  const query = [...queryOf(request.url)].sort(byName)
  const asked = query.map(([name, value]) => `${name}=${value}`).join('&')
  if (request.method === 'GET') return asked === '' ? base : `${base}?${asked}`
  const form = contentType(request) === 'application/x-www-form-urlencoded'
  const fields = form ? formFields(new URLSearchParams(request.body.toString('utf8'))) : {}
  const body = Object.entries(fields)
    .sort(byName)
    .map(([name, value]) =>
      [value]
        .flat()
        .sort()
        .map((one) => `${name}${one}`)
        .join(''),
    )
    .join('')
  if (asked === '' && body === '') return base
  return `${base}?${asked}${asked !== '' && body !== '' ? '.' : ''}${body}`
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : a > b ? 1 : 0
}
