import type { CustomerNumber } from './customer-store.ts'

/** What is read again, one after the other. */
export type RereadingStage = 'customers' | 'interactions' | 'judgements'

/** Reading stored numbers again, because the settings of these sources, or the reading itself, have changed. */
export interface Rereading {
  readonly id: number
  /** Sources whose numbers are read again; an empty name is the house's usual reading. */
  readonly sources: readonly string[]
  readonly state: 'running' | 'done' | 'replaced'
  readonly stage: RereadingStage
  /** What has been read last in this stage; null at its beginning. */
  readonly place: readonly (string | number)[] | null
  /** How much of this stage is done, in parts of a thousand. */
  readonly doneOfThousand: number
  readonly rowsRead: number
  readonly rowsChanged: number
  readonly rowsUnreadable: number
  readonly startedAt: number
  readonly finishedAt: number | null
}

export type RereadingClaim =
  | { readonly kind: 'mine'; readonly job: Rereading }
  /** Another node is at it. */
  | { readonly kind: 'taken' }
  /** All stored keys are made by these settings. */
  | { readonly kind: 'nothing' }

/** The node that reads, and until when (ms) it alone may. */
export interface RereadingLease {
  readonly node: string
  readonly until: number
}

export interface StoredNumber extends CustomerNumber {
  readonly customerId: number
  readonly createdAt: number
}

/** An interaction's number, or that of the call in which an agent judged. */
export interface StoredCallNumber {
  readonly source: string | null
  readonly numberKey: string | null
  readonly raw: string
  readonly readBy: string | null
}

export interface StoredInteractionNumber extends StoredCallNumber {
  readonly id: number
}

export interface StoredJudgement extends StoredCallNumber {
  readonly numberKey: string
  readonly customerId: number
}

export interface RereadingFinding {
  readonly kind: 'changed' | 'unreadable'
  /** `customer:<id>` or `interaction:<id>`. */
  readonly subject: string
  readonly raw: string
  readonly oldKey: string | null
  readonly newKey: string | null
  /** Why it can no longer be read. */
  readonly why: string | null
}

/** One step of the way: what it has read, and what follows from it. Written whole or not at all. */
export interface RereadingStep {
  readonly stage: RereadingStage
  readonly place: readonly (string | number)[] | null
  readonly doneOfThousand: number
  readonly rowsRead: number
  /** A row whose raw was changed meanwhile is passed over: whoever wrote it has read it by the new settings. */
  readonly numbers: readonly { readonly from: StoredNumber; readonly to: CustomerNumber }[]
  readonly interactions: readonly {
    readonly id: number
    readonly from: string | null
    readonly to: string | null
  }[]
  readonly judgements: readonly { readonly customerId: number; readonly from: string; readonly to: string }[]
  readonly findings: readonly RereadingFinding[]
}

export interface RereadingStore {
  /**
   * Begins reading again where the fingerprints of the stored keys are others than `wanted`, or goes on with what was
   * begun, if no other node is at it. What was begun for other settings is given up.
   */
  claimRereading(
    wanted: Readonly<Record<string, string>>,
    lease: RereadingLease,
    now: number,
  ): Promise<RereadingClaim>
  /** Numbers of customers beyond the place, in its order. */
  readStoredNumbers(after: Rereading['place'], most: number): Promise<readonly StoredNumber[]>
  /** Interactions beyond the place, also those without a number: what was looked at counts as read. */
  readStoredInteractions(
    after: Rereading['place'],
    most: number,
  ): Promise<readonly (StoredInteractionNumber | { readonly id: number; readonly raw: null })[]>
  readStoredJudgements(after: Rereading['place'], most: number): Promise<readonly StoredJudgement[]>
  /** The lowest and the highest id of a stage, for saying how far it is; null where there is nothing. */
  readRereadingBounds(stage: RereadingStage): Promise<{ readonly from: number; readonly to: number } | null>
  /** Customers that were merged since this instant may have gone where had been read already. */
  haveMergedSince(at: number): Promise<boolean>
  /** False when the job is no longer this node's: nothing was written then. */
  advanceRereading(id: number, lease: RereadingLease, step: RereadingStep): Promise<boolean>
  /** The stored keys are made by the wanted settings from now on. */
  finishRereading(id: number, node: string, now: number): Promise<boolean>
  /** Newest first. */
  readRereadings(most: number): Promise<readonly Rereading[]>
  readRereading(id: number): Promise<Rereading | null>
  /** The first thousand of each kind; those after `after`, in order of their number. */
  readRereadingFindings(
    id: number,
    after: number,
    most: number,
  ): Promise<readonly (RereadingFinding & { readonly n: number })[]>
}
