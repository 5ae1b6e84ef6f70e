import { z } from 'zod'
import { maskable } from './pop.ts'
import { newWish, wish } from './wishes.ts'

const shortText = z.string().trim().max(200)
const optionalText = shortText.nullable()
/** BCP 47, such as `en`, `de-AT`, `zh-Hant-HK`. */
const languageTag = z
  .string()
  .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'not a BCP 47 language tag, such as en or zh-Hant-HK')
const timeZone = z.string().refine((name) => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}, 'not a time zone of the IANA list, such as Europe/Berlin')

export const customerNumber = z
  .strictObject({
    /** As given. */
    raw: z.string(),
    /** The key it is found by: E.164, `ext:…@source`, `short:…@source` or a switchboard prefix ending in `*`. */
    numberKey: z.string(),
    label: z.string().nullable(),
    verified: z.boolean(),
  })
  .meta({ id: 'CustomerNumber' })

export const newNumber = z.strictObject({
  /** A number as people write it, or an extension; with `*` at the end all numbers of a switchboard that begin so. */
  number: z.string().min(1).max(200),
  /** ISO 3166 region for numbers without a country code; the first source's if absent. */
  region: z.string().length(2).optional(),
  /** The source whose extension or short code this is. */
  source: z.string().max(64).optional(),
  label: shortText.max(40).nullable().default(null),
  verified: z.boolean().default(false),
})

const amount = z.number().min(-1e12).max(1e12)
export const metrics = z
  .strictObject({
    /** Of a year. */
    revenue: amount.optional(),
    costToServe: amount.optional(),
    /** What a year might bring beyond that. */
    potential: amount.optional(),
    /** How many customers came by their recommendation. */
    referrals: z.number().min(0).max(1e6).optional(),
    /** Since when they are a customer, ms. */
    since: z.int().optional(),
  })
  .meta({ id: 'Metrics' })

const stated = z.array(newWish).max(40)

const fields = {
  externalId: z.string().trim().min(1).max(100).nullable(),
  kind: z.enum(['person', 'household', 'company']),
  name: z.string().trim().min(1).max(200),
  givenName: optionalText,
  familyName: optionalText,
  /** Form of address before the family name: `Mr`, `Dr`, `Frau Dr.`, `先生`. Never guessed from a first name. */
  title: optionalText,
  /** How to address the customer, whole, where it cannot be put together: `Ms Ó Briain`. */
  saidAs: optionalText,
  pronunciation: optionalText,
  language: languageTag.nullable(),
  timeZone: timeZone.nullable(),
  tier: z.string().trim().min(1).max(32),
  role: optionalText,
  about: z.string().trim().max(500).nullable(),
  /** Shown to agents only of a caller who has been verified on this call. */
  confidential: z.string().trim().max(500).nullable(),
  wishes: z.array(z.string().trim().min(1).max(200)).max(20),
  /** What other systems have counted of the customer; money in the house's own currency. */
  metrics: metrics.nullable(),
  /** The household or company that this person belongs to. */
  belongsTo: z.int().nullable(),
}

export const customer = z
  .strictObject({
    id: z.int(),
    ...fields,
    language: z.string().nullable(),
    timeZone: z.string().nullable(),
    /** All wishes with their sources, free text among them. */
    contactWishes: z.array(wish),
    numbers: z.array(customerNumber),
    /** What is not shown to whoever asks; it stands there as if it were empty. */
    heldBack: z.array(z.enum(maskable)),
    version: z.int(),
    createdAt: z.int(),
    updatedAt: z.int(),
  })
  .meta({ id: 'Customer' })
export type CustomerView = z.infer<typeof customer>

export const newCustomer = z
  .strictObject({
    externalId: fields.externalId.default(null),
    kind: fields.kind.default('person'),
    name: fields.name,
    givenName: fields.givenName.default(null),
    familyName: fields.familyName.default(null),
    title: fields.title.default(null),
    saidAs: fields.saidAs.default(null),
    pronunciation: fields.pronunciation.default(null),
    language: fields.language.default(null),
    timeZone: fields.timeZone.default(null),
    tier: fields.tier.default('standard'),
    role: fields.role.default(null),
    about: fields.about.default(null),
    confidential: fields.confidential.default(null),
    wishes: fields.wishes.default([]),
    contactWishes: stated.default([]),
    metrics: fields.metrics.default(null),
    belongsTo: fields.belongsTo.default(null),
    numbers: z.array(newNumber).max(50).default([]),
  })
  .meta({ id: 'NewCustomer' })
export type NewCustomer = z.infer<typeof newCustomer>

export const customerChange = z
  .strictObject({
    /** The version that was read; refused as `conflict` if somebody has changed it since. Absent: change it anyway. */
    version: z.int().optional(),
    externalId: fields.externalId.optional(),
    kind: fields.kind.optional(),
    name: fields.name.optional(),
    givenName: fields.givenName.optional(),
    familyName: fields.familyName.optional(),
    title: fields.title.optional(),
    saidAs: fields.saidAs.optional(),
    pronunciation: fields.pronunciation.optional(),
    language: fields.language.optional(),
    timeZone: fields.timeZone.optional(),
    tier: fields.tier.optional(),
    role: fields.role.optional(),
    about: fields.about.optional(),
    confidential: fields.confidential.optional(),
    /** The free text alone. */
    wishes: fields.wishes.optional(),
    /** When given, these are all the wishes that the customer has, free text (`note`) among them. */
    contactWishes: stated.optional(),
    metrics: fields.metrics.optional(),
    belongsTo: fields.belongsTo.optional(),
    /** When given, these are all the numbers the customer has. */
    numbers: z.array(newNumber).max(50).optional(),
  })
  .meta({ id: 'CustomerChange' })
export type CustomerChange = z.infer<typeof customerChange>

export const mergeOrder = z.strictObject({ into: z.int() })

export const channels = ['call', 'e-mail', 'chat', 'sms', 'letter', 'visit', 'survey'] as const

/** How a customer felt. */
export const sentiments = ['positive', 'neutral', 'negative'] as const

export const interaction = z
  .strictObject({
    id: z.int(),
    externalId: z.string().nullable(),
    channel: z.string(),
    direction: z.enum(['inbound', 'outbound', 'internal']),
    startedAt: z.int(),
    endedAt: z.int().nullable(),
    customerId: z.int().nullable(),
    customerName: z.string().nullable(),
    number: z.string().nullable(),
    accountId: z.string().nullable(),
    agentName: z.string().nullable(),
    source: z.string().nullable(),
    queue: z.string().nullable(),
    queueName: z.string().nullable(),
    callId: z.string().nullable(),
    outcome: z.string().nullable(),
    disposition: z.string().nullable(),
    /** Of letters and e-mails. */
    subject: z.string().nullable(),
    /** What belongs to one exchange has one thread. */
    thread: z.string().nullable(),
    sentiment: z.enum(sentiments).nullable(),
    text: z.string(),
  })
  .meta({ id: 'Interaction' })
export type InteractionView = z.infer<typeof interaction>

export const newInteraction = z
  .strictObject({
    externalId: z.string().trim().min(1).max(100).nullable().default(null),
    channel: z.enum(channels),
    direction: z.enum(['inbound', 'outbound']),
    startedAt: z.int().min(0),
    endedAt: z.int().min(0).nullable().default(null),
    customerId: z.int().nullable().default(null),
    number: z.string().max(200).nullable().default(null),
    region: z.string().length(2).optional(),
    accountId: z.string().max(64).nullable().default(null),
    agentName: shortText.nullable().default(null),
    queue: shortText.nullable().default(null),
    outcome: shortText.nullable().default(null),
    disposition: z.string().trim().max(64).nullable().default(null),
    subject: z.string().trim().max(500).nullable().default(null),
    thread: z.string().trim().min(1).max(200).nullable().default(null),
    /** How the customer felt. */
    sentiment: z.enum(sentiments).nullable().default(null),
    text: z.string().max(20_000).default(''),
  })
  .meta({ id: 'NewInteraction' })

/** What became of one of several interactions, in the order in which they were sent. */
export const interactionReport = z
  .strictObject({
    kind: z.enum(['added', 'known', 'refused']),
    id: z.int().nullable(),
    faults: z.array(z.strictObject({ path: z.string(), message: z.string() })),
  })
  .meta({ id: 'InteractionReport' })

export const interactionChange = z.strictObject({
  customerId: z.int().nullable().optional(),
  disposition: z.string().trim().max(64).nullable().optional(),
  outcome: shortText.nullable().optional(),
  sentiment: z.enum(sentiments).nullable().optional(),
  text: z.string().max(20_000).optional(),
})

/** Page through what is newest first: `before` is the cursor that the last page gave. */
export const pageQuery = z.strictObject({
  before: z.coerce.number().int().optional(),
  most: z.coerce.number().int().min(1).max(100).default(25),
})

/** The same of one channel, or of one exchange. */
export const timelineQuery = pageQuery.extend({
  channel: z.enum(channels).optional(),
  thread: z.string().max(200).optional(),
})

export const importJob = z
  .strictObject({
    id: z.int(),
    fileName: z.string(),
    state: z.enum(['running', 'done', 'failed', 'interrupted']),
    bytesTotal: z.int(),
    bytesRead: z.int(),
    rowsRead: z.int(),
    rowsCreated: z.int(),
    rowsChanged: z.int(),
    rowsRefused: z.int(),
    startedAt: z.int(),
    finishedAt: z.int().nullable(),
    failure: z.string().nullable(),
  })
  .meta({ id: 'ImportJob' })
export type ImportJobView = z.infer<typeof importJob>

export const importRefusal = z
  .strictObject({ line: z.int(), field: z.string(), reason: z.string(), value: z.string() })
  .meta({ id: 'ImportRefusal' })
