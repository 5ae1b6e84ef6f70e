import { z } from 'zod'

/** The languages in which the house can greet (BCP 47). */
export const greetingLanguages = [
  'en',
  'de',
  'fr',
  'es',
  'es-419',
  'it',
  'pt',
  'ru',
  'ar',
  'zh-Hans',
  'zh-Hant',
  'zh-Hant-HK',
  'ja',
  'ko',
] as const
export type GreetingLanguage = (typeof greetingLanguages)[number]

/** Situations in which the caller is known and may be named. */
export const namedSituations = [
  'usual',
  'honoured',
  'usual-matter',
  'they-call-back',
  'dissatisfied',
  'promise-broken',
  'cut-off',
  'calling-by-name',
] as const

/** Situations in which nobody is named: who it is, is asked for or left open. */
export const namelessSituations = [
  'company',
  'household',
  'ask-who',
  'unknown',
  'withheld',
  'calling',
] as const

export const situations = [...namedSituations, ...namelessSituations] as const
export type Situation = (typeof situations)[number]

/** What sentences are put together from. */
export const greetingParts = ['hello', 'introduction'] as const

/** Everything that can be worded: the situations, and the parts that their sentences share. */
export const phraseNames = [...situations, ...greetingParts] as const
export type PhraseName = (typeof phraseNames)[number]

/** What any text may use. */
export const argumentsOfTheHouse = [
  'hello',
  'introduction',
  'house',
  'agent',
  'introducing',
  'daytime',
  'direction',
] as const

/** What only a text for somebody who is named may use. */
export const argumentsOfTheCaller = [
  'name',
  'fullName',
  'title',
  'givenName',
  'familyName',
  'company',
  'standing',
] as const

export const greetingArguments = [...argumentsOfTheHouse, ...argumentsOfTheCaller, 'matter'] as const
export type GreetingArgument = (typeof greetingArguments)[number]

export const standings = ['usual', 'honoured', 'dissatisfied'] as const
export type Standing = (typeof standings)[number]

export const longestTemplate = 1000

/** Why a text is no message; `at` and `until` are places in it, counted in UTF-16 units from 0. */
export const messageFault = z
  .strictObject({
    reason: z.enum([
      'unclosed-brace',
      'stray-brace',
      'empty-argument',
      'malformed-argument',
      'unknown-argument',
      'not-in-this-situation',
      'only-select',
      'select-options',
      'select-twice',
      'select-needs-other',
      'says-nothing',
    ]),
    at: z.int(),
    until: z.int(),
    /** The argument that it is about. */
    argument: z.string().nullable(),
  })
  .meta({ id: 'MessageFault' })
export type MessageFault = z.infer<typeof messageFault>

export const phraseKey = z.strictObject({
  language: z.enum(greetingLanguages),
  phrase: z.enum(phraseNames),
})

/** How one thing is worded in one language. */
export const greetingPhrase = z
  .strictObject({
    ...phraseKey.shape,
    text: z.string(),
    builtIn: z.string(),
    /** 0 where nobody has changed it. */
    version: z.int(),
    own: z.boolean(),
    by: z.string().nullable(),
    at: z.int().nullable(),
  })
  .meta({ id: 'GreetingPhrase' })
export type GreetingPhrase = z.infer<typeof greetingPhrase>

export const greetingPhrases = z.strictObject({
  items: z.array(greetingPhrase),
  /** Which arguments a text may use, by what it is for. */
  arguments: z.record(z.enum(phraseNames), z.array(z.enum(greetingArguments))),
})

export const greetingVersion = z
  .strictObject({
    version: z.int(),
    /** Null where it was given back to the built-in text. */
    text: z.string().nullable(),
    by: z.string().nullable(),
    at: z.int(),
  })
  .meta({ id: 'GreetingVersion' })
export type GreetingVersionView = z.infer<typeof greetingVersion>

const text = z.string().max(longestTemplate)

export const greetingChange = z
  .strictObject({
    text,
    /** The version that was read; refused as `conflict` if somebody has changed it since. */
    version: z.int().min(0),
  })
  .meta({ id: 'GreetingChange' })

/** Without a version whatever stands there is given back. */
export const versionQuery = z.strictObject({ version: z.coerce.number().int().min(0).optional() })

/** In whose custom names are said that have no language of their own. */
export const casesQuery = z.strictObject({ language: z.enum(greetingLanguages).default('en') })

const shortText = z.string().max(400)

/** All that a sentence is made of, for one caller. */
export const greetingCase = z
  .strictObject({
    kind: z.enum(['call', 'sample']),
    outcome: z.enum([
      'recognised',
      'household',
      'organisation',
      'ambiguous',
      'possible',
      'unknown',
      'withheld',
    ]),
    /** Ours, ms; null for samples. */
    at: z.int().nullable(),
    hour: z.int().min(0).max(23),
    direction: z.enum(['inbound', 'outbound']),
    name: shortText.nullable(),
    fullName: shortText.nullable(),
    title: shortText.nullable(),
    givenName: shortText.nullable(),
    familyName: shortText.nullable(),
    company: shortText.nullable(),
    standing: z.enum(standings),
    matter: shortText.nullable(),
    house: shortText.nullable(),
    agent: shortText.nullable(),
  })
  .meta({ id: 'GreetingCase' })
export type GreetingCase = z.infer<typeof greetingCase>

export const greetingTrial = z
  .strictObject({
    ...phraseKey.shape,
    text,
    /** As `readGreetingCases` gave them, or made up. */
    cases: z.array(greetingCase).max(40),
  })
  .meta({ id: 'GreetingTrial' })

export const greetingPreview = z
  .strictObject({
    faults: z.array(messageFault),
    /** One for each case; empty where there are faults. */
    lines: z.array(
      z.strictObject({
        text: z.string(),
        /** Whether the built-in text is said, because the case lacks an argument: somebody without a first name. */
        fellBack: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'GreetingPreview' })
export type GreetingPreview = z.infer<typeof greetingPreview>
