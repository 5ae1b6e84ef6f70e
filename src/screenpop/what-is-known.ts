import type { CardFact } from '../store/customer-matters.ts'
import { type FactKind, staleAtOf } from '../wire/fact-kinds.ts'
import type { PopFact, PopKnowledge, PopQuestion } from '../wire/pop-matters.ts'
import { cutText } from './clean-text.ts'

export interface Knowing {
  readonly callId: string
  /** What the house knows of the customer; none where nobody is known. */
  readonly facts: readonly CardFact[]
  /** What was said on this call while nobody knew who was calling. */
  readonly told: readonly CardFact[]
  /** What the voice menu handed over, and when (ms). */
  readonly claims: Readonly<Record<string, string>>
  readonly claimedAt: number
  readonly kinds: readonly FactKind[]
  /** What this call is about: kinds and keys of likely reasons, dispositions, the queue, the number that was dialled. */
  readonly needs: ReadonlySet<string>
  /** Whether somebody has made sure on this call who is speaking. */
  readonly isVerified: boolean
  /** Otherwise only what was said on this call: the house holds the rest back. */
  readonly mayShowAll: boolean
  readonly nameOfAgent: (agent: string) => string | null
  /** Ours, ms. */
  readonly now: number
}

/** A pop is pushed to every desktop in question: what is beyond this is on the customer's page. */
const mostKnown = 20
const mostToConfirm = 10
const mostQuestions = 8
const longestValue = 200
/** Nobody is asked twice within a day for what they have said themselves. */
const freshFor = 24 * 60 * 60_000

/**
 * What need not be asked, what should be confirmed, and what is still to be asked. To be confirmed is what is stale by the
 * house's settings, and what somebody has said some time ago and nobody has made sure of; what was said on this call or
 * within a day is known, whoever heard it, and so is what another system of the house tells. What is sensitive, and what
 * the house holds back of this caller, is neither shown nor asked for before the caller is verified.
 */
export function whatIsKnown(knowing: Knowing): PopKnowledge {
  const { kinds, needs, callId, isVerified, mayShowAll } = knowing
  const kindOf = new Map(kinds.map((kind) => [kind.key, kind]))
  const standing = newestOfEach([...knowing.told, ...claimed(knowing), ...knowing.facts])
  const isHeld = ({ key, ...fact }: CardFact): boolean =>
    (!isVerified && kindOf.get(key)?.sensitive === true) || (!mayShowAll && fact.callId !== callId)
  const isNeeded = ({ neededFor }: FactKind): boolean => neededFor.some((one) => needs.has(one))
  const shown = [...standing.values()]
    .filter((fact) => !isHeld(fact))
    .sort((a, b) => rank(b) - rank(a) || b.saidAt - a.saidAt || b.id - a.id)
  function rank({ key }: CardFact): number {
    const kind = kindOf.get(key)
    return kind && isNeeded(kind) ? 1 : 0
  }
  const [confirm, known] = split(shown, (fact) => isToConfirm(fact, kindOf.get(fact.key), knowing))
  const held = standing.size - shown.length
  return {
    known: known.slice(0, mostKnown).map((fact) => showFact(fact, kindOf.get(fact.key), knowing)),
    confirm: confirm.slice(0, mostToConfirm).map((fact) => showFact(fact, kindOf.get(fact.key), knowing)),
    ask: kinds
      .filter((kind) => isNeeded(kind) && !standing.has(kind.key))
      .slice(0, mostQuestions)
      .map(question),
    ...(held === 0 ? {} : { held }),
  }
}

function newestOfEach(facts: readonly CardFact[]): ReadonlyMap<string, CardFact> {
  const newest = new Map<string, CardFact>()
  for (const fact of facts) {
    const other = newest.get(fact.key)
    if (!other || fact.saidAt > other.saidAt) newest.set(fact.key, fact)
  }
  return newest
}

/** What the voice menu has heard is known from the first ring on, before it is kept. */
function claimed({ claims, claimedAt, kinds, facts, told, callId }: Knowing): readonly CardFact[] {
  return kinds.flatMap(({ key, claim }) => {
    const value = claim === null ? undefined : claims[claim]?.trim()
    if (!value) return []
    const known = [...told, ...facts].find((one) => one.key === key)
    if (known?.value === value) return []
    return [
      {
        id: 0,
        key,
        value,
        saidBy: 'customer' as const,
        channel: 'ivr',
        saidAt: claimedAt,
        verifiedAt: null,
        staleAt: null,
        accountId: null,
        callId,
      },
    ]
  })
}

function isToConfirm(fact: CardFact, kind: FactKind | undefined, { callId, now }: Knowing): boolean {
  const staleAt = staleAtOf(fact, kind)
  if (staleAt !== null && staleAt <= now) return true
  if (fact.verifiedAt !== null || fact.saidBy === 'system' || fact.callId === callId) return false
  return now - fact.saidAt > freshFor
}

function split<T>(all: readonly T[], fits: (one: T) => boolean): [fitting: T[], others: T[]] {
  const fitting = all.filter(fits)
  return [fitting, all.filter((one) => !fitting.includes(one))]
}

function showFact(fact: CardFact, kind: FactKind | undefined, { nameOfAgent, callId }: Knowing): PopFact {
  const by = fact.accountId === null ? null : nameOfAgent(fact.accountId)
  return {
    id: fact.id,
    key: fact.key,
    label: kind?.label ?? null,
    value: cutText(fact.value, longestValue),
    saidBy: fact.saidBy,
    channel: fact.channel,
    at: fact.saidAt,
    verified: fact.verifiedAt !== null,
    staleAt: staleAtOf(fact, kind),
    ...(by === null ? {} : { by }),
    ...(fact.callId === callId ? { onThisCall: true } : {}),
  }
}

function question({ key, label }: FactKind): PopQuestion {
  return { key, label }
}
