import { describe, expect, it } from 'vitest'
import { greet } from '../../src/screenpop/greet.ts'
import { named, say, usual } from './greeted.ts'

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
    ['ar', 'السيدة فاطمة', 'صباح الخير السيدة فاطمة. معك Alice من Star Courier. كيف يمكنني مساعدتك؟'],
    [
      'ja',
      '田中様',
      'おはようございます。田中様、いつもお世話になっております。Star CourierのAliceでございます。本日はどのようなご用件でしょうか。',
    ],
    ['ko', '김민수 님', '김민수 님, 안녕하세요. Star Courier Alice입니다. 무엇을 도와드릴까요?'],
  ])('%s', (language, address, text) => {
    expect(say({ languages: [language], name: named(address) })).toBe(text)
  })
})

describe('the hour is the caller’s, and each language has its own', () => {
  it.each([
    ['en', 3, 'Hello,'],
    ['en', 12, 'Good afternoon,'],
    ['en', 18, 'Good evening,'],
    ['de', 11, 'Guten Tag,'],
    ['de', 3, 'Guten Abend,'],
    ['es-ES', 13, 'Buenos días,'],
    ['es-MX', 13, 'Buenas tardes,'],
    ['fr', 18, 'Bonsoir,'],
    ['it', 16, 'Buongiorno,'],
    ['ru', 23, 'Здравствуйте,'],
    ['zh', 12, 'Mr Chan，中午好！'],
    ['zh', 23, 'Mr Chan，您好！'],
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
    const company = { outcome: 'organisation', organisation: 'ACME Inc.', name: null } as const
    expect(say({ ...company, languages: ['de'] })).toBe(
      'Guten Morgen. Sie sprechen mit Alice von Star Courier. Sie rufen für ACME Inc. an, richtig? Mit wem spreche ich, bitte?',
    )
    expect(say({ ...company, mayBeNamed: false })).not.toContain('ACME')
  })

  it('one of a household is asked which of them, and nobody is named', () => {
    const household = { outcome: 'ambiguous', isHousehold: true } as const
    expect(say(household)).toBe(
      'Good morning. This is Alice at Star Courier. May I ask who of your household I am speaking with?',
    )
    expect(say({ ...household, mayBeNamed: false })).toContain('May I ask who I am speaking with?')
  })

  it('somebody unknown, or who withholds the number, is offered help', () => {
    const stranger = { name: null, agent: null, languages: ['fr'] }
    const text = 'Bonjour. Star Courier à votre écoute. Que puis-je faire pour vous\u00a0?'
    expect(say({ ...stranger, outcome: 'unknown' })).toBe(text)
    expect(say({ ...stranger, outcome: 'withheld', mayBeNamed: false })).toBe(text)
  })
})

describe('what lies behind is mentioned', () => {
  it('they return our call', () => {
    expect(say({ lately: 'they-call-back' })).toBe(
      'Good morning, Mr Chan. This is Alice at Star Courier. Thank you for calling back, we tried to reach you.',
    )
  })

  it('the line has dropped', () => {
    expect(say({ lately: 'cut-off', languages: ['zh-CN'], name: named('陈先生'), agent: null })).toBe(
      '陈先生，上午好！这里是Star Courier。刚才通话断线了，非常抱歉。',
    )
  })

  it('a promise was broken: the apology first, then what is offered', () => {
    expect(say({ promiseBroken: true })).toBe(
      'Good morning, Mr Chan. This is Alice at Star Courier. I am sorry: we have not kept what we promised you. May I see to it right now?',
    )
  })

  it('what they probably call for is offered, where it is in their language', () => {
    const matter = { text: 'Shall we collect from your office again?', language: 'en-GB' }
    expect(say({ matter })).toBe(
      'Good morning, Mr Chan. This is Alice at Star Courier. Shall we collect from your office again?',
    )
    expect(say({ matter: { ...matter, language: null }, languages: ['de'] })).toContain('collect from')
    expect(say({ matter, languages: ['de'] })).toContain('Was kann ich für Sie tun?')
    expect(say({ matter: { text: ' ', language: null } })).toContain('How may I help you?')
  })

  it('but not to somebody who may be another', () => {
    const behind = {
      lately: 'they-call-back',
      promiseBroken: true,
      standing: 'honoured',
      matter: { text: 'MATTER', language: null },
    } as const
    const text = 'Good morning. This is Alice at Star Courier. May I ask who I am speaking with?'
    expect(say({ ...behind, mayBeNamed: false })).toBe(text)
    expect(say({ ...behind, outcome: 'ambiguous' })).toBe(text)
  })
})

it('whom we call is asked for, after we have said who we are', () => {
  const called = { direction: 'outbound' } as const
  expect(say({ ...called, languages: ['de'], name: named('Herr Weber') })).toBe(
    'Guten Morgen. Sie sprechen mit Alice von Star Courier. Ist Herr Weber zu sprechen?',
  )
  expect(say({ ...called, languages: ['ja'], name: named('田中様'), house: null })).toBe(
    'お世話になっております。Aliceでございます。田中様でいらっしゃいますか。',
  )
  expect(say({ ...called, outcome: 'unknown' })).toBe('Good morning. This is Alice at Star Courier.')
})

describe('names are letters, whatever stands in them', () => {
  it('a full stop in a name is not doubled', () => {
    const text = 'Good morning, Mr Chan. This is Star Inc. How may I help you?'
    expect(say({ house: 'Star Inc.', agent: null })).toBe(text)
    expect(say({ house: 'Yahoo!', agent: null })).toContain('This is Yahoo! How may')
    expect(say({ direction: 'outbound', languages: ['ko'], house: 'モーニング娘。', agent: null })).toContain(
      'モーニング娘。입니다.',
    )
  })

  it('braces, quotes and dollar signs', () => {
    const name = named("{house} $& 'Co'")
    expect(say({ name, house: null, agent: null })).toBe("Good morning, {house} $& 'Co'. How may I help you?")
  })

  it('a blank name is none', () => {
    expect(say({ name: named('  ') })).toBe(
      'Good morning. This is Alice at Star Courier. May I ask who I am speaking with?',
    )
  })
})
