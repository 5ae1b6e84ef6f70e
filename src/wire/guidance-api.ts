import { z } from 'zod'

const languageTag = z
  .string()
  .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'not a BCP 47 language tag, such as en or zh-Hant-HK')
const line = z.string().trim().max(300)
/** Markdown: what it may hold says docs/guidance.md; never HTML. */
const markdown = z.string().max(10_000)

export const guidanceText = z.strictObject({
  title: z.string().trim().min(1).max(120),
  /** The question to open with. */
  opening: line.nullable().default(null),
  /** What to look at first. */
  check: markdown.default(''),
  /** How to say it in plain words. */
  explain: markdown.default(''),
  /** The question to close with. */
  closing: line.nullable().default(null),
})
export type GuidanceText = z.infer<typeof guidanceText>

export const guidanceLink = z.strictObject({
  title: z.string().trim().min(1).max(120),
  url: z.url({ protocol: /^https?$/ }).max(1000),
  /** For callers of this language; null: for all. */
  language: languageTag.nullable().default(null),
})

const body = {
  /** Keys of the reasons that it is for: a disposition, the kind of a signal, `promise`, `open-case`, `queue:…`. */
  keys: z.array(z.string().trim().min(1).max(200)).max(50),
  texts: z
    .record(languageTag, guidanceText)
    .refine((texts) => Object.keys(texts).length > 0, 'write it in at least one language'),
  links: z.array(guidanceLink).max(20),
}
export const guidanceBody = z.strictObject(body)
export type GuidanceBody = z.infer<typeof guidanceBody>

/** As it stands in the address: of the house's choosing. */
export const topicId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'small letters, digits and - only, at most 64')

export const guidanceTopic = z
  .strictObject({ id: z.string(), version: z.int(), ...body, author: z.string(), savedAt: z.int() })
  .meta({ id: 'GuidanceTopic' })
export type GuidanceTopic = z.infer<typeof guidanceTopic>

export const guidanceSave = z
  .strictObject({
    /** The version that was read; 0 for a new topic. Refused as `conflict` where somebody has saved since. */
    version: z.int().min(0),
    ...body,
  })
  .meta({ id: 'GuidanceSave' })

export const guidanceFound = z
  .strictObject({
    id: z.string(),
    title: z.string(),
    language: z.string(),
    languages: z.array(z.string()),
    keys: z.array(z.string()),
    /** Of the text, around what was looked for. */
    excerpt: z.string(),
  })
  .meta({ id: 'GuidanceFound' })
export type GuidanceFound = z.infer<typeof guidanceFound>

export const guidanceQuery = z.strictObject({
  /** All of these have to stand in it, in any language that it is written in. */
  words: z.string().max(200).optional(),
  /** Only what is for this reason. */
  key: z.string().max(200).optional(),
  language: languageTag.optional(),
})

export const guidanceVersion = z
  .strictObject({
    version: z.int(),
    author: z.string(),
    savedAt: z.int(),
    /** Null where it was taken away. */
    body: guidanceBody.nullable(),
  })
  .meta({ id: 'GuidanceVersion' })
export type GuidanceVersion = z.infer<typeof guidanceVersion>

export const sendGuidance = z
  .strictObject({
    topic: z.string().min(1).max(64),
    /** One of the topic's links; null: its words. */
    link: z.url().max(1000).nullable().default(null),
    channel: z.enum(['sms', 'e-mail']),
  })
  .meta({ id: 'SendGuidance' })
