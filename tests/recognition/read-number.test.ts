import { describe, expect, it } from 'vitest'
import { type NumberFormat, type NumberPlan, numberFormats } from '../../src/call/caller-number.ts'
import { readNumber } from '../../src/recognition/read-number.ts'
import { showNumber } from '../../src/recognition/show-number.ts'

type Settings = Omit<NumberPlan, 'region' | 'format'>

/** In short: the number, `number x42`, or the kind of what is none. */
function read(
  raw: string,
  region: string,
  format: NumberFormat = 'as-dialled',
  settings: Settings = {},
): string {
  const number = readNumber(raw, { region, format, ...settings })
  if (number.kind === 'e164') return number.extension ? `${number.e164} x${number.extension}` : number.e164
  if (number.kind === 'extension') return `extension ${number.extension}`
  return number.kind === 'short' ? `short ${number.digits}` : number.kind
}

function why(raw: string, region: string, format: NumberFormat, settings: Settings = {}): string {
  const number = readNumber(raw, { region, format, ...settings })
  return number.kind === 'unreadable' ? number.why : `read as ${number.kind}`
}

describe('what a number comes dressed in', () => {
  it.each([
    ['spaces and brackets', '+49 (30) 123-45 67'],
    ['dots', '+49.30.1234567'],
    ['a trunk zero for the eye', '+49 (0)30 1234567'],
    ['an en dash', '+49 30 – 1234567'],
    ['a no-break space', '+49\u00a030\u202f1234567'],
    ['a left-to-right mark inside', '+49\u200e301234567'],
    ['bidi embedding around', '\u202a+49301234567\u202c'],
    ['a byte order mark and zero-width joiners', '\ufeff+4\u200d9\u200b301234567'],
    ['full-width characters', '＋４９（３０）１２３４５６７'],
    ['Arabic digits', '+٤٩٣٠١٢٣٤٥٦٧'],
    ['Devanagari digits', '+४९३०१२३४५६७'],
    ['mathematical digits', '+𝟜𝟡𝟛𝟘𝟙𝟚𝟛𝟜𝟝𝟞𝟟'],
    ['percent-encoding', '%2B49%2030%201234567'],
    ['percent-encoding twice', '%252B49301234567'],
    ['quotes', '"+49301234567"'],
    ['a tel URI', 'tel:+49-30-1234567'],
    ['a SIP URI', 'sip:+49301234567@pbx.example;user=phone'],
    ['a SIPS URI with port and headers', 'SIPS:+49301234567@pbx.example:5061;transport=tls?Subject=x'],
    ['a SIP URI with a password', 'sip:+49301234567:secret@pbx.example'],
    ['an encoded user part', 'sip:%2B49301234567@pbx.example'],
    ['a display name', '"Meier, Jörg <Büro>" <sip:+49301234567@pbx.example;user=phone>;tag=a1'],
    ['a display name without quotes', 'Jörg Meier <tel:+49301234567>'],
    ['a host without a scheme', '+49301234567@pbx.example'],
    ['number portability', 'tel:+49301234567;npdi;rn=+49115000'],
    ['a local number in its context', 'tel:0301234567;phone-context=+49'],
    ['a double plus', '++49301234567'],
    ['a plus in front of the prefix for abroad', '+0049301234567'],
    ['the prefix for abroad', '00 49 30 1234567'],
  ])('%s', (_, raw) => {
    for (const format of numberFormats) expect(read(raw, 'DE', format)).toBe('+49301234567')
  })

  it('a phone-context completes a number of another country, and a domain says nothing', () => {
    expect(read('sip:06641234567;phone-context=+43@gateway', 'DE')).toBe('+436641234567')
    expect(read('tel:7042;phone-context=+1914555', 'DE', 'national', { extensionLength: 4 })).toBe(
      '+19145557042',
    )
    expect(read('tel:7042;phone-context=pbx.example', 'DE', 'national', { extensionLength: 4 })).toBe(
      'extension 7042',
    )
    expect(read('tel:110;phone-context=+49', 'DE')).toBe('short 110')
  })

  it.each([
    ['letters', '1-800-FLOWERS', 'US'],
    ['a name', 'sip:alice@example.com', 'US'],
    ['a client name', 'client:alice', 'US'],
    ['two numbers with pluses', '+49301234567 +49301234568', 'DE'],
    ['two numbers at a slash', '030 123456 / 0151 12345678', 'DE'],
    ['two numbers at a comma', '030 123456, 0151 12345678', 'DE'],
    ['two numbers at a semicolon', '030 123456; 0151 12345678', 'DE'],
    ['alternative endings', '030/123456-78/79', 'DE'],
    ['a spreadsheet number', '4915112345678.0', 'DE'],
    ['a spreadsheet exponent', '4.915112345678E+12', 'DE'],
    ['a footnote', '030 123456²', 'DE'],
    ['a feature code', '*97', 'DE'],
    ['lost bytes', '+49301234\ufffd67', 'DE'],
    ['a letter O for a zero', '+49 151 1234567O', 'DE'],
    ['too many digits', '1234567890123456789012345', 'DE'],
    ['more digits than E.164 has', '+4993000000000000', 'DE'],
    ['too few digits', '+493', 'DE'],
    ['a national number behind a plus', '+0301234567', 'DE'],
  ])('%s is unreadable in every format', (_, raw, region) => {
    for (const format of numberFormats) expect(why(raw, region, format)).not.toMatch(/^read as/)
  })
})

describe('formats', () => {
  it('[P19] a plus-less number is never guessed where the source says e164', () => {
    expect(read('4915112345678', 'DE', 'e164')).toBe('unreadable')
    expect(why('4915112345678', 'DE', 'e164')).toContain('e164-no-plus')
    expect(why('015112345678', 'DE', 'e164')).toContain('national')
    expect(read('004915112345678', 'US', 'e164')).toBe('+4915112345678')
    expect(read('0114915112345678', 'US', 'e164')).toBe('+4915112345678')
  })

  it('e164-no-plus puts the plus in front and never reads nationally', () => {
    expect(read('4915112345678', 'DE', 'e164-no-plus')).toBe('+4915112345678')
    expect(read('+4915112345678', 'DE', 'e164-no-plus')).toBe('+4915112345678')
    expect(read('004915112345678', 'DE', 'e164-no-plus')).toBe('+4915112345678')
    expect(read('015112345678', 'DE', 'e164-no-plus')).toBe('unreadable')
    expect(read('2125550123', 'US', 'e164-no-plus')).toBe('unreadable')
    expect(read('110', 'DE', 'e164-no-plus')).toBe('short 110')
    expect(read('8 (808) 123-45-67', 'RU', 'e164-no-plus')).toBe('unreadable')
  })

  it('a plus-less E.164 number in a national German source is not the valid number the library makes of it', () => {
    for (const format of ['national', 'as-dialled'] as const) {
      expect(read('4915112345678', 'DE', format)).toBe('unreadable')
      expect(why('4915112345678', 'DE', format)).toContain('e164-no-plus')
      expect(read('436641234567', 'DE', format)).toBe('unreadable')
    }
  })

  it.each([
    ['CN', '8613812345678', '+8613812345678'],
    ['IN', '919876543210', '+919876543210'],
    ['AU', '61412345678', '+61412345678'],
    ['GB', '447911123456', '+447911123456'],
    ['US', '12125550123', '+12125550123'],
    ['IT', '393331234567', '+393331234567'],
    ['BR', '5511987654321', '+5511987654321'],
    ['MX', '5215512345678', '+525512345678'],
  ])('in %s the own country code without a plus can be nothing else', (region, raw, e164) => {
    expect(read(raw, region, 'national')).toBe(e164)
  })

  it('00 leads abroad only where people dial it', () => {
    expect(read('004915112345678', 'DE')).toBe('+4915112345678')
    expect(read('004915112345678', 'US')).toBe('unreadable')
    expect(read('0114915112345678', 'US')).toBe('+4915112345678')
    expect(read('0114915112345678', 'DE')).toBe('unreadable')
    expect(read('001161412345678', 'AU')).toBe('+61412345678')
    expect(read('8104915112345678', 'RU')).toBe('+4915112345678')
    expect(read('01012125550123', 'JP')).toBe('+12125550123')
    expect(read('0101909012345678', 'JP')).toBe('unreadable')
    expect(read('00185221234567', 'HK')).toBe('+85221234567')
    expect(read('00214915112345678', 'BR')).toBe('+4915112345678')
  })

  it('possible is not valid', () => {
    for (const raw of ['+86282452254', '+39612345678', '+12425550123', '+491001', '+85212345678']) {
      expect(read(raw, 'DE')).toBe('unreadable')
    }
  })

  it('an unknown region is said, and a plus needs none', () => {
    expect(why('030123456', 'XX', 'national')).toBe('unknown region XX')
    expect(read('+4930123456', 'XX', 'national')).toBe('+4930123456')
  })
})

describe('country by country, as dialled', () => {
  it.each([
    ['DE', '0151 12345678', '+4915112345678'],
    ['DE', '#31#015112345678', '+4915112345678'],
    ['DE', '15123456789', 'unreadable'],
    ['DE', '301234567', 'unreadable'],
    ['AT', '0664 1234567', '+436641234567'],
    ['AT', '0049301234567', '+49301234567'],
    ['CH', '044 668 18 00', '+41446681800'],
    ['GB', '(020) 7946 0018', '+442079460018'],
    ['GB', '+44 (0)20 7946 0018', '+442079460018'],
    ['GB', '141 07911 123456', '+447911123456'],
    ['US', '(212) 555-0123', '+12125550123'],
    ['US', '*67 212 555 0123', '+12125550123'],
    ['IT', '06 12345678', '+390612345678'],
    ['IT', '+39 (0)6 12345678', '+390612345678'],
    ['IT', '333 123 4567', '+393331234567'],
    ['IT', '612345678', 'unreadable'],
    ['FR', '06.12.34.56.78', '+33612345678'],
    ['FR', '3651 0612345678', '+33612345678'],
    ['RU', '8 (916) 123-45-67', '+79161234567'],
    ['RU', '9161234567', '+79161234567'],
    ['RU', '88005553535', '+78005553535'],
    ['HU', '06 30 123 4567', '+36301234567'],
    ['HU', '06 1 2345678', '+3612345678'],
    ['AR', '011 15-1234-5678', '+5491112345678'],
    ['AR', '11 1234-5678', '+541112345678'],
    ['AR', '+54 11 15 1234-5678', '+5491112345678'],
    ['MX', '+52 1 55 1234 5678', '+525512345678'],
    ['MX', '044 55 1234 5678', '+525512345678'],
    ['MX', '01 55 1234 5678', '+525512345678'],
    ['BR', '0 21 11 98765-4321', '+5511987654321'],
    ['BR', '011 98765-4321', '+5511987654321'],
    ['BR', '02112345678', 'unreadable'],
    ['IN', '098765 43210', '+919876543210'],
    ['AU', '131234', '+61131234'],
    ['AU', '1831 0412 345 678', '+61412345678'],
    ['JP', '090-1234-5678', '+819012345678'],
    ['JP', '184 090 1234 5678', '+819012345678'],
    ['KR', '010-1234-5678', '+821012345678'],
    ['CN', '013812345678', '+8613812345678'],
    ['CN', '17951 138 1234 5678', '+8613812345678'],
    ['CN', '12593 13812345678', '+8613812345678'],
    ['CN', '17951 010 62345678', '+861062345678'],
    ['CN', '17951 00 852 2123 4567', '+85221234567'],
    ['CN', '+86-010-62345678', '+861062345678'],
    ['CN', '400-812-3456', '+864008123456'],
    ['CN', '85221234567', '+85221234567'],
    ['CN', '85366123456', '+85366123456'],
    ['CN', '85212345678', 'unreadable'],
    ['BS', '359-1234', '+12423591234'],
    ['BJ', '01 20 21 12 34', '+2290120211234'],
  ])('%s: %s', (region, raw, expected) => {
    expect(read(raw, region)).toBe(expected)
  })

  it('Hong Kong without a prefix is a trunk habit of the mainland and of no other format', () => {
    expect(read('85221234567', 'CN', 'national')).toBe('unreadable')
    expect(read('85221234567', 'DE', 'e164')).toBe('unreadable')
  })
})

describe('local numbers', () => {
  it('are unreadable until the source names its area code', () => {
    expect(why('62345678', 'CN', 'as-dialled')).toContain('set areaCode')
    expect(why('1234567', 'DE', 'as-dialled')).toContain('set areaCode')
    expect(why('555100', 'DE', 'as-dialled')).toContain('set areaCode')
    expect(why('2345', 'CN', 'as-dialled', { areaCode: '10' })).toBe('read as short')
  })

  it.each([
    ['CN', '10', '62345678', '+861062345678'],
    ['DE', '30', '1234567', '+49301234567'],
    ['DE', '030', '555100', '+4930555100'],
    ['US', '212', '555-0123', '+12125550123'],
    ['IT', '06', '12345678', '+390612345678'],
    ['IT', '6', '12345678', '+390612345678'],
    ['BR', '11', '98765-4321', '+5511987654321'],
    ['AR', '11', '15 1234-5678', '+5491112345678'],
    ['RU', '495', '123-45-67', '+74951234567'],
  ])('%s behind area code %s: %s', (region, areaCode, raw, e164) => {
    expect(read(raw, region, 'as-dialled', { areaCode })).toBe(e164)
  })

  it('service codes are never put behind the area code', () => {
    for (const raw of ['110', '112', '115', '11880', '116117']) {
      expect(read(raw, 'DE', 'as-dialled', { areaCode: '30' })).toBe(`short ${raw}`)
    }
    for (const raw of ['10086', '95588', '12306', '96110', '95105105']) {
      expect(read(raw, 'CN', 'as-dialled', { areaCode: '10' })).toBe(`short ${raw}`)
    }
  })

  it('what is as well local as national is neither', () => {
    expect(read('62345678', 'DE', 'national', { areaCode: '30' })).toBe('unreadable')
    expect(read('301234567', 'DE', 'national', { areaCode: '30' })).toBe('+49301234567')
    expect(read('30123456', 'DE', 'as-dialled', { areaCode: '30' })).toBe('unreadable')
    expect(read('15112345678', 'DE', 'as-dialled', { areaCode: '30' })).toBe('+4915112345678')
  })
})

describe('extensions and short codes', () => {
  it('[P20] an extension is known by its length before any numbering plan is asked', () => {
    for (const format of numberFormats) {
      expect(read('1001', 'DE', format, { extensionLength: 4 })).toBe('extension 1001')
      expect(read('sip:2222@pbx.example', 'DE', format, { extensionLength: 4 })).toBe('extension 2222')
      expect(read('+4930123456', 'DE', format, { extensionLength: 10 })).toBe('+4930123456')
    }
    expect(read('1001', 'DE')).toBe('short 1001')
    expect(read('9110', 'DE', 'as-dialled', { extensionLength: 4, outsidePrefix: '9' })).toBe(
      'extension 9110',
    )
  })

  it.each([
    ['DE', '110'],
    ['US', '911'],
    ['CN', '10086'],
    ['CN', '95588'],
    ['CN', '12306'],
    ['DE', '116117'],
    ['DE', '41'],
    ['US', '22395'],
  ])('%s %s is a short code in every format', (region, raw) => {
    for (const format of numberFormats) expect(read(raw, region, format)).toBe(`short ${raw}`)
  })

  it('a Chinese service code behind an area code is still that code', () => {
    expect(read('01095588', 'CN')).toBe('short 95588')
    expect(read('0571-95588', 'CN')).toBe('short 95588')
    expect(read('+861095588', 'CN')).toBe('short 95588')
    expect(read('01062345678', 'CN')).toBe('+861062345678')
  })

  it.each([
    ['tel:+49301234567;ext=42', '+49301234567 x42'],
    ['"Meier" <sip:+49301234567;ext=42@pbx.example>', '+49301234567 x42'],
    ['030 1234567 x42', '+49301234567 x42'],
    ['030 1234567 ext. 42', '+49301234567 x42'],
    ['030 1234567 Durchwahl 42', '+49301234567 x42'],
    ['030 1234567,42', '+49301234567 x42'],
  ])('an extension that is called one: %s', (raw, expected) => {
    expect(read(raw, 'DE')).toBe(expected)
  })

  it('a Chinese extension behind a hyphen, a star or 转 is no part of the number', () => {
    for (const raw of [
      '010-62345678-801',
      '010-62345678转801',
      '(010) 62345678*801',
      '+86 10 62345678-801',
    ]) {
      expect(read(raw, 'CN')).toBe('+861062345678 x801')
    }
    expect(read('62345678-801', 'CN', 'as-dialled', { areaCode: '10' })).toBe('+861062345678 x801')
  })

  it('the German -0 names the switchboard and is not fused, a direct dial is', () => {
    expect(read('030/123456-0', 'DE')).toBe('+4930123456 x0')
    expect(read('+49 30 123456 – 0', 'US')).toBe('+4930123456 x0')
    expect(read('01/5877-0', 'AT')).toBe('+4315877 x0')
    expect(read('030/123456-78', 'DE')).toBe('+493012345678')
    expect(read('202-555-013-0', 'US')).toBe('+12025550130')
  })
})

describe('the outside-line prefix', () => {
  const nine = { outsidePrefix: '9' }
  it('is stripped where a number stands behind it', () => {
    expect(read('9015112345678', 'DE', 'as-dialled', nine)).toBe('+4915112345678')
    expect(read('9015112345678', 'DE', 'national', nine)).toBe('+4915112345678')
    expect(read('9004915112345678', 'DE', 'as-dialled', nine)).toBe('+4915112345678')
    expect(read('9+4915112345678', 'DE', 'e164', nine)).toBe('+4915112345678')
    expect(read('94915112345678', 'DE', 'e164-no-plus', nine)).toBe('+4915112345678')
    expect(read('92125550123', 'US', 'as-dialled', nine)).toBe('+12125550123')
    expect(read('0015112345678', 'DE', 'as-dialled', { outsidePrefix: '0' })).toBe('+4915112345678')
    expect(read('0004915112345678', 'DE', 'as-dialled', { outsidePrefix: '0' })).toBe('+4915112345678')
    expect(read('00015112345678', 'DE', 'as-dialled', { outsidePrefix: '00' })).toBe('+4915112345678')
  })

  it('is not needed, and is not stripped from a number that begins like it', () => {
    expect(read('015112345678', 'DE', 'as-dialled', nine)).toBe('+4915112345678')
    expect(read('015112345678', 'DE', 'as-dialled', { outsidePrefix: '0' })).toBe('+4915112345678')
    expect(read('004915112345678', 'DE', 'as-dialled', { outsidePrefix: '0' })).toBe('+4915112345678')
    expect(read('9125550123', 'US', 'as-dialled', nine)).toBe('+19125550123')
  })

  it('without it in the plan, the digit in front is no number', () => {
    expect(read('9015112345678', 'DE')).toBe('unreadable')
    expect(read('00015112345678', 'DE')).toBe('unreadable')
    expect(read('0+4915112345678', 'DE')).toBe('unreadable')
  })

  it('two numbers, one with and one without it, are neither', () => {
    expect(read('0041446681800', 'DE', 'as-dialled', { outsidePrefix: '0' })).toBe('unreadable')
    expect(read('91234567', 'DE', 'as-dialled', { ...nine, areaCode: '30' })).toBe('unreadable')
  })
})

it('people see a number as they write it themselves, and where it is from', () => {
  expect(showNumber('+442079460018', 'GB')).toEqual({ text: '020 7946 0018', region: 'GB' })
  expect(showNumber('+442079460018', 'DE')).toEqual({ text: '+44 20 7946 0018', region: 'GB' })
  expect(showNumber('nonsense', 'DE')).toEqual({ text: 'nonsense', region: null })
  expect(showNumber('+4930123456', 'XX')).toEqual({ text: '+49 30 123456', region: 'DE' })
  expect(showNumber('+881612345678', 'DE').region).toBeNull()
})
