import type { Region, ValidNumber } from './valid-number.ts'

const chineseServices = /^(?:95|96)\d{3,6}$/
const chineseServiceWithArea = /^(?:10|2\d|[3-9]\d\d)(100\d\d|95\d{3,4}|96\d{3,4}|1[12]\d{1,3})$/
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

/** The Chinese service code behind an area code (`010 95588`), which the library takes for a subscriber; null for any other number. */
export function chineseServiceCode(number: ValidNumber): string | null {
  if (number.callingCode !== china) return null
  const code = chineseServiceWithArea.exec(number.national)?.[1]
  if (!code) return null
  return /^(?:100|95)/.test(code) ? code : `0${number.national}`
}
