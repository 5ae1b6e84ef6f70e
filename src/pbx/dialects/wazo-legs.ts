import { z } from 'zod'
import type { EndReason, OfferEnd } from '../../call/call-event.ts'
import type { AgentNames, HeardEvent } from '../dialect.ts'
import { idsOf } from '../event-ids.ts'
import { agentNamed, callId, text } from '../hook-fields.ts'
import { instantOf } from '../hook-times.ts'

export const wazoLeg = z.object({
  call_id: callId,
  conversation_id: text,
  user_uuid: text,
  is_caller: z.boolean().nullish(),
  direction: text,
  status: text,
  caller_id_number: text,
  caller_id_name: text,
  peer_caller_id_number: text,
  peer_caller_id_name: text,
  dialed_extension: text,
  creation_time: text,
  answer_time: text,
  hangup_time: text,
  on_hold: z.boolean().nullish(),
  parked: z.boolean().nullish(),
  reason_code: text,
})
type WazoLeg = z.infer<typeof wazoLeg>

type State = 'begun' | 'answered' | 'held' | 'resumed' | 'ended'

/** By Q.850, where the leg says it. */
const ends: Readonly<Record<string, { reason: EndReason; result?: OfferEnd }>> = {
  17: { reason: 'busy', result: 'busy' },
  18: { reason: 'no-answer', result: 'missed' },
  19: { reason: 'no-answer', result: 'missed' },
  21: { reason: 'busy', result: 'declined' },
  26: { reason: 'hung-up', result: 'lost' },
}

/** By the event's name; without one by what the leg says of itself. */
export function stateOf(name: string | undefined, leg: WazoLeg): State {
  if (name === 'call_ended' || leg.hangup_time !== undefined) return 'ended'
  if (name === 'call_held' || leg.on_hold || leg.parked) return 'held'
  if (name === 'call_resumed') return 'resumed'
  return name === 'call_answered' || leg.status === 'Up' ? 'answered' : 'begun'
}

/** A leg with a user is an agent's; of the others the one that calls is the customer's, and one that is called is somebody outside. */
export function legEvents(leg: WazoLeg, state: State): HeardEvent[] {
  if (leg.user_uuid === undefined) return leg.is_caller ? callers(leg, state) : called(leg, state, [])
  const names = agentNamed(leg.user_uuid, extensionOf(leg.caller_id_number))
  return leg.is_caller ? placed(leg, state, names) : called(leg, state, [names])
}

/** Each state of the customer's own leg before its end says that the call has come, at the time at which it came. */
function callers(leg: WazoLeg, state: State): HeardEvent[] {
  const here = {
    ...about(leg, state === 'ended' ? state : 'begun'),
    direction: 'inbound',
    from: leg.caller_id_number,
    displayName: leg.caller_id_name,
    to: leg.dialed_extension,
  } as const
  if (state === 'ended')
    return [{ ...here, ...endOfCaller(leg), id: idOf(leg, state)('ended'), kind: 'ended' }]
  return [{ ...here, leg: leg.call_id, id: idOf(leg, 'begun')('arrived'), kind: 'arrived' }]
}

/** An agent who calls, the customer or another of ours. */
function placed(leg: WazoLeg, state: State, names: AgentNames): HeardEvent[] {
  const to = leg.dialed_extension ?? leg.peer_caller_id_number
  const isAmongUs = leg.direction === undefined ? extensionOf(to) !== undefined : leg.direction === 'internal'
  const here = { ...about(leg, state), leg: leg.call_id, agents: [names], to }
  if (state === 'begun') {
    const direction = isAmongUs ? 'internal' : 'outbound'
    return [{ ...here, direction, id: idOf(leg, state)('arrived'), kind: 'arrived' }]
  }
  if (state === 'answered') return [{ ...here, id: idOf(leg, state)('answered'), kind: 'answered' }]
  return later(leg, state)
}

/** Whoever is rung: an agent, or nobody of ours. */
function called(leg: WazoLeg, state: State, agents: readonly AgentNames[]): HeardEvent[] {
  const here = { ...about(leg, state), leg: leg.call_id, ...(agents.length > 0 ? { agents } : {}) }
  const caller = agents.length > 0 ? otherParty(leg) : {}
  if (state === 'begun') {
    const kind = agents.length > 0 ? 'offered' : 'arrived'
    const direction = agents.length > 0 && leg.direction === 'internal' ? 'internal' : undefined
    return [{ ...here, ...caller, direction, id: idOf(leg, state)(kind), kind }]
  }
  if (state === 'answered')
    return [{ ...here, ...caller, id: idOf(leg, state)('answered'), kind: 'answered' }]
  return later(leg, state)
}

function later(leg: WazoLeg, state: State): HeardEvent[] {
  const id = idOf(leg, state)
  if (state === 'held' || state === 'resumed') return [{ ...about(leg, state), id: id(state), kind: state }]
  return [{ ...about(leg, state), leg: leg.call_id, ...endOf(leg), id: id('ended'), kind: 'ended' }]
}

/**
 * A leg's own number is `caller_id`, whoever is at its other end `peer_caller_id` (wazo-calld). Where nothing is known of
 * the other end, Wazo writes the number that was dialled there.
 */
function otherParty(leg: WazoLeg): Pick<HeardEvent, 'from' | 'displayName'> {
  const { peer_caller_id_number: from, peer_caller_id_name: displayName, dialed_extension } = leg
  return from === dialed_extension ? {} : { from, displayName }
}

/** Of holding Wazo says no time. */
function about(leg: WazoLeg, state: State) {
  const { creation_time, answer_time, hangup_time } = leg
  const written = { begun: creation_time, answered: answer_time, ended: hangup_time, held: '', resumed: '' }[
    state
  ]
  return { call: leg.call_id, time: instantOf(written, 'iso') }
}

function endOf({ reason_code }: WazoLeg) {
  return ends[reason_code ?? ''] ?? ({ reason: 'hung-up' } as const)
}

/**
 * Asterisk's cause of the caller's own channel (recorded): 0 or 127 where the caller gives up while it rings or waits, 16
 * where the dialplan has ended the call since nobody came.
 */
function endOfCaller(leg: WazoLeg): { reason: EndReason } {
  const gaveUp = leg.reason_code === '0' || leg.reason_code === '127'
  return gaveUp ? { reason: 'abandoned' } : { reason: endOf(leg).reason }
}

function idOf({ call_id }: WazoLeg, state: State): (kind: string) => string {
  return idsOf(call_id, state)
}

function extensionOf(number: string | undefined): string | undefined {
  return number !== undefined && /^\d{1,6}$/.test(number) ? number : undefined
}
