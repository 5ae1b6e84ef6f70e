import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { regionOf } from './valid-number.ts'

/** An E.164 number for people: how they write it, and the ISO 3166 region it is of (null for a satellite phone). */
export interface ShownNumber {
  readonly text: string
  readonly region: string | null
}

/**
 * An E.164 number as people of the region write it: national where it is of the region's own country code, else
 * international. What the library does not know comes back as it is.
 */
export function showNumber(e164: string, region: string): ShownNumber {
  const number = parsePhoneNumberFromString(e164, { extract: false })
  if (!number) return { text: e164, region: null }
  const own = regionOf(region)?.callingCode === number.countryCallingCode
  return {
    text: own ? number.formatNational() : number.formatInternational(),
    region: number.country ?? null,
  }
}
