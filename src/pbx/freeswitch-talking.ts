import { seeLeg } from './freeswitch-arrival.ts'
import type { FreeswitchEvent } from './freeswitch-events.ts'
import {
  answerCall,
  leaveConversation,
  offerAllThatRing,
  tellAnswer,
  tellGone,
  unheardAgents,
} from './freeswitch-rings.ts'
import {
  findLeg,
  heardBy,
  join,
  type Leg,
  type LiveCall,
  moveLeg,
  part,
  type Switchboard,
} from './freeswitch-switchboard.ts'
import { tell } from './freeswitch-telling.ts'

/** `CHANNEL_ANSWER`. A leg with early media is bridged before it is answered, so this may be what makes a conversation. */
export function hearAnswer(board: Switchboard, event: FreeswitchEvent): void {
  const leg = seeLeg(board, event)
  if (!leg || leg.answered) return
  leg.answered = true
  if (leg.partners.length > 0) meet(board, leg)
}

/**
 * `CHANNEL_BRIDGE`: two legs hear each other. Answered calls, attended transfers, pickups, retrieved and intercepted calls
 * all come to this.
 */
export function hearBridge(board: Switchboard, event: FreeswitchEvent): void {
  seeLeg(board, event)
  const [one, other] = pairIn(event).map((id) => board.legs.get(id))
  if (!one || !other || one === other) return
  joinLegs(board, one, other)
}

export function joinLegs(board: Switchboard, one: Leg, other: Leg): void {
  join(one, other)
  putThrough(board, one, other)
  putThrough(board, other, one)
  // Through loopbacks those at the ends hear each other.
  for (const end of [one, other]) meet(board, end.kind === 'loopback' ? (farEnd(end) ?? end) : end)
}

/**
 * An agent who consulted has put the customer through to a phone that still rings: it rings for the customer from now on.
 */
function putThrough(board: Switchboard, customer: Leg, phone: Leg): void {
  const { customerOf: call } = customer
  if (call?.phase !== 'open' || !phone.ring || phone.answered || phone.call === call) return
  phone.ring.phase = 'waiting'
  phone.by = customer
  moveLeg(board, phone, call)
  leaveConversation(call, unheardAgents(call))
  offerAllThatRing(board, call)
}

/** Who stands at the other side of a loopback. */
function farEnd(leg: Leg): Leg | undefined {
  return leg.half ? heardBy(leg.half) : undefined
}

/** `CHANNEL_UNBRIDGE`. Whoever hears nobody now has left, unless the call ends with it. */
export function hearUnbridge(board: Switchboard, event: FreeswitchEvent): void {
  const pair = pairIn(event)
  rememberParted(board, pair)
  const [one, other] = pair.map((id) => board.legs.get(id))
  if (!one || !other) return
  part(one, other)
  for (const { customerOf: call } of [one, other]) if (call) leaveConversation(call, unheardAgents(call))
}

function pairIn(event: FreeswitchEvent): [string, string] {
  const one = event.get('Bridge-A-Unique-ID') ?? event.get('Unique-ID')
  const other = event.get('Bridge-B-Unique-ID') ?? event.get('Other-Leg-Unique-ID')
  return [one ?? '', other ?? '']
}

const mostParted = 20_000

function rememberParted(board: Switchboard, pair: readonly [string, string]): void {
  const name = nameOfPair(...pair)
  // The newest last, so that the oldest is forgotten.
  board.parted.delete(name)
  board.parted.set(name, board.sequence)
  const oldest = board.parted.size > mostParted ? board.parted.keys().next().value : undefined
  if (oldest !== undefined) board.parted.delete(oldest)
}

/** The `Event-Sequence` at which two legs were last parted; before all others if they never were. */
export function partedSince(board: Switchboard, one: string, other: string): number {
  return board.parted.get(nameOfPair(one, other)) ?? -1
}

function nameOfPair(one: string, other: string): string {
  return [one, other].sort().join()
}

/** A leg and whom it hears now: a conversation if one of them is a customer, and both have been answered. */
export function meet(board: Switchboard, leg: Leg): void {
  const other = heardBy(leg)
  if (!other || !isUp(leg) || !isUp(other)) return
  for (const [customer, agent] of [
    [leg, other],
    [other, leg],
  ] as const) {
    const call = customer.customerOf
    if (call?.phase === 'open' && heardBy(customer) === agent) speak(board, call, agent)
  }
}

function isUp(leg: Leg): boolean {
  return leg.direction === 'inbound' || leg.answered
}

function speak(board: Switchboard, call: LiveCall, heard: Leg): void {
  leaveConversation(
    call,
    unheardAgents(call).filter((leg) => leg !== heard),
  )
  if (isAgentFor(call, heard)) takeOver(board, call, heard)
  else if (heard.kind === 'trunk' && call.answers === 0) tellAnswer(board, call, heard.id, [])
  offerAllThatRing(board, call)
}

/** Whoever is the customer of another call is no agent in this one; who began a call in the house may be. */
export function isAgentFor(call: LiveCall, { agent, customerOf }: Leg): boolean {
  if (customerOf === null) return agent !== null
  return agent !== null && customerOf !== call && customerOf.direction === 'internal'
}

export function takeOver(board: Switchboard, call: LiveCall, leg: Leg): void {
  moveLeg(board, leg, call)
  answerCall(board, call, leg)
}

/** `CHANNEL_HOLD`, of the side that holds: a customer may do so as well, and that is nobody's business. */
export function hearHold(board: Switchboard, event: FreeswitchEvent): void {
  const leg = findLeg(board, event)
  if (!leg || leg.onHold || !leg.call.speaking.has(leg)) return
  leg.onHold = true
  tell(board, leg.call, 'held', leg.id, { agents: [`?${leg.agent}`] })
}

export function hearUnhold(board: Switchboard, event: FreeswitchEvent): void {
  const leg = findLeg(board, event)
  if (!leg?.onHold) return
  leg.onHold = false
  if (leg.call.phase !== 'open') return
  tell(board, leg.call, 'resumed', leg.id, { agents: [`?${leg.agent}`] })
}

/** `CHANNEL_PARK`, and `valet_parking::info` with `Action: hold`: all who spoke have put the customer down. */
export function hearParked(board: Switchboard, event: FreeswitchEvent): void {
  const call = seeLeg(board, event)?.customerOf
  if (call?.phase !== 'open') return
  leaveConversation(call, [...call.speaking.keys()])
  tellGone(board, call)
}

/** `bridge`, as the lot says when a parked caller is fetched, is told by the bridge itself. */
export function hearValet(board: Switchboard, event: FreeswitchEvent): void {
  if (event.get('Action') === 'hold') hearParked(board, event)
  else seeLeg(board, event)
}
