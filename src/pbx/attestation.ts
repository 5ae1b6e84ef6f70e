import type { Attestation } from '../call/call-event.ts'

/**
 * What a carrier's `verstat` (3GPP TS 24.229) says of the calling number, in the spellings that are about: `TN-Validation-…`
 * and, in older documents of Bandwidth's, `TN-Verification-…`, with the level behind it or beside it. A level that was only
 * passed through has been checked by nobody. Without any level it says that the signature holds, which it does for every
 * level (FreeSWITCH sets `sip_verstat` so for all of them; Telnyx alone means A by it, in SIP), so it is no attestation.
 */
export function attestationOf(verstat: string | undefined, level?: string): Attestation | undefined {
  if (verstat === undefined) return undefined
  const [, result = '', inside = ''] =
    /^(?:TN-(?:Validation|Verification)-(Passed|Failed)|No-TN-Validation)(?:-(.*))?$/i.exec(verstat) ?? []
  if (/^failed$/i.test(result)) return 'failed'
  if (/^no-tn-validation/i.test(verstat) || /passthrough/i.test(inside)) return 'none'
  if (!/^passed$/i.test(result)) return undefined
  if (/diverted/i.test(inside)) return 'diverted'
  const letter = /^[ABC](?=$|-)/i.exec(inside)?.[0] ?? level ?? ''
  return /^[ABC]$/i.test(letter) ? (letter.toUpperCase() as 'A' | 'B' | 'C') : undefined
}
