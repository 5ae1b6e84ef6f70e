import type { DirectoryAnswers } from '../call/directory-answers.ts'
import type { Evidence, RecognitionOutcome, Trust } from '../wire/pop.ts'
import type { Identity } from './identify-caller.ts'
import { idOnFile } from './outside-candidates.ts'
import type { Ranked } from './rank-candidates.ts'
import type { RecognitionRule } from './recognise.ts'

/** Who a caller was taken for, and why: enough to explain it later, without the customers' data. */
export interface Decision {
  /** Ours, ms. */
  readonly at?: number
  /** How the number was read, and the key by which people were looked for. */
  readonly number?: { readonly kind: string; readonly key: string | null }
  readonly outcome: RecognitionOutcome
  readonly rule?: RecognitionRule
  readonly customerId: number | null
  readonly sure: number
  readonly candidates: readonly {
    readonly customerId: number
    readonly score: number
    readonly evidence: readonly Evidence[]
  }[]
  readonly trust: Trust
  /** What outside directories have said, without whom they have named. */
  readonly directories?: DirectoriesSaid
}

export interface DirectoriesSaid extends Pick<DirectoryAnswers, 'unknown' | 'silent'> {
  readonly found: readonly string[]
}

export function decisionOf(
  { at, number, numberKey, recognition, trust }: Identity,
  directory: DirectoryAnswers | null = null,
): Decision {
  const { outcome, rule, person, sure, candidates } = recognition
  const brief = ({ customer, score, evidence }: Ranked) => ({ customerId: customer.id, score, evidence })
  return {
    at,
    number: { kind: number.kind, key: numberKey },
    outcome,
    rule,
    customerId: idOnFile(person?.customer),
    sure,
    candidates: candidates.map(brief),
    trust,
    ...(directory ? { directories: saidBy(directory) } : {}),
  }
}

function saidBy({ found, unknown, silent }: DirectoryAnswers): DirectoriesSaid {
  return { found: [...new Set(found.map((one) => one.directory))], unknown, silent }
}
