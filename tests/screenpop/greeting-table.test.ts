import { describe, expect, it } from 'vitest'
import type { GreetingCall } from '../../src/screenpop/greet.ts'
import { type GreetingLanguage, greetingLanguages, standings } from '../../src/wire/greeting-api.ts'
import { outcomes } from '../../src/wire/pop.ts'
import { named, say } from './greeted.ts'

/** A word by which one hears what is said; `offer` is what comes behind the apology for a broken promise. */
interface Words {
  readonly help: string
  readonly thanks: string
  readonly callBack: string
  readonly cutOff: string
  readonly listen: string
  readonly apology: string
  readonly offer: string
  readonly askWho: string
  readonly askHousehold: string
}

const words: Readonly<Record<GreetingLanguage, Words>> = {
  en: {
    help: 'How may I help',
    thanks: 'your trust',
    callBack: 'calling back',
    cutOff: 'line dropped',
    listen: 'Please tell me',
    apology: 'I am sorry: we',
    offer: 'May I see to it',
    askWho: 'who I am speaking',
    askHousehold: 'your household',
  },
  de: {
    help: 'Was kann ich für Sie tun',
    thanks: 'Ihr Vertrauen',
    callBack: 'Ihren Rückruf',
    cutOff: 'unterbrochen',
    listen: 'Bitte sagen Sie mir',
    apology: 'bitte um Entschuldigung',
    offer: 'Darf ich mich',
    askWho: 'Mit wem spreche ich',
    askHousehold: 'aus Ihrem Haushalt',
  },
  fr: {
    help: 'Que puis-je faire',
    thanks: 'votre confiance',
    callBack: 'nous rappeler',
    cutOff: 'coupés',
    listen: 'Dites-moi',
    apology: 'nos excuses',
    offer: 'Puis-je m’en occuper',
    askWho: 'qui est à l’appareil',
    askHousehold: 'dans votre foyer',
  },
  es: {
    help: '¿En qué puedo',
    thanks: 'su confianza',
    callBack: 'devolvernos',
    cutOff: 'cortar la llamada',
    listen: 'Dígame',
    apology: 'Le pido disculpas',
    offer: '¿Me permite',
    askWho: '¿Con quién hablo',
    askHousehold: 'de su casa',
  },
  'es-419': {
    help: '¿En qué puedo',
    thanks: 'su confianza',
    callBack: 'devolvernos',
    cutOff: 'cortar la llamada',
    listen: 'Dígame',
    apology: 'Le pido disculpas',
    offer: '¿Me permite',
    askWho: '¿Con quién hablo',
    askHousehold: 'de su casa',
  },
  it: {
    help: 'Come posso aiutarla',
    thanks: 'sua fiducia',
    callBack: 'averci richiamato',
    cutOff: 'caduta la linea',
    listen: 'Mi dica',
    apology: 'Le chiedo scusa',
    offer: 'Posso occuparmene',
    askWho: 'Con chi parlo',
    askHousehold: 'della sua famiglia',
  },
  pt: {
    help: 'Em que posso ajudar',
    thanks: 'sua confiança',
    callBack: 'seu retorno',
    cutOff: 'caiu há instantes',
    listen: 'Diga, por favor',
    apology: 'Pedimos desculpa',
    offer: 'Posso tratar disso',
    askWho: 'Com quem falo',
    askHousehold: 'da sua família',
  },
  ru: {
    help: 'Чем могу помочь',
    thanks: 'ваше доверие',
    callBack: 'перезвонили',
    cutOff: 'разъединили',
    listen: 'Расскажите',
    apology: 'Приношу извинения',
    offer: 'Позвольте мне',
    askWho: 'Как я могу к вам обращаться',
    askHousehold: 'из вашей семьи',
  },
  ar: {
    help: 'كيف يمكنني مساعدتك',
    thanks: 'لثقتك',
    callBack: 'لمعاودة الاتصال',
    cutOff: 'انقطع الخط',
    listen: 'كل الوقت',
    apology: 'نعتذر',
    offer: 'هل يمكنني الاهتمام',
    askWho: 'مع من أتحدث',
    askHousehold: 'أفراد الأسرة',
  },
  'zh-Hans': {
    help: '请问有什么可以帮您',
    thanks: '感谢您一直以来',
    callBack: '感谢您回电',
    cutOff: '断线',
    listen: '慢慢说',
    apology: '非常抱歉，我们没有做到',
    offer: '我现在就为您处理',
    askWho: '怎么称呼您',
    askHousehold: '家里的哪一位',
  },
  'zh-Hant': {
    help: '請問有什麼可以為您服務',
    thanks: '感謝您一直以來',
    callBack: '謝謝您回電',
    cutOff: '中斷',
    listen: '慢慢說',
    apology: '非常抱歉，我們沒有做到',
    offer: '我現在就為您處理',
    askWho: '怎麼稱呼您',
    askHousehold: '府上的哪一位',
  },
  'zh-Hant-HK': {
    help: '請問有甚麼可以幫到您',
    thanks: '多謝您一直以來',
    callBack: '多謝您回電',
    cutOff: '斷線',
    listen: '慢慢講',
    apology: '非常抱歉，我們未有做到',
    offer: '我現在即刻為您跟進',
    askWho: '點樣稱呼您',
    askHousehold: '府上邊位',
  },
  ja: {
    help: 'どのようなご用件',
    thanks: 'ご愛顧',
    callBack: '折り返し',
    cutOff: '途中で切れて',
    listen: 'ごゆっくり',
    apology: '誠に申し訳ございません',
    offer: 'ただ今対応',
    askWho: 'お名前をお伺い',
    askHousehold: 'ご家族のどなた様',
  },
  ko: {
    help: '무엇을 도와드릴까요',
    thanks: '늘 믿고',
    callBack: '다시 전화 주셔서',
    cutOff: '통화가 끊어져',
    listen: '천천히 말씀',
    apology: '죄송합니다. 지금',
    offer: '지금 바로 처리',
    askWho: '성함이 어떻게',
    askHousehold: '댁의 어느 분',
  },
}

const caller = named('NAME-CANARY', { familyName: 'FAMILY-CANARY', title: 'TITLE-CANARY' })
const everything = {
  name: caller,
  organisation: 'COMPANY-CANARY',
  matter: { text: 'MATTER-CANARY?', language: null },
} as const

type Heard = keyof Words | 'NAME' | 'COMPANY' | 'MATTER'
const known = { outcome: 'recognised', mayBeNamed: true } as const
const without = { matter: null } as const

/** What is said, and by that what is not: nothing else of the list may be heard. */
const table: readonly (readonly [string, Partial<GreetingCall>, readonly Heard[]])[] = [
  ['recognised', { ...known, ...without }, ['NAME', 'help']],
  ['recognised, honoured', { ...known, ...without, standing: 'honoured' }, ['NAME', 'thanks', 'help']],
  ['recognised, dissatisfied', { ...known, ...without, standing: 'dissatisfied' }, ['NAME', 'listen']],
  ['recognised, with a usual matter', known, ['NAME', 'MATTER']],
  ['honoured, with a usual matter', { ...known, standing: 'honoured' }, ['NAME', 'MATTER']],
  ['dissatisfied, with a usual matter', { ...known, standing: 'dissatisfied' }, ['NAME', 'listen']],
  ['called back', { ...known, lately: 'they-call-back' }, ['NAME', 'callBack']],
  [
    'called back, dissatisfied',
    { ...known, lately: 'they-call-back', standing: 'dissatisfied' },
    ['NAME', 'callBack'],
  ],
  ['a promise broken', { ...known, promiseBroken: true }, ['NAME', 'apology', 'offer']],
  [
    'a promise broken to an honoured customer who calls back',
    { ...known, promiseBroken: true, standing: 'honoured', lately: 'they-call-back' },
    ['NAME', 'apology', 'offer'],
  ],
  ['cut off', { ...known, lately: 'cut-off' }, ['NAME', 'cutOff']],
  [
    'cut off, with a promise broken',
    { ...known, lately: 'cut-off', promiseBroken: true },
    ['NAME', 'cutOff'],
  ],
  ['recognised, not to be named', { outcome: 'recognised', mayBeNamed: false }, ['askWho']],
  ['a company', { outcome: 'organisation', mayBeNamed: true }, ['COMPANY']],
  ['a company, doubtful', { outcome: 'organisation', mayBeNamed: false }, ['askWho']],
  ['a household', { outcome: 'ambiguous', isHousehold: true, mayBeNamed: true }, ['askHousehold']],
  ['a household, doubtful', { outcome: 'ambiguous', isHousehold: true, mayBeNamed: false }, ['askWho']],
  ['one of several', { outcome: 'ambiguous', mayBeNamed: true }, ['askWho']],
  ['perhaps somebody', { outcome: 'possible', mayBeNamed: true }, ['askWho']],
  ['unknown', { outcome: 'unknown', mayBeNamed: true }, ['help']],
  ['withheld', { outcome: 'withheld', mayBeNamed: false }, ['help']],
  ['called by us', { ...known, direction: 'outbound' }, ['NAME']],
  ['called by us, doubtful', { outcome: 'recognised', mayBeNamed: false, direction: 'outbound' }, []],
]

/** These words are part of others: who asks for the name after the company also asks who it is. */
const partOf: Partial<Record<Heard, readonly Heard[]>> = { COMPANY: ['askWho'], listen: ['help'] }

describe.each(greetingLanguages)('in %s', (language) => {
  it.each(table)('[P70] %s', (_, call, heard) => {
    const text = say({ ...everything, ...call, languages: [language] })
    const marks: Record<Heard, string> = {
      ...words[language],
      NAME: 'NAME-CANARY',
      COMPANY: 'COMPANY-CANARY',
      MATTER: 'MATTER-CANARY',
    }
    const lawful = new Set([...heard, ...heard.flatMap((one) => partOf[one] ?? [])])
    for (const [mark, sign] of Object.entries(marks) as [Heard, string][]) {
      if (heard.includes(mark)) expect(text).toContain(sign)
      else if (!lawful.has(mark)) expect(text, mark).not.toContain(sign)
    }
    if (heard.includes('apology')) {
      expect(text.indexOf(words[language].apology)).toBeLessThan(text.indexOf(words[language].offer))
    }
  })
})

const gaps =
  /[{}]|null|undefined|^[\s.,!?。！？，、]| [.,，。、]|[.。][.。]|[,，、][,，、。.]|[!！][!！。.]|[?？][?？。.]|：。| {2}/

it('[P70] no call whatever leaves a gap in its greeting, or hears a name that may be another’s', () => {
  let said = 0
  for (const call of anyCalls()) {
    const text = say(call)
    const isNamed = call.outcome === 'recognised' && call.mayBeNamed === true
    expect(text).not.toMatch(gaps)
    expect(text).not.toBe('')
    expect(text.includes('NAME-CANARY'), JSON.stringify(call)).toBe(isNamed)
    if (!isNamed) expect(text).not.toMatch(/FAMILY|TITLE|MATTER/)
    if (!(call.outcome === 'organisation' && call.mayBeNamed)) expect(text).not.toContain('COMPANY')
    said += 1
  }
  expect(said).toBeGreaterThan(20_000)
})

function* anyCalls(): Generator<Partial<GreetingCall>> {
  const both = [true, false]
  for (const language of greetingLanguages)
    for (const outcome of outcomes)
      for (const mayBeNamed of both)
        for (const lately of ['nothing', 'they-call-back', 'cut-off'] as const)
          for (const promiseBroken of both)
            for (const standing of standings)
              for (const isHousehold of both)
                for (const direction of ['inbound', 'outbound'] as const)
                  for (const matter of [null, everything.matter])
                    yield {
                      ...everything,
                      languages: [language],
                      outcome,
                      mayBeNamed,
                      lately,
                      promiseBroken,
                      standing,
                      isHousehold,
                      direction,
                      matter,
                      house: isHousehold ? null : 'Star Inc.',
                      agent: promiseBroken ? null : 'Alice',
                      hour: (outcome.length * 5 + lately.length) % 24,
                    }
}
