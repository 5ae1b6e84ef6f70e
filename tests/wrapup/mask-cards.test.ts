import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maskCards } from '../../src/wrapup/mask-cards.ts'

/** Completes digits with the check digit of ISO/IEC 7812 annex B, written here apart from the code under test. */
function withCheckDigit(digits: string): string {
  for (let check = 0; check < 10; check++) {
    const all = [...`${digits}${check}`].reverse().map(Number)
    const sum = all.reduce(
      (total, digit, n) => total + (n % 2 === 0 ? digit : [0, 2, 4, 6, 8, 1, 3, 5, 7, 9][digit]!),
      0,
    )
    if (sum % 10 === 0) return `${digits}${check}`
  }
  throw new Error('one of ten must fit')
}

const networks: [prefix: string, length: number][] = [
  ['4', 16],
  ['4', 19],
  ['51', 16],
  ['55', 16],
  ['2221', 16],
  ['2720', 16],
  ['34', 15],
  ['37', 15],
  ['300', 14],
  ['36', 14],
  ['38', 14],
  ['6011', 16],
  ['65', 16],
  ['3528', 16],
  ['3589', 16],
  ['62', 16],
  ['62', 19],
  ['2200', 16],
  ['6759', 16],
]
const digits = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 18, maxLength: 18 })
const card = fc.tuple(fc.constantFrom(...networks), digits).map(([[prefix, length], rest]) => {
  return withCheckDigit((prefix + rest.join('')).slice(0, length - 1))
})
const separators = fc.constantFrom('', ' ', '-', '.', '\u00a0', '  ', ' - ', '\n', '\u2011', '\u200b')
/** Cut into groups as people write it. */
const written = fc
  .tuple(card, separators, fc.constantFrom(1, 2, 4, 5, 19))
  .map(([number, separator, size]) => (number.match(new RegExp(`.{1,${size}}`, 'g')) ?? []).join(separator))
const around = fc.constantFrom('', 'paid with ', '卡号：', 'Karte: ', '🙂 ', '(', 'x')
const after = fc.constantFrom('', ' exp 12/27', ', thanks', '。', ')', ' 12', '\n2 items')

const digitsOf = (text: string) => text.replace(/\D/g, '')

describe('card numbers', () => {
  it('are hidden up to the last four digits, however they are written', () => {
    fc.assert(
      fc.property(around, written, after, (before, number, behind) => {
        expect(digitsOf(maskCards(number))).toBe(digitsOf(number).slice(-4))
        const masked = maskCards(before + number + behind)
        // Digits behind may by chance make a longer number: then fewer than four stay, never more.
        const left = digitsOf(masked.slice(before.length, before.length + number.length))
        expect(left.length).toBeLessThanOrEqual(4)
        expect(digitsOf(number).endsWith(left)).toBe(true)
        expect(masked.startsWith(before) && masked.endsWith(behind)).toBe(true)
        expect(masked).toHaveLength((before + number + behind).length)
      }),
      { numRuns: 5000 },
    )
  })

  it('are hidden in the digits of other scripts too', () => {
    const wide = (zero: number) =>
      '4111 1111 1111 1111'.replace(/\d/g, (digit) => String.fromCharCode(zero + Number(digit)))
    for (const zero of [0xff10, 0x660, 0x6f0, 0x966])
      expect(maskCards(wide(zero))).toBe(`•••• •••• •••• ${wide(zero).slice(-4)}`)
  })

  it('are hidden each, where several stand in one text', () => {
    expect(maskCards('4111 1111 1111 1111 5500-0000-0000-0004 and 340000000000009.')).toBe(
      '•••• •••• •••• 1111 ••••-••••-••••-0004 and •••••••••••0009.',
    )
  })

  it('stay hidden and the same when the text is masked again', () => {
    const soup = fc.string({
      unit: fc.constantFrom(...'0123456789 -+x•/,', ' one ', 'double ', '四'),
      maxLength: 80,
    })
    fc.assert(
      fc.property(
        fc.oneof(
          soup,
          written,
          fc.tuple(written, written).map((two) => two.join(' ')),
        ),
        (text) => {
          const masked = maskCards(text)
          expect(maskCards(masked)).toBe(masked)
          expect(masked).toHaveLength(text.length)
        },
      ),
      { numRuns: 5000 },
    )
  })

  it('are not what a wrong check digit, an unknown issuer or a longer number makes', () => {
    for (const text of [
      '4111 1111 1111 1112',
      '9111 1111 1111 1114',
      '41111111111111111111',
      'A4111-1111-1111',
      '4111 1111 1111 1111'.replaceAll(' ', 'x'),
      '4111    1111    1111    1111',
      `+${withCheckDigit('34123456789012')}`,
    ])
      expect(maskCards(text)).toBe(text)
  })

  it('are almost never seen in phone numbers, dates, orders and amounts', () => {
    const some = (least: number, most: number) =>
      fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: least, maxLength: most })
    const harmless = fc.oneof(
      some(7, 13).map((number) => `+${number}`),
      some(8, 13).map((number) => `+49 ${number}`),
      some(10, 12).map((number) => `0${number}`),
      some(11, 13).map((number) => `49${number}`.slice(0, 13)),
      some(6, 12).map((number) => `order ${number}, 2026-11-02 10:30, 1.499,00 EUR`),
      fc.tuple(some(4, 4), some(4, 4)).map(([a, b]) => `call 020 ${a} ${b} or 030 ${b} ${a}`),
    )
    const sample = fc.sample(harmless, { numRuns: 20_000, seed: 7 })
    const touched = sample.filter((text) => maskCards(text) !== text)
    expect(touched.length / sample.length).toBeLessThan(0.001)
  })

  it('take their security code with them, where it is called so', () => {
    expect(maskCards('CVV: 123, cvc2 = 4567; Prüfziffer 999 安全码：321')).toBe(
      'CVV: •••, cvc2 = ••••; Prüfziffer ••• 安全码：•••',
    )
    expect(maskCards('cid 12345, avocado 123, 123')).toBe('cid 12345, avocado 123, 123')
  })

  it('take a code without a name with them, where it stands next to the card', () => {
    for (const [said, kept] of [
      ['4111 1111 1111 1111 123', '•••• •••• •••• 1111 •••'],
      ['4111 1111 1111 1111, 12/27, 123', '•••• •••• •••• 1111, 12/27, •••'],
      ['4111 1111 1111 1111 exp 12/2027 und hinten 999.', '•••• •••• •••• 1111 exp 12/2027 und hinten •••.'],
      ['卡号4111111111111111，有效期12/27，背面123', '卡号••••••••••••1111，有效期12/27，背面•••'],
      ['3400 000000 00009 1234', '•••• •••••• •0009 ••••'],
      ['4111 1111 1111 1111 12/27 1234', '•••• •••• •••• 1111 12/27 1234'],
      ['code 123, 4111 1111 1111 1111', 'code •••, •••• •••• •••• 1111'],
      ['•••• •••• •••• 1111 and 123', '•••• •••• •••• 1111 and •••'],
      ['4111 1111 1111 1111 paid 120 EUR', '•••• •••• •••• 1111 paid 120 EUR'],
      ['4111 1111 1111 1111, $120, 12.30', '•••• •••• •••• 1111, $120, 12.30'],
    ] as const) {
      expect(maskCards(said)).toBe(kept)
      expect(maskCards(kept)).toBe(kept)
    }
    expect(maskCards('code 123, order 4111 1111 1111 1112 123')).toBe(
      'code 123, order 4111 1111 1111 1112 123',
    )
  })

  it('are hidden as they are said, and in numerals of any script', () => {
    const english = 'four one one one, one one one one, one one one one, one one one one'
    expect(maskCards(english)).toBe('•••• ••• ••• •••, ••• ••• ••• •••, ••• ••• ••• •••, one one one one')
    expect(maskCards('forty-two forty two 4242 4242 4242')).toBe('•••••-••• ••••• ••• •••• •••• 4242')
    expect(maskCards('vier eins eins eins 1111 1111 1111')).toBe('•••• •••• •••• •••• •••• •••• 1111')
    expect(maskCards('四一一一 一一一一 一一一一 一一一一，安全码一二三')).toBe(
      '•••• •••• •••• 一一一一，安全码•••',
    )
    for (const zero of [0x9e6, 0xbe6, 0xe50, 0x1040, 0x17e0]) {
      const other = (text: string) => text.replace(/\d/g, (n) => String.fromCharCode(zero + Number(n)))
      expect(maskCards(other('4111111111111111 123'))).toBe(`••••••••••••${other('1111')} •••`)
    }
  })

  it('are not what people say of one, two and three things', () => {
    for (const text of [
      'One of the two parcels came at nine, three or four of them at ten, the other seven at eight.',
      'Er hat eins von drei Paketen bekommen, acht fehlen; null Ahnung, sechs oder sieben Tage.',
      '一共三四十个包裹，一二三楼都有，五六七八九十个人在等，一个一个来。',
    ])
      expect(maskCards(text)).toBe(text)
  })

  it('are found in time linear to the text', () => {
    const worst = [
      '4 1 '.repeat(2500),
      '4'.repeat(10_000),
      '4-'.repeat(5000),
      'cvv '.repeat(2500),
      'one '.repeat(2500),
      '•'.repeat(9000),
      '•• 1 '.repeat(2000),
    ]
    const began = performance.now()
    for (const text of worst) maskCards(text)
    expect(performance.now() - began).toBeLessThan(1000)
  })
})
