import { z } from 'zod'
import type { EndReason, OfferEnd } from '../../call/call-event.ts'
import { attestationOf } from '../attestation.ts'
import { verifyAuthorization } from '../constant-time.ts'
import { dialect, type Heard, type HookAnswer, noContent, xmlAnswer } from '../dialect.ts'
import { legSettings } from '../dialect-legs.ts'
import { idsOf } from '../event-ids.ts'
import { callId, hearFields, readFields, text } from '../hook-fields.ts'
import { instantOf } from '../hook-times.ts'
import { hearLeg, type LegState } from '../leg-story.ts'
import { escapeXml } from '../xml.ts'

const settings = z.strictObject({
  ...legSettings,
  /** Where Bandwidth fetches what to do with a call, if `initiate` and `transferAnswer` come to us. */
  redirect: z.url().optional(),
})
type Settings = z.infer<typeof settings>

const said = z.object({
  eventType: z.string().max(64),
  eventTime: text,
  callId,
  parentCallId: text,
  direction: text,
  from: text,
  to: text,
  transferTo: text,
  cause: text,
  diversion: z.object({ origTo: text }).nullish(),
  stirShaken: z.object({ verstat: text, attestationIndicator: text }).nullish(),
})
type Said = z.infer<typeof said>

const ends: Readonly<Record<string, { reason: EndReason; result?: OfferEnd }>> = {
  busy: { reason: 'busy', result: 'busy' },
  timeout: { reason: 'no-answer', result: 'missed' },
  cancel: { reason: 'abandoned', result: 'withdrawn' },
  rejected: { reason: 'busy', result: 'declined' },
  hangup: { reason: 'hung-up' },
}
const failed = { reason: 'failed', result: 'withdrawn' } as const

/**
 * Bandwidth Voice. A transfer's second leg is first heard of when it is answered (`transferAnswer`), so an agent is popped
 * then, while the caller still hears it ring. Proof is HTTP Basic, as entered with the callback.
 */
export const bandwidth = dialect({
  kind: 'bandwidth',
  proof: 'token',
  linksLegs: true,
  settings,
  verify: ({ headers }, keys) => verifyAuthorization(headers, keys),
  hear: (request, own) => hearFields(readFields(request), said, (fields) => hearEvent(fields, own)),
})

function hearEvent(fields: Said, own: Settings): Heard {
  const answer = answerTo(fields, own)
  const state = stateOf(fields)
  if (!state) return { kind: 'ignored', answer }
  const isTransfer = fields.eventType.startsWith('transfer')
  const { verstat, attestationIndicator: level } = fields.stirShaken ?? {}
  const leg = fields.callId
  const events = hearLeg(
    {
      call: leg,
      leg,
      direction: isTransfer || fields.direction === 'outbound' ? 'outbound' : 'inbound',
      state,
      id: idsOf(leg, state.kind),
      from: fields.from,
      to: isTransfer ? fields.transferTo : fields.to,
      time: instantOf(fields.eventTime, 'iso'),
      caller: { attestation: attestationOf(verstat, level), diversion: fields.diversion?.origTo },
    },
    isTransfer ? { dials: 'agents' } : own,
  )
  const links = fields.parentCallId ? [{ leg, of: fields.parentCallId }] : []
  return { kind: 'events', events, links, answer }
}

function stateOf({ eventType, cause }: Said): LegState | null {
  if (eventType === 'initiate') return { kind: 'begun' }
  if (eventType === 'answer' || eventType === 'transferAnswer') return { kind: 'answered' }
  if (eventType !== 'disconnect' && eventType !== 'transferDisconnect') return null
  return { kind: 'ended', ...(ends[cause ?? ''] ?? failed) }
}

/** What asks for instructions gets them, or none: then Bandwidth goes on with what it was told before. */
function answerTo({ eventType }: Said, { redirect }: Settings): HookAnswer {
  if (eventType !== 'initiate' && eventType !== 'transferAnswer') return noContent
  if (eventType !== 'initiate' || redirect === undefined) return xmlAnswer('<Response/>')
  return xmlAnswer(`<Response><Redirect redirectUrl="${escapeXml(redirect)}"/></Response>`)
}
