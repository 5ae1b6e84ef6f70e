import type { NumberPlan } from '../call/caller-number.ts'
import type { Region, ValidNumber } from './valid-number.ts'

const chineseServices = /^(?:95|96)\d{3,6}$/
const chineseServiceWithArea = /^(?:10|2\d|[3-9]\d\d)(100\d\d|95\d{3,4}|96\d{3,4}|1[12]\d{1,3})$/
const chineseServiceFromAbroad = /^86(95\d{3,4}|100\d\d|1[12]\d{3})$/
/** What is dialled for help where people live who also dial a digit for the outside line. */
const emergency = /^(?:110|11[1-9]|12[0-2]|911|99[0-9]|000)$/
const northAmerica = '1'
const china = '86'

/** True for 1xx, 1xxx, 1xxxx, the European 116xxx and 118xxx, and the Chinese 95… and 96…: dialled as they are, never behind an area code. */
export function isServiceCode(digits: string, region: Region): boolean {
  if (digits.length < 5) return true
  if (region.callingCode === china && chineseServices.test(digits)) return true
  return /^1\d{4}$|^11[678]\d{3}$/.test(digits)
}

/**
 * True for digits too few for a subscriber. Six digits may be a local number in many countries; they are a code where
 * they begin with 1, and in China and North America, whose local numbers are longer.
 */
export function isShortCode(digits: string, region: Region | null): boolean {
  if (digits.length <= 5) return true
  if (region?.callingCode === china && chineseServices.test(digits)) return true
  if (digits.length > 6) return false
  return digits.startsWith('1') || region?.callingCode === china || region?.callingCode === northAmerica
}

/**
 * The code itself, where digits that are no number are one: behind the outside-line prefix (`9 911`, `0 112`, `9 95588`)
 * it is the same as without. Null where they are none.
 */
export function readShortCode(
  digits: string,
  plus: boolean,
  plan: NumberPlan,
  region: Region | null,
): string | null {
  const fromAbroad = region?.callingCode === china ? chineseCodeFromAbroad(digits, plus, plan) : null
  if (fromAbroad) return fromAbroad
  if (plus) return null
  return behindOutsideLine(digits, plan, region) ?? (isShortCode(digits, region) ? digits : null)
}

function chineseCodeFromAbroad(digits: string, plus: boolean, plan: NumberPlan): string | null {
  const withCountry = plus || plan.format === 'e164-no-plus' ? digits : /^00(.*)/.exec(digits)?.[1]
  return chineseServiceFromAbroad.exec(withCountry ?? '')?.[1] ?? null
}

function behindOutsideLine(
  digits: string,
  { outsidePrefix }: NumberPlan,
  region: Region | null,
): string | null {
  if (!outsidePrefix || !digits.startsWith(outsidePrefix)) return null
  const code = digits.slice(outsidePrefix.length)
  const isCode = emergency.test(code) || (code.length >= 5 && region !== null && isServiceCode(code, region))
  return isCode && !emergency.test(digits) ? code : null
}

/** The Chinese service code behind an area code (`010 95588`), which the library takes for a subscriber; null for any other number. */
export function chineseServiceCode(number: ValidNumber): string | null {
  if (number.callingCode !== china) return null
  const code = chineseServiceWithArea.exec(number.national)?.[1]
  if (!code) return null
  return /^(?:100|95)/.test(code) ? code : `0${number.national}`
}
