import {
  type CountryCode,
  getCountryCallingCode,
  isSupportedCountry,
  Metadata,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max'

/** A number the numbering plans say can exist (`isValid`; `isPossible` only counts digits and is never trusted here). */
export interface ValidNumber {
  readonly e164: string
  readonly callingCode: string
  /** The national significant number, which keeps an Italian zero and has no trunk prefix. */
  readonly national: string
  readonly mobile: boolean
  readonly fixed: boolean
  /** True where people of the country dial a trunk prefix before it. */
  readonly needsTrunk: () => boolean
}

/** What dialling from one region means. */
export interface Region {
  readonly code: string
  readonly callingCode: string
  /** How a number abroad begins (`00`, `011`, `0011`, `810`), at the start of the digits. */
  readonly abroad: RegExp
  readonly abroadIsDoubleZero: boolean
}

/** ITU-T E.164 6.1: fifteen digits and the plus. The library lets some German, Japanese and Nigerian numbers have more. */
const longestE164 = 16

const regions = new Map<string, Region | null>()

/** The region by its ISO 3166 code, or null where no numbering plan is known for it. */
export function regionOf(code: string): Region | null {
  const known = regions.get(code)
  if (known !== undefined) return known
  if (!isSupportedCountry(code)) return null
  const region = readRegion(code)
  regions.set(code, region)
  return region
}

function readRegion(code: CountryCode): Region {
  const metadata = new Metadata()
  metadata.selectNumberingPlan(code)
  const prefix = metadata.numberingPlan?.IDDPrefix() || '00'
  return {
    code,
    callingCode: getCountryCallingCode(code),
    abroad: new RegExp(`^(?:${prefix})`),
    abroadIsDoubleZero: new RegExp(`^(?:${prefix})$`).test('00'),
  }
}

/** Mexico's prefixes, out of use since 2019 and still sent: the mobile 1 after +52, and what was dialled before ten digits. */
const oldMexican = /^52(?:1|01|02|044|045)(?=\d{10}$)/

/** Reads digits that begin with a country code. */
export function readInternational(digits: string): ValidNumber | null {
  if (digits.startsWith('0')) return null
  return valid(parsePhoneNumberFromString(`+${digits.replace(oldMexican, '52')}`, { extract: false }))
}

/**
 * Reads digits as a number of the region, with or without trunk prefix. The country code is put in front rather than the
 * region beside it: given a region, the library also tries the digits as an international number of its own accord.
 */
export function readWithinRegion(digits: string, region: Region): ValidNumber | null {
  return valid(parsePhoneNumberFromString(`+${region.callingCode}${digits}`, { extract: false }))
}

/** Reads a number that only this region completes, such as the seven digits of an island within +1. */
export function readRegionsOwn(digits: string, region: Region): ValidNumber | null {
  const options = { defaultCountry: region.code as CountryCode, extract: false }
  const found = valid(parsePhoneNumberFromString(digits, options))
  return found?.callingCode === region.callingCode ? found : null
}

/** Every number the digits can be when they begin with a prefix for abroad. */
export function readAbroad(digits: string, region: Region): ValidNumber[] {
  const prefixes = new Set([region.abroad.exec(digits)?.[0] ?? ''])
  if (region.abroadIsDoubleZero && digits.startsWith('00')) prefixes.add('00')
  return [...prefixes].flatMap((prefix) => (prefix && readInternational(digits.slice(prefix.length))) || [])
}

function valid(number: PhoneNumber | undefined): ValidNumber | null {
  if (!number?.isValid() || number.number.length > longestE164) return null
  const type = number.getType()
  return {
    e164: number.number,
    callingCode: number.countryCallingCode,
    national: number.nationalNumber,
    mobile: type === 'MOBILE',
    fixed: type === 'FIXED_LINE' || type === 'FIXED_LINE_OR_MOBILE',
    needsTrunk: () => number.formatNational().replace(/\D/g, '') !== number.nationalNumber,
  }
}
