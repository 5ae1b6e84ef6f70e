import { z } from 'zod'
import type { EndReason, OfferEnd } from '../../call/call-event.ts'
import type { AgentNames, HeardEvent, LegLink } from '../dialect.ts'
import { idsOf } from '../event-ids.ts'
import { agentNamed, callId, text } from '../hook-fields.ts'
import { instantOf } from '../hook-times.ts'

/** Forms write it as text. */
const flag = z
  .union([z.boolean(), z.string().max(16)])
  .nullish()
  .transform((value) => value === true || value === 'true')

export const kazooLeg = z.object({
  hook_event: text,
  event_name: text,
  call_id: callId,
  other_leg_call_id: text,
  call_direction: text,
  authorizing_type: text,
  authorizing_id: text,
  owner_id: text,
  call_forwarded: flag,
  is_internal_leg: flag,
  caller_id_number: text,
  caller_id_name: text,
  callee_id_number: text,
  request: text,
  to: text,
  timestamp: text,
  hangup_cause: text,
})
type KazooLeg = z.infer<typeof kazooLeg>

const ends: Readonly<Record<string, { reason: EndReason; result?: OfferEnd }>> = {
  ORIGINATOR_CANCEL: { reason: 'abandoned', result: 'withdrawn' },
  USER_BUSY: { reason: 'busy', result: 'busy' },
  CALL_REJECTED: { reason: 'busy', result: 'declined' },
  NO_ANSWER: { reason: 'no-answer', result: 'missed' },
  NO_USER_RESPONSE: { reason: 'no-answer', result: 'missed' },
  ALLOTTED_TIMEOUT: { reason: 'no-answer', result: 'missed' },
  PROGRESS_TIMEOUT: { reason: 'no-answer', result: 'missed' },
  LOSE_RACE: { reason: 'hung-up', result: 'lost' },
  PICKED_OFF: { reason: 'hung-up', result: 'lost' },
  UNALLOCATED_NUMBER: { reason: 'failed', result: 'withdrawn' },
  USER_NOT_REGISTERED: { reason: 'failed', result: 'withdrawn' },
  NORMAL_TEMPORARY_FAILURE: { reason: 'failed', result: 'withdrawn' },
}

/**
 * Which leg belongs to which: one that goes out of the switch to the one it was dialled for. Every event of either shows
 * it; those of legs inside the switch too, which are nobody's and tie others together.
 */
export function legLink(said: KazooLeg): LegLink | null {
  const { call_id: leg, other_leg_call_id: other } = said
  if (other === undefined || other === leg) return null
  const belongs = said.call_direction === 'outbound' || said.is_internal_leg
  return belongs ? { leg, of: other } : { leg: other, of: leg }
}

/** `inbound` comes into the switch, from a customer or from a telephone of ours; `outbound` goes out of it. */
export function legEvents(said: KazooLeg): HeardEvent[] {
  if (said.event_name !== undefined && said.hook_event === undefined) return parkingEvents(said)
  if (said.is_internal_leg) return []
  const hook = said.hook_event?.toLowerCase() ?? ''
  if (hook === 'channel_hold') return [{ ...about(said), id: idOf(said)('held'), kind: 'held' }]
  if (hook === 'channel_unhold') return [{ ...about(said), id: idOf(said)('resumed'), kind: 'resumed' }]
  if (said.call_direction === 'inbound') return isOurs(said) ? placed(hook, said) : callers(hook, said)
  if (said.call_direction !== 'outbound') return []
  return said.owner_id !== undefined && !isOutside(said) ? agents(hook, said) : dialled(hook, said)
}

/** What the customer's own leg says; when that ends, the call is over. */
function callers(hook: string, said: KazooLeg): HeardEvent[] {
  const id = idOf(said)
  const { call_id: leg, caller_id_number: from, caller_id_name: displayName } = said
  const here = { ...about(said), direction: 'inbound', from, displayName, to: calledUser(said) } as const
  if (hook === 'channel_create') return [{ ...here, leg, id: id('arrived'), kind: 'arrived' }]
  const { reason } = ended(said)
  return hook === 'channel_destroy' ? [{ ...here, id: id('ended'), kind: 'ended', reason }] : []
}

/** An agent's telephone that calls: out, or another of ours. */
function placed(hook: string, said: KazooLeg): HeardEvent[] {
  const to = calledUser(said)
  if (hook === 'channel_destroy') return [legEnd(said)]
  if (hook !== 'channel_create') return []
  const direction = to !== undefined && isExtension(to) ? 'internal' : 'outbound'
  const named = [namesOf(said, said.caller_id_number)]
  const leg = said.call_id
  return [{ ...about(said), leg, direction, to, agents: named, id: idOf(said)('arrived'), kind: 'arrived' }]
}

/** A telephone of an agent's that is rung. */
function agents(hook: string, said: KazooLeg): HeardEvent[] {
  const here = { ...about(said), leg: said.call_id, agents: [namesOf(said, said.callee_id_number)] }
  const { caller_id_number: from, caller_id_name: displayName } = said
  if (hook === 'channel_create') {
    return [{ ...here, from, displayName, id: idOf(said)('offered'), kind: 'offered' }]
  }
  if (hook === 'channel_answer') return [{ ...here, id: idOf(said)('answered'), kind: 'answered' }]
  return hook === 'channel_destroy' ? [legEnd(said)] : []
}

/** Somebody outside who is called: by an agent, or because a call is sent on. */
function dialled(hook: string, said: KazooLeg): HeardEvent[] {
  const here = { ...about(said), leg: said.call_id, to: calledUser(said) }
  if (hook === 'channel_create') return [{ ...here, id: idOf(said)('arrived'), kind: 'arrived' }]
  if (hook === 'channel_answer') return [{ ...here, id: idOf(said)('answered'), kind: 'answered' }]
  return hook === 'channel_destroy' ? [legEnd(said)] : []
}

function parkingEvents(said: KazooLeg): HeardEvent[] {
  const id = idOf(said)
  if (said.event_name === 'PARK_PARKED') return [{ ...about(said), id: id('held'), kind: 'held' }]
  if (said.event_name === 'PARK_RETRIEVED') return [{ ...about(said), id: id('resumed'), kind: 'resumed' }]
  return []
}

export const queueCall = z.object({
  call_state: z.string().max(32),
  member_call_id: callId,
  agent_call_id: text,
  agent_id: text,
  queue_id: text,
  caller_id_number: text,
  caller_id_name: text,
  now: text,
})

/** The hooks of a queue (ACDc): an agent has taken a call, and has left it. */
export function queueEvents(said: z.infer<typeof queueCall>): HeardEvent[] {
  const { call_state, member_call_id: call, agent_call_id: leg, agent_id, queue_id: queue } = said
  const id = idsOf(call, leg, call_state)
  const { caller_id_number: from, caller_id_name: displayName } = said
  const here = { call, leg, queue, from, displayName, time: instantOf(said.now, 'gregorian') }
  const named = agent_id === undefined ? undefined : [agentNamed(agent_id)]
  if (call_state === 'pickup') return [{ ...here, id: id('answered'), kind: 'answered', agents: named }]
  if (call_state !== 'hangup') return []
  // Without an agent it is the caller who has given up.
  const reason = leg === undefined ? 'abandoned' : 'hung-up'
  return [{ ...here, id: id('ended'), kind: 'ended', reason }]
}

function legEnd(said: KazooLeg): HeardEvent {
  return { ...about(said), leg: said.call_id, ...ended(said), id: idOf(said)('ended'), kind: 'ended' }
}

function ended({ hangup_cause }: KazooLeg) {
  return ends[hangup_cause ?? ''] ?? ({ reason: 'hung-up' } as const)
}

function about({ call_id: call, timestamp }: KazooLeg) {
  return { call, time: instantOf(timestamp, 'gregorian') }
}

function idOf(said: KazooLeg): (kind: string) => string {
  const { call_id, hook_event, event_name, other_leg_call_id, timestamp } = said
  const isOnce = /^channel_(?:create|answer|destroy)$/i.test(hook_event ?? '')
  return idsOf(call_id, hook_event, event_name, isOnce ? null : [other_leg_call_id, timestamp])
}

/** A leg by which a carrier brings a call is authorised by a resource. */
function isOurs({ authorizing_type: type, owner_id }: KazooLeg): boolean {
  return type === undefined ? owner_id !== undefined : /^(?:device|user|mobile|account)$/.test(type)
}

/** A leg to a telephone is sent to its SIP user; one that an agent has forwarded to a number is still the agent's. */
function isOutside(said: KazooLeg): boolean {
  const user = calledUser(said)
  return !said.call_forwarded && user !== undefined && /^\+?\d+$/.test(user) && !isExtension(user)
}

function calledUser({ request, to }: KazooLeg): string | undefined {
  return (request ?? to)?.replace(/^sips?:/i, '').split(/[@;]/, 1)[0] || undefined
}

function isExtension(number: string): boolean {
  return /^\d{1,6}$/.test(number)
}

function namesOf({ owner_id, authorizing_id }: KazooLeg, number: string | undefined): AgentNames {
  const extension = number !== undefined && isExtension(number) ? number : undefined
  return agentNamed(owner_id, extension, authorizing_id)
}
