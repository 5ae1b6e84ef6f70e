import type {
  Attestation,
  CallEvent,
  Direction,
  EndReason,
  OfferEnd,
  Presentation,
} from '../call/call-event.ts'
import type { AmiMessage } from './asterisk-messages.ts'
import type { AsteriskSettings, ChannelKind } from './asterisk-names.ts'

/** What is known of the phone system at this moment: its channels, the calls they make, the bridges they stand in. */
export interface Switchboard {
  readonly settings: AsteriskSettings
  readonly channels: Map<string, Channel>
  readonly localHalves: Map<string, Channel>
  readonly calls: Map<string, LiveCall>
  readonly bridges: Map<string, Set<Channel>>
  /** Bridges in which nobody hears anybody: a parking lot, agents who wait for a call. */
  readonly holdingBridges: Set<string>
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
  /** By `Uniqueid`. */
  readonly rows: Map<string, AmiMessage>
}

/** In what a list and the events before it differed. */
export interface Doubt {
  readonly missing: ReadonlySet<string>
  readonly strange: ReadonlySet<string>
}

export function newSwitchboard(settings: AsteriskSettings): Switchboard {
  return {
    settings,
    channels: new Map(),
    localHalves: new Map(),
    calls: new Map(),
    bridges: new Map(),
    holdingBridges: new Set(),
    phonesOfMembers: new Map(),
    listing: null,
    doubt: { missing: new Set(), strange: new Set() },
    at: 0,
    clockAhead: 0,
    told: [],
  }
}
