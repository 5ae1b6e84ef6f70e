import type { Call } from '../call/call.ts'
import type { CallEvent } from '../call/call-event.ts'
import type { AuditEntry } from './audit-store.ts'
import type { CardCase, CardFact, CustomerMatters } from './customer-matters.ts'
import type { CustomerRecord } from './customer-store.ts'
import type { LiveCount } from './live-store.ts'
import type { StandingStep } from './new-promise.ts'
import type { OutsideMessage } from './webhook-store.ts'

/** A call as it is kept: the events that make it, who the caller is, and the pops it has led to. */
export interface StoredCall {
  readonly id: string
  readonly version: number
  readonly events: readonly CallEvent[]
  readonly recognition: string | null
  readonly customerId: number | null
  readonly identifiedBy: string | null
  /** Who has made sure of the caller, as JSON; null where nobody has. */
  readonly verification: string | null
  /** What outside directories have said, as JSON; null where none were asked, or it is forgotten. */
  readonly directory?: string | null
  /** By our clock, ms. */
  readonly lastEventAt: number
  readonly pops: readonly StoredPop[]
  /** What was said on it while nobody knew who was calling. */
  readonly told?: readonly CardFact[]
}

export interface StoredPop {
  readonly callId: string
  readonly accountId: string
  readonly version: number
  readonly state: string
  readonly closing: string | null
  /** The pop as JSON, as the wire has it. */
  readonly content: string
  readonly offeredAt: number | null
  readonly answeredAt: number | null
}

/** One step of a call, to be written whole or not at all. */
export interface FollowStep {
  readonly id: string
  /** 0 for a call that is not stored yet. */
  readonly expectedVersion: number
  readonly call: Call
  readonly numberKey: string | null
  /** The customer's number as it came; null where it is withheld, so that no list can show what a word stood beside. */
  readonly numberRaw: string | null
  readonly recognition: string | null
  readonly customerId: number | null
  readonly identifiedBy: string | null
  readonly verification: string | null
  readonly directory?: string | null
  readonly lastEventAt: number
  readonly newEvents: readonly { readonly event: CallEvent; readonly receivedAt: number }[]
  readonly changedPops: readonly StoredPop[]
  /** What the record says of these pops; absent where nobody is shown anybody anew. */
  readonly record?: readonly AuditEntry[]
  /** Agents whom it rang in vain before, and who are to learn that nobody has taken it. */
  readonly missedBy?: readonly string[]
  /** The entry in the customer's history, once the call is over. */
  readonly interaction: CallInteraction | null
  /** What becomes of standing promises with it; absent where the house has none. */
  readonly standing?: StandingStep | null
  /** What other systems are told of it. */
  readonly outside?: readonly OutsideMessage[]
  /** A test call of the house's own: it leaves nothing in the history and is found nowhere. */
  readonly isTest?: boolean
  /** What supervisors see of it while it lives: JSON; null once it has ended. */
  readonly board?: string | null
  /** How it changes the figures of the day. */
  readonly counts?: readonly LiveCount[]
  readonly now: number
}

/** What a call leaves in the history. Wrap-ups add disposition and text later. */
export interface CallInteraction {
  readonly direction: string
  readonly startedAt: number
  readonly endedAt: number
  readonly customerId: number | null
  readonly numberKey: string | null
  readonly numberRaw: string | null
  readonly accountId: string | null
  readonly agentName: string | null
  readonly source: string
  readonly queue: string | null
  readonly queueName: string | null
  readonly callId: string
  readonly outcome: string
}

/** What is to be carried to one agent's desktops: the body is a `DesktopChange` as JSON. */
export interface DeskMessage {
  readonly accountId: string
  readonly version: number
  readonly body: string
}

/** A message as it lies in the outbox. */
export interface OutboxRow extends DeskMessage {
  /** Grows from row to row as they are written; they may become visible in another order. Never given twice. */
  readonly id: number
  /** By the clock of the node that wrote it, ms. */
  readonly at: number
}

export type WriteResult =
  | {
      readonly kind: 'written'
      readonly messages: readonly DeskMessage[]
      /** Agents of the changed pops on whose desktops an earlier version of it had been painted by then. */
      readonly painted: readonly string[]
    }
  /** Somebody else wrote this call since it was read: read it and decide again. */
  | { readonly kind: 'overtaken' }

/** A customer who may be the caller, with all that ranking and the pop need of them. */
export interface FoundCustomer {
  readonly customer: CustomerCard
  /**
   * The way it was found: the caller's number, a switchboard's prefix (`…*`), as a member of the household that has the
   * number, a claim, the ending of a number, only an agent's word, or an outside directory. Who was found in several ways stands there once for
   * each.
   */
  readonly foundBy: 'number' | 'switchboard' | 'household' | 'claim' | 'ending' | 'agent' | 'directory'
  readonly verifiedAt: number | null
  /** How many customers have this number. */
  readonly sharedBy: number
  /** When the number was put down, ms; null where it was not the number that found. */
  readonly numberSince?: number | null
  /** The outside directory that knows them by this number. */
  readonly outside?: { readonly name: string; readonly trusted: boolean }
  readonly judgement: { readonly verdict: 'is' | 'is-not'; readonly at: number } | null
}

export interface CustomerCard
  extends Omit<
      CustomerRecord,
      'belongsTo' | 'mergedInto' | 'version' | 'createdAt' | 'updatedAt' | 'metrics'
    >,
    CustomerMatters {
  readonly belongsTo: { readonly id: number; readonly kind: string; readonly name: string } | null
  readonly createdAt?: number
  /** Newest first, at most five. */
  readonly lastInteractions: readonly CardInteraction[]
  /** What presses first: raised, then complaints, then the newest; at most three. */
  readonly openCases: readonly CardCase[]
  /** Those of the company that they work for; none where they stand for nobody. */
  readonly casesOfCompany?: readonly CardCase[]
  /** The soonest thing that somebody here put down to be done for this customer, and has not done. */
  readonly followUp: { readonly dueAt: number; readonly text: string } | null
}

export interface CardInteraction {
  readonly id: number
  readonly channel: string
  readonly direction: 'inbound' | 'outbound' | 'internal'
  readonly startedAt: number
  readonly endedAt: number | null
  readonly accountId: string | null
  readonly agentName: string | null
  readonly queueName: string | null
  readonly outcome: string | null
  readonly disposition: string | null
  readonly body: string
}

export interface CallStore {
  readCall(id: string): Promise<StoredCall | null>
  /**
   * Writes the step if the call still has the expected version. Resolves once it is durable (`synchronous=FULL`).
   * An event that is stored already is passed over.
   */
  followCall(step: FollowStep): Promise<WriteResult>
  /** At most 16 ways to customers with cards, in no order that means anything. One indexed look-up per way of finding. */
  findCallers(wanted: WantedCaller): Promise<readonly FoundCustomer[]>
  readCard(customerId: number): Promise<CustomerCard | null>
  /** What was promised to, and what is said of, a number whose owner is not known. */
  readMattersOfNumber(numberKey: string): Promise<Pick<CustomerMatters, 'promises' | 'signals'>>
  /** As whom calls from this number that came within [since, until) (ms) were recognised, each once, at most `most`. */
  readCustomersSeenWith(
    numberKey: string,
    since: number,
    until: number,
    most: number,
  ): Promise<readonly number[]>
  /** Calls since `since` (ms) as whose caller this customer is taken, and which some desk still shows; at most `most`. */
  findShownCalls(customerId: number, since: number, most: number): Promise<readonly string[]>
  /** Calls that have not ended and had no event since these instants (ms); at most `most`, the most silent first. */
  findSilentCalls(
    since: { readonly answered: number; readonly unanswered: number },
    most: number,
  ): Promise<readonly string[]>
  /** Pops that wait for their wrap-up since before this instant (ms); at most `most`. */
  findOldWrapUps(before: number, most: number): Promise<readonly { callId: string; accountId: string }[]>
  recordJudgement(judgement: {
    readonly numberKey: string
    readonly customerId: number
    readonly verdict: 'is' | 'is-not'
    readonly accountId: string
    readonly callId: string
    readonly at: number
  }): Promise<void>
  /** Rows of the outbox that are visible now, with ids beyond `after`, by id, at most `most`. */
  readOutbox(after: number, most: number): Promise<readonly OutboxRow[]>
  /** Forgets events, pops and outbox rows that are older than these instants, in one small batch; true if more is left. */
  forgetOld(before: { readonly events: number; readonly outbox: number }, most: number): Promise<boolean>
}

export interface WantedCaller {
  readonly numberKey: string | null
  /** Switchboard prefixes to try if the number itself finds nobody, longest first, each with its `*`. */
  readonly prefixes: readonly string[]
  /** External ids that the caller claimed. */
  readonly claimedIds: readonly string[]
  /** The last seven digits, tried only when nothing else is known of the number. */
  readonly ending: string | null
}
