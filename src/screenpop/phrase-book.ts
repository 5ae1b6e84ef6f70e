import type { GreetingLanguage, PhraseName } from '../wire/greeting-api.ts'
import { greetingLanguages, phraseNames } from '../wire/greeting-api.ts'
import { eastAsianPhrases } from './east-asian-phrases.ts'
import { germanicPhrases } from './germanic-phrases.ts'
import type { Daytime, Phrases } from './phrases.ts'
import { type Message, readMessage } from './read-message.ts'
import { romancePhrases } from './romance-phrases.ts'
import { russianAndArabicPhrases } from './russian-and-arabic-phrases.ts'

const book = new Map<string, Phrases>(
  [...germanicPhrases, ...romancePhrases, ...russianAndArabicPhrases, ...eastAsianPhrases].map((phrases) => [
    phrases.language,
    phrases,
  ]),
)

/** How everything is worded where the house has not worded it otherwise, read once. */
const messages = new Map<GreetingLanguage, Readonly<Record<PhraseName, Message>>>(
  greetingLanguages.map((language) => [language, readAll(language)]),
)

/** The first of these languages (BCP 47) that we speak; English if it is none of them. */
export function spokenLanguage(languages: readonly (string | null)[]): GreetingLanguage {
  for (const tag of languages) {
    const language = tag === null ? null : ofTag(tag)
    if (language !== null) return language
  }
  return 'en'
}

/** Whether a text in the one language (BCP 47) may be said within sentences of the other. */
export function isSpokenAs(tag: string, language: GreetingLanguage): boolean {
  const spoken = ofTag(tag)
  return spoken !== null && (spoken === language || withoutRegion(spoken) === withoutRegion(language))
}

export function builtInText(language: GreetingLanguage, phrase: PhraseName): string {
  return phrasesIn(language).messages[phrase]
}

export function builtInMessage(language: GreetingLanguage, phrase: PhraseName): Message {
  return (messages.get(language) as Readonly<Record<PhraseName, Message>>)[phrase]
}

/** What time of day an hour (0 to 23) is where this language is spoken. */
export function daytimeAt(language: GreetingLanguage, hour: number): Daytime {
  return phrasesIn(language).day.findLast(([from]) => hour >= from)?.[1] ?? 'night'
}

function phrasesIn(language: GreetingLanguage): Phrases {
  return book.get(language) as Phrases
}

function readAll(language: GreetingLanguage): Readonly<Record<PhraseName, Message>> {
  const read = (phrase: PhraseName): Message => {
    const message = readMessage(builtInText(language, phrase), phrase)
    if (message.kind === 'faulty') throw new Error(`the built-in ${phrase} in ${language} is faulty`)
    return message
  }
  return Object.fromEntries(phraseNames.map((phrase) => [phrase, read(phrase)])) as Record<
    PhraseName,
    Message
  >
}

/** What is written for Spain may be said in Mexico, and Hong Kong reads what Taiwan writes. */
function withoutRegion(language: GreetingLanguage): string {
  return language.replace(/-(419|HK)$/, '')
}

const tags = new Map<string, GreetingLanguage | null>()
const mostTags = 1000

/** Taking a tag apart costs more than all the rest of a greeting, so what it came to is kept. */
function ofTag(tag: string): GreetingLanguage | null {
  let language = tags.get(tag)
  if (language === undefined) {
    const spoken = spokenAs(tag)
    language = book.has(spoken) ? (spoken as GreetingLanguage) : null
    if (tags.size >= mostTags) tags.clear()
    tags.set(tag, language)
  }
  return language
}

function spokenAs(tag: string): string {
  const [language = '', ...rest] = tag.toLowerCase().split('-')
  if (language === 'zh' || language === 'yue') return chinese(language, rest)
  if (language === 'es')
    return rest.some((part) => part !== 'es' && /^([a-z]{2}|419)$/.test(part)) ? 'es-419' : 'es'
  return language
}

/** The script decides, and where it is not said, the region (RFC 5646 has `zh-TW` and `zh-Hant-TW` mean the same). */
function chinese(language: string, rest: readonly string[]): string {
  if (rest.includes('hans')) return 'zh-Hans'
  if (language === 'yue' || rest.includes('hk') || rest.includes('mo')) return 'zh-Hant-HK'
  return rest.includes('hant') || rest.includes('tw') ? 'zh-Hant' : 'zh-Hans'
}
