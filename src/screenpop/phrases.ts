import type { GreetingLanguage, PhraseName } from '../wire/greeting-api.ts'

export type Daytime = 'night' | 'early' | 'morning' | 'noon' | 'afternoon' | 'evening'

/** What is said on the phone in one language, as ICU messages; docs/greeting.md names their arguments. */
export interface Phrases {
  readonly language: GreetingLanguage
  /** From which hour of the caller's day it is which time of day; the first begins at 0. */
  readonly day: readonly (readonly [from: number, daytime: Daytime])[]
  readonly messages: Readonly<Record<PhraseName, string>>
}

/** The sentences of one language, from which its messages are put together. */
export interface Wording {
  readonly language: GreetingLanguage
  readonly day: readonly (readonly [from: number, daytime: Daytime, hello: string])[]
  /** Where one does not greet whom one calls as one greets who calls. */
  readonly helloWhenCalling?: string
  readonly introduceBoth: string
  readonly introduceHouse: string
  readonly introduceAgent: string
  /** Between sentences. */
  readonly gap: '' | ' '
  readonly open: string
  readonly openByName: string
  readonly help: string
  readonly thanks: string
  readonly theyCallBack: string
  readonly cutOff: string
  /** To one who has reason to complain: calm, and nothing cheerful. */
  readonly listen: string
  /** The apology comes first, then what is offered. */
  readonly promiseBroken: string
  readonly askWho: string
  readonly askCompany: string
  /** Without any name: it could be the wrong one. */
  readonly askWhichOfYou: string
  /** To the one we have called. */
  readonly isItYou: string
}

export function wordPhrases(wording: Wording): Phrases {
  const { language, day, gap, help } = wording
  const named = say(wording, wording.openByName)
  const nameless = say(wording, wording.open)
  return {
    language,
    day: day.map(([from, daytime]) => [from, daytime]),
    messages: {
      hello: wordHello(wording),
      introduction: wordIntroduction(wording),
      usual: named(help),
      honoured: named(wording.thanks, help),
      'usual-matter': named('{matter}'),
      'they-call-back': named(wording.theyCallBack),
      dissatisfied: named(wording.listen),
      'promise-broken': named(wording.promiseBroken),
      'cut-off': named(wording.cutOff),
      'calling-by-name': nameless(wording.isItYou),
      company: nameless(wording.askCompany),
      household: nameless(wording.askWhichOfYou),
      'ask-who': nameless(wording.askWho),
      unknown: nameless(help),
      withheld: nameless(help),
      calling: [wording.open, '{introduction}'].join(gap),
    },
  }
}

function say({ gap }: Wording, opening: string): (...sentences: readonly string[]) => string {
  return (...sentences) => [opening, '{introduction}', ...sentences].join(gap)
}

function wordHello({ day, helloWhenCalling }: Wording): string {
  const usual = day[0]?.[2] ?? ''
  const other = new Map(
    day.filter(([, , hello]) => hello !== usual).map(([, daytime, hello]) => [daytime, hello]),
  )
  const byDay = other.size === 0 ? usual : choice('daytime', other, usual)
  return helloWhenCalling === undefined
    ? byDay
    : choice('direction', new Map([['outbound', helloWhenCalling]]), byDay)
}

function wordIntroduction({ introduceBoth, introduceHouse, introduceAgent }: Wording): string {
  const who = new Map([
    ['both', introduceBoth],
    ['house', introduceHouse],
    ['agent', introduceAgent],
  ])
  return choice('introducing', who, '')
}

function choice(argument: string, options: ReadonlyMap<string, string>, other: string): string {
  const told = [...options, ['other', other] as const].map(([option, text]) => `${option} {${text}}`)
  return `{${argument}, select, ${told.join(' ')}}`
}
