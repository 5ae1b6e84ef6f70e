import { z } from 'zod'
import type { EndReason } from '../../call/call-event.ts'
import { attestationOf } from '../attestation.ts'
import type { AgentNames, HeardEvent } from '../dialect.ts'
import { idsOf } from '../event-ids.ts'
import { agentNamed, callId, text } from '../hook-fields.ts'
import { instantOf } from '../hook-times.ts'

export const twilioCall = z.object({
  CallSid: callId,
  ParentCallSid: text,
  CallStatus: text,
  Direction: text,
  From: text,
  To: text,
  CallerName: text,
  ForwardedFrom: text,
  StirVerstat: text,
  Timestamp: text,
  SequenceNumber: text,
})
export type TwilioCall = z.infer<typeof twilioCall>

const reasons: Readonly<Record<string, EndReason>> = {
  completed: 'hung-up',
  busy: 'busy',
  'no-answer': 'no-answer',
  failed: 'failed',
  canceled: 'abandoned',
}

/** The request for TwiML: the call is there. It comes again, with the same id, when TwiML leads back to it. */
export function arrivalOf(said: TwilioCall): HeardEvent[] {
  return [{ ...aboutRoot(said), id: idsOf(said.CallSid)('arrived'), kind: 'arrived' }]
}

/** A status callback: of the customer's own call, or of a leg that TwiML has dialled from it, which names its parent. */
export function statusOf(said: TwilioCall): HeardEvent[] {
  return said.ParentCallSid === undefined ? rootStatus(said) : legStatus(said, said.ParentCallSid)
}

function rootStatus(said: TwilioCall): HeardEvent[] {
  // The program rings an agent by itself, and Twilio does not say for which call.
  if (said.Direction?.startsWith('outbound') && agentAt(said.To)) return []
  const { CallStatus = '' } = said
  const id = idsOf(said.CallSid, CallStatus, said.SequenceNumber)
  const about = { ...aboutRoot(said), ...timeOf(said) }
  const reason = reasons[CallStatus]
  if (reason) return [{ ...about, leg: undefined, id: id('ended'), kind: 'ended', reason }]
  if (CallStatus === 'in-progress' && about.direction === 'outbound' && !agentAt(said.From)) {
    return [{ ...about, id: id('answered'), kind: 'answered' }]
  }
  return [{ ...about, id: id('arrived'), kind: 'arrived' }]
}

/** Numbers are left out: a leg's caller is whoever TwiML has put there. */
function legStatus(said: TwilioCall, parent: string): HeardEvent[] {
  const { CallStatus = '', CallSid: leg } = said
  const id = idsOf(leg, CallStatus, said.SequenceNumber)
  const about = { call: parent, leg, ...timeOf(said) }
  const agents = [agentAt(said.To) ?? agentNamed(said.To)]
  const reason = reasons[CallStatus]
  if (reason) return [{ ...about, id: id('ended'), kind: 'ended', reason }]
  if (CallStatus === 'in-progress') return [{ ...about, id: id('answered'), kind: 'answered', agents }]
  return [
    // The customer's own leg is there, whether or not anything was heard of it: the call outlives this one.
    { call: parent, leg: parent, ...timeOf(said), id: idsOf(parent)('leg'), kind: 'arrived' },
    { ...about, id: id('offered'), kind: 'offered', agents },
  ]
}

function timeOf(said: TwilioCall) {
  const sequence = /^\d{1,6}$/.test(said.SequenceNumber ?? '') ? Number(said.SequenceNumber) : undefined
  return { time: instantOf(said.Timestamp, 'rfc2822'), sequence }
}

/** An agent's softphone or telephone that calls Twilio calls out through it. */
function aboutRoot(said: TwilioCall) {
  const placing = agentAt(said.From)
  const isOutbound = placing !== undefined || said.Direction?.startsWith('outbound') === true
  return {
    call: said.CallSid,
    leg: said.CallSid,
    direction: isOutbound ? 'outbound' : 'inbound',
    from: placing === undefined ? said.From : undefined,
    to: said.To,
    displayName: said.CallerName,
    diversion: said.ForwardedFrom,
    attestation: attestationOf(said.StirVerstat),
    agents: placing && [placing],
  } as const
}

/** `client:alice`, or `sip:alice@house.sip.twilio.com`; a SIP address with a number in it is somebody outside. */
export function agentAt(address: string | undefined): AgentNames | undefined {
  const [, scheme, user = '', host] = /^(client|sips?):([^@;?]+)(@[^;?]+)?/.exec(address ?? '') ?? []
  if (scheme === undefined || (scheme !== 'client' && /^(?:\+|%2B)?\d{7,}$/i.test(user))) return undefined
  return agentNamed(user, host && `${user}${host}`, address)
}
