import type { CardInteraction, CustomerCard, FoundCustomer } from '../store/call-store.ts'
import type { Evidence } from '../wire/pop.ts'
import {
  followUpWithin,
  missedOutboundWithin,
  weighAgentsWord,
  weighRecency,
  weights,
} from './evidence-weights.ts'
import { namesCustomer } from './wanted-caller.ts'

/** What of the call speaks for one candidate or another. */
export interface RankContext {
  readonly now: number
  readonly claims: Readonly<Record<string, string>>
  /** The house's IVR says that it has checked the claim. */
  readonly claimWasChecked: boolean
  /** Name of the queue, as the history has it. */
  readonly queueName: string | null
  /** Language of the dialled number or of the queue (BCP 47). */
  readonly didLanguage: string | null
}

/** One customer with all the ways in which it was found. */
export interface FoundWays {
  readonly customer: CustomerCard
  readonly ways: readonly FoundCustomer['foundBy'][]
  readonly verifiedAt: number | null
  readonly sharedBy: number
  readonly judgement: FoundCustomer['judgement']
  /** When the number was put down; null where it was not the number that found. */
  readonly numberSince: number | null
  /** Outside directories that know them by this number. */
  readonly outside: readonly { readonly name: string; readonly trusted: boolean }[]
}

/** Every reason for and against this candidate, strongest first. */
export function gatherEvidence(found: FoundWays, context: RankContext): readonly Evidence[] {
  const evidence = [
    ...fromAgents(found, context.now),
    ...fromWays(found, context),
    ...fromDirectories(found),
    ...fromHistory(found.customer, context.now),
    ...fromDialled(found.customer, context),
  ]
  return evidence.sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
}

function fromAgents({ judgement }: FoundWays, now: number): Evidence[] {
  if (!judgement) return []
  const { verdict, at } = judgement
  const kind = verdict === 'is' ? 'agent-said-so' : 'agent-said-not'
  return [{ kind, weight: weighAgentsWord(verdict, now - at), detail: at }]
}

function fromWays({ customer, ways, verifiedAt, sharedBy }: FoundWays, context: RankContext): Evidence[] {
  const evidence: Evidence[] = []
  if (ways.includes('claim')) {
    const typed = claimThatNames(customer, context.claims)
    evidence.push({ kind: 'claim', weight: weights.claim, ...detailOf(typed) })
    if (context.claimWasChecked) evidence.push({ kind: 'claim-checked', weight: weights['claim-checked'] })
  }
  if (ways.includes('number')) {
    evidence.push({ kind: 'number', weight: weights.number })
    if (verifiedAt !== null) {
      evidence.push({ kind: 'verified-number', weight: weights['verified-number'], detail: verifiedAt })
    }
    if (sharedBy > 1)
      evidence.push({ kind: 'number-shared', weight: weighSharing(sharedBy), detail: sharedBy })
  }
  if (ways.includes('switchboard')) evidence.push({ kind: 'switchboard', weight: weights.switchboard })
  if (ways.includes('household')) evidence.push({ kind: 'household', weight: weights.household })
  if (ways.includes('ending')) evidence.push({ kind: 'same-ending', weight: weights['same-ending'] })
  return evidence
}

/** Several that agree say no more than one: they copy from each other. */
function fromDirectories({ outside }: FoundWays): Evidence[] {
  const [first] = outside
  if (!first) return []
  const evidence: Evidence[] = [
    { kind: 'directory', weight: weights.directory, detail: outside.map(({ name }) => name).join(', ') },
  ]
  if (outside.some(({ trusted }) => trusted)) {
    evidence.push({ kind: 'directory-trusted', weight: weights['directory-trusted'] })
  }
  return evidence
}

function weighSharing(sharedBy: number): number {
  return Math.max(weights['number-shared'] * (sharedBy - 1), weights['number-shared-at-most'])
}

function claimThatNames(customer: CustomerCard, claims: Readonly<Record<string, string>>): string | null {
  const named = Object.keys(claims).filter((name) => namesCustomer(name))
  return named.find((name) => claims[name]?.trim() === customer.externalId) ?? named[0] ?? null
}

function detailOf(detail: string | null): { detail?: string } {
  return detail === null ? {} : { detail }
}

function fromHistory(customer: CustomerCard, now: number): Evidence[] {
  const evidence: Evidence[] = []
  const missed = missedOutbound(customer.lastInteractions, now)
  if (missed) {
    evidence.push({ kind: 'missed-outbound', weight: weights['missed-outbound'], detail: missed.startedAt })
  }
  const openCase = customer.openCases[0]
  if (openCase) evidence.push({ kind: 'open-case', weight: weights['open-case'], detail: openCase.openedAt })
  const due = customer.followUp?.dueAt
  if (due !== undefined && Math.abs(due - now) <= followUpWithin) {
    evidence.push({ kind: 'follow-up', weight: weights['follow-up'], detail: due })
  }
  const last = lastContactOf(customer)
  const weight = last === null ? 0 : weighRecency(now - last)
  if (last !== null && weight > 0) evidence.push({ kind: 'recent-contact', weight, detail: last })
  return evidence
}

/**
 * Our last call that reached nobody and that they may be answering now. A call that came about since then has answered
 * it; a call of theirs that nobody took has not.
 */
function missedOutbound(newestFirst: readonly CardInteraction[], now: number): CardInteraction | null {
  for (const one of newestFirst) {
    if (one.startedAt < now - missedOutboundWithin) return null
    if (one.channel !== 'call') continue
    if (!cameToNothing(one)) return null
    if (one.direction === 'outbound') return one
  }
  return null
}

/** Outcomes of our own calls, and what phone systems call the same in imported histories. */
const nothingCameOfIt = new Set(['missed', 'abandoned', 'busy', 'failed', 'no-answer', 'voicemail'])

function cameToNothing({ outcome }: CardInteraction): boolean {
  return outcome !== null && nothingCameOfIt.has(outcome)
}

/**
 * When this customer and we last had to do with each other, ms. An attempt of ours that reached nobody is no contact, and
 * an answered survey speaks about one.
 */
export function lastContactOf(customer: CustomerCard): number | null {
  const reached = customer.lastInteractions.find(
    (one) => one.channel !== 'survey' && (one.direction !== 'outbound' || !cameToNothing(one)),
  )
  return reached?.startedAt ?? null
}

function fromDialled(customer: CustomerCard, { queueName, didLanguage }: RankContext): Evidence[] {
  if (queueName !== null && customer.lastInteractions.some((one) => one.queueName === queueName)) {
    return [{ kind: 'did', weight: weights.did, detail: queueName }]
  }
  if (didLanguage !== null && primary(didLanguage) === primary(customer.language)) {
    return [{ kind: 'did', weight: weights.did, detail: didLanguage }]
  }
  return []
}

function primary(language: string | null): string {
  return (language ?? '').split('-', 1)[0]?.toLowerCase() ?? ''
}
