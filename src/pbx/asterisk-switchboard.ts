import type {
  Attestation,
  CallEvent,
  Direction,
  EndReason,
  OfferEnd,
  Presentation,
} from '../call/call-event.ts'
import type { AmiMessage } from './asterisk-messages.ts'
import {
  type AsteriskSettings,
  agentAtPhone,
  type ChannelKind,
  kindOfChannel,
  otherHalf,
} from './asterisk-names.ts'
import { presentationIn } from './asterisk-presentation.ts'

/** What is known of the phone system at this moment: its channels, the calls they make, the bridges they stand in. */
export interface Switchboard {
  readonly settings: AsteriskSettings
  readonly channels: Map<string, Channel>
  readonly localHalves: Map<string, Channel>
  readonly calls: Map<string, LiveCall>
  readonly bridges: Map<string, Set<Channel>>
  /** The phone behind a queue member's interface, as queue events name it: `Local/1001@agents` → `PJSIP/1001`. */
  readonly phonesOfMembers: Map<string, string>
  /** A list of all channels that is being received, and what happened since it was asked for. */
  listing: Listing | null
  /** What the list before showed otherwise than the events: it counts if the next list shows it too. */
  doubt: Doubt
  /** When the message being read happened, milliseconds since 1970 by the phone system's clock. */
  at: number
  /** How far the phone system's clock is ahead of ours, milliseconds, as last seen. */
  clockAhead: number
  told: CallEvent[]
}

export interface Channel {
  /** `Uniqueid`: `1795360095.228`, with a system name `pbx1-1795361407.0`. A string, never a number. */
  readonly id: string
  readonly name: string
  readonly kind: ChannelKind
  /** `CallerIDNum` as first seen; later the dialplan may put another in its place. */
  readonly number: string
  /** The extension it came in for, or that its phone dialled. */
  readonly extension: string
  /** Who sits at it; null for customers, Local channels and the like. */
  agent: string | null
  /** The queue member that it was made to reach. */
  member: string | null
  call: LiveCall
  /** The call whose customer this is, for internal calls: whose caller. Stays, whatever it is bridged with. */
  customerOf: LiveCall | null
  /** The other end of a Local channel, which may be gone already. */
  half: Channel | null
  dialledBy: Channel | null
  dialStatus: string | null
  ring: Ring | null
  bridge: string | null
  /** Has transferred: stands in a bridge for a moment yet, and speaks with nobody. */
  isLeaving: boolean
  onHold: boolean
  /** The far end has hung up: the Hangup follows. */
  isEnding: boolean
  /** Why the far end hung up, as HangupRequest says before the Hangup. */
  cause: string | null
}

/** A phone as it rings for a call. */
export interface Ring {
  /** `waiting`: rings for somebody else yet (a consultation); `muted`: told too often lately. */
  phase: 'waiting' | 'told' | 'muted' | 'stopped'
  /** How many answers the call had when the ring began: a later one took it away. */
  answersBefore: number
  /** Set when the ring is over and only the Hangup will tell why. */
  stopped: { readonly status: string; readonly moment: Moment; readonly likely: OfferEnd } | null
}

/** A place in the story of a call. */
export interface Moment {
  readonly at: number
  readonly sequence: number
}

export interface LiveCall {
  readonly id: string
  /** `unheard`: channels exist, and nothing says yet that it is a call of anybody. */
  phase: 'unheard' | 'open' | 'over'
  direction: Direction
  readonly channels: Set<Channel>
  /** Channels of the customer's side that are up. */
  readonly customers: Set<Channel>
  /** The agent's channel that placed it. */
  origin: Channel | null
  placedBy: string | null
  /** Agents' channels in conversation with the customer. */
  readonly speaking: Map<Channel, string>
  /** Agents who have gone while the customer stayed: a transfer, if the call goes on. */
  readonly gone: Set<string>
  answers: number
  queue: 'none' | 'waiting' | 'left' | 'abandoned'
  customerHangsUp: boolean
  to: string | null
  presentation: Presentation
  attestation: Attestation | null
  /** The number that sent the call on to us. */
  diversion: string | null
  /** What the last call to the outside came to. */
  lastTry: EndReason
  /** Found in a list of channels, not heard from its beginning. */
  takenUp: boolean
  /** What was told of the caller last, so that each news goes out once. */
  toldOfCaller: Pick<LiveCall, 'to' | 'presentation' | 'attestation' | 'diversion'> | null
  readonly toldIds: Map<string, number>
  readonly rounds: Map<string, { count: number; lastAt: number }>
  sequence: number
  lastAt: number
}

export interface Listing {
  /** Asked for at the start of a connection, when anything may have happened; or from time to time, to be sure. */
  readonly kind: 'first' | 'again'
  readonly knownBefore: ReadonlySet<string>
  readonly hungUpSince: Set<string>
  readonly rows: AmiMessage[]
}

/** In what a list and the events before it differed. */
export interface Doubt {
  readonly missing: ReadonlySet<string>
  readonly strange: ReadonlySet<string>
}

/** Beyond this the oldest call is forgotten: the stream has lost its end. */
const mostCalls = 20_000

export function newSwitchboard(settings: AsteriskSettings): Switchboard {
  return {
    settings,
    channels: new Map(),
    localHalves: new Map(),
    calls: new Map(),
    bridges: new Map(),
    phonesOfMembers: new Map(),
    listing: null,
    doubt: { missing: new Set(), strange: new Set() },
    at: 0,
    clockAhead: 0,
    told: [],
  }
}

/** The channel that an event is about, if it is known: its block of headers begins with `prefix` (``, `Dest`, `Transferee`…). */
export function findChannel(board: Switchboard, message: AmiMessage, prefix = ''): Channel | undefined {
  const channel = board.channels.get(message.get(`${prefix}Uniqueid`) ?? '')
  if (channel && prefix === '') learnPresentation(channel, message)
  return channel
}

/** As `findChannel`, and a channel not seen before is taken in. Undefined where the event has no such block. */
export function seeChannel(board: Switchboard, message: AmiMessage, prefix = ''): Channel | undefined {
  const known = findChannel(board, message, prefix)
  const id = message.get(`${prefix}Uniqueid`)
  if (known || !id) return known
  const name = message.get(`${prefix}Channel`) ?? ''
  const call = callOf(board, message.get(`${prefix}Linkedid`) || id)
  const channel = newChannel(board.settings, id, name, call, {
    number: message.get(`${prefix}CallerIDNum`) ?? '',
    extension: message.get(`${prefix}Exten`) ?? '',
  })
  board.channels.set(id, channel)
  if (channel.kind === 'local') joinHalves(board, channel)
  call.channels.add(channel)
  return channel
}

function joinHalves(board: Switchboard, channel: Channel): void {
  board.localHalves.set(channel.name, channel)
  channel.half = board.localHalves.get(otherHalf(channel.name)) ?? null
  if (channel.half) channel.half.half = channel
}

function newChannel(
  settings: AsteriskSettings,
  id: string,
  name: string,
  call: LiveCall,
  says: { number: string; extension: string },
): Channel {
  const kind = kindOfChannel(name, settings.trunks)
  return {
    ...says,
    id,
    name,
    kind,
    call,
    agent: kind === 'phone' ? agentAtPhone(name, says.number, settings.extensionLength) : null,
    member: null,
    customerOf: null,
    half: null,
    dialledBy: null,
    dialStatus: null,
    ring: null,
    bridge: null,
    isLeaving: false,
    onHold: false,
    isEnding: false,
    cause: null,
  }
}

function callOf(board: Switchboard, id: string): LiveCall {
  const known = board.calls.get(id)
  if (known) return known
  const call = newCall(id)
  board.calls.set(id, call)
  if (board.calls.size > mostCalls) forgetCall(board, board.calls.values().next().value!)
  return call
}

function newCall(id: string): LiveCall {
  return {
    id,
    phase: 'unheard',
    direction: 'inbound',
    channels: new Set(),
    customers: new Set(),
    origin: null,
    placedBy: null,
    speaking: new Map(),
    gone: new Set(),
    answers: 0,
    queue: 'none',
    customerHangsUp: false,
    to: null,
    presentation: 'allowed',
    attestation: null,
    diversion: null,
    lastTry: 'no-answer',
    takenUp: false,
    toldOfCaller: null,
    toldIds: new Map(),
    rounds: new Map(),
    sequence: 0,
    lastAt: 0,
  }
}

function learnPresentation(channel: Channel, message: AmiMessage): void {
  const call = channel.customerOf
  if (call?.direction !== 'inbound' || call.presentation === 'restricted') return
  call.presentation = presentationIn(message) ?? call.presentation
}

/** Makes a channel part of another call, unless it is the customer of its own. */
export function moveChannel(board: Switchboard, channel: Channel, call: LiveCall): void {
  const left = channel.call
  if (left === call || channel.customerOf) return
  left.channels.delete(channel)
  channel.call = call
  call.channels.add(channel)
  forgetIfEmpty(board, left)
}

export function forgetChannel(board: Switchboard, channel: Channel): void {
  leaveBridge(board, channel, channel.bridge)
  board.channels.delete(channel.id)
  if (board.localHalves.get(channel.name) === channel) board.localHalves.delete(channel.name)
  board.listing?.hungUpSince.add(channel.id)
  channel.call.channels.delete(channel)
}

export function forgetIfEmpty(board: Switchboard, call: LiveCall): void {
  if (call.channels.size === 0) board.calls.delete(call.id)
}

function forgetCall(board: Switchboard, call: LiveCall): void {
  for (const channel of [...call.channels]) forgetChannel(board, channel)
  board.calls.delete(call.id)
}

export function enterBridge(board: Switchboard, channel: Channel, bridge: string): void {
  if (channel.bridge !== null && channel.bridge !== bridge) leaveBridge(board, channel, channel.bridge)
  channel.bridge = bridge
  const members = board.bridges.get(bridge)
  if (members) members.add(channel)
  else board.bridges.set(bridge, new Set([channel]))
}

export function leaveBridge(board: Switchboard, channel: Channel, bridge: string | null): void {
  if (bridge === null || channel.bridge !== bridge) return
  channel.bridge = null
  const members = board.bridges.get(bridge)
  members?.delete(channel)
  if (members?.size === 0) board.bridges.delete(bridge)
}

/** Everybody who can hear this channel: through bridges, and through Local channels from one bridge into the next. */
export function circleOf(board: Switchboard, start: Channel): ReadonlySet<Channel> {
  const circle = new Set([start])
  for (const channel of circle) {
    if (channel.half) circle.add(channel.half)
    for (const other of board.bridges.get(channel.bridge ?? '') ?? []) circle.add(other)
  }
  return circle
}
