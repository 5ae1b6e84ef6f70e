import type { Evidence, RecognitionOutcome, Trust } from '../wire/pop.ts'
import type { Identity } from './identify-caller.ts'
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
}

export function decisionOf({ at, number, numberKey, recognition, trust }: Identity): Decision {
  const { outcome, rule, person, sure, candidates } = recognition
  const brief = ({ customer, score, evidence }: Ranked) => ({ customerId: customer.id, score, evidence })
  return {
    at,
    number: { kind: number.kind, key: numberKey },
    outcome,
    rule,
    customerId: person?.customer.id ?? null,
    sure,
    candidates: candidates.map(brief),
    trust,
  }
}
