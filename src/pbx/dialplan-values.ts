import type { Attestation } from '../call/call-event.ts'
import { presentationOfNumber } from './asterisk-presentation.ts'
import { attestationOf } from './attestation.ts'

/** The letter alone, as `${STIR_SHAKEN(0,attestation)}` gives it, or a `verstat`, also as it stands in a header. */
export function statedAttestation(text: string | undefined): Attestation | undefined {
  const trimmed = /verstat=([\w-]+)/i.exec(text ?? '')?.[1] ?? text?.trim()
  return attestationOf(trimmed) ?? attestationOf('TN-Validation-Passed', trimmed)
}

/** `${REDIRECTING(from-num)}` is a number; the header itself is `"Name" <sip:+493023125100@host>;reason=unconditional`. */
export function statedDiversion(text: string | undefined): string | undefined {
  const number = (/<?\s*(?:sips?|tel):([^@;>]+)/i.exec(text ?? '')?.[1] ?? text ?? '').trim()
  return presentationOfNumber(number) === 'allowed' ? number : undefined
}

const claimName = /^[A-Za-z][A-Za-z0-9_.-]{0,63}$/
const longestValue = 512

/** `claim_account` is a claim named `account`; undefined for what is no name of a claim, or says nothing. */
export function statedClaim(name: string, value: string): readonly [name: string, value: string] | undefined {
  const bare = name.replace(/^claim[_-](?=.)/i, '')
  const says = value !== '' && value !== '<unknown>' && value.length <= longestValue
  return says && claimName.test(bare) ? [bare, value] : undefined
}
