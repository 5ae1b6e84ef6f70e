import type { Evidence, RecognitionOutcome } from '../wire/pop.ts'
import { isHidden } from './customer-side.ts'
import { isDecisive, isRuledOut } from './evidence-weights.ts'
import { bestFirst, type Ranked, scored } from './rank-candidates.ts'
import { claimWasChecked, type RecognitionPolicy } from './recognition-policy.ts'
import type { Caller } from './wanted-caller.ts'

/** Why it was decided so; `agent-named`: an agent said it on the call. */
export const recognitionRules = [
  'agent-named',
  'hidden',
  'nobody',
  /** The first names a person and is far enough ahead of the next. */
  'ahead',
  /** Nothing that was found by names anybody: the ending of a number, a typed number alone. */
  'only-hints',
  /** What the best was found by tells from which house the call comes, and not who speaks. */
  'only-the-line',
  /** What was typed names another customer than the rest. */
  'typed-differs',
  'not-ahead',
] as const
export type RecognitionRule = (typeof recognitionRules)[number]

/** Who it is, as far as may be said. */
export interface Recognition {
  readonly outcome: RecognitionOutcome
  readonly rule: RecognitionRule
  /** The one it is; for `organisation` and `ambiguous` the company or household itself, if it is a customer. */
  readonly person: Ranked | null
  /** The company or household in which all it may be are at home. */
  readonly group: Group | null
  /** Everybody it may be, best first. Those who an agent said it is not come last and stay, so that it can be taken back. */
  readonly candidates: readonly Ranked[]
  /** Why: the reasons for the one it is or may best be. */
  readonly evidence: readonly Evidence[]
  /** 0 to 1. Not a probability: for the eye, and to compare calls. */
  readonly sure: number
}

export interface Group {
  readonly id: number
  readonly kind: string
  readonly name: string
}

/**
 * What a candidate was found by says at most this much: `person` who it is, `line` only from which house the call
 * comes, `hint` nothing that an agent may rely on.
 */
type Reach = 'person' | 'line' | 'hint'

/** Decides who is calling. Equality on the key, an agent's word or a checked claim name a person; nothing else does. */
export function recognise(caller: Caller, ranked: readonly Ranked[], policy: RecognitionPolicy): Recognition {
  const hidden = isHidden(caller, policy)
  const candidates = hidden ? claimedOnly(ranked) : ranked
  const standing = candidates.filter((one) => one.judgement?.verdict !== 'is-not')
  const [best, next] = standing
  if (!best) return nobody(hidden ? 'withheld' : 'unknown', candidates)
  const reach = reachOf(caller, candidates, claimWasChecked(caller.claims, policy))
  const ahead = best.score - (next?.score ?? Number.NEGATIVE_INFINITY)
  const reaches = standing.map(reach)
  const isAhead = ahead >= policy.margin && (best.evidence.some(isDecisive) || !isContested(best, candidates))
  const rule = ruleFor(reaches, speaksOfAnother(best, standing), isAhead)
  return rule === 'ahead' ? settle(best, next, candidates) : undecided(standing, candidates, reaches, rule)
}

function ruleFor(reaches: readonly Reach[], typedDiffers: boolean, isAhead: boolean): RecognitionRule {
  if (reaches.every((reach) => reach === 'hint')) return 'only-hints'
  if (typedDiffers) return 'typed-differs'
  if (reaches[0] !== 'person') return 'only-the-line'
  return isAhead ? 'ahead' : 'not-ahead'
}

/**
 * Whether somebody else may be speaking on this line. Whoever an agent has ruled out may be the one the next
 * day, if the line is theirs as well.
 */
function isContested(best: Ranked, candidates: readonly Ranked[]): boolean {
  const others = candidates.filter(({ customer }) => customer.id !== best.customer.id)
  return others.some(
    ({ ways, judgement, evidence }) =>
      (ways.some(isOfTheLine) || judgement?.verdict === 'is') && !evidence.some(isRuledOut),
  )
}

function isOfTheLine(way: Ranked['ways'][number]): boolean {
  return way === 'number' || way === 'switchboard' || way === 'household'
}

/** Where the caller typed somebody else's customer number nobody is named: the telephone may be lent, or the number forged. */
function speaksOfAnother(best: Ranked, standing: readonly Ranked[]): boolean {
  return standing.some((one) => one.customer.id !== best.customer.id && one.ways.includes('claim'))
}

/** For a caller whom an agent has named: nothing is left to weigh. `named` is ranked like any other candidate. */
export function recogniseByAgent(named: Ranked, candidates: readonly Ranked[]): Recognition {
  const others = candidates.filter((one) => one.customer.id !== named.customer.id)
  return { ...settle(named, undefined, [named, ...others]), rule: 'agent-named' }
}

const toldByNumber = new Set<Evidence['kind']>([
  'number',
  'verified-number',
  'number-shared',
  'switchboard',
  'household',
  'same-ending',
  'agent-said-so',
  'agent-said-not',
])

/** Behind a hidden number only what the caller typed counts, also where somebody was looked up by the number. */
function claimedOnly(ranked: readonly Ranked[]): readonly Ranked[] {
  return ranked
    .filter((one) => one.ways.includes('claim'))
    .map((one) => {
      const evidence = one.evidence.filter(({ kind }) => !toldByNumber.has(kind))
      return scored({ ...one, ways: ['claim'], judgement: null }, evidence)
    })
    .sort(bestFirst)
}

function nobody(outcome: RecognitionOutcome, candidates: readonly Ranked[]): Recognition {
  const rule = outcome === 'withheld' ? 'hidden' : 'nobody'
  return { outcome, rule, person: null, group: null, candidates, evidence: [], sure: 0 }
}

/**
 * A number that more people have than were found names nobody, whoever of the found is ahead; nor does one that came
 * with an extension: it is the switchboard's. What was typed counts where it agrees with the number.
 */
function reachOf({ number }: Caller, all: readonly Ranked[], checked: boolean): (candidate: Ranked) => Reach {
  const behindSwitchboard = number.kind === 'e164' && number.extension !== undefined
  const onTheLine = all.filter((one) => one.ways.includes('number') || one.ways.includes('switchboard'))
  const owners = onTheLine.filter((one) => one.ways.includes('number')).length
  return (candidate) => {
    const { customer, ways, judgement, sharedBy, outside } = candidate
    if (judgement?.verdict === 'is') return 'person'
    if (ways.includes('claim')) {
      const atHome = onTheLine.some(
        (one) => one.customer.id === customer.id || one.customer.id === customer.belongsTo?.id,
      )
      return checked || atHome ? 'person' : 'hint'
    }
    if (ways.includes('directory')) return outside.some(({ trusted }) => trusted) ? 'person' : 'hint'
    if (ways.includes('number')) return behindSwitchboard || sharedBy > owners ? 'line' : 'person'
    return ways.includes('switchboard') || ways.includes('household') ? 'line' : 'hint'
  }
}

function settle(best: Ranked, next: Ranked | undefined, candidates: readonly Ranked[]): Recognition {
  const outcome = { person: 'recognised', company: 'organisation', household: 'ambiguous' } as const
  return {
    outcome: outcome[best.customer.kind],
    rule: 'ahead',
    person: best,
    group: groupOf(best),
    candidates,
    evidence: best.evidence,
    sure: sureness(best, next, best.ways.includes('number') ? 0.9 : 0.8),
  }
}

/** Nobody is far enough ahead, or what is known names nobody: say what all have in common, and no more. */
function undecided(
  standing: readonly Ranked[],
  candidates: readonly Ranked[],
  reaches: readonly Reach[],
  rule: RecognitionRule,
): Recognition {
  const [best, next] = standing as [Ranked, ...Ranked[]]
  const group = sharedGroup(standing)
  const person = standing.find((one) => one.customer.id === group?.id) ?? null
  if (rule === 'only-hints') {
    const sure = sureness(best, next, 0.3)
    return { outcome: 'possible', rule, person: null, group: null, candidates, evidence: best.evidence, sure }
  }
  if (group?.kind === 'company') {
    const sure = sureness(best, undefined, 0.9)
    return { outcome: 'organisation', rule, person, group, candidates, evidence: best.evidence, sure }
  }
  const outcome = reaches.includes('person') || standing.length > 1 ? 'ambiguous' : 'possible'
  const evidence = outcome === 'possible' ? best.evidence : []
  return { outcome, rule, person, group, candidates, evidence, sure: sureness(best, next, 0.5) }
}

function groupOf({ customer }: Ranked): Group | null {
  if (customer.kind === 'person') return customer.belongsTo
  return { id: customer.id, kind: customer.kind, name: customer.name }
}

function sharedGroup(standing: readonly Ranked[]): Group | null {
  const groups = standing.map(groupOf)
  const first = groups[0] ?? null
  return first && groups.every((one) => one?.id === first.id) ? first : null
}

/** How much of the points of the two best is the best one's, up to what its kind of evidence can say at most. */
function sureness(best: Ranked, next: Ranked | undefined, most: number): number {
  const proven = best.evidence.some(({ kind }) => kind === 'agent-said-so' || kind === 'verified-number')
  const mine = Math.max(best.score, 1)
  const share = mine / (mine + Math.max(next?.score ?? 0, 0))
  return Math.round((proven ? 1 : most) * share * 100) / 100
}
