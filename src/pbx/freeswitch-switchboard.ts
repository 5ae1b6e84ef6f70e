import type { CallEvent, Direction, EndReason } from '../call/call-event.ts'
import type { CallerFacts } from './freeswitch-caller.ts'
import type { FreeswitchEvent } from './freeswitch-events.ts'
import { agentNamed, type FreeswitchSettings, type LegKind } from './freeswitch-names.ts'

/** What is known of the phone system at this moment: its legs, the calls they make, and who hears whom. */
export interface Switchboard {
  readonly settings: FreeswitchSettings
  readonly legs: Map<string, Leg>
  readonly calls: Map<string, LiveCall>
  /** Legs that wait for the one that made them to be heard of. */
  readonly orphans: Set<Leg>
  /** Legs that have hung up, the newest last: events of theirs come late and must not raise them from the dead. */
  readonly gone: Set<string>
  /** Pairs of legs that were parted, and the `Event-Sequence` of it, so that an older bridge does not join them again. */
  readonly parted: Map<string, number>
  /** Agents of mod_callcenter by name, as far as the name does not say who it is. */
  readonly agentsByName: Map<string, string>
  /** When the event being heard happened, milliseconds since 1970 by the phone system's clock, and its `Event-Sequence`. */
  at: number
  sequence: number
  /** By how much the phone system's clock is ahead of ours, milliseconds. */
  clockAhead: number
  told: CallEvent[]
}

/** A channel of FreeSWITCH: one side of one conversation. */
export interface Leg {
  /** `Unique-ID`; it may be given another (CHANNEL_UUID). */
  id: string
  readonly kind: LegKind
  readonly direction: 'inbound' | 'outbound'
  /** What the leg itself shows as its caller's number. */
  readonly number: string
  readonly destination: string
  /** Who sits at it; null for customers, loopbacks and the like. */
  agent: string | null
  /** The name under which a queue called it. */
  readonly member: string | null
  call: LiveCall
  /** The call whose customer this is, for internal calls: whose caller. Stays, whatever it is bridged with. */
  customerOf: LiveCall | null
  /** The leg on whose behalf it was made; the ids that name it as long as it is not known. */
  by: Leg | null
  awaits: readonly string[]
  /** The other half of a loopback, which may be gone already. */
  half: Leg | null
  /** The legs it is bridged with, the one it hears now last: a consultation stands over the conversation it interrupts. */
  readonly partners: Leg[]
  /** The conference that it is in. */
  room: string | null
  answered: boolean
  onHold: boolean
  ring: Ring | null
  /** When it was first heard of, by the phone system's clock. */
  readonly seenAt: number
}

/** An agent who is offered a call: by a phone that rings, or by a queue that says so before the phone does. */
export interface Ring {
  readonly agent: string
  /** Null until the queue's leg is there. */
  leg: Leg | null
  /** `waiting`: rings for somebody else yet (a consultation); `muted`: told too often lately. */
  phase: 'waiting' | 'told' | 'muted' | 'stopped'
}

export interface LiveCall {
  readonly id: string
  /** `unheard`: legs exist, and nothing says yet that it is a call of anybody. */
  phase: 'unheard' | 'open' | 'over'
  direction: Direction
  readonly legs: Set<Leg>
  /** Legs of the customer's side that are up. */
  readonly customers: Set<Leg>
  /** The agent's leg that placed it. */
  origin: Leg | null
  placedBy: string | null
  /** Agents' legs in conversation with the customer. */
  readonly speaking: Map<Leg, string>
  /** Agents who have gone while the customer stayed: a transfer, if the call goes on. */
  readonly gone: Set<string>
  readonly rings: Set<Ring>
  answers: number
  queue: 'none' | 'waiting' | 'left' | 'abandoned'
  /** What the last call to the outside came to. */
  lastTry: EndReason
  /** What is known of the caller, and what of it was not told yet. */
  known: CallerFacts
  news: CallerFacts
  readonly claims: Map<string, string>
  readonly toldIds: Map<string, number>
  readonly rounds: Map<string, { count: number; lastAt: number }>
  lastAt: number
  lastSequence: number
}

/** Beyond this the oldest is forgotten. */
const mostGone = 20_000

export function newSwitchboard(settings: FreeswitchSettings): Switchboard {
  return {
    settings,
    legs: new Map(),
    calls: new Map(),
    orphans: new Set(),
    gone: new Set(),
    parted: new Map(),
    agentsByName: new Map(),
    at: 0,
    sequence: 0,
    clockAhead: 0,
    told: [],
  }
}

/** The leg that an event is about, if it is known. */
export function findLeg(board: Switchboard, event: FreeswitchEvent, header = 'Unique-ID'): Leg | undefined {
  return board.legs.get(event.get(header) ?? '')
}

/** Who an agent of mod_callcenter is, by the contact or by the name. */
export function agentCalled(board: Switchboard, name: string): string | undefined {
  return board.agentsByName.get(name) ?? agentNamed(name, board.settings)
}

export function learnAgent(board: Switchboard, name: string, agent: string): void {
  if (board.agentsByName.size < 10_000 || board.agentsByName.has(name)) board.agentsByName.set(name, agent)
}

/** Makes a leg part of another call, unless it is the customer of its own. */
export function moveLeg(board: Switchboard, leg: Leg, call: LiveCall): void {
  const left = leg.call
  if (left === call || leg.customerOf) return
  left.legs.delete(leg)
  left.speaking.delete(leg)
  leg.call = call
  call.legs.add(leg)
  if (leg.ring && left.rings.delete(leg.ring)) call.rings.add(leg.ring)
  forgetIfEmpty(board, left)
}

/** `CHANNEL_UUID`: the same leg under another id. The call keeps the id under which it was told. */
export function renameLeg(board: Switchboard, event: FreeswitchEvent): void {
  const leg = findLeg(board, event, 'Old-Unique-ID')
  const id = event.get('Unique-ID')
  if (!leg || !id) return
  board.legs.delete(leg.id)
  leg.id = id
  board.legs.set(id, leg)
}

export function forgetLeg(board: Switchboard, leg: Leg): void {
  for (const partner of [...leg.partners]) part(leg, partner)
  board.legs.delete(leg.id)
  board.orphans.delete(leg)
  leg.call.legs.delete(leg)
  remember(board.gone, leg.id)
}

function remember(gone: Set<string>, id: string): void {
  gone.add(id)
  const oldest = gone.size > mostGone ? gone.values().next().value : undefined
  if (oldest !== undefined) gone.delete(oldest)
}

export function forgetIfEmpty(board: Switchboard, call: LiveCall): void {
  if (call.legs.size === 0) board.calls.delete(call.id)
}

export function forgetCall(board: Switchboard, call: LiveCall): void {
  for (const leg of [...call.legs]) forgetLeg(board, leg)
  board.calls.delete(call.id)
}

/** Two legs hear each other from now on; what either of them heard before is interrupted. */
export function join(one: Leg, other: Leg): void {
  part(one, other)
  one.partners.push(other)
  other.partners.push(one)
}

export function part(one: Leg, other: Leg): void {
  remove(one.partners, other)
  remove(other.partners, one)
}

function remove(from: Leg[], leg: Leg): void {
  const n = from.indexOf(leg)
  if (n >= 0) from.splice(n, 1)
}

const longestChain = 70

/** Whom a leg hears now, through loopbacks. */
export function heardBy(leg: Leg): Leg | undefined {
  let heard = leg.partners.at(-1)
  for (let steps = 0; heard?.kind === 'loopback' && steps < longestChain; steps++) {
    heard = heard.half?.partners.at(-1)
  }
  return heard
}

/** The phone or trunk on whose behalf a leg was made, behind however many loopbacks. */
export function callerBehind(leg: Leg): Leg | undefined {
  let caller = leg.by ?? undefined
  for (let steps = 0; caller?.kind === 'loopback' && steps < longestChain; steps++) {
    caller = caller.by ?? caller.half?.by ?? undefined
  }
  return caller
}
