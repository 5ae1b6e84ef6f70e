import type { OfferEnd } from '../call/call-event.ts'
import {
  callerBehind,
  heardBy,
  type Leg,
  type LiveCall,
  type Ring,
  type Switchboard,
} from './freeswitch-switchboard.ts'
import { mayOfferAgain, tell } from './freeswitch-telling.ts'

/** An agent's phone begins to ring. Where the queue has said so already it is the same ring. */
export function startRing(board: Switchboard, leg: Leg): void {
  const { agent, call } = leg
  if (agent === null || leg.direction === 'inbound' || leg.answered || leg.ring) return
  const told = [...call.rings].find((ring) => ring.agent === agent && ring.leg === null)
  leg.ring = told ?? addRing(call, agent, leg)
  leg.ring.leg = leg
  offerWhatRings(board, call, leg.ring)
}

/** A queue offers the call to an agent, before the phone rings or where no phone will (an agent who stays on the line). */
export function startRingOfQueue(board: Switchboard, call: LiveCall, agent: string): void {
  if ([...call.rings].some((ring) => ring.agent === agent)) return
  offerWhatRings(board, call, addRing(call, agent, null))
}

function addRing(call: LiveCall, agent: string, leg: Leg | null): Ring {
  const ring: Ring = { agent, leg, phase: 'waiting' }
  call.rings.add(ring)
  return ring
}

/**
 * Offers the call to the agent whose phone rings for the customer. A phone that rings for a consultation waits: it becomes
 * an offer if the consulting agent leaves before it is picked up.
 */
function offerWhatRings(board: Switchboard, call: LiveCall, ring: Ring): void {
  if (call.phase !== 'open' || ring.phase !== 'waiting' || !ringsForCustomer(call, ring)) return
  if (isOffered(call, ring.agent)) {
    ring.phase = 'told'
    return
  }
  if (!mayOfferAgain(call, ring.agent, board.at)) {
    ring.phase = 'muted'
    return
  }
  ring.phase = 'told'
  tellGone(board, call)
  tell(board, call, 'offered', ring.leg?.id ?? `${ring.agent}@${board.at}`, { agents: [`?${ring.agent}`] })
}

export function offerAllThatRing(board: Switchboard, call: LiveCall): void {
  for (const ring of call.rings) offerWhatRings(board, call, ring)
}

function ringsForCustomer(call: LiveCall, { leg }: Ring): boolean {
  return leg === null || callerBehind(leg)?.customerOf === call
}

/** FreeSWITCH's names for what the phone or its network said. */
const endsByCause: Readonly<Record<string, OfferEnd>> = {
  USER_BUSY: 'busy',
  BUSY_EVERYWHERE: 'busy',
  NORMAL_CIRCUIT_CONGESTION: 'busy',
  CALL_REJECTED: 'declined',
  DECLINE: 'declined',
  REJECT_ALL: 'declined',
  UNWANTED: 'declined',
  LOSE_RACE: 'lost',
  PICKED_OFF: 'lost',
  REDIRECTION_TO_NEW_DESTINATION: 'withdrawn',
  BLIND_TRANSFER: 'withdrawn',
  ATTENDED_TRANSFER: 'withdrawn',
}

/** The phone has stopped, or the queue says that it has given it up: whichever is heard first. */
export function endRing(board: Switchboard, call: LiveCall, ring: Ring, cause: string | undefined): void {
  const wasTold = ring.phase === 'told'
  ring.phase = 'stopped'
  call.rings.delete(ring)
  if (ring.leg) ring.leg.ring = null
  // An agent with two phones is still offered the call while the other one rings.
  if (!wasTold || call.phase !== 'open' || isOffered(call, ring.agent)) return
  const about = ring.leg?.id ?? `${ring.agent}@${board.at}`
  tell(board, call, 'offer-ended', about, { agents: [`?${ring.agent}`], result: endOf(cause) })
}

function isOffered(call: LiveCall, agent: string): boolean {
  return [...call.rings].some((ring) => ring.agent === agent && ring.phase === 'told')
}

/**
 * A phone that stops because the caller is gone is cancelled by its originator, and so are (in older versions) the losers
 * of a queue that rings all, a moment before the winner is named. Without a cause nobody heard it stop.
 */
function endOf(cause: string | undefined): OfferEnd {
  const certain = endsByCause[cause ?? '']
  if (certain) return certain
  return cause === 'ORIGINATOR_CANCEL' || cause === 'SYSTEM_SHUTDOWN' ? 'withdrawn' : 'missed'
}

/** The queue gives an agent up (`bridge-agent-fail`), or the caller leaves it. */
export function endRingOfQueue(
  board: Switchboard,
  call: LiveCall,
  agent: string,
  cause: string | undefined,
): void {
  for (const ring of call.rings) if (ring.agent === agent) endRing(board, call, ring, cause)
}

/** An agent speaks with the customer. Told once, however many legs and bridges it takes. */
export function answerCall(board: Switchboard, call: LiveCall, leg: Leg): void {
  const { agent } = leg
  if (agent === null || call.phase !== 'open' || call.speaking.has(leg)) return
  const already = isSpeaking(call, agent)
  call.speaking.set(leg, agent)
  stopRings(call, agent)
  if (already) return
  call.gone.delete(agent)
  const isPlacing = agent === call.placedBy && call.answers === 0
  tellAnswer(board, call, leg.id, isPlacing ? [] : [`?${agent}`])
}

/** What rang at the agent who answers is over without another word; a second phone of theirs as well. */
function stopRings(call: LiveCall, agent: string): void {
  for (const ring of call.rings) {
    if (ring.agent !== agent) continue
    ring.phase = 'stopped'
    call.rings.delete(ring)
    if (ring.leg) ring.leg.ring = null
  }
}

export function isSpeaking(call: LiveCall, agent: string): boolean {
  return [...call.speaking.values()].includes(agent)
}

/** Somebody answered: agents, or nobody of ours (the one called outside, or a number outside that took our caller). */
export function tellAnswer(
  board: Switchboard,
  call: LiveCall,
  about: string,
  agents: readonly string[],
): void {
  tellGone(board, call)
  call.answers += 1
  tell(board, call, 'answered', about, { agents })
}

/** An agent who hung up while the customer went on to somebody else has transferred the call. */
export function tellGone(board: Switchboard, call: LiveCall): void {
  if (call.gone.size === 0) return
  const agents = [...call.gone].map((agent) => `?${agent}`)
  call.gone.clear()
  tell(board, call, 'transferred', agents.join('+').replaceAll('?', ''), { agents })
}

/** Agents who have left the conversation: a transfer if the customer goes on, nothing if the call ends. */
export function leaveConversation(call: LiveCall, legs: Iterable<Leg>): void {
  for (const leg of [...legs]) {
    const agent = call.speaking.get(leg)
    call.speaking.delete(leg)
    if (agent !== undefined && !isSpeaking(call, agent)) call.gone.add(agent)
  }
}

/** The agents of a call whom its customers do not hear any more. */
export function unheardAgents(call: LiveCall): Leg[] {
  const customers = [...call.customers]
  const heard = new Set(customers.map(heardBy))
  const rooms = new Set(customers.map(({ room }) => room))
  return [...call.speaking.keys()].filter(
    (leg) => !heard.has(leg) && (leg.room === null || !rooms.has(leg.room)),
  )
}
