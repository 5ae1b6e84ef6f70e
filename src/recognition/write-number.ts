import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import type { NumberPlan } from '../call/caller-number.ts'
import { readNumber } from './read-number.ts'
import { regionOf } from './valid-number.ts'

/**
 * An E.164 number as a phone of this source has to dial it: in the source's own format, behind the prefix that leads out of
 * the house. Null where what would be dialled reads back as another number: better no call than one to a stranger.
 */
export function writeNumber(e164: string, plan: NumberPlan): string | null {
  const way = plan.outsidePrefix ?? ''
  const bare = bareNumber(e164, plan)
  if (bare === null) return null
  // A source that writes country codes shows no prefix before them: what is behind it is what has to read back.
  const read = readNumber(plan.format === 'as-dialled' ? `${way}${bare}` : bare, plan)
  return read.kind === 'e164' && read.e164 === e164 ? `${way}${bare}` : null
}

function bareNumber(e164: string, { format, region }: NumberPlan): string | null {
  if (format === 'e164') return e164
  if (format === 'e164-no-plus') return e164.slice(1)
  const number = parsePhoneNumberFromString(e164, { extract: false })
  const from = regionOf(region)
  if (!number || !from) return null
  const dialled = number.format('IDD', { fromCountry: from.code as never })
  return dialled ? dialled.replaceAll(/\D/g, '') : null
}
