import { createHash, createHmac } from 'node:crypto'
import { z } from 'zod'
import type { EndReason } from '../../call/call-event.ts'
import { genuine, isOneOf, isSame } from '../constant-time.ts'
import {
  dialect,
  type Heard,
  type HeardEvent,
  type HookAnswer,
  type HookKeys,
  type HookRequest,
  jsonAnswer,
} from '../dialect.ts'
import { idsOf } from '../event-ids.ts'
import { agentNamed, callId, hearFields, readFields, text } from '../hook-fields.ts'
import { instantOf } from '../hook-times.ts'
import type { Verification } from '../verify-request.ts'

const settings = z.strictObject({
  /** What an incoming call is answered with: the SVAML as it is. Without any, Sinch ends the call. */
  svaml: z
    .looseObject({ action: z.looseObject({ name: z.string() }) })
    .default({ action: { name: 'continue' } }),
})
type Settings = z.infer<typeof settings>

const said = z.object({
  event: z.string().max(32),
  callid: callId.optional(),
  callId: callId.optional(),
  timestamp: text,
  cli: text,
  from: text,
  to: z.object({ type: text, endpoint: text }).nullish(),
  originationType: text,
  rdnis: text,
  userId: text,
  custom: text,
  result: text,
  reason: text,
  menuResult: z.object({ menuId: text, value: text }).nullish(),
})
type Said = z.infer<typeof said>

/**
 * Sinch Voice: `ice` when a call comes in, `ace` when whoever it was connected to answers, `pie` for a menu, `dice` at the
 * end. Whom it was connected to stands nowhere but in `custom`, which the house's own SVAML sets, or as a user of an app.
 */
export const sinch = dialect({
  kind: 'sinch',
  proof: 'secret',
  signsAddress: true,
  settings,
  verify,
  hear: (request, own) => hearFields(readFields(request), said, (fields) => hearEvent(fields, own)),
})

function hearEvent(fields: Said, own: Settings): Heard {
  const answer = answerTo(fields, own)
  const call = fields.callid ?? fields.callId
  const event = call === undefined ? null : eventOf(fields, call)
  return event ? { kind: 'events', events: [event], answer } : { kind: 'ignored', answer }
}

function answerTo({ event }: Said, { svaml }: Settings): HookAnswer {
  if (event === 'ice') return jsonAnswer(svaml)
  return jsonAnswer(event === 'ace' ? { action: { name: 'continue' } } : {})
}

function eventOf(fields: Said, call: string): HeardEvent | null {
  const { event, cli, to, rdnis } = fields
  // A call that is handed on is answered again, by somebody else.
  const id = idsOf(call, event, fields.menuResult, ...(event === 'ace' ? [fields.custom, to] : []))
  const about = { call, time: instantOf(fields.timestamp, 'iso') }
  const agents = agentsIn(fields)
  switch (event) {
    case 'ice':
      return fields.originationType === 'MXP'
        ? {
            ...about,
            id: id('arrived'),
            kind: 'arrived',
            direction: 'outbound',
            to: to?.endpoint,
            agents: caller(fields),
          }
        : {
            ...about,
            id: id('arrived'),
            kind: 'arrived',
            direction: 'inbound',
            from: cli,
            to: to?.endpoint,
            diversion: rdnis,
          }
    case 'ace':
      return { ...about, id: id('answered'), kind: 'answered', agents }
    case 'pie':
      return claimOf(fields, { ...about, id: id('claims'), kind: 'claims' })
    case 'dice':
      return { ...about, id: id('ended'), kind: 'ended', reason: reasonOf(fields), from: fields.from }
    default:
      return null
  }
}

function agentsIn({ custom, to }: Said) {
  const user = to?.type === 'username' || to?.type === 'sip' ? to.endpoint : undefined
  const names = agentNamed(custom, user, user?.replace(/^sips?:/i, '').split('@')[0])
  return names.length > 0 ? [names] : undefined
}

function caller({ userId, cli }: Said) {
  return [agentNamed(userId, cli)]
}

/** What the caller typed into a menu: a claim of the menu's name. */
function claimOf({ menuResult }: Said, event: HeardEvent): HeardEvent | null {
  const { menuId, value } = menuResult ?? {}
  if (menuId === undefined || value === undefined || !/^[A-Za-z][\w.-]{0,63}$/.test(menuId)) return null
  return { ...event, claims: { [menuId]: value } }
}

function reasonOf({ result, reason }: Said): EndReason {
  if (reason === 'CANCEL') return 'abandoned'
  if (result === 'BUSY') return 'busy'
  if (result === 'NOANSWER') return reason === 'CALLERHANGUP' ? 'abandoned' : 'no-answer'
  return result === 'FAILED' ? 'failed' : 'hung-up'
}

const windowMs = 300_000

/** `Application <key>:<signature>` over method, hash of the body, type, time and path; or HTTP Basic with key and secret. */
function verify(request: HookRequest, { secrets }: HookKeys, now: number): Verification {
  const { authorization = '' } = request.headers
  const [, basic] = /^Basic ([A-Za-z0-9+/=]{1,1000})$/i.exec(authorization) ?? []
  if (basic !== undefined) {
    const password = Buffer.from(basic, 'base64')
      .toString('utf8')
      .replace(/^[^:]*:/, '')
    return isOneOf(secrets, password) ? genuine() : { kind: 'refused', code: 'wrong-signature' }
  }
  const [, given] = /^Application [^:\s]{1,200}:([A-Za-z0-9+/=]{1,200})$/i.exec(authorization) ?? []
  const timestamp = request.headers['x-timestamp']
  if (given === undefined || typeof timestamp !== 'string')
    return { kind: 'refused', code: 'missing-signature' }
  const message = signedText(request, timestamp)
  const wanted = (secret: string) =>
    createHmac('sha256', Buffer.from(secret, 'base64')).update(message).digest('base64')
  if (secrets.filter((secret) => isSame(wanted(secret), given)).length === 0) {
    return { kind: 'refused', code: 'wrong-signature' }
  }
  const sentAt = instantOf(timestamp.replace(/^x-timestamp:/i, ''), 'iso')
  if (sentAt === undefined) return { kind: 'refused', code: 'wrong-signature' }
  return Math.abs(now - sentAt) <= windowMs ? genuine(sentAt) : { kind: 'refused', code: 'stale-signature' }
}

function signedText({ method, url, headers, body }: HookRequest, timestamp: string): string {
  const digest = createHash('md5').update(body).digest('base64')
  const path = new URL(url).pathname
  return `${method}\n${digest}\n${headers['content-type'] ?? ''}\nx-timestamp:${timestamp}\n${path}`
}
