import { describe, expect, it } from 'vitest'
import { type NumberPlan, numberFormats } from '../../src/call/caller-number.ts'
import { readNumber } from '../../src/recognition/read-number.ts'

/** In short: `+49…`, `+49… x42`, `extension 1001`, `short 110`, or the kind of what is none. */
function read(raw: string, plan: NumberPlan): string {
  const number = readNumber(raw, plan)
  if (number.kind === 'e164') return number.extension ? `${number.e164} x${number.extension}` : number.e164
  if (number.kind === 'extension') return `extension ${number.extension}`
  return number.kind === 'short' ? `short ${number.digits}` : number.kind
}

function dialled(region: string, more: Partial<NumberPlan> = {}): NumberPlan {
  return { region, format: 'as-dialled', ...more }
}

const berlin = '+49301234567'

/** Each trap: its name, the source it lies in, and what was written there with what must be read. */
type Trap = readonly [name: string, plan: NumberPlan, cases: Readonly<Record<string, string>>]

const whoHides: readonly Trap[] = [
  [
    'a display name that asks for anonymity, though a gateway left the number in',
    dialled('DE'),
    {
      '"Anonymous" <sip:+49301234567@trunk>': 'withheld',
      'Anonymous <sip:+49301234567@trunk;user=phone>': 'withheld',
      '"Anónimo" <tel:+49301234567>': 'withheld',
      '"匿名" <sip:+49301234567@trunk>': 'withheld',
      '"Anonymous Pizza" <sip:+49301234567@trunk>': berlin,
    },
  ],
  [
    'privacy of a Remote-Party-ID, which says it behind the number',
    dialled('DE'),
    {
      '<sip:+49301234567@trunk>;party=calling;screen=yes;privacy=full': 'withheld',
      '<sip:+49301234567@trunk>;privacy=uri;screen=no': 'withheld',
      '"x" <sip:+49301234567@trunk>; privacy="full"': 'withheld',
      '<sip:+49301234567@trunk>;party=calling;privacy=off': berlin,
      '<sip:+49301234567@trunk>;privacy=name': berlin,
    },
  ],
  [
    'words of other languages and scripts',
    dialled('DE'),
    {
      'Número no disponible': 'unavailable',
      'Numéro privé': 'withheld',
      'numero nascosto': 'withheld',
      Geheimnummer: 'withheld',
      'скрит номер': 'withheld',
      'приватний номер': 'withheld',
      'απόκρυψη αριθμού': 'withheld',
      'skriveni broj': 'withheld',
      'soukromé číslo': 'withheld',
      'מספר חסוי': 'withheld',
      'رقم خاص': 'withheld',
      'شماره خصوصی': 'withheld',
      'निजी नंबर': 'withheld',
      เบอร์ส่วนตัว: 'withheld',
      'số ẩn': 'withheld',
      'nomor pribadi': 'withheld',
      '발신번호 표시제한': 'withheld',
      番号非通知: 'withheld',
      号码保密: 'withheld',
      來電號碼被隱藏: 'withheld',
      呼叫方号码隐藏: 'withheld',
      ناشناس: 'unavailable',
      'अज्ञात नंबर': 'unavailable',
      'nepoznat broj': 'unavailable',
      'onbekende beller': 'unavailable',
      'Coverage Area': 'unavailable',
      番号なし: 'unavailable',
      无主叫号码: 'unavailable',
    },
  ],
  [
    'a name is not a word for "no number", and names nobody all the same',
    dialled('US'),
    {
      'Bob Private': 'unreadable',
      'International Sales': 'unreadable',
      'client:alice': 'unreadable',
      PrivatBank: 'unreadable',
      anonymous1: 'unreadable',
    },
  ],
  [
    'fillers, also such as were cut at 79 bytes',
    dialled('DE'),
    {
      ['1'.repeat(79)]: 'unavailable',
      ['0'.repeat(79)]: 'unavailable',
      [`+${'9'.repeat(78)}`]: 'unavailable',
      '+11111111111': 'unavailable',
      '８８８８８８８８８８': 'unavailable',
    },
  ],
  [
    'a user part of 120 digits that was cut at 79 bytes',
    dialled('DE'),
    {
      ['+4915112345678'.repeat(9).slice(0, 79)]: 'unreadable',
      ['015112345678'.repeat(10).slice(0, 79)]: 'unreadable',
      [`"${'Ö'.repeat(300)}" <sip:+49301234567@trunk>`]: berlin,
    },
  ],
]

const prefixes: readonly Trap[] = [
  [
    '011 leads abroad from North America only, 00 where people dial it',
    dialled('CA'),
    { '01149301234567': berlin, '0049301234567': 'unreadable', '+49301234567': berlin },
  ],
  [
    'regions that choose the carrier before the country',
    dialled('KR'),
    { '00149301234567': berlin, '0070049301234567': berlin, '01020001234': '+821020001234' },
  ],
  ['Hong Kong: 001 and 009 as well', dialled('HK'), { '00149301234567': berlin, '00949301234567': berlin }],
  ['Thailand', dialled('TH'), { '00149301234567': berlin, '0812345678': '+66812345678' }],
  ['Russia: 8~10', dialled('RU'), { '8~10 49 30 1234567': berlin, '8 10 49 30 1234567': berlin }],
  ['Kenya: 000', dialled('KE'), { '00049301234567': berlin, '0712123456': '+254712123456' }],
  ['Cuba: 119', dialled('CU'), { '11949301234567': berlin }],
  [
    'a trunk prefix that is not zero',
    dialled('HU'),
    { '06301234567': '+36301234567', '0049301234567': berlin },
  ],
  [
    'no trunk prefix at all',
    dialled('PL'),
    { '501 234 567': '+48501234567', '48501234567': '+48501234567', '0049301234567': berlin },
  ],
  [
    'an outside line before any of them',
    dialled('US', { outsidePrefix: '8', extensionLength: 4 }),
    {
      '8 011 49 30 1234567': berlin,
      '8 1 212 555 0123': '+12125550123',
      '8+49301234567': berlin,
      '8 911': 'extension 8911',
      '8001': 'extension 8001',
    },
  ],
  [
    'an emergency or service code behind the outside line is the code',
    dialled('US', { outsidePrefix: '9' }),
    { '9 911': 'short 911', '911': 'short 911', '9988': 'short 9988' },
  ],
  [
    'the German way of it',
    dialled('DE', { outsidePrefix: '0' }),
    { '0 112': 'short 112', '112': 'short 112' },
  ],
]

const countries: readonly Trap[] = [
  [
    'an Italian zero is part of the number, and only of fixed ones',
    dialled('IT'),
    {
      '06 1234 5678': '+390612345678',
      '3906 12345678': '+390612345678',
      '0039 06 12345678': '+390612345678',
      '+39 6 12345678': 'unreadable',
      '333 1234567': '+393331234567',
      '0333 1234567': 'unreadable',
    },
  ],
  [
    'the Argentine 15 and 9',
    dialled('AR'),
    {
      '0351 15 312 3456': '+5493513123456',
      '9 11 2345 6789': '+5491123456789',
      '+54 11 15 2345 6789': '+5491123456789',
      '+54 (9) 11 2345 6789': '+5491123456789',
      '15 2345 6789': 'unreadable',
    },
  ],
  [
    'the Mexican 1, 01, 044 and 045 of former times, wherever they stand',
    dialled('MX'),
    {
      '+52 1 55 1234 5678': '+525512345678',
      '+52 044 55 1234 5678': '+525512345678',
      '+52 01 55 1234 5678': '+525512345678',
      '1 55 1234 5678': '+525512345678',
      '00 52 1 55 1234 5678': '+525512345678',
      '001 212 555 0123': '+12125550123',
    },
  ],
  [
    'Brazilian carrier codes, and the xx that stands for them in print',
    dialled('BR'),
    {
      '0 21 11 98765-4321': '+5511987654321',
      '(0xx11) 98765-4321': '+5511987654321',
      '0XX 11 98765 4321': '+5511987654321',
      '90 15 11 98765 4321': '+5511987654321',
      '+55 11 8765-4321': 'unreadable',
    },
  ],
  [
    'Luxembourg, where any length might be a number: a foreign one is not taken for it',
    { region: 'LU', format: 'national' },
    { '33612345678': 'unreadable', '628123456': '+352628123456', '26123456': '+35226123456' },
  ],
]

const china: readonly Trap[] = [
  [
    'a mobile with the zero of a long-distance call',
    dialled('CN'),
    {
      '013812345678': '+8613812345678',
      '13812345678': '+8613812345678',
      '+86013812345678': '+8613812345678',
    },
  ],
  [
    'prefixes of cheap long-distance calls and second numbers',
    dialled('CN', { areaCode: '10' }),
    {
      '1795113812345678': '+8613812345678',
      '12593013812345678': '+8613812345678',
      '12593+8613812345678': '+8613812345678',
      '12583113812345678': '+8613812345678',
      '17951 62345678': '+861062345678',
      '17951 0755 82345678': '+8675582345678',
      '17951 0085221234567': '+85221234567',
    },
  ],
  [
    'a number of the same city',
    dialled('CN', { areaCode: '755' }),
    { '82345678': '+8675582345678', '82345678-801': '+8675582345678 x801', '85221234567': '+85221234567' },
  ],
  [
    'Hong Kong, Macao and Taiwan from a mainland trunk',
    dialled('CN'),
    {
      '0085221234567': '+85221234567',
      '85221234567': '+85221234567',
      '85366123456': '+85366123456',
      '886912345678': '+886912345678',
      '21234567': 'unreadable',
      '85212345678': 'unreadable',
    },
  ],
  [
    'service codes, with and without area or country',
    dialled('CN'),
    {
      '95588': 'short 95588',
      '01095588': 'short 95588',
      '+8695588': 'short 95588',
      '008695588': 'short 95588',
      '+8612306': 'short 12306',
      '12306': 'short 12306',
      '10086': 'short 10086',
      '110': 'short 110',
    },
  ],
  [
    'a service code behind the outside line',
    dialled('CN', { outsidePrefix: '9', areaCode: '10' }),
    {
      '9 95588': 'short 95588',
      '995588': 'short 95588',
      '9 10086': 'short 10086',
      '9 62345678': '+861062345678',
    },
  ],
  [
    'the extension of a company, however it is parted',
    dialled('CN'),
    {
      '010－62345678－801': '+861062345678 x801',
      '0571-87654321-8001': '+8657187654321 x8001',
      '01062345678轉801': '+861062345678 x801',
      '+86 10 6234 5678 分机 12': '+861062345678 x12',
      '400-812-3456转801': '+864008123456 x801',
    },
  ],
]

const writing: readonly Trap[] = [
  [
    'dashes that are none',
    dialled('JP'),
    {
      '０９０ー１２３４ー５６７８': '+819012345678',
      '０９０－１２３４－５６７８': '+819012345678',
      '03−1234−5678': '+81312345678',
    },
  ],
  [
    'digits of other scripts',
    dialled('AE'),
    {
      '٠٥٠١٢٣٤٥٦٧': '+971501234567',
      '+۴۹۳۰۱۲۳۴۵۶۷': berlin,
      '+৪৯৩০১২৩৪৫৬৭': berlin,
      '＋４９３０１２３４５６７': berlin,
    },
  ],
  [
    'marks of right-to-left text around the parts',
    dialled('DE'),
    { '\u202a\u200e+49\u2066 30\u2069 1234567\u202c': berlin, '\u200f030 1234567\u200f': berlin },
  ],
  [
    'percent-encoding and parameters before the @',
    dialled('DE'),
    {
      'sip:%2B4930%201234567;ext=42@trunk;user=phone': `${berlin} x42`,
      'sip:+49301234567;verstat=TN-Validation-Passed;oli=0@trunk': berlin,
      'sips:%2B49%2030%201234567@[2001:db8::1]:5061': berlin,
      'tel:1234567;phone-context=+4930': berlin,
      'tel:+49301234567;isub=1234;npdi;rn=+49115000': berlin,
      'sip:+49301234567@trunk;ext=42': berlin,
    },
  ],
  [
    'words for an extension',
    dialled('DE'),
    {
      '+82 2-123-4567 내선 12': '+8221234567 x12',
      '+46 8 123 456 anknytning 12': '+468123456 x12',
      '+90 212 123 45 67 dahili 12': '+902121234567 x12',
      '+7 495 123-45-67 доб. 12': '+74951234567 x12',
      '+30 21 0123 4567 εσωτ. 12': '+302101234567 x12',
    },
  ],
  [
    'the German -0',
    dialled('DE'),
    {
      '030/1234567-0': `${berlin} x0`,
      '+49 30 1234567 – 0': `${berlin} x0`,
      '030/1234567 DW 0': `${berlin} x0`,
    },
  ],
]

describe.each([
  ['who hides or has no number', whoHides],
  ['prefixes', prefixes],
  ['country by country', countries],
  ['China', china],
  ['writing', writing],
] as const)('traps: %s', (_, traps) => {
  it.each(traps)('%s', (_name, plan, cases) => {
    const answers = Object.keys(cases).map((raw) => [raw, read(raw, plan)])
    expect(Object.fromEntries(answers)).toEqual(cases)
  })
})

it('[P20] a caller who hides is hidden from a source of any format', () => {
  const hiding = ['"Anonymous" <sip:+49301234567@trunk>', 'sip:+49301234567@anonymous.invalid', '+266696687']
  const seen = hiding.flatMap((raw) =>
    numberFormats.map((format) => readNumber(raw, { region: 'DE', format }).kind),
  )
  expect(new Set(seen)).toEqual(new Set(['withheld']))
})
