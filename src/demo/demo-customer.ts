import type { Metrics } from '../store/customer-matters.ts'
import type { NewWish } from '../wire/wishes.ts'

/** A customer of the demo house, in the words of the API; `belongsTo` is the external id of a company or household. */
export interface DemoCustomer {
  readonly externalId: string
  readonly kind?: 'household' | 'company'
  readonly name: string
  readonly givenName?: string
  readonly familyName?: string
  readonly title?: string
  readonly saidAs?: string
  readonly pronunciation?: string
  readonly language?: string
  readonly timeZone?: string
  readonly tier?: 'silver' | 'gold'
  readonly role?: string
  readonly about?: string
  /** Shown only of a caller who has been verified. */
  readonly confidential?: string
  readonly wishes?: readonly string[]
  /** What they have stated in a way that the program understands. */
  readonly contactWishes?: readonly NewWish[]
  readonly metrics?: Metrics
  readonly belongsTo?: string
  /** The first is the one they call from. */
  readonly numbers: readonly DemoNumber[]
  readonly cases?: readonly DemoCase[]
}

export interface DemoNumber {
  /** E.164, spaced for the eye; with `*` at the end all numbers of a switchboard that begin so. */
  readonly raw: string
  readonly label?: string
  readonly verified?: true
}

export interface DemoCase {
  readonly reference: string
  readonly subject: string
  readonly openedDaysAgo: number
  readonly complaint?: true
  /** What another department was asked an hour after the opening, and has answered. */
  readonly asked?: { readonly department: string; readonly question: string; readonly answer: string }
}
