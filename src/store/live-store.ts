import type { CallPhase, Offer } from '../call/call.ts'
import type { PopReason, RecognitionOutcome } from '../wire/pop.ts'

/** What a live call's row keeps for supervisors beside its columns. Agents are accounts, or `?<reference>`. Instants in ms. */
export interface BoardCall {
  /** Since when the caller waits, or somebody speaks with them. */
  readonly since: number
  /** Among ourselves. */
  readonly isInside: boolean
  readonly tier: string | null
  readonly honoured: boolean
  /** Of whom it was taken for then; a customer's record may have a newer one. */
  readonly name: string | null
  readonly outcome: RecognitionOutcome | null
  readonly reason: Pick<PopReason, 'kind' | 'key' | 'text'> | null
  readonly speaking: readonly (readonly [agent: string, since: number])[]
  readonly offers: readonly (readonly [agent: string, result: Offer['result'], at: number, rounds: number])[]
  /** An agent was shown nothing, or who it is could not be asked. */
  readonly degraded: 'not-popped' | 'directory' | null
}

/** What one call adds to a day's figures; less than nothing where its story was told anew. */
export interface LiveCount {
  /** `2026-11-23`, by the house's clock: when it came. */
  readonly day: string
  readonly source: string
  /** Empty: none. */
  readonly queue: string
  readonly answered: number
  readonly inTime: number
  readonly abandoned: number
  readonly abandonedSoon: number
  readonly waitedMs: number
  readonly longestMs: number
}

export interface LiveCallRow {
  readonly id: string
  readonly version: number
  readonly source: string
  readonly direction: string
  readonly phase: CallPhase
  readonly number: string | null
  readonly presentation: string
  readonly customerId: number | null
  readonly customerName: string | null
  readonly queue: string | null
  readonly arrivedAt: number
  readonly answeredAt: number | null
  readonly answeredBy: readonly string[]
  readonly offeredTo: number
  /** Null where an earlier version of the program wrote it last. */
  readonly board: BoardCall | null
}

/** Which calls live and which pops are open, without what they say: to see what has changed. */
export interface LiveHeads {
  readonly calls: readonly (readonly [id: string, version: number])[]
  readonly pops: readonly (readonly [callId: string, accountId: string, state: string])[]
}

export interface AgentPresence {
  readonly accountId: string
  readonly availability: string
  /** Signed in, with a desktop open at a node that lives. */
  readonly hasDesk: boolean
}

export interface DesksSaid {
  readonly node: string
  readonly opened: readonly string[]
  readonly closed: readonly string[]
  /** Ms. */
  readonly now: number
}

export interface WallLink {
  readonly id: string
  readonly name: string
  /** Null: all. */
  readonly teams: readonly string[] | null
  readonly createdAt: number
  readonly createdBy: string
  readonly seenAt: number | null
}

/** What the live view is read from, on every node the same. */
export interface LiveStore {
  readLiveHeads(): Promise<LiveHeads>
  /** Of those that still live. */
  readLiveRows(ids: readonly string[]): Promise<readonly LiveCallRow[]>
  /** When these calls ended, ms. */
  readEnds(ids: readonly string[]): Promise<ReadonlyMap<string, number>>
  /** One entry for each source and queue. */
  readLiveCounts(day: string): Promise<readonly LiveCount[]>
  /** Of every account, as of `now` (ms). */
  readPresence(now: number): Promise<readonly AgentPresence[]>
  /**
   * This node lives, and these accounts have a desktop open at it from now on, or none any more. False where nothing was
   * known of the node, or it was forgotten: what it told before is not known then either. Forgets nodes that are gone.
   */
  tellDesks(said: DesksSaid): Promise<boolean>
  /** This node serves no desktop any more. */
  leaveDesks(node: string): Promise<void>
  forgetCounts(beforeDay: string): Promise<void>

  /** Nothing where there is or was one with this token. */
  makeWallLink(link: Omit<WallLink, 'seenAt'> & { readonly tokenHash: string }): Promise<void>
  /** Those that were not taken back, the newest first. */
  readWallLinks(): Promise<readonly WallLink[]>
  /** Null where there is none, or it was taken back; notes that it was seen, at most once a minute. */
  openWallLink(tokenHash: string, now: number): Promise<WallLink | null>
  /** False where there is no such link. */
  revokeWallLink(id: string, now: number): Promise<boolean>
}
