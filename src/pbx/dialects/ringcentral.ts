import { z } from 'zod'
import { genuine, isOneOf, verifyTokenInAddress } from '../constant-time.ts'
import { dialect, type Heard, type HookKeys, type HookRequest, jsonAnswer } from '../dialect.ts'
import { callId, hearFields, readFields, text } from '../hook-fields.ts'
import { instantOf } from '../hook-times.ts'
import type { Verification } from '../verify-request.ts'
import { linkOf, partyEvents, partySchema } from './ringcentral-parties.ts'

const settings = z.strictObject({
  /** Ids of the extensions that are queues. */
  queues: z.array(z.string().min(1)).default([]),
  /** Ids of those that are nobody: menus, announcements. */
  menus: z.array(z.string().min(1)).default([]),
})

const session = z.object({
  telephonySessionId: callId,
  sequence: z.int().nonnegative().optional(),
  eventTime: text,
  parties: z.array(partySchema).max(100).default([]),
})
/** Some events come wrapped as they are pushed to telephones. */
const envelope = z.object({
  body: session.optional(),
  pn_apns: z.object({ body: session.optional() }).optional(),
})

/**
 * RingCentral's telephony sessions: each notification is the state of one party (rarely of more), and any may overtake
 * another; `sequence` counts them. The whole session is the call.
 */
export const ringcentral = dialect({
  kind: 'ringcentral',
  proof: 'token',
  linksLegs: true,
  settings,
  verify: verifyToken,
  hear(request, own) {
    const echo = request.headers['validation-token']
    if (isQuestion(request)) return { kind: 'handshake', answer: { ...taken, headers: echoed(echo) } }
    return hearFields(readFields(request), envelope, ({ body, pn_apns }) => {
      const said = body ?? pn_apns?.body
      if (!said) return { kind: 'ignored', answer: taken }
      const { telephonySessionId: call, sequence } = said
      const about = { call, sequence, time: instantOf(said.eventTime, 'iso') }
      const events = said.parties.flatMap((party) => partyEvents(about, party, own))
      const links = said.parties.flatMap((party) => linkOf(call, party) ?? [])
      return heard({ kind: 'events', events, links, answer: taken })
    })
  },
})

const taken = jsonAnswer({})

function heard(events: Heard & { kind: 'events' }): Heard {
  const { links = [] } = events
  return events.events.length + links.length > 0 ? events : { kind: 'ignored', answer: events.answer }
}

/**
 * The token that was chosen when the subscription was made comes with every notification, in a header (of either name, by
 * the age of the documents); it is all the proof there is. RingCentral's question whether we are there has a token of its
 * own, so then it has to stand in the address.
 */
function verifyToken(request: HookRequest, keys: HookKeys): Verification {
  const { 'verification-token': chosen, 'validation-token': asked } = request.headers
  const given = [chosen, asked].flatMap((one) => (typeof one === 'string' && one !== '' ? [one] : []))
  if (given.some((one) => isOneOf(keys.tokens, one))) return genuine()
  if (request.parts.length > 0) return verifyTokenInAddress(request, keys)
  return { kind: 'refused', code: given.length > 0 ? 'wrong-token' : 'missing-signature' }
}

/** It has no body, or an empty one; the answer must be 200 and, with its headers, no more than 1,024 bytes. */
function isQuestion({ headers, body }: HookRequest): boolean {
  return headers['validation-token'] !== undefined && /^\s*(?:\{\s*\})?\s*$/.test(body.toString('utf8'))
}

function echoed(token: string | string[] | undefined): Record<string, string> {
  return typeof token === 'string' && /^[\x21-\x7e]{1,256}$/.test(token) ? { 'Validation-Token': token } : {}
}
