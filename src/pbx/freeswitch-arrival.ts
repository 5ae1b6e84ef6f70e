import { callerIn, factsAtArrival, laterFacts, presentationOfNumber } from './freeswitch-caller.ts'
import { hearClaims } from './freeswitch-claims.ts'
import type { FreeswitchEvent } from './freeswitch-events.ts'
import { dialledNumber, isDialled } from './freeswitch-names.ts'
import { adoptOrphans, takeLegIn } from './freeswitch-new-leg.ts'
import { offerAllThatRing, startRing } from './freeswitch-rings.ts'
import { callerBehind, findLeg, type Leg, type LiveCall, type Switchboard } from './freeswitch-switchboard.ts'
import { learn, tell } from './freeswitch-telling.ts'

/**
 * The leg that an event is about; one that is not known yet begins, as its `CHANNEL_CREATE` may have been missed. What the
 * event says of the caller is kept.
 */
export function seeLeg(board: Switchboard, event: FreeswitchEvent): Leg | undefined {
  const known = findLeg(board, event)
  const leg = known ?? takeLegIn(board, event)
  if (!leg) return undefined
  if (!known) beginLeg(board, leg, event)
  const call = leg.customerOf
  if (call?.direction === 'inbound') {
    learn(call, laterFacts(event))
    hearClaims(board, call, event)
  }
  return leg
}

/** `CHANNEL_CREATE`, `CHANNEL_ORIGINATE`, `CHANNEL_PROGRESS…`: there is such a leg. */
export function hearLeg(board: Switchboard, event: FreeswitchEvent): void {
  seeLeg(board, event)
}

/**
 * A leg that comes in by a trunk is a call from outside. What agents' phones begin is a call only when it reaches
 * somebody: they also dial feature codes and fetch parked calls.
 */
function beginLeg(board: Switchboard, leg: Leg, event: FreeswitchEvent): void {
  const comesIn = leg.kind === 'trunk' && leg.direction === 'inbound'
  if (comesIn && leg.call.phase === 'unheard') openInbound(board, leg, event)
  if (leg.direction === 'outbound') reach(board, leg)
  startRing(board, leg)
  const made = adoptOrphans(board, leg)
  // What a loopback reaches may have been heard before the loopback itself.
  if (made.length === 0 && leg.kind !== 'loopback') return
  for (const other of leg.call.legs) if (other.direction === 'outbound') reach(board, other)
  offerAllThatRing(board, leg.call)
}

/** A call becomes one when it reaches a trunk, or one phone another. */
export function reach(board: Switchboard, leg: Leg): void {
  if (leg.customerOf || leg.awaits.length > 0) return
  if (isAnotherTry(leg)) addCustomer(leg.call, leg)
  if (leg.call.phase !== 'unheard') return
  const origin = callerBehind(leg) ?? null
  if (leg.kind === 'trunk' && leg.agent === null) openOutbound(board, leg, origin)
  else if (leg.kind === 'phone' && origin?.kind === 'phone') openInternal(board, origin, leg)
}

function openInbound(board: Switchboard, leg: Leg, event: FreeswitchEvent): void {
  const { call } = leg
  open(call, 'inbound', leg)
  learn(call, factsAtArrival(event))
  tell(board, call, 'arrived', '', { direction: 'inbound', ...callerIn(event) })
}

/**
 * `from` is what our side shows, `to` the number dialled. A dialler that calls the customer first has no agent yet;
 * click-to-dial has called the agent first, and may show the customer's number as everybody's own.
 */
function openOutbound(board: Switchboard, trunk: Leg, origin: Leg | null): void {
  const { call } = trunk
  open(call, 'outbound', trunk)
  const agent = origin?.agent ?? null
  call.origin = origin
  call.placedBy = agent
  const typed = origin?.direction === 'inbound' && isDialled(origin.destination) ? origin.destination : ''
  learn(call, {
    to: dialledNumber(
      typed === '' ? trunk.destination : typed,
      trunk.destination,
      board.settings.outsidePrefix,
    ),
  })
  const from = [trunk.number, origin?.number ?? ''].find(
    (number) => presentationOfNumber(number) === 'allowed' && number !== trunk.destination,
  )
  tell(board, call, 'arrived', '', {
    direction: 'outbound',
    ...(from === undefined ? {} : { from }),
    ...(agent === null ? {} : { agents: [`?${agent}`] }),
  })
}

/** One agent calls another, or a queue of the house. */
export function openInternal(board: Switchboard, caller: Leg, reached: Leg | string): void {
  const { call } = caller
  open(call, 'internal', caller)
  const asked = typeof reached === 'string' ? reached : (reached.agent ?? reached.destination)
  learn(call, {
    to: isDialled(caller.destination) && caller.direction === 'inbound' ? caller.destination : asked,
  })
  const from = presentationOfNumber(caller.number) === 'allowed' ? caller.number : (caller.agent ?? '')
  tell(board, call, 'arrived', '', { direction: 'internal', from })
}

function open(call: LiveCall, direction: LiveCall['direction'], customer: Leg): void {
  call.phase = 'open'
  call.direction = direction
  addCustomer(call, customer)
}

function addCustomer(call: LiveCall, leg: Leg): void {
  leg.customerOf = call
  call.customers.add(leg)
}

/** The dialplan tries the next gateway for an agent's call that nobody has answered yet. */
function isAnotherTry({ kind, agent, direction, call, by }: Leg): boolean {
  return (
    kind === 'trunk' &&
    agent === null &&
    direction === 'outbound' &&
    call.phase === 'open' &&
    call.direction === 'outbound' &&
    call.answers === 0 &&
    by?.customerOf !== call
  )
}

/** Somebody who waits in a queue, whose leg nothing has told of yet. */
export function openForQueue(board: Switchboard, leg: Leg, queue: string): void {
  if (leg.call.phase === 'unheard' && leg.kind === 'phone') openInternal(board, leg, queue)
}
