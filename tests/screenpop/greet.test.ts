import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type GreetingCall, greet } from '../../src/screenpop/greet.ts'
import { outcomes } from '../../src/wire/pop.ts'

const usual: GreetingCall = {
  outcome: 'recognised',
  mayBeNamed: true,
  direction: 'inbound',
  address: 'Mr Chan',
  organisation: null,
  languages: ['en'],
  hour: 9,
  situation: 'usual',
  house: 'Star Courier',
  agent: 'Alice',
}
const say = (more: Partial<GreetingCall>) => greet({ ...usual, ...more }).text

describe('who is recognised is greeted by name, as one greets in that language', () => {
  it.each([
    ['en', 'Mr Chan', 'Good morning, Mr Chan. This is Alice at Star Courier. How may I help you?'],
    ['zh-CN', '陈先生', '陈先生，上午好！这里是Star Courier，我是Alice。请问有什么可以帮您？'],
    ['zh-TW', '陳先生', '陳先生，早安！這裡是Star Courier，我是Alice。請問有什麼可以為您服務？'],
    ['zh-Hant-HK', '陳先生', '陳先生，早晨！這裏是Star Courier，我是Alice。請問有甚麼可以幫到您？'],
    [
      'de-AT',
      'Frau Dr. Weber',
      'Guten Morgen, Frau Dr. Weber. Sie sprechen mit Alice von Star Courier. Was kann ich für Sie tun?',
    ],
    [
      'fr',
      'Monsieur Dupont',
      'Bonjour, Monsieur Dupont. Star Courier, Alice à votre écoute. Que puis-je faire pour vous\u00a0?',
    ],
    [
      'es',
      'Señor García',
      'Buenos días, Señor García. Le atiende Alice, de Star Courier. ¿En qué puedo ayudarle?',
    ],
    ['it', 'Signora Rossi', 'Buongiorno, Signora Rossi. Sono Alice di Star Courier. Come posso aiutarla?'],
    ['pt-BR', 'Senhor Silva', 'Bom dia, Senhor Silva. Star Courier, fala Alice. Em que posso ajudar?'],
    ['ru', 'Иван Петрович', 'Доброе утро, Иван Петрович. Меня зовут Alice, Star Courier. Чем могу помочь?'],
    [
      'ja',
      '田中様',
      'おはようございます。田中様、いつもお世話になっております。Star CourierのAliceでございます。本日はどのようなご用件でしょうか。',
    ],
    ['ko', '김민수 님', '김민수 님, 안녕하세요. Star Courier Alice입니다. 무엇을 도와드릴까요?'],
  ])('%s', (language, address, text) => {
    expect(say({ languages: [language], address })).toBe(text)
  })
})

describe('the hour is the caller’s, and each language has its own', () => {
  it.each([
    ['en', 3, 'Hello,'],
    ['en', 12, 'Good afternoon,'],
    ['en', 18, 'Good evening,'],
    ['de', 11, 'Guten Tag,'],
    ['es-ES', 13, 'Buenos días,'],
    ['es-MX', 13, 'Buenas tardes,'],
    ['fr', 18, 'Bonsoir,'],
    ['it', 16, 'Buongiorno,'],
    ['zh', 12, 'Mr Chan，中午好！'],
    ['ja', 14, 'お電話ありがとうございます。'],
  ])('%s at %i: %s', (language, hour, beginning) => {
    expect(say({ languages: [language], hour }).startsWith(beginning)).toBe(true)
  })
})

describe('the language', () => {
  it('is the first that we speak: the customer’s, that of the number dialled, the house’s', () => {
    expect(greet({ ...usual, languages: ['pl', 'de-CH', 'fr'] }).language).toBe('de')
    expect(greet({ ...usual, languages: [null, null, 'ja'] }).language).toBe('ja')
    expect(greet({ ...usual, languages: ['eo', null, 'xx'] }).language).toBe('en')
  })

  it.each([
    ['zh', 'zh-Hans'],
    ['zh-SG', 'zh-Hans'],
    ['zh-TW', 'zh-Hant'],
    ['zh-Hans-HK', 'zh-Hans'],
    ['yue', 'zh-Hant-HK'],
    ['zh-MO', 'zh-Hant-HK'],
    ['es-419', 'es-419'],
    ['ES-es', 'es'],
  ])('%s is spoken as %s', (tag, language) => {
    expect(greet({ ...usual, languages: [tag] }).language).toBe(language)
  })
})

describe('what is not certain is asked for, not said', () => {
  it('[P23] a doubtful number is asked who it is', () => {
    expect(say({ mayBeNamed: false })).toBe(
      'Good morning. This is Alice at Star Courier. May I ask who I am speaking with?',
    )
  })

  it('a company is greeted as such, and asked who is speaking', () => {
    const company = { outcome: 'organisation', organisation: 'ACME Inc.', address: null } as const
    expect(say({ ...company, languages: ['de'] })).toBe(
      'Guten Morgen. Sie sprechen mit Alice von Star Courier. Sie rufen für ACME Inc. an, richtig? Mit wem spreche ich, bitte?',
    )
    expect(say({ ...company, mayBeNamed: false })).not.toContain('ACME')
  })

  it('somebody unknown, or who withholds the number, is offered help', () => {
    const stranger = { address: null, agent: null, languages: ['fr'] }
    const text = 'Bonjour. Star Courier à votre écoute. Que puis-je faire pour vous\u00a0?'
    expect(say({ ...stranger, outcome: 'unknown' })).toBe(text)
    expect(say({ ...stranger, outcome: 'withheld', mayBeNamed: false })).toBe(text)
  })

  it('no name and no company is said but to whom it surely is', () => {
    const anyCall = fc.record({
      outcome: fc.constantFrom(...outcomes),
      mayBeNamed: fc.boolean(),
      direction: fc.constantFrom('inbound' as const, 'outbound' as const),
      address: fc.constant('NAME-CANARY'),
      organisation: fc.constant('COMPANY-CANARY'),
      languages: fc.array(
        fc.constantFrom('en', 'de', 'fr', 'es', 'it', 'pt', 'ru', 'ja', 'ko', 'zh', 'zh-TW', 'yue'),
        {
          maxLength: 1,
        },
      ),
      hour: fc.integer({ min: 0, max: 23 }),
      situation: fc.constantFrom('usual' as const, 'they-call-back' as const, 'cut-off' as const),
      house: fc.constantFrom(null, 'Star Courier'),
      agent: fc.constantFrom(null, 'Alice'),
    })
    fc.assert(
      fc.property(anyCall, (call) => {
        const { text } = greet(call)
        const certain = call.mayBeNamed
        expect(text.includes('NAME-CANARY')).toBe(certain && call.outcome === 'recognised')
        if (!certain || call.outcome !== 'organisation') expect(text).not.toContain('COMPANY-CANARY')
        expect(text).not.toMatch(/[{}]|null|undefined|\.\.|^[\s,.!]/)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('what lies just behind is mentioned', () => {
  it('they return our call', () => {
    expect(say({ situation: 'they-call-back' })).toBe(
      'Good morning, Mr Chan. This is Alice at Star Courier. Thank you for calling back, we tried to reach you.',
    )
  })

  it('the line has dropped', () => {
    expect(say({ situation: 'cut-off', languages: ['zh-CN'], address: '陈先生', agent: null })).toBe(
      '陈先生，上午好！这里是Star Courier。刚才通话断线了，非常抱歉。',
    )
  })

  it('but not to somebody who may be another', () => {
    expect(say({ situation: 'they-call-back', mayBeNamed: false })).not.toContain('calling back')
  })
})

it('whom we call is asked for, after we have said who we are', () => {
  expect(say({ direction: 'outbound', languages: ['de'], address: 'Herr Weber' })).toBe(
    'Guten Morgen. Sie sprechen mit Alice von Star Courier. Ist Herr Weber zu sprechen?',
  )
  expect(say({ direction: 'outbound', languages: ['ja'], address: '田中様', house: null })).toBe(
    'お世話になっております。Aliceでございます。田中様でいらっしゃいますか。',
  )
})

it('a full stop in a name is not doubled', () => {
  expect(say({ house: 'Star Inc.', agent: null })).toBe(
    'Good morning, Mr Chan. This is Star Inc. How may I help you?',
  )
})

it('braces and dollar signs in names are letters', () => {
  expect(say({ address: '{house} $& Co', house: null, agent: null })).toBe(
    'Good morning, {house} $& Co. How may I help you?',
  )
})
