import { z } from 'zod'
import { factValueKinds, longestFact } from './fact-kinds.ts'

/** As the house names it: `delivery-address`. A key that nobody has laid down is taken as well, and is its own label. */
export const factKey = z
  .string()
  .trim()
  .regex(
    /^[^\s!-/:-@[-^`{-~][^\u0000-\u001f\u007f!-,/:-@[-^`{-~]{0,63}$/,
    'letters, digits, spaces and . _ - only, beginning with a letter or digit, at most 64',
  )

const label = z.string().min(1).max(100)
const language = z.string().regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'not a BCP 47 language tag')

/** One of `facts` in the configuration. */
export const factSetting = z.strictObject({
  key: factKey,
  name: z.record(language, label),
  kind: z.enum(factValueKinds).default('text'),
  choices: z.array(z.string().trim().min(1).max(100)).max(100).default([]),
  staleDays: z.int().min(1).max(36_500).nullable().default(null),
  neededFor: z.array(z.string().min(1).max(100)).max(100).default([]),
  sensitive: z.boolean().default(false),
  claim: z.string().min(1).max(64).nullable().default(null),
})

/** What pages need to know of a kind of fact. */
export const shownFactKind = z.strictObject({
  key: z.string(),
  name: z.record(z.string(), z.string()),
  kind: z.enum(factValueKinds),
  choices: z.array(z.string()),
  sensitive: z.boolean(),
})

export const sayers = ['customer', 'agent', 'system'] as const
const sayer = z.enum(sayers)
/** `call`, `ivr`, `chat`, `e-mail`, `sms`, `letter`, `visit`, `web`, or what the house calls it. */
const channel = z.string().trim().min(1).max(32)
const value = z.string().trim().min(1).max(longestFact)

export const fact = z
  .strictObject({
    id: z.int(),
    key: z.string(),
    /** In the house’s own language; null for a key that is not configured. */
    label: z.string().nullable(),
    /** Null where it is held back from whoever asks. */
    value: z.string().nullable(),
    sensitive: z.boolean(),
    saidBy: sayer,
    /** The colleague or program that put it down. */
    by: z.string().nullable(),
    channel: z.string(),
    saidAt: z.int(),
    callId: z.string().nullable(),
    verifiedAt: z.int().nullable(),
    verifiedBy: z.string().nullable(),
    /** From when on it should be asked again, ms; null: never. */
    staleAt: z.int().nullable(),
    /** When something else took its place, or it was withdrawn; null while it holds. */
    replacedAt: z.int().nullable(),
    withdrawn: z.boolean(),
  })
  .meta({ id: 'Fact' })
export type FactView = z.infer<typeof fact>

export const factList = z.strictObject({
  customerId: z.int(),
  /** One for each key, the newest first. */
  items: z.array(fact),
  /** What was said earlier, the newest first; at most 200. */
  earlier: z.array(fact),
})

const said = {
  value,
  /** The customer, unless it is a program that tells it. */
  saidBy: sayer.optional(),
  channel: channel.optional(),
  /** Now, if nothing is said. What is older than what holds becomes history. */
  saidAt: z.int().min(0).optional(),
  /** Only where it is known; else `staleDays` of the configuration counts. */
  staleAt: z.int().min(0).nullable().default(null),
  /** Whether somebody has made sure of it. */
  verified: z.boolean().default(false),
}
export const factToPut = z.strictObject(said).meta({ id: 'FactToPut' })
export type FactToPut = z.infer<typeof factToPut>

/** What an agent puts down while they speak. */
export const callFactToPut = z.strictObject({
  value,
  saidBy: z.enum(['customer', 'agent']).default('customer'),
  verified: z.boolean().default(false),
})

/** Whose it is: the first of these that is given decides. */
const whose = {
  customerId: z.int().optional(),
  externalId: z.string().trim().min(1).max(100).optional(),
  number: z.string().min(1).max(200).optional(),
  region: z.string().length(2).optional(),
}
export const factsWanted = z.strictObject(whose).meta({ id: 'FactsWanted' })

export const mostFactsAtOnce = 500

const work = { ...whose, key: factKey }
export const factWork = z
  .discriminatedUnion('do', [
    z.strictObject({ do: z.literal('put'), ...work, ...said }),
    z.strictObject({ do: z.literal('verify'), ...work }),
    z.strictObject({ do: z.literal('withdraw'), ...work }),
  ])
  .meta({ id: 'FactWork' })
export type FactWork = z.infer<typeof factWork>

export const factsToChange = z.strictObject({ items: z.array(factWork).min(1).max(mostFactsAtOnce) })
export const factsChanged = z.strictObject({
  items: z.array(
    z.strictObject({
      /** `older`: something newer holds already. */
      result: z.enum(['kept', 'unchanged', 'older', 'verified', 'withdrawn', 'refused']),
      customerId: z.int().nullable(),
      /** Why it was refused. */
      why: z.string().nullable(),
    }),
  ),
})

export const askedAgain = z.strictObject({ key: factKey }).meta({ id: 'AskedAgain' })

export const rangeQuery = z.strictObject({
  /** From this instant on, ms; from the beginning if nothing is said. */
  from: z.coerce.number().int().min(0).default(0),
  /** Until before this one, ms; now if nothing is said. */
  until: z.coerce.number().int().min(0).optional(),
})

export const askedAgainReport = z.strictObject({
  items: z.array(
    z.strictObject({
      key: z.string(),
      label: z.string().nullable(),
      times: z.int(),
      /** What the pop said of it then: that it is known, that it is to be confirmed, or nothing. */
      known: z.int(),
      confirm: z.int(),
      missing: z.int(),
    }),
  ),
})
