import type { Severity } from '../wire/pop-matters.ts'
import type { OutsideMessage } from './webhook-store.ts'

/** What another system says has happened, or will happen, to a customer. Instants in ms. */
export interface SignalRecord {
  readonly id: number
  readonly sender: string
  readonly externalId: string | null
  readonly customerId: number | null
  readonly customerName: string | null
  /** Where nobody, or more than one, has the number. */
  readonly numberKey: string | null
  readonly number: string | null
  readonly kind: string
  readonly topic: string | null
  readonly severity: Severity
  readonly text: string
  readonly answer: string | null
  readonly at: number
  readonly validFrom: number
  readonly validUntil: number
  readonly postedAt: number
  readonly changedAt: number
  readonly toldAt: number | null
  readonly toldBy: string | null
  readonly toldHow: string | null
  readonly overAt: number | null
  readonly withdrawnAt: number | null
}

/** Whose it is. */
export type SignalFor =
  | { readonly kind: 'customer'; readonly id: number }
  | { readonly kind: 'external'; readonly externalId: string }
  | { readonly kind: 'number'; readonly numberKey: string; readonly raw: string }

export interface NewSignal
  extends Pick<
    SignalRecord,
    | 'sender'
    | 'externalId'
    | 'kind'
    | 'topic'
    | 'severity'
    | 'text'
    | 'answer'
    | 'at'
    | 'validFrom'
    | 'validUntil'
  > {
  readonly of: SignalFor
  /** Which times the sender has not said: where it is posted again, those that stand stay. */
  readonly unsaid?: readonly ('at' | 'validFrom' | 'validUntil')[]
}

export type SignalPosted =
  | { readonly kind: 'created' | 'changed' | 'unchanged'; readonly id: number; readonly whose: SignalOwner }
  | { readonly kind: 'no-such-customer' }

/** Exactly one of them is known; of a number that one customer alone has, the customer. */
export interface SignalOwner {
  readonly customerId: number | null
  readonly numberKey: string | null
}

export interface SignalTopic {
  readonly topic: string
  readonly kind: string
  readonly severity: Severity
  readonly text: string
  readonly customers: number
  readonly told: number
  readonly since: number
  readonly until: number
}

export interface SignalsWanted {
  readonly topic: string | null
  /** Null: told or not. */
  readonly told: boolean | null
  /** Only those with a higher id. */
  readonly after: number
  readonly most: number
}

/** What other systems are told of one that was created or changed, written in the same transaction. */
export type SignalNewsOf = (
  id: number,
  signal: NewSignal,
  customerId: number | null,
  externalId: string | null,
) => readonly OutsideMessage[]

/** What other systems say of customers. */
export interface SignalStore {
  /** One write for all, in their order: each stands or is refused by itself. */
  postSignals(
    signals: readonly NewSignal[],
    now: number,
    newsOf?: SignalNewsOf,
  ): Promise<readonly SignalPosted[]>
  readSignal(id: number): Promise<SignalRecord | null>
  readSignals(wanted: SignalsWanted): Promise<readonly SignalRecord[]>
  readSignalTopics(most: number): Promise<readonly SignalTopic[]>
  /** Null where there is none in force. */
  withdrawSignal(id: number, now: number): Promise<SignalOwner | null>
  findSignal(sender: string, externalId: string): Promise<number | null>
  /** In one small batch: whose they were; fewer than `most` when none is left. */
  withdrawTopic(topic: string, now: number, most: number): Promise<readonly SignalOwner[]>
  /** Which of them were not told before, and are now. */
  signalsTold(
    ids: readonly number[],
    told: { readonly by: string; readonly how: string; readonly now: number },
  ): Promise<readonly number[]>
  /**
   * Marks this one as told, with all of its topic that the same customer or number has not been told of, and writes down the
   * message for all of them in the same transaction. False where it was told before, or is over.
   */
  messageSignals(
    id: number,
    told: { readonly by: string; readonly now: number },
    messagesOf: (signals: readonly SignalRecord[]) => readonly OutsideMessage[],
  ): Promise<boolean>
  /** Marks those whose time is over, in one small batch; true if more is left. */
  endSignals(now: number, most: number): Promise<boolean>
  /** Forgets those that were over before this instant, in one small batch; true if more is left. */
  forgetSignals(overBefore: number, most: number): Promise<boolean>
  /** Calls that some desk shows at the moment, and who they are with. */
  readShownOwners(): Promise<readonly (SignalOwner & { readonly callId: string })[]>
}
