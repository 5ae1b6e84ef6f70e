import type { FoundCustomer } from '../store/call-store.ts'
import type { Evidence } from '../wire/pop.ts'
import { weights } from './evidence-weights.ts'
import { type FoundWays, gatherEvidence, lastContactOf, type RankContext } from './gather-evidence.ts'

/** A customer who may be the caller, weighed. */
export interface Ranked extends FoundWays {
  readonly score: number
  readonly evidence: readonly Evidence[]
  readonly lastContactAt: number | null
}

/**
 * Everybody who may be calling, best first: by points, then by who was in contact last, then by id. The order in which
 * the store found them does not matter, and whoever was found in several ways is one candidate.
 */
export function rankCandidates(found: readonly FoundCustomer[], context: RankContext): readonly Ranked[] {
  const candidates = withOnlyContact(mergeWays(found).map((one) => weigh(one, context)))
  return candidates.sort(bestFirst)
}

export function bestFirst(a: Ranked, b: Ranked): number {
  return (
    b.score - a.score || (b.lastContactAt ?? -1) - (a.lastContactAt ?? -1) || a.customer.id - b.customer.id
  )
}

/** The candidate with these reasons and no others. */
export function scored(candidate: Omit<Ranked, 'evidence' | 'score'>, evidence: readonly Evidence[]): Ranked {
  return { ...candidate, evidence, score: evidence.reduce((sum, one) => sum + one.weight, 0) }
}

function mergeWays(found: readonly FoundCustomer[]): readonly FoundWays[] {
  const byId = new Map<number, FoundWays>()
  for (const one of found) byId.set(one.customer.id, merge(byId.get(one.customer.id), one))
  return [...byId.values()]
}

function merge(known: FoundWays | undefined, found: FoundCustomer): FoundWays {
  const byNumber = found.foundBy === 'number'
  return {
    customer: found.customer,
    ways: [...new Set([...(known?.ways ?? []), found.foundBy])].sort(),
    verifiedAt: later(known?.verifiedAt ?? null, byNumber ? found.verifiedAt : null),
    sharedBy: Math.max(known?.sharedBy ?? 1, byNumber ? found.sharedBy : 1),
    judgement: latest(known?.judgement ?? null, found.judgement),
    numberSince: known?.numberSince ?? found.numberSince ?? null,
    outside: [...(known?.outside ?? []), ...(found.outside ? [found.outside] : [])],
  }
}

function later(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b)
}

/** The newer word counts; of two said at once, the one that keeps us from greeting the wrong one. */
function latest(a: FoundCustomer['judgement'], b: FoundCustomer['judgement']): FoundCustomer['judgement'] {
  if (a === null || b === null) return a ?? b
  if (a.at !== b.at) return a.at > b.at ? a : b
  return a.verdict === 'is-not' ? a : b
}

function weigh(found: FoundWays, context: RankContext): Ranked {
  return scored({ ...found, lastContactAt: lastContactOf(found.customer) }, gatherEvidence(found, context))
}

function withOnlyContact(candidates: readonly Ranked[]): Ranked[] {
  const known = candidates.filter((one) => one.lastContactAt !== null)
  if (candidates.length < 2 || known.length !== 1) return [...candidates]
  const reason: Evidence = { kind: 'only-contact', weight: weights['only-contact'] }
  return candidates.map((one) => (one === known[0] ? scored(one, [...one.evidence, reason]) : one))
}
