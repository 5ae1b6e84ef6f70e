import type { FreeswitchEvent } from './freeswitch-events.ts'
import { agentAtLeg, isInbound, kindOfLeg, type LegKind } from './freeswitch-names.ts'
import {
  agentCalled,
  forgetCall,
  type Leg,
  type LiveCall,
  learnAgent,
  moveLeg,
  type Switchboard,
} from './freeswitch-switchboard.ts'

/** Beyond this the oldest call is forgotten: the stream has lost its end. */
const mostCalls = 20_000

/** A leg not seen before, taken in. Undefined where the event is about none, or about one that has hung up. */
export function takeLegIn(board: Switchboard, event: FreeswitchEvent): Leg | undefined {
  const id = event.get('Unique-ID')
  if (!id || board.gone.has(id) || event.get('Answer-State') === 'hangup') return undefined
  const makers = makersOf(event)
  const by = makers.flatMap((maker) => board.legs.get(maker) ?? [])[0] ?? null
  const call = by?.call ?? callOf(board, makers.length > 0 ? (event.get('Channel-Call-UUID') ?? id) : id)
  const leg = { ...newLeg(board, id, event, call), by, awaits: by ? [] : makers }
  board.legs.set(id, leg)
  call.legs.add(leg)
  if (leg.awaits.length > 0) board.orphans.add(leg)
  if (leg.kind === 'loopback') joinHalves(board, leg, event)
  return leg
}

/** Legs that were heard of before the one that had made them. */
export function adoptOrphans(board: Switchboard, maker: Leg): Leg[] {
  const adopted = [...board.orphans].filter((leg) => leg.awaits.includes(maker.id))
  for (const leg of adopted) {
    board.orphans.delete(leg)
    leg.by = maker
    leg.awaits = []
    moveLeg(board, leg, maker.call)
  }
  return adopted
}

function newLeg(board: Switchboard, id: string, event: FreeswitchEvent, call: LiveCall): Leg {
  const kind = kindOfLeg(event, board.settings)
  const member = isInbound(event) ? null : (event.variable('cc_agent') ?? null)
  return {
    id,
    kind,
    direction: isInbound(event) ? 'inbound' : 'outbound',
    number: event.get('Caller-Caller-ID-Number') ?? '',
    destination: event.get('Caller-Destination-Number') ?? '',
    agent: agentOf(board, event, kind, member),
    member,
    call,
    customerOf: null,
    by: null,
    awaits: [],
    half: null,
    partners: [],
    room: null,
    answered: event.get('Answer-State') === 'answered',
    onHold: false,
    ring: null,
    seenAt: board.at,
  }
}

function agentOf(
  board: Switchboard,
  event: FreeswitchEvent,
  kind: LegKind,
  member: string | null,
): string | null {
  const known = member === null ? undefined : agentCalled(board, member)
  if (kind === 'loopback' || kind === 'other') return null
  if (kind === 'trunk') return known ?? member
  const agent = known ?? agentAtLeg(event, board.settings)
  if (member !== null && known === undefined) learnAgent(board, member, agent)
  return agent
}

/**
 * On whose behalf a leg was made: a queue and an enterprise originate (`:_:`) make it of their own accord and name the
 * caller in a variable; any other names its originator. A leg that names nobody begins a call under its own id: its
 * `Channel-Call-UUID` becomes another's when a bridge makes it the second of the two.
 */
function makersOf(event: FreeswitchEvent): string[] {
  if (isInbound(event)) return []
  const originator = event.get('Other-Type') === 'originator' ? event.get('Other-Leg-Unique-ID') : undefined
  const makers = [
    event.variable('cc_member_session_uuid'),
    event.variable('ent_originate_aleg_uuid'),
    event.variable('fifo_bridge_uuid'),
    originator,
    event.variable('originator'),
  ]
  return makers.flatMap((maker) => maker ?? [])
}

/** The halves of a loopback come in either order; both name the other one. */
function joinHalves(board: Switchboard, leg: Leg, event: FreeswitchEvent): void {
  const other = board.legs.get(event.variable('other_loopback_leg_uuid') ?? '')
  if (!other) return
  leg.half = other
  other.half = leg
  const [from, to] = leg.direction === 'inbound' ? [leg, other] : [other, leg]
  if (from.call !== to.call && from.call.phase === 'unheard') {
    for (const one of [...from.call.legs]) moveLeg(board, one, to.call)
  }
}

function callOf(board: Switchboard, id: string): LiveCall {
  const known = board.calls.get(id)
  if (known) return known
  const call = newCall(id)
  board.calls.set(id, call)
  const oldest = board.calls.size > mostCalls ? board.calls.values().next().value : undefined
  if (oldest) forgetCall(board, oldest)
  return call
}

function newCall(id: string): LiveCall {
  return {
    id,
    phase: 'unheard',
    direction: 'inbound',
    legs: new Set(),
    customers: new Set(),
    origin: null,
    placedBy: null,
    speaking: new Map(),
    gone: new Set(),
    rings: new Set(),
    answers: 0,
    queue: 'none',
    lastTry: 'no-answer',
    known: {},
    news: {},
    claims: new Map(),
    toldIds: new Map(),
    rounds: new Map(),
    lastAt: 0,
    lastSequence: 0,
  }
}
