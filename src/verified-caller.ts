import type { HeldCall } from './held-call.ts'
import type { Verification } from './screenpop/disclose.ts'

/** What an agent's word on who it is leaves of a verification: it was of one customer, and of nobody else. */
export function afterChoice(
  verification: Verification | null,
  { customerId, verdict }: { readonly customerId: number; readonly verdict: 'is' | 'is-not' },
): Verification | null {
  const same = verification?.customerId === customerId
  return (verdict === 'is') === same ? verification : null
}

/**
 * The verification that holds at this moment. It belongs to the call: a transfer takes it along, and with the call it
 * ends. What the voice menu has checked counts like an agent's, for as long as the caller is taken for whom it named.
 */
export function standingVerification({ verification, identity, followed }: HeldCall): Verification | null {
  if (followed.call.phase === 'ended') return null
  const person = identity?.recognition.person
  if (!person) return null
  if (verification?.customerId === person.customer.id) return verification
  if (!person.evidence.some(({ kind }) => kind === 'claim-checked')) return null
  const typed = followed.story.findLast(({ kind }) => kind === 'claims')
  return {
    customerId: person.customer.id,
    method: 'claim',
    by: null,
    at: typed?.at ?? followed.call.arrivedAt,
  }
}
