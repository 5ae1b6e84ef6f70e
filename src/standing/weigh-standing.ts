import type { CustomerCard } from '../store/call-store.ts'
import type { PopStanding } from '../wire/pop-matters.ts'
import { type StandingRules, type ValueSignal, valueSignals } from './standing-rules.ts'
import { type StandingRow, weighRisk } from './weigh-risk.ts'

export interface Standing {
  readonly value: number | null
  /** Points. */
  readonly risk: number
  readonly riskLevel: PopStanding['risk']
  readonly tier: string | null
  readonly suggestion: string | null
  readonly why: readonly StandingRow[]
}

const year = 365.25 * 24 * 60 * 60_000
const mostShown = 6

/**
 * How a customer stands with the house, by what other systems say (metrics), by what the house itself has counted and by
 * what it owes them. Each signal gives its weight times the part of its full that it reaches; the value is the sum as a
 * part of what the known signals could give. Where less than half of all weight is known there is no value: a customer of
 * whom nothing is known is not one of no value.
 */
export function weighStanding(card: CustomerCard, rules: StandingRules, now: number): Standing {
  const risks = weighRisk(card, now)
  const risk = risks.reduce((sum, { points }) => sum + points, 0)
  const known = amountsOf(card, risk, now)
  const rows = known.map(({ kind, amount }): StandingRow => {
    const part = Math.min(1, Math.max(0, amount / rules.full[kind]))
    return { of: 'value', kind, points: Math.round(rules.weights[kind] * part), amount }
  })
  const value = reachedValue(known, rules)
  const tier = tierOf(value, card.tier, rules)
  return {
    value,
    risk,
    riskLevel: riskLevelOf(risk, rules),
    tier: tier?.tier ?? null,
    suggestion: tier?.suggestion ?? null,
    why: [...risks, ...rows.filter(({ points }) => points !== 0)].toSorted(byWeight),
  }
}

/** What so many points of risk are called. */
export function riskLevelOf(risk: number, { risk: { some, high } }: StandingRules): PopStanding['risk'] {
  if (risk >= high) return 'high'
  return risk >= some ? 'some' : 'none'
}

/** As much of it as a pop carries to every desktop. */
export function showStanding({ value, riskLevel, tier, suggestion, why }: Standing): PopStanding {
  return {
    value,
    risk: riskLevel,
    tier,
    suggestion,
    why: why.slice(0, mostShown).map(({ of, kind, points }) => ({ of, kind, points })),
  }
}

function byWeight(one: StandingRow, other: StandingRow): number {
  return Math.abs(other.points) - Math.abs(one.points)
}

interface Amount {
  readonly kind: ValueSignal
  readonly amount: number
}

/** A record that is younger than a year says nothing of how long somebody has been a customer: it may be the import's. */
function amountsOf({ metrics, digest, createdAt }: CustomerCard, risk: number, now: number): Amount[] {
  const isOldRecord = createdAt !== undefined && now - createdAt >= year
  const since = metrics?.since ?? (isOldRecord ? createdAt : undefined)
  const amounts: Partial<Record<ValueSignal, number | undefined>> = {
    revenue: metrics?.revenue,
    potential: metrics?.potential,
    referrals: metrics?.referrals,
    costToServe: metrics?.costToServe,
    tenure: since === undefined ? undefined : Math.round((10 * (now - since)) / year) / 10,
    frequency: digest?.contacts,
    risk,
  }
  return valueSignals.flatMap((kind) => {
    const amount = amounts[kind]
    return amount === undefined ? [] : [{ kind, amount }]
  })
}

function reachedValue(known: readonly Amount[], { weights, full }: StandingRules): number | null {
  const could = (kinds: readonly ValueSignal[]) =>
    kinds.reduce((sum, kind) => sum + Math.max(0, weights[kind]), 0)
  const reachable = could(known.map(({ kind }) => kind))
  if (reachable === 0 || reachable < could(valueSignals) / 2) return null
  const reached = known.reduce(
    (sum, { kind, amount }) => sum + weights[kind] * Math.min(1, Math.max(0, amount / full[kind])),
    0,
  )
  return Math.max(0, Math.min(100, Math.round((100 * reached) / reachable)))
}

/** Where no value is known, the tier that the house has given the customer stands for it. */
function tierOf(value: number | null, given: string, { tiers }: StandingRules) {
  if (value === null) return tiers.find(({ tier }) => tier === given)
  return tiers.toSorted((one, other) => other.from - one.from).find(({ from }) => value >= from)
}
