import fc from 'fast-check'
import examples from 'libphonenumber-js/examples.mobile.json' with { type: 'json' }
import {
  type CountryCode,
  getCountries,
  getCountryCallingCode,
  Metadata,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max'
import { describe, expect, it } from 'vitest'
import type { NumberPlan } from '../../src/call/caller-number.ts'
import { readNumber } from '../../src/recognition/read-number.ts'

/** The part of the library's metadata that its own types leave out. */
interface Plan {
  IDDPrefix(): string
  type(name: string): { pattern(): string } | undefined
}

const types = [
  'FIXED_LINE',
  'MOBILE',
  'TOLL_FREE',
  'PREMIUM_RATE',
  'SHARED_COST',
  'VOIP',
  'PERSONAL_NUMBER',
  'UAN',
  'VOICEMAIL',
  'PAGER',
]
const perType = 3

function planOf(region: CountryCode): Plan {
  const metadata = new Metadata()
  metadata.selectNumberingPlan(region)
  return metadata.numberingPlan as unknown as Plan
}

/** The library's mobile example and a few numbers made from the pattern of each type, always the same ones. */
function numbersOf(region: CountryCode): string[] {
  const plan = planOf(region)
  const made = types.flatMap((type) => {
    const pattern = plan.type(type)?.pattern()
    return pattern
      ? fc.sample(fc.stringMatching(new RegExp(`^(?:${pattern})$`)), { seed: 7, numRuns: perType })
      : []
  })
  return [examples[region], ...made]
    .map((national) =>
      parsePhoneNumberFromString(`+${getCountryCallingCode(region)}${national}`, { extract: false }),
    )
    .filter((number) => number?.isValid() && number.country === region)
    .map((number) => number!.number)
    .filter((e164) => e164.length <= 16 && !/^\+(\d)\1+$/.test(e164) && saysOneThing(e164, region, plan))
}

/** Not so Gabon's old numbers with the zero of the new ones, and Russian ones that begin with 8 10, the prefix for abroad. */
function saysOneThing(e164: string, region: CountryCode, plan: Plan): boolean {
  const number = parsePhoneNumberFromString(e164)!
  const again = parsePhoneNumberFromString(number.formatNational(), region)
  return again?.number === e164 && !new RegExp(`^(?:${plan.IDDPrefix()})`).test(number.nationalNumber)
}

/** What is read when it is not the number itself: another number, or the kind, which may be no number at all. */
function misread(raw: string, plan: NumberPlan, e164: string): string | null {
  const number = readNumber(raw, plan)
  if (number.kind === 'e164')
    return number.e164 === e164
      ? null
      : `${raw} as ${plan.format} in ${plan.region}: ${number.e164} for ${e164}`
  return null
}

function isRead(raw: string, plan: NumberPlan, e164: string): boolean {
  const number = readNumber(raw, plan)
  return number.kind === 'e164' && number.e164 === e164
}

const regions = getCountries()
const all = regions.flatMap((region) => numbersOf(region).map((e164) => ({ region, e164 })))
/** Chinese service codes behind an area code, which the library takes for subscribers. */
const isShortByRule = (e164: string) => /^\+86(?:10|2\d|[3-9]\d\d)(?:100|95|96|1[12])\d{1,4}$/.test(e164)

describe('numbers of every region and type', () => {
  it('are enough to mean something', () => {
    expect(all.length).toBeGreaterThan(2000)
    expect(new Set(all.map((one) => one.region)).size).toBeGreaterThan(235)
  })

  it('come back as themselves with a plus, under any plan', () => {
    const plans: NumberPlan[] = [
      { region: 'DE', format: 'national', areaCode: '30', outsidePrefix: '0', extensionLength: 11 },
      { region: 'US', format: 'as-dialled', areaCode: '212', outsidePrefix: '9', extensionLength: 4 },
      { region: 'CN', format: 'e164-no-plus' },
      { region: 'IT', format: 'e164' },
    ]
    const lost = all.filter(({ e164 }) => plans.some((plan) => !isRead(e164, plan, e164)))
    expect(lost.filter(({ e164 }) => !isShortByRule(e164))).toEqual([])
  })

  it('come back as themselves without a plus from a source that says so', () => {
    const lost = all.filter(
      ({ region, e164 }) => !isRead(e164.slice(1), { region, format: 'e164-no-plus' }, e164),
    )
    expect(lost.filter(({ e164 }) => !isShortByRule(e164) && e164.length > 7)).toEqual([])
  })

  it('come back as themselves, written as people of the region write them', () => {
    const written = all.map(({ region, e164 }) => ({
      region,
      e164,
      raw: parsePhoneNumberFromString(e164)!.formatNational(),
    }))
    for (const format of ['national', 'as-dialled'] as const) {
      const wrong = written
        .map(({ region, e164, raw }) => misread(raw, { region, format }, e164))
        .filter((line) => line !== null)
      expect(wrong).toEqual([])
      const read = written.filter(({ region, e164, raw }) => isRead(raw, { region, format }, e164))
      expect(read.length / written.length).toBeGreaterThan(0.95)
    }
  })

  it('come back as themselves from abroad, or typed, never as another number', () => {
    const dialled: [CountryCode, string][] = [
      ['DE', '00'],
      ['US', '011'],
      ['AU', '0011'],
      ['RU', '810'],
      ['CN', '00'],
      ['JP', '010'],
      ['GB', '00'],
    ]
    const wrong = all.flatMap(({ e164 }) =>
      dialled.map(([region, prefix]) =>
        misread(prefix + e164.slice(1), { region, format: 'as-dialled' }, e164),
      ),
    )
    expect(wrong.filter((line) => line !== null)).toEqual([])
  })

  it('without their trunk prefix are themselves or typed, never another number', () => {
    for (const format of ['national', 'as-dialled'] as const) {
      const wrong = all.map(({ region, e164 }) =>
        misread(parsePhoneNumberFromString(e164)!.nationalNumber, { region, format }, e164),
      )
      expect(wrong.filter((line) => line !== null)).toEqual([])
    }
  })

  it('behind an outside-line prefix are themselves or typed, never another number', () => {
    for (const outsidePrefix of ['9', '0']) {
      const wrong = all.flatMap(({ region, e164 }) => {
        const raw = outsidePrefix + parsePhoneNumberFromString(e164)!.formatNational().replace(/\D/g, '')
        return misread(raw, { region, format: 'as-dialled', outsidePrefix }, e164)
      })
      expect(wrong.filter((line) => line !== null)).toEqual([])
    }
  })

  it('of the own country, plus-less in a source set to national by mistake, are themselves or typed', () => {
    for (const format of ['national', 'as-dialled'] as const) {
      const wrong = all.map(({ region, e164 }) => misread(e164.slice(1), { region, format }, e164))
      expect(wrong.filter((line) => line !== null)).toEqual([])
    }
  })

  it('written nationally in a source set to e164 by mistake are never guessed', () => {
    const read = all.filter(({ region, e164 }) => {
      const raw = parsePhoneNumberFromString(e164)!.formatNational()
      return readNumber(raw, { region, format: 'e164' }).kind === 'e164'
    })
    expect(read).toEqual([])
  })
})
