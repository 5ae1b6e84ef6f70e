import type { Attestation } from '../call/call-event.ts'

/**
 * What a network says of a number's attestation: the letter itself, or a `verstat` (ATIS-1000074; older papers write
 * `TN-Verification-…`): `TN-Validation-Passed`, `…-Passed-B`, `…-Failed`, `No-TN-Validation`. Passed without a letter is
 * full attestation. Null where nothing is said.
 */
export function readAttestation(said: string): Attestation | null {
  const text = said.trim().toLowerCase()
  const letter = /^(?:.*passed-)?([abc])$/.exec(text)?.[1]
  if (text.includes('diverted')) return 'diverted'
  if (letter !== undefined) return letter.toUpperCase() as 'A' | 'B' | 'C'
  if (text.includes('failed')) return 'failed'
  if (text.startsWith('no-tn-')) return 'none'
  return /tn-[a-z]+-passed$/.test(text) ? 'A' : null
}
