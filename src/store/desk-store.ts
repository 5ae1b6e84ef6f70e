import type { Availability } from '../wire/desktop-events.ts'
import type { SeenTeams } from '../wire/teams.ts'
import type { DeskMessage } from './call-store.ts'
import type { Sentiment } from './history-store.ts'
import type { WrapUpPromise } from './new-promise.ts'
import type { OutsideMessage } from './webhook-store.ts'

/** What an agent sees. `pops` are the open ones as JSON, as they are sent; of a desk that never had a change there are none. */
export interface Desk {
  readonly version: number
  readonly availability: Availability
  readonly pops: readonly string[]
}

/** What an agent's desktop shows and keeps: open pops, availability, drafts, wrap-ups, recent and missed calls. */
export interface DeskStore {
  /** What each of these desks shows; every one that is asked for is in the answer. */
  readDesks(accountIds: readonly string[]): Promise<ReadonlyMap<string, Desk>>
  /** Current feed versions, for heartbeats; 0 for a desk that never had a change. */
  readDeskVersions(accountIds: readonly string[]): Promise<ReadonlyMap<string, number>>
  setAvailability(accountId: string, availability: Availability, now: number): Promise<readonly DeskMessage[]>
  /** Notes that this version of a pop was painted, if it is the first painting: when the pop was first stored, ms; else null. */
  recordRendered(seen: {
    callId: string
    accountId: string
    version: number
    sentAt: number | null
    renderedAt: number
  }): Promise<{ readonly storedAt: number } | null>

  readDraft(callId: string, accountId: string): Promise<{ body: string; version: number } | null>
  /** What agents have noted on this call, drafts as well, the oldest first. */
  readNotesOfCall(callId: string): Promise<readonly CallNote[]>
  /** Keeps the draft if `expectedVersion` is the stored one (0: none yet); null when somebody else was faster. */
  keepDraft(draft: {
    callId: string
    accountId: string
    body: string
    expectedVersion: number
    now: number
  }): Promise<number | null>
  /**
   * Saves the wrap-up, drops the draft, writes disposition and note into the interaction of the call (made if missing
   * later), opens or counts the case that it was about, and ends the task that the call was placed for.
   */
  saveWrapUp(wrapUp: SavedWrapUp): Promise<WrapUpSaved>
  readFollowUps(accountId: string, most: number): Promise<readonly FollowUp[]>
  /** Of wrap-ups saved from the one instant on and before the other, of calls that had ended. */
  readWrapUpTimes(from: number, until: number, teams?: SeenTeams): Promise<readonly WrapUpTime[]>
  closeFollowUp(callId: string, accountId: string, now: number): Promise<boolean>

  /** The agent's calls, newest first, before the cursor `before` (ms, exclusive). */
  readRecentCalls(accountId: string, before: number, most: number): Promise<readonly RecentCall[]>
  readMissedCalls(accountId: string, since: number, most: number): Promise<readonly RecentCall[]>
  /** For supervisors: calls that have not ended, oldest first. */
  readLiveCalls(most: number): Promise<readonly LiveCall[]>
}

/** Of a draft the body as it was kept, of a wrap-up its note. */
export interface CallNote {
  readonly accountId: string
  readonly note: string | null
  readonly draft: string | null
  readonly writtenAt: number
}

export interface SavedWrapUp {
  readonly callId: string
  readonly accountId: string
  readonly agentName: string
  readonly disposition: string
  readonly note: string
  readonly followUpAt: number | null
  readonly followUpText: string | null
  /** When the call ended; null where it had not. */
  readonly beganAt: number | null
  /** How long somebody was typing, ms. */
  readonly typedMs?: number | null
  readonly sentiment?: Sentiment | null
  /** What the agent has promised, made in the same transaction. */
  readonly promises?: readonly WrapUpPromise[]
  /** What other systems are told of it. */
  readonly outside?: readonly OutsideMessage[]
  /** The case that the call was about. Where nobody says, it counts for the customer's only open one. */
  readonly about?: CaseOfWrapUp
  readonly now: number
}

export type CaseOfWrapUp =
  | { readonly kind: 'unsaid' }
  | { readonly kind: 'none' }
  | { readonly kind: 'case'; readonly id: number }
  | {
      readonly kind: 'new'
      readonly subject: string
      readonly complaint: boolean
      readonly department: string | null
    }

export type WrapUpSaved =
  | { readonly kind: 'saved'; readonly caseId: number | null }
  /** Nothing was saved: the call's customer has no such case, or nobody has said who the caller was. */
  | { readonly kind: 'case-not-found' }
export interface WrapUpTime {
  readonly disposition: string
  /** From the end of the call to the first saving, ms. */
  readonly afterCallMs: number
  /** Null where the desktop did not say. */
  readonly typedMs: number | null
}

export interface FollowUp {
  readonly callId: string
  readonly dueAt: number
  readonly text: string
  readonly customerId: number | null
  readonly customerName: string | null
  readonly number: string | null
}

export interface RecentCall {
  readonly callId: string
  readonly offeredAt: number
  readonly answeredAt: number | null
  readonly closing: string | null
  readonly direction: string
  readonly number: string | null
  readonly presentation: string
  readonly customerId: number | null
  readonly customerName: string | null
  readonly queue: string | null
  readonly disposition: string | null
  readonly note: string | null
}

export interface LiveCall {
  readonly callId: string
  readonly source: string
  readonly direction: string
  readonly phase: string
  readonly number: string | null
  readonly presentation: string
  readonly customerId: number | null
  readonly customerName: string | null
  readonly queue: string | null
  readonly arrivedAt: number
  readonly answeredAt: number | null
  readonly answeredBy: readonly string[]
  readonly unrouted: boolean
}
