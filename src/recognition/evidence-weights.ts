/**
 * How much each reason says for a candidate, in points. docs/recognition.md shows the same table with the reasons for it,
 * and a test compares. With the usual margin of 30, of several who share a number the one is ahead whom an agent named,
 * who typed a customer number, who alone has verified the number or whom we tried to reach; a call yesterday or an open
 * case puts somebody ahead only together with something else.
 */
export const weights = {
  /** More than all that a number can say: whoever calls from a friend's telephone types an own customer number. */
  claim: 300,
  /** On top of `claim`. */
  'claim-checked': 100,
  /** Within two hours; see `agentsWord`. */
  'agent-said-so': 100,
  number: 40,
  /** On top of `number`. */
  'verified-number': 30,
  /** We called within the last three days, and nobody answered. */
  'missed-outbound': 30,
  switchboard: 25,
  /** The number is their household's, not their own. */
  household: 20,
  'open-case': 15,
  /** Somebody here put down to do something for them about now. */
  'follow-up': 10,
  'same-ending': 10,
  /** An outside directory has this number as theirs. */
  directory: 15,
  /** On top of `directory`: the house lets it name callers. */
  'directory-trusted': 25,
  /** The only one among several who ever had to do with us. */
  'only-contact': 10,
  /** The dialled number or the queue fits: its language is the customer's, or the customer came this way before. */
  did: 8,
  /** For each further owner of the number, down to `number-shared-at-most`. */
  'number-shared': -5,
  'number-shared-at-most': -25,
  /** Within two hours; see `agentsDenial`. */
  'agent-said-not': -200,
} as const

const minute = 60_000
const day = 24 * 60 * minute

/** Points for the last contact by its age; the first row that is old enough counts. */
export const recency: readonly { readonly within: number; readonly weight: number }[] = [
  { within: 60 * minute, weight: 25 },
  { within: day, weight: 20 },
  { within: 7 * day, weight: 12 },
  { within: 30 * day, weight: 6 },
  { within: 180 * day, weight: 2 },
]

type Fading = readonly { readonly within: number; readonly weight: number }[]

/** Points for an agent's word by its age: an hour ago it was this call dropped, a month ago anybody who shares the line. */
export const agentsWord: Fading = [
  { within: 120 * minute, weight: weights['agent-said-so'] },
  { within: 30 * day, weight: 50 },
  { within: Number.POSITIVE_INFINITY, weight: 30 },
]

/** Whom an agent has ruled out is not named in any case; after a while it may be them all the same, if the line is theirs. */
export const agentsDenial: Fading = [
  { within: 120 * minute, weight: weights['agent-said-not'] },
  { within: Number.POSITIVE_INFINITY, weight: -120 },
]

export function weighAgentsWord(verdict: 'is' | 'is-not', ageMs: number): number {
  const fading = verdict === 'is' ? agentsWord : agentsDenial
  return fading.find((row) => ageMs <= row.within)?.weight ?? 0
}

/** Whether an agent has ruled them out so lately that nobody need think of them. */
export function isRuledOut({ kind, weight }: { readonly kind: string; readonly weight: number }): boolean {
  return kind === 'agent-said-not' && weight === weights['agent-said-not']
}

/**
 * Whether this reason alone tells who of several on one line is calling: it says something of this call or of the last
 * hour. All the others only say who calls more often, and would name the wrong one too often (docs/recognition.md).
 */
export function isDecisive({ kind, weight }: { readonly kind: string; readonly weight: number }): boolean {
  if (kind === 'claim' || kind === 'missed-outbound') return true
  if (kind === 'agent-said-so') return weight === weights['agent-said-so']
  return kind === 'recent-contact' && weight === recency[0]?.weight
}

/** A contact from the future (clocks differ) counts as one of this moment. */
export function weighRecency(ageMs: number): number {
  return recency.find((row) => ageMs <= row.within)?.weight ?? 0
}

export const missedOutboundWithin = 3 * day
/** A follow-up that is due within so long, or was. */
export const followUpWithin = 3 * day
