import { parsePhoneNumberFromString } from 'libphonenumber-js/max'

/** An E.164 number in the spellings, digits alone, by which other systems may have it. */
export function spellNumber(e164: string): {
  readonly e164: string
  readonly digits: string
  readonly national: string
  readonly significant: string
} {
  const digits = e164.replace(/\D/g, '')
  const number = parsePhoneNumberFromString(e164, { extract: false })
  if (!number) return { e164, digits, national: digits, significant: digits }
  const national = number.formatNational().replace(/\D/g, '')
  return { e164, digits, national, significant: number.nationalNumber }
}
