/** What the pop needs of a customer beside the record and the history. Each kind is read with the card, by one index. */
export interface CustomerMatters {
  /** What holds now, the newest first. */
  readonly facts: readonly CardFact[]
  /** What is open, or was broken of late, the soonest due first. */
  readonly promises: readonly CardPromise[]
  /** What is in force now, the most severe first. */
  readonly signals: readonly CardSignal[]
}

export interface CardFact {
  readonly id: number
  readonly key: string
  readonly value: string
  readonly saidBy: 'customer' | 'agent' | 'system'
  readonly channel: string
  readonly saidAt: number
  readonly verifiedAt: number | null
  readonly staleAt: number | null
  /** The account that put it down. */
  readonly accountId: string | null
  /** The call on which it was said. */
  readonly callId: string | null
}

export interface CardPromise {
  readonly id: number
  readonly text: string
  readonly state: 'open' | 'kept' | 'broken'
  readonly dueAt: number
  /** When it was broken, ms; null unless it was. */
  readonly brokenAt: number | null
  /** The account whose it is; null where it is a department's. */
  readonly ownerId: string | null
  readonly owner: string | null
}

export interface CardSignal {
  readonly id: number
  readonly kind: string
  readonly text: string
  readonly answer: string | null
  readonly severity: 'info' | 'notice' | 'warning' | 'critical'
  readonly at: number
  readonly validUntil: number | null
}

export const noMatters: CustomerMatters = { facts: [], promises: [], signals: [] }
