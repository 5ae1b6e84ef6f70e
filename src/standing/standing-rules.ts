/** What a customer's value is made of. */
export const valueSignals = [
  'revenue',
  'potential',
  'tenure',
  'frequency',
  'referrals',
  'costToServe',
  'risk',
] as const
export type ValueSignal = (typeof valueSignals)[number]

/** How the house weighs what its customers are to it; see docs/reasons.md. */
export interface StandingRules {
  /** Points for a signal that is at its full; below zero it takes away. */
  readonly weights: Readonly<Record<ValueSignal, number>>
  /** From where on a signal counts in full: money of a year, years, contacts a year, customers brought, points of risk. */
  readonly full: Readonly<Record<ValueSignal, number>>
  /** Points from which the risk that somebody leaves is called some, or high. */
  readonly risk: { readonly some: number; readonly high: number }
  /** What the house suggests from which value on, in the order of the file. */
  readonly tiers: readonly ValueTier[]
}

export interface ValueTier {
  readonly tier: string
  readonly from: number
  readonly suggestion: string | null
}

export const usualStandingRules: StandingRules = {
  weights: {
    revenue: 40,
    potential: 15,
    tenure: 15,
    frequency: 10,
    referrals: 10,
    costToServe: -10,
    risk: 10,
  },
  full: {
    revenue: 5000,
    potential: 2000,
    tenure: 10,
    frequency: 12,
    referrals: 5,
    costToServe: 500,
    risk: 50,
  },
  risk: { some: 25, high: 50 },
  tiers: [],
}

/**
 * Points that speak for somebody's leaving, each so many times at most. Nothing is read out of who somebody is: only what
 * the house has done, or left undone.
 */
export const riskWeights = {
  /** One that was broken of late. */
  'broken-promise': { points: 25, most: 2 },
  'overdue-promise': { points: 15, most: 2 },
  /** Each contact of theirs beyond the first within 14 days, while a matter is open or about the same thing. */
  'repeated-contact': { points: 12, most: 3 },
  /** One that has been open for over 30 days. */
  'long-open-case': { points: 10, most: 2 },
  /** Trouble, and no word from them for 30 days. */
  'silence-after-trouble': { points: 20, most: 1 },
} as const
export type RiskSign = keyof typeof riskWeights
