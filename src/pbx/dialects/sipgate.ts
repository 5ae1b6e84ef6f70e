import { verify } from 'node:crypto'
import { z } from 'zod'
import type { EndReason } from '../../call/call-event.ts'
import { genuine, verifyTokenInAddress } from '../constant-time.ts'
import {
  type AgentNames,
  dialect,
  type Heard,
  type HeardEvent,
  type HookKeys,
  type HookRequest,
  xmlAnswer,
} from '../dialect.ts'
import { idsOf } from '../event-ids.ts'
import { agentNamed, agentsNamed, callId, hearFields, readFields, text, texts } from '../hook-fields.ts'
import type { Verification } from '../verify-request.ts'
import { escapeXml } from '../xml.ts'
import { sipgateKey } from './sipgate-key.ts'

const said = z.object({
  event: z.string().max(64),
  callId,
  origCallId: text,
  originalCallId: text,
  direction: z.enum(['in', 'out']).optional(),
  from: text,
  to: text,
  user: texts,
  userId: texts,
  fullUserId: texts,
  diversion: text,
  answeringNumber: text,
  cause: text,
})
type Said = z.infer<typeof said>

/** `noAnswer` is a phone that rejects, `notFound` also one that is off: the caller has reached nobody. */
const reasons: Readonly<Record<string, EndReason>> = {
  normalClearing: 'hung-up',
  busy: 'busy',
  cancel: 'abandoned',
  noAnswer: 'no-answer',
  congestion: 'failed',
  notFound: 'no-answer',
}

/**
 * The push API of sipgate.io (its README; the order of events in transfers and forwards is that of the README's FAQ). A
 * transfer is a new call with `origCallId`. `answer` and `hangup` come only to the addresses that the answer to `newCall`
 * names. sipgate signs for all customers with one key, so a token in the address has to say that the account is ours.
 */
export const sipgate = dialect({
  kind: 'sipgate',
  proof: 'token',
  linksLegs: true,
  verify: verifyRequest,
  hear: (request) => hearFields(readFields(request), said, (fields) => hearEvent(fields, request)),
})

/** RSA-SHA256 (PKCS #1 1.5) over the body, base64. A key in `secrets`, as PEM, takes the place of the one that we know. */
function verifyRequest(request: HookRequest, keys: HookKeys): Verification {
  const token = verifyTokenInAddress(request, keys)
  if (token.kind === 'refused') return token
  const header = request.headers['x-sipgate-signature']
  if (typeof header !== 'string' || header === '') return { kind: 'refused', code: 'missing-signature' }
  const signature = Buffer.from(header, 'base64')
  const known = keys.secrets.length > 0 ? keys.secrets : [sipgateKey]
  const fits = known.some((key) => isSignedBy(key, request.body, signature))
  return fits ? genuine() : { kind: 'refused', code: 'wrong-signature' }
}

function isSignedBy(key: string, body: Buffer, signature: Buffer): boolean {
  try {
    return verify('sha256', body, key, signature)
  } catch {
    return false
  }
}

function hearEvent(fields: Said, { url }: HookRequest): Heard {
  const events = eventsOf(fields)
  const here = escapeXml(url)
  const answer = xmlAnswer(
    fields.event === 'newCall' ? `<Response onAnswer="${here}" onHangup="${here}"/>` : '<Response/>',
  )
  if (events.length === 0) return { kind: 'ignored', answer }
  const of = origin(fields)
  return { kind: 'events', events, answer, links: of === undefined ? [] : [{ leg: fields.callId, of }] }
}

function origin({ origCallId, originalCallId, callId }: Said): string | undefined {
  const of = origCallId ?? originalCallId
  return of === callId ? undefined : of
}

function eventsOf(fields: Said): HeardEvent[] {
  const { event, from, to, direction, cause } = fields
  const call = fields.callId
  const id = idsOf(event, call, fields.fullUserId, fields.user, cause, fields.answeringNumber)
  // What a transfer names as diversion is the agent who transferred.
  const diversion = origin(fields) === undefined ? fields.diversion : undefined
  const about = { call, leg: call, from, to, diversion, direction: directionOf(direction) }
  const agents = agentsOf(fields)
  switch (event) {
    case 'newCall':
      if (direction === 'out') return [{ ...about, id: id('arrived'), kind: 'arrived', agents }]
      return [
        { ...about, id: id('arrived'), kind: 'arrived' },
        ...(agents ? [{ ...about, id: id('offered'), kind: 'offered', agents } as const] : []),
      ]
    case 'answer':
      if (isMailbox(fields)) return [{ ...about, id: id('missed'), kind: 'offer-ended', result: 'missed' }]
      return [{ ...about, id: id('answered'), kind: 'answered', agents }]
    case 'hangup':
      if (cause === 'forwarded') return [{ ...about, id: id('transferred'), kind: 'transferred' }]
      return [{ ...about, id: id('ended'), kind: 'ended', reason: reasons[cause ?? ''] ?? 'hung-up' }]
    default:
      return []
  }
}

function directionOf(direction: Said['direction']): 'inbound' | 'outbound' | undefined {
  return direction && (direction === 'in' ? 'inbound' : 'outbound')
}

/** The same user stands at the same place of each list. */
function agentsOf({ user, userId, fullUserId, answeringNumber, event, direction }: Said) {
  const many = Math.max(user.length, userId.length, fullUserId.length)
  const named = Array.from({ length: many }, (_, n) => agentNamed(fullUserId[n], userId[n], user[n]))
  const answering: AgentNames = event === 'answer' && direction === 'in' ? agentNamed(answeringNumber) : []
  const [first = []] = named
  const all = event === 'answer' ? [[...first, ...answering]] : named
  return agentsNamed(all.filter((names) => !names.some((name) => Object.values(name)[0] === 'voicemail')))
}

function isMailbox({ user }: Said): boolean {
  return user[0] === 'voicemail'
}
