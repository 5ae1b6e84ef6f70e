import { z } from 'zod'

/** The ways on which a promise may be kept. */
export const promiseChannels = [
  'call',
  'e-mail',
  'sms',
  'chat',
  'letter',
  'visit',
  'delivery',
  'other',
] as const
export const promiseChannel = z.enum(promiseChannels).meta({ id: 'PromiseChannel' })
export type PromiseChannel = z.infer<typeof promiseChannel>

/** What an agent's desktop is told of a promise of theirs. */
export const promiseNews = z
  .strictObject({
    id: z.int(),
    text: z.string(),
    dueAt: z.int(),
    customerName: z.string().nullable(),
    /** `given`: a colleague, or another system, has made it theirs. */
    news: z.enum(['due', 'broken', 'given']),
  })
  .meta({ id: 'PromiseNews' })
export type PromiseNews = z.infer<typeof promiseNews>

export const promiseStates = ['open', 'kept', 'broken', 'released'] as const

/** What was promised to a customer, as it stands. */
export const promise = z
  .strictObject({
    id: z.int(),
    customerId: z.int().nullable(),
    customerName: z.string().nullable(),
    /** Of one who is nobody's customer yet. */
    number: z.string().nullable(),
    callId: z.string().nullable(),
    caseId: z.int().nullable(),
    /** The id of the house's standing promise that it is one of. */
    standing: z.string().nullable(),
    text: z.string(),
    channel: z.string(),
    /** The account whose it is; null where it is a department's. */
    ownerId: z.string().nullable(),
    /** The id of the department whose it is; null where it is a colleague's. */
    department: z.string().nullable(),
    /** The name of the colleague, or of the department. */
    owner: z.string().nullable(),
    madeBy: z.string().nullable(),
    madeAt: z.int(),
    dueAt: z.int(),
    /** As it was promised at first. */
    firstDueAt: z.int(),
    state: z.enum(promiseStates),
    /** When it was kept, broken or released, ms. */
    settledAt: z.int().nullable(),
    settledBy: z.string().nullable(),
    note: z.string().nullable(),
    /** When a broken one was made good, ms. */
    madeGoodAt: z.int().nullable(),
  })
  .meta({ id: 'Promise' })
export type PromiseView = z.infer<typeof promise>

const text = z.string().trim().min(1).max(500)
const note = z.string().trim().max(2000).nullable().default(null)
const externalId = z.string().trim().min(1).max(200)
const department = z.string().trim().min(1).max(100)

export const newPromise = z
  .strictObject({
    /** Whose it is: by our id, by the customer's external id, or by a number. */
    customerId: z.int().optional(),
    customerExternalId: z.string().min(1).max(100).optional(),
    number: z.string().min(1).max(200).optional(),
    region: z.string().length(2).optional(),
    text: text.optional(),
    dueAt: z.int().min(1).optional(),
    channel: promiseChannel.default('call'),
    caseId: z.int().nullable().default(null),
    /** The login of whoever is to keep it; else a department; else whoever tells us. */
    owner: z.string().min(1).max(200).optional(),
    department: department.optional(),
    /** How long before it is due its owner is reminded, minutes; the house's usual time if nothing is said. */
    remindMinutes: z.int().min(0).max(10_080).optional(),
    /** What it is called where it comes from: told again, it is not made again. */
    externalId: externalId.optional(),
    /** One of the house's standing promises, which says by itself until when. */
    standing: z.string().min(1).max(64).optional(),
  })
  .meta({ id: 'NewPromise' })

export const promiseChange = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('kept'), note }),
    /** The customer has let us off: why, in words. */
    z.strictObject({ kind: z.literal('released'), note: z.string().trim().min(1).max(2000) }),
    /** A broken one was made good. */
    z.strictObject({ kind: z.literal('good'), note }),
    z.strictObject({ kind: z.literal('moved'), dueAt: z.int().min(1), note }),
    /** To a colleague's account, or to a department. */
    z.strictObject({
      kind: z.literal('passed-on'),
      ownerId: z.string().min(1).max(200).nullable().default(null),
      department: department.nullable().default(null),
    }),
  ])
  .meta({ id: 'PromiseChange' })

export const promiseQuery = z.strictObject({
  state: z.enum(promiseStates).optional(),
  ownerId: z.string().max(200).optional(),
  department: z.string().max(100).optional(),
  customerId: z.coerce.number().int().optional(),
  after: z.coerce.number().int().optional(),
  most: z.coerce.number().int().min(1).max(200).default(50),
})

/** What is to be kept, and what was broken and not made good. */
export const duePromiseQuery = z.strictObject({
  /** Due before this instant, ms; within seven days if nothing is said. */
  until: z.coerce.number().int().min(0).optional(),
  /** The cursor that the last page gave. */
  after: z
    .string()
    .regex(/^[01]\.\d{1,16}\.\d{1,17}$/)
    .optional(),
  most: z.coerce.number().int().min(1).max(200).default(100),
})

export const duePromisePage = z
  .strictObject({ items: z.array(promise), next: z.string().nullable() })
  .meta({ id: 'DuePromises' })

export const colleague = z.strictObject({ id: z.string(), name: z.string() }).meta({ id: 'Colleague' })

/** `2026-11`, or `from` and `until` in ms. */
export const promiseReportQuery = z.strictObject({
  month: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
    .optional(),
  from: z.coerce.number().int().optional(),
  until: z.coerce.number().int().optional(),
})

const promiseFigures = {
  made: z.int(),
  open: z.int(),
  kept: z.int(),
  broken: z.int(),
  released: z.int(),
  /** Broken ones that were made good. */
  madeGood: z.int(),
  /** Those that were given another date. */
  moved: z.int(),
}

export const promiseReport = z
  .strictObject({
    from: z.int(),
    until: z.int(),
    all: z.strictObject(promiseFigures),
    owners: z.array(
      z.strictObject({
        ownerId: z.string().nullable(),
        owner: z.string().nullable(),
        ...promiseFigures,
      }),
    ),
    standing: z.array(z.strictObject({ id: z.string(), name: z.string(), ...promiseFigures })),
  })
  .meta({ id: 'PromiseReport' })
export type PromiseReportView = z.infer<typeof promiseReport>
