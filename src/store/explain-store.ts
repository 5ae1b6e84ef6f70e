import type { CallEvent } from '../call/call-event.ts'

/** All that is kept of one call, for explaining it. */
export interface CallRecord {
  readonly id: string
  readonly source: string
  readonly direction: string
  readonly presentation: string
  /** See readDecisions(). */
  readonly recognition: string | null
  readonly customerId: number | null
  readonly identifiedBy: string | null
  readonly verification: string | null
  /** What outside directories have said, as JSON; null where none were asked, or it is forgotten. */
  readonly directory: string | null
  readonly arrivedAt: number
  readonly answeredAt: number | null
  readonly endedAt: number | null
  readonly outcome: string | null
  /** Accounts, and `?<reference>` where none is known; the last one spoke last. */
  readonly answeredBy: readonly string[]
  readonly queue: string | null
  /** Whether it is over and stands in the history, with the `team` that it was the work of then. */
  readonly isHistory: boolean
  readonly team: string | null
  /** Empty once they are forgotten. In the order in which they were received, by our clock. */
  readonly events: readonly { readonly event: CallEvent; readonly receivedAt: number }[]
  readonly pops: readonly PopRecord[]
}

/** When a pop was stored, sent to a desktop, painted there, and the call answered; ms by our clock, but `answeredAt`. */
export interface PopRecord {
  readonly accountId: string
  readonly version: number
  readonly state: string
  readonly closing: string | null
  readonly offeredAt: number | null
  readonly storedAt: number
  readonly sentAt: number | null
  readonly renderedAt: number | null
  readonly answeredAt: number | null
}

export interface ExplainStore {
  readCallRecord(id: string): Promise<CallRecord | null>
}
