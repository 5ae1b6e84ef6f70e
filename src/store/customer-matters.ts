import type { CaseState } from './case-store.ts'

/** What the pop needs of a customer beside the record and the history. Each kind is read with the card, by one index. */
export interface CustomerMatters {
  /** What holds now, the newest first. */
  readonly facts: readonly CardFact[]
  /** What is open, or was broken of late, the soonest due first. */
  readonly promises: readonly CardPromise[]
  /** What was not withdrawn and was in force until a moment ago at least, or will be: whoever shows it looks at the clock. */
  readonly signals: readonly CardSignal[]
  /** What other systems have counted of the customer; null where they have said nothing. */
  readonly metrics: Metrics | null
  /** What has been counted of the customer's contacts; null where nobody has counted yet. */
  readonly digest: CardDigest | null
  /** When they answered a survey last, if they were dissatisfied, ms. */
  readonly dissatisfiedAt: number | null
}

/** What other systems say of what a customer is to the house, by import or API. Money in the house's own currency. */
export interface Metrics {
  /** Of a year. */
  readonly revenue?: number | undefined
  readonly costToServe?: number | undefined
  /** What a year might bring beyond that. */
  readonly potential?: number | undefined
  /** How many customers came by their recommendation. */
  readonly referrals?: number | undefined
  /** Since when they are a customer, ms. */
  readonly since?: number | undefined
}

export interface CardDigest {
  /** What they call about, and when: JSON (screenpop/habit.ts); read only where it is needed. */
  readonly habit: string | null
  /** How many contacts they began within a year. */
  readonly contacts: number
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
  readonly state: 'open' | 'broken'
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
  /** When it happened or will happen, ms. */
  readonly at: number
  readonly validFrom: number
  readonly validUntil: number
}

/** An open case as the pop and the ranking of callers need it. */
export interface CardCase {
  readonly id: number
  readonly reference: string | null
  readonly subject: string
  readonly openedAt: number
  readonly state: CaseState
  /** The name of the account whose it is. */
  readonly owner: string | null
  /** The department whose it is, as the configuration names it. */
  readonly department: string | null
  readonly contacts: number
  readonly lastContactAt: number | null
  readonly complaintAt: number | null
  readonly raisedAt: number | null
  readonly escalatedTo: string | null
  readonly escalationDueAt: number | null
  readonly answer: string | null
  readonly answeredAt: number | null
}

/** A case that nobody owns, that was opened and nothing else. */
export const quietCase = {
  state: 'open',
  owner: null,
  department: null,
  contacts: 1,
  lastContactAt: null,
  complaintAt: null,
  raisedAt: null,
  escalatedTo: null,
  escalationDueAt: null,
  answer: null,
  answeredAt: null,
} as const

export const noMatters: CustomerMatters = {
  facts: [],
  promises: [],
  signals: [],
  metrics: null,
  digest: null,
  dissatisfiedAt: null,
}
