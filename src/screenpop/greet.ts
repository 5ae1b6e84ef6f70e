import type { Direction } from '../call/call-event.ts'
import type { Pop, RecognitionOutcome } from '../wire/pop.ts'
import { findPhrases } from './phrase-book.ts'
import type { Phrases } from './phrases.ts'

export interface GreetingCall {
  readonly outcome: RecognitionOutcome
  /** Whether the house lets the caller be greeted by name, so far as the call is trusted. */
  readonly mayBeNamed: boolean
  readonly direction: Direction
  /** The customer's name as it is said; null where it may not be said. */
  readonly address: string | null
  /** The company they call from. */
  readonly organisation: string | null
  /** The customer's language, that of the number dialled or the queue, the house's. */
  readonly languages: readonly (string | null)[]
  /** 0 to 23, by the caller's clock. */
  readonly hour: number
  readonly situation: Situation
  readonly house: string | null
  readonly agent: string | null
}

/** `they-call-back`: we called and nobody answered. `cut-off`: we spoke minutes ago. */
export type Situation = 'usual' | 'they-call-back' | 'cut-off'

/**
 * The sentence to greet the caller with. Only one who is recognised, by a number that may be believed, hears the own
 * name; who it may be is not told to anybody else, they are asked instead. The same goes for what we last had to do
 * with each other.
 */
export function greet(call: GreetingCall): Pop['greeting'] {
  const phrases = findPhrases(call.languages)
  const values = { ...call, hello: helloAt(phrases, call), name: call.address, company: call.organisation }
  const sentences = chooseSentences(phrases, call).map((sentence) => fill(sentence, values))
  return { language: phrases.language, text: sentences.join(phrases.gap).replace(/\.\.+/g, '.') }
}

function helloAt({ hello, helloWhenCalling }: Phrases, { hour, direction }: GreetingCall): string {
  if (direction === 'outbound' && helloWhenCalling !== undefined) return helloWhenCalling
  return hello.findLast(([from]) => hour >= from)?.[1] ?? ''
}

function chooseSentences(phrases: Phrases, call: GreetingCall): readonly string[] {
  const introduction = introduce(phrases, call)
  const named = call.outcome === 'recognised' && call.address !== null && call.mayBeNamed
  if (call.direction === 'outbound') {
    return [phrases.open, ...introduction, ...(named ? [phrases.isItYou] : [])]
  }
  if (named) return [phrases.openByName, ...introduction, sayWhy(phrases, call.situation)]
  if (call.outcome === 'organisation' && call.organisation !== null && call.mayBeNamed) {
    return [phrases.open, ...introduction, phrases.askCompany]
  }
  const somebodyUnknown = call.outcome === 'unknown' || call.outcome === 'withheld'
  return [phrases.open, ...introduction, somebodyUnknown ? phrases.help : phrases.askWho]
}

function introduce(phrases: Phrases, { house, agent }: GreetingCall): readonly string[] {
  if (house !== null && agent !== null) return [phrases.introduceBoth]
  if (house !== null) return [phrases.introduceHouse]
  return agent === null ? [] : [phrases.introduceAgent]
}

function sayWhy(phrases: Phrases, situation: Situation): string {
  if (situation === 'cut-off') return phrases.cutOff
  return situation === 'they-call-back' ? phrases.theyCallBack : phrases.help
}

interface Values {
  readonly hello: string
  readonly name: string | null
  readonly company: string | null
  readonly house: string | null
  readonly agent: string | null
}

function fill(sentence: string, values: Values): string {
  return sentence.replace(
    /\{(hello|name|company|house|agent)\}/g,
    (_, key: keyof Values) => values[key] ?? '',
  )
}
