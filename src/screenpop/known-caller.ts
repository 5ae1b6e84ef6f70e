import type { CustomerCard } from '../store/call-store.ts'
import type { Evidence, RecognitionOutcome } from '../wire/pop.ts'

/** One who may be calling, as recognition hands it on. */
export interface KnownPerson {
  readonly customer: CustomerCard
  readonly score: number
  readonly evidence: readonly Evidence[]
  readonly lastContactAt: number | null
}

/** What recognition has decided, as far as a pop needs it. */
export interface KnownCaller {
  readonly outcome: RecognitionOutcome
  readonly person: KnownPerson | null
  readonly group: { readonly id: number; readonly kind: string; readonly name: string } | null
  readonly candidates: readonly KnownPerson[]
  readonly evidence: readonly Evidence[]
}
