import type { GreetingLanguage, PhraseName } from '../wire/greeting-api.ts'
import type { Pop } from '../wire/pop.ts'
import { type CallSituation, chooseSituation } from './choose-situation.ts'
import { straightName } from './clean-text.ts'
import type { GreetingValues } from './greeting-arguments.ts'
import { builtInMessage, daytimeAt, isSpokenAs, spokenLanguage } from './phrase-book.ts'
import type { Message } from './read-message.ts'
import { sayMessage } from './say-message.ts'

/** How the house words things. */
export interface GreetingBook {
  messageFor(language: GreetingLanguage, phrase: PhraseName): Message
}

export const builtInBook: GreetingBook = { messageFor: builtInMessage }

/** A customer's name as a sentence may use it. */
export interface SaidName {
  /** As it is said to the customer. */
  readonly address: string
  readonly fullName: string
  readonly title: string | null
  readonly givenName: string | null
  readonly familyName: string | null
}

export interface GreetingCall
  extends Pick<CallSituation, 'outcome' | 'mayBeNamed' | 'direction' | 'isHousehold' | 'lately'>,
    Partial<Pick<CallSituation, 'promiseBroken' | 'standing'>> {
  /** Null where it may not be said. */
  readonly name: SaidName | null
  /** The company they call from. */
  readonly organisation: string | null
  /**
   * What the customer probably calls for, as a sentence that offers it: `Shall we collect from your office again?`. It is
   * said where it is in the language of the greeting; null as language where it is in all.
   */
  readonly matter?: { readonly text: string; readonly language: string | null } | null
  /** The customer's language, that of the number dialled or the queue, the house's. */
  readonly languages: readonly (string | null)[]
  /** 0 to 23, by the caller's clock. */
  readonly hour: number
  readonly house: string | null
  readonly agent: string | null
}

/**
 * The sentence to greet the caller with. Only one who is recognised, by a number that may be believed, hears the own
 * name; who it may be is not told to anybody else, they are asked instead. The same goes for what we last had to do
 * with each other.
 */
export function greet(call: GreetingCall, book: GreetingBook = builtInBook): Pop['greeting'] {
  const language = spokenLanguage(call.languages)
  const values = valuesOf(call, matterIn(language, call))
  const situation = chooseSituation({
    outcome: call.outcome,
    mayBeNamed: call.mayBeNamed,
    direction: call.direction,
    hasName: values.name !== null,
    hasCompany: values.company !== null,
    isHousehold: call.isHousehold,
    lately: call.lately,
    promiseBroken: call.promiseBroken ?? false,
    standing: call.standing ?? 'usual',
    hasMatter: values.matter !== null,
  })
  return { language, text: sayIn(language, situation, values, call.hour, book).text }
}

/** What does not depend on the language or the sentence. */
export type CallValues = Omit<GreetingValues, 'hello' | 'introduction' | 'daytime'>

/**
 * One sentence. Where the house's own text needs what this caller has not, a first name for example, the built-in one is
 * said (`fellBack`): that only uses what is surely there.
 */
export function sayIn(
  language: GreetingLanguage,
  phrase: PhraseName,
  given: CallValues,
  hour: number,
  book: GreetingBook,
): { readonly text: string; readonly fellBack: boolean } {
  const values: { -readonly [K in keyof GreetingValues]: GreetingValues[K] } = {
    ...given,
    daytime: daytimeAt(language, hour),
    hello: null,
    introduction: null,
  }
  const hello = sayOrFallBack(language, 'hello', values, book)
  const introduction = sayOrFallBack(language, 'introduction', values, book)
  values.hello = withoutClosing(hello.text)
  values.introduction = introduction.text
  const said = sayOrFallBack(language, phrase, values, book)
  return { text: said.text, fellBack: said.fellBack || hello.fellBack || introduction.fellBack }
}

const closing = '.,!?。！？，、،؟ '

/** How one greets ends within the sentence, whatever the house has put behind it. */
function withoutClosing(hello: string): string {
  let end = hello.length
  while (end > 0 && closing.includes(hello.charAt(end - 1))) end--
  return end === hello.length ? hello : hello.slice(0, end)
}

function sayOrFallBack(
  language: GreetingLanguage,
  phrase: PhraseName,
  values: GreetingValues,
  book: GreetingBook,
): { readonly text: string; readonly fellBack: boolean } {
  const own = sayMessage(book.messageFor(language, phrase), values)
  if (own !== null && (own !== '' || phrase === 'introduction')) return { text: own, fellBack: false }
  return { text: sayMessage(builtInMessage(language, phrase), values) ?? '', fellBack: true }
}

function valuesOf(
  { name, organisation, direction, standing, house, agent }: GreetingCall,
  matter: string | null,
): CallValues {
  return {
    name: said(name?.address),
    fullName: said(name?.fullName),
    title: said(name?.title),
    givenName: said(name?.givenName),
    familyName: said(name?.familyName),
    company: said(organisation),
    standing: standing ?? 'usual',
    direction,
    house,
    agent,
    introducing: introducing(house, agent),
    matter,
  }
}

/** Blank is as good as nothing: no sentence has a hole where a name should be, and no name turns the sentence round. */
function said(text: string | null | undefined): string | null {
  return straightName(text ?? '').trim() || null
}

export function introducing(house: string | null, agent: string | null): string {
  if (house !== null && agent !== null) return 'both'
  if (house !== null) return 'house'
  return agent === null ? 'nobody' : 'agent'
}

function matterIn(language: GreetingLanguage, { matter }: GreetingCall): string | null {
  if (!matter || matter.text.trim() === '') return null
  return matter.language === null || isSpokenAs(matter.language, language) ? matter.text.trim() : null
}
