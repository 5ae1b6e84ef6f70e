import type { CustomerCard } from './call-store.ts'

/** One contact that a customer has begun, as a digest is made of. */
export interface DigestContact {
  readonly at: number
  readonly disposition: string | null
  readonly queue: string | null
}

/** What is made of a customer's contacts and card, and kept beside them. */
export interface Digest {
  /** JSON; null where there is nothing to tell. */
  readonly habit: string | null
  readonly contacts: number
  /** 0 to 100; null where too little is known. */
  readonly value: number | null
  /** Points. */
  readonly risk: number
  /** When it is to be made anew though nothing has happened, ms. */
  readonly dueAt: number
}

/** How many contacts that customers began in one month were of one disposition and came by one queue. */
export interface SeasonCount {
  /** Months since the year 0, by the house's calendar: January 2026 is 2026 × 12. */
  readonly month: number
  readonly disposition: string
  /** Empty where there was none. */
  readonly queue: string
  readonly contacts: number
}

/** A contact as history is gone through: those that a customer began and that have a disposition. */
export interface PastOutcome {
  readonly id: number
  readonly customerId: number | null
  readonly at: number
  readonly disposition: string
  readonly queue: string | null
}

export interface CustomerStanding {
  readonly customerId: number
  readonly name: string
  readonly tier: string
  readonly value: number | null
  readonly risk: number
}

/** Digests of customers and of the house: made in the background, read with the card. */
export interface DigestStore {
  /**
   * Makes at most `most` digests that are due, those of customers with news first; how many it was. `digestOf` is handed the
   * newest hundred contacts, newest first. Whatever happens meanwhile makes the digest due again.
   */
  refreshDigests(
    now: number,
    most: number,
    digestOf: (card: CustomerCard, contacts: readonly DigestContact[]) => Digest,
  ): Promise<number>
  /** Puts the next `most` customers beyond this id down to be digested; the last one's id, null where there are no more. */
  seedDigests(after: number, most: number): Promise<number | null>
  /** The customer's digest is to be made anew. */
  markDigest(customerId: number): Promise<void>
  /** Customers by stored value or risk, the highest first, from this place on. */
  readStandings(by: 'value' | 'risk', skip: number, most: number): Promise<readonly CustomerStanding[]>

  readSeasons(): Promise<readonly SeasonCount[]>
  /** What these months are, whole: what was stored of them is replaced. */
  writeSeasons(months: readonly number[], counts: readonly SeasonCount[]): Promise<void>
}

/** Where somebody who reads is. */
export interface OutcomePoint {
  readonly customerId: number
  readonly id: number
}

/** What reads history whole, on a connection of its own beside the serving thread. */
export interface OutcomeReader {
  /** Contacts beyond this id, in the order of time. Ids begin with their instant (time-id.ts). */
  readOutcomes(after: number, most: number): Promise<readonly PastOutcome[]>
  /** The same of known customers: one customer after the other, each in the order of time, beyond this contact. */
  readOutcomesByCustomer(after: OutcomePoint, most: number): Promise<readonly PastOutcome[]>
  close(): Promise<void>
}
