import { z } from 'zod'
import { severity } from './pop-matters.ts'

/** What has happened, or will happen, to a customer, as another system posts it. */
export const newSignal = z
  .strictObject({
    /** Whose it is: by our id, by the customer's external id, or by a number, which may be nobody's yet. */
    customerId: z.int().optional(),
    customerExternalId: z.string().min(1).max(100).optional(),
    number: z.string().min(1).max(200).optional(),
    region: z.string().length(2).optional(),
    /** What it is called where it comes from: posted again, it is the same, and changed if it says something else. */
    externalId: z.string().trim().min(1).max(200).optional(),
    /** As the house names it: `delivery`, `bill`, `card`. */
    kind: z.string().trim().min(1).max(64),
    /** What hits many at once: one incident, one strike. */
    topic: z.string().trim().min(1).max(100).optional(),
    severity: severity.default('notice'),
    /** What has happened, in one line. */
    text: z.string().trim().min(1).max(500),
    /** What to answer, in plain words. */
    answer: z.string().trim().min(1).max(2000).optional(),
    /** When it happened or will happen, ms; now if nothing is said. */
    at: z.int().min(0).optional(),
    /** From when until when it leads, ms. */
    validFrom: z.int().min(0).optional(),
    validUntil: z.int().min(0).optional(),
  })
  .meta({ id: 'NewSignal' })
export type NewSignalBody = z.infer<typeof newSignal>

export const signalPosted = z
  .strictObject({ id: z.int(), result: z.enum(['created', 'changed', 'unchanged']) })
  .meta({ id: 'SignalPosted' })

export const signalRefusal = z.strictObject({
  /** Counted from 1. */
  row: z.int(),
  externalId: z.string().nullable(),
  field: z.string(),
  message: z.string(),
})

export const signalReport = z
  .strictObject({
    rows: z.int(),
    created: z.int(),
    changed: z.int(),
    unchanged: z.int(),
    refused: z.int(),
    /** The first thousand. */
    refusals: z.array(signalRefusal),
  })
  .meta({ id: 'SignalReport' })
export type SignalReportView = z.infer<typeof signalReport>

export const signal = z
  .strictObject({
    id: z.int(),
    externalId: z.string().nullable(),
    customerId: z.int().nullable(),
    customerName: z.string().nullable(),
    /** Of one who is nobody's customer yet, or of several. */
    number: z.string().nullable(),
    kind: z.string(),
    topic: z.string().nullable(),
    severity,
    text: z.string(),
    answer: z.string().nullable(),
    at: z.int(),
    validFrom: z.int(),
    validUntil: z.int(),
    postedAt: z.int(),
    /** When the customer was told, by whom and how; null where nobody has. */
    told: z.strictObject({ at: z.int(), by: z.string().nullable(), how: z.string() }).nullable(),
    /** Since when it matters no more, ms. */
    overAt: z.int().nullable(),
  })
  .meta({ id: 'Signal' })
export type SignalView = z.infer<typeof signal>

export const signalTopic = z
  .strictObject({
    topic: z.string(),
    kind: z.string(),
    severity,
    /** The words of one of them. */
    text: z.string(),
    customers: z.int(),
    told: z.int(),
    since: z.int(),
    until: z.int(),
  })
  .meta({ id: 'SignalTopic' })
export type SignalTopicView = z.infer<typeof signalTopic>

/** How those who are hit can be told from here. */
export const outreachWay = z.enum(['callback', 'message'])
export type OutreachWay = z.infer<typeof outreachWay>

export const signalTopics = z.strictObject({ items: z.array(signalTopic), ways: z.array(outreachWay) })

export const signalQuery = z.strictObject({
  topic: z.string().max(100).optional(),
  told: z.enum(['yes', 'no']).optional(),
  after: z.coerce.number().int().optional(),
  most: z.coerce.number().int().min(1).max(200).default(50),
})

/** One of these. */
export const signalWithdrawal = z
  .strictObject({
    id: z.int().optional(),
    /** As whoever withdraws it has named it. */
    externalId: z.string().min(1).max(200).optional(),
    topic: z.string().min(1).max(100).optional(),
  })
  .meta({ id: 'SignalWithdrawal' })

/** All of a topic that are not told yet, or these. */
export const outreachOrder = z
  .strictObject({
    way: outreachWay,
    topic: z.string().min(1).max(100).optional(),
    ids: z.array(z.int()).min(1).max(1000).optional(),
  })
  .meta({ id: 'OutreachOrder' })

export const outreachDone = z.strictObject({
  planned: z.int(),
  /** Those who cannot be reached in this way, or do not want to be. */
  passedOver: z.int(),
})
