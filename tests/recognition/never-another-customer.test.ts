import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { describe, expect, it } from 'vitest'
import { type NumberPlan, numberKey } from '../../src/call/caller-number.ts'
import { readNumber } from '../../src/recognition/read-number.ts'

/** Beginnings that only need digits to be somebody's number, and how people of the region dial abroad and out of the house. */
const lines = [
  { region: 'DE', start: '49151', more: 8, abroad: '00', out: '0', area: '30' },
  { region: 'DE', start: '4930', more: 7, abroad: '00', out: '9', area: '30' },
  { region: 'AT', start: '43664', more: 7, abroad: '00', out: '0', area: '1' },
  { region: 'GB', start: '4479', more: 8, abroad: '00', out: '9', area: '20' },
  { region: 'US', start: '1212', more: 7, abroad: '011', out: '9', area: '212' },
  { region: 'CN', start: '86138', more: 8, abroad: '00', out: '9', area: '10' },
  { region: 'CN', start: '8610', more: 8, abroad: '00', out: '0', area: '10' },
  { region: 'HK', start: '8525', more: 7, abroad: '001', out: '9', area: undefined },
  { region: 'IT', start: '3906', more: 7, abroad: '00', out: '0', area: '06' },
  { region: 'IT', start: '39333', more: 7, abroad: '00', out: '9', area: '06' },
  { region: 'FR', start: '336', more: 8, abroad: '00', out: '0', area: undefined },
  { region: 'RU', start: '7916', more: 7, abroad: '810', out: '9', area: '495' },
  { region: 'AR', start: '54911', more: 8, abroad: '00', out: '9', area: '11' },
  { region: 'BR', start: '55119', more: 8, abroad: '0014', out: '0', area: '11' },
  { region: 'IN', start: '9198', more: 8, abroad: '00', out: '0', area: '11' },
  { region: 'JP', start: '8190', more: 8, abroad: '010', out: '0', area: '3' },
] as const
type Line = (typeof lines)[number]

/** Mulberry32: the same numbers in every run. */
function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

function drawer(seed: number) {
  const random = chance(seed)
  const below = (n: number) => Math.floor(random() * n)
  return {
    below,
    of: <T>(list: readonly T[]): T => list[below(list.length)]!,
    sometimes: (p: number) => random() < p,
  }
}
type Draw = ReturnType<typeof drawer>

function customers(draw: Draw, count: number): { e164: string; line: Line }[] {
  const made = new Map<string, { e164: string; line: Line }>()
  while (made.size < count) {
    const line = draw.of(lines)
    const rest = Array.from({ length: line.more }, () => draw.below(10)).join('')
    const e164 = `+${line.start}${rest}`
    if (parsePhoneNumberFromString(e164, { extract: false })?.isValid()) made.set(e164, { e164, line })
  }
  return [...made.values()]
}

/** A source where this caller may arrive, and what it writes for the number: always what its plan says, never by mistake. */
function present(
  { e164, line }: { e164: string; line: Line },
  draw: Draw,
): { plan: NumberPlan; raw: string } {
  const number = parsePhoneNumberFromString(e164)!
  const foreign = draw.sometimes(0.3)
  const at = foreign ? draw.of(lines.filter((one) => one.region !== line.region)) : line
  const format = draw.of(['e164', 'e164-no-plus', 'national', 'as-dialled'] as const)
  const plan: NumberPlan = {
    region: at.region,
    format,
    outsidePrefix: at.out,
    ...(at.area === undefined ? {} : { areaCode: at.area }),
    ...(draw.sometimes(0.5) ? { extensionLength: 3 + draw.below(3) } : {}),
  }
  const withCountry = format === 'e164-no-plus' ? e164.slice(1) : e164
  const national = number.formatNational()
  const home =
    format === 'national' || format === 'as-dialled'
      ? [national, e164, national.replace(/\D/g, '')]
      : [withCountry]
  const abroad =
    format === 'national' || format === 'as-dialled' ? [e164, at.abroad + e164.slice(1)] : [withCountry]
  const bare = draw.of(foreign ? abroad : home)
  return { plan, raw: dress(format === 'as-dialled' && draw.sometimes(0.2) ? at.out + bare : bare, draw) }
}

const scripts = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0xff10]

function dress(text: string, draw: Draw): string {
  const dresses: ((raw: string) => string)[] = [
    (raw) => raw,
    (raw) => `sip:${raw.replaceAll(' ', '%20')}@pbx.example;user=phone`,
    (raw) => `"Someone 0815" <sip:${raw}@10.0.0.1:5060>;tag=4711`,
    (raw) => `tel:${raw}`,
    (raw) => raw.replaceAll('+', '%2B'),
    (raw) => `\u202a${raw}\u202c`,
    (raw) => [...raw].join('\u200e'),
    (raw) => raw.replace(/\d/g, (digit) => String.fromCodePoint(draw.of(scripts) + Number(digit))),
    (raw) => raw.replaceAll('-', '\u2011'),
  ]
  return draw.of(dresses)(text)
}

describe('whoever calls', () => {
  it('[P19] is found under the own number or under none, never under another customer’s', () => {
    for (const seed of [1, 2, 3]) {
      const draw = drawer(seed)
      const house = customers(draw, 2000)
      const keys = new Set(house.map((one) => one.e164))
      let found = 0
      for (const one of house) {
        const { plan, raw } = present(one, draw)
        const key = numberKey(readNumber(raw, plan), 'main')
        if (key === one.e164) found += 1
        else expect(key !== null && keys.has(key), `${raw} in ${JSON.stringify(plan)} as ${key}`).toBe(false)
      }
      expect(found / house.length).toBeGreaterThan(0.9)
    }
  })

  it('and the wrong key, where there is one, belongs to nobody outside a source that is set up wrongly', () => {
    const draw = drawer(4)
    const wrong = customers(draw, 4000).flatMap((one) => {
      const { plan, raw } = present(one, draw)
      const key = numberKey(readNumber(raw, plan), 'main')
      return key?.startsWith('+') && key !== one.e164
        ? [`${raw} in ${JSON.stringify(plan)}: ${key} for ${one.e164}`]
        : []
    })
    expect(wrong).toEqual([])
  })

  it('an extension or a service code is never a customer’s number', () => {
    const draw = drawer(5)
    for (let n = 0; n < 3000; n++) {
      const { region } = draw.of(lines)
      const length = 3 + draw.below(3)
      const raw = String(10 ** (length - 1) + draw.below(9 * 10 ** (length - 1)))
      const extension = readNumber(raw, {
        region,
        format: draw.of(['national', 'as-dialled', 'e164'] as const),
        extensionLength: length,
      })
      expect(extension.kind).toBe('extension')
      expect(readNumber(raw.slice(0, 3), { region, format: 'as-dialled', areaCode: '30' }).kind).not.toBe(
        'e164',
      )
    }
  })
})
