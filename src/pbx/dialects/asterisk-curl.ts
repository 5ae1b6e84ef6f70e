import { z } from 'zod'
import type { CallEventKind, Direction } from '../../call/call-event.ts'
import { agentOfMember } from '../asterisk-names.ts'
import { presentationNamed } from '../asterisk-presentation.ts'
import { verifyAuthorization, verifyTokenInAddress } from '../constant-time.ts'
import { dialect, type Heard, type HeardEvent } from '../dialect.ts'
import { statedAttestation, statedClaim, statedDiversion } from '../dialplan-values.ts'
import { idsOf } from '../event-ids.ts'
import { agentNamed, agentsNamed, callId, hearFields, readFields, text } from '../hook-fields.ts'

/** Our own words for what happens, and those that dialplans commonly have for it. */
const kinds: Readonly<Record<string, CallEventKind>> = {
  arrived: 'arrived',
  newcall: 'arrived',
  ring: 'arrived',
  claims: 'claims',
  queued: 'queued',
  offered: 'offered',
  answered: 'answered',
  answer: 'answered',
  transferred: 'transferred',
  'offer-ended': 'offer-ended',
  ended: 'ended',
  hangup: 'ended',
}

const said = z
  .looseObject({
    event: z.string().max(64),
    call: callId.optional(),
    callId: callId.optional(),
    call_id: callId.optional(),
    /** Tells two events apart that say the same, such as a second ring: `${EPOCH}`. */
    id: text,
    direction: z.enum(['in', 'out', 'inbound', 'outbound', 'internal']).optional(),
    from: text,
    to: text,
    did: text,
    name: text,
    pres: text,
    attestation: text,
    diversion: text,
    queue: text,
    /** Extensions with commas between them, a dial string (`PJSIP/1001&PJSIP/1002`), or a channel's name. */
    agents: text,
    result: z.enum(['lost', 'missed', 'declined', 'busy', 'withdrawn']).optional(),
  })
  .refine((fields) => fields.call ?? fields.callId ?? fields.call_id, { path: ['call'], message: 'missing' })
type Said = z.infer<typeof said>

/**
 * What an Asterisk's dialplan posts with `CURL()`: a form, or JSON, which a display name with quotes can break. Nothing is
 * signed; the token is an `Authorization: Bearer` header of `CURLOPT(httpheader)`, or stands in the address.
 */
export const asteriskCurl = dialect({
  kind: 'asterisk-curl',
  proof: 'token',
  verify: (request, keys) =>
    request.headers.authorization === undefined
      ? verifyTokenInAddress(request, keys)
      : verifyAuthorization(request.headers, keys),
  hear: (request) => hearFields(readFields(request), said, hearEvent),
})

/** Not empty: that is what `CURL()` gives when it fails. */
const answer = { status: 200, type: 'text/plain', body: 'ok' }

function hearEvent(fields: Said): Heard {
  const kind = kinds[fields.event.toLowerCase()]
  return kind === undefined
    ? { kind: 'ignored', answer }
    : { kind: 'events', events: eventsOf(kind, fields), answer }
}

function eventsOf(kind: CallEventKind, fields: Said): HeardEvent[] {
  const call = fields.call ?? fields.callId ?? fields.call_id ?? ''
  const claims = claimsIn(fields)
  const { queue, agents, result } = fields
  const id = idsOf(kind, call, fields.id, queue, agents, result, claims)
  const about = { ...callerIn(fields, kind), call, queue }
  const event: HeardEvent = {
    ...about,
    id: id(kind),
    kind,
    agents: agentsNamed((agents ?? '').split(/[&,\s]+/).map((one) => agentNamed(agentOf(one)))),
    ...(kind === 'offer-ended' ? { result: result ?? 'missed' } : {}),
  }
  if (kind === 'claims') return [{ ...event, claims }]
  if (Object.keys(claims).length === 0) return [event]
  return [event, { ...about, id: id('claims'), kind: 'claims', claims }]
}

/** `PJSIP/1001-0000002a` is a channel, `PJSIP/1001` what is dialled, `1001` the extension. */
function agentOf(written: string): string {
  return agentOfMember(written.replace(/-[0-9a-f]{8}$/i, ''))
}

function callerIn(fields: Said, kind: CallEventKind): Omit<HeardEvent, 'id' | 'call' | 'kind'> {
  const direction = fields.direction ?? (kind === 'arrived' ? 'in' : undefined)
  return {
    direction: direction && directions[direction],
    from: fields.from,
    to: fields.to ?? fields.did,
    displayName: fields.name,
    presentation: presentationNamed(fields.pres),
    attestation: statedAttestation(fields.attestation),
    diversion: statedDiversion(fields.diversion),
  }
}

const directions: Readonly<Record<NonNullable<Said['direction']>, Direction>> = {
  in: 'inbound',
  out: 'outbound',
  inbound: 'inbound',
  outbound: 'outbound',
  internal: 'internal',
}

/** Only what is named `claim_…`: any other field may be something that this house's dialplan sends along. */
function claimsIn(fields: Said): Record<string, string> {
  const claims = Object.entries(fields).flatMap(([name, value]) => {
    const claim = /^claim[_-]/i.test(name) && typeof value === 'string' ? statedClaim(name, value) : undefined
    return claim ? [claim] : []
  })
  return Object.fromEntries(claims.slice(0, 32))
}
