import type { Call } from '../call/call.ts'
import type { Attestation, Presentation } from '../call/call-event.ts'
import type { CallerNumber } from '../call/caller-number.ts'
import type { RecognitionPolicy } from './recognition-policy.ts'

/** The end of a call that is not ours, as the phone system wrote it. */
export interface CustomerSide {
  readonly raw: string | null
  readonly presentation: Presentation
  readonly attestation: Attestation | null
  readonly diversion: string | null
  readonly displayName: string | null
  /** Our number in this call: the one dialled, or the one shown to whom we dial. */
  readonly ours: string | null
}

/**
 * Which end of the call is the customer. On outbound calls it is the one dialled: there, presentation, attestation and
 * name tell of us and must not be read as the customer's.
 */
export function customerSide(call: Call): CustomerSide {
  const { from, to, presentation, attestation, diversion, displayName } = call
  if (call.direction !== 'outbound')
    return { raw: from, presentation, attestation, diversion, displayName, ours: to }
  return {
    raw: to,
    presentation: 'allowed',
    attestation: null,
    diversion: null,
    displayName: null,
    ours: from,
  }
}

/** Whether the caller does not want the number seen, so that it finds nobody either. */
export function isHidden(
  caller: { readonly number: CallerNumber; readonly presentation: Presentation },
  policy: Pick<RecognitionPolicy, 'useRestrictedNumbers'>,
): boolean {
  if (caller.number.kind === 'withheld') return true
  return caller.presentation === 'restricted' && !policy.useRestrictedNumbers
}
