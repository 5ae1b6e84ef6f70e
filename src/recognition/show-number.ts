import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { regionOf } from './valid-number.ts'

/**
 * An E.164 number as people of the region write it: national where it is of the region's own country code, else
 * international. What the library does not know comes back as it is.
 */
export function showNumber(e164: string, region: string): string {
  const number = parsePhoneNumberFromString(e164, { extract: false })
  if (!number) return e164
  const own = regionOf(region)?.callingCode === number.countryCallingCode
  return own ? number.formatNational() : number.formatInternational()
}
