import { z } from 'zod'
import { alertFigures, alertSeverity } from './alert-api.ts'
import { outcomes } from './pop.ts'

/**
 * What other systems can be told by outgoing webhooks: a closed list, each with the schema of its `data`. What is personal
 * (numbers, names, texts) stands under `personal` and is sent only to webhooks whose configuration asks for it; what a
 * gateway cannot do without (where to send, and what) stands beside it. docs/webhooks.md shows one of each.
 */

/** Ours are whole numbers; some kinds of records have texts. */
const id = z.union([z.int(), z.string().min(1).max(200)])
const at = z.int().meta({ description: 'Whole milliseconds since 1970.' })
const customer = {
  customerId: z.int().nullable(),
  /** The id that the customer’s own system gives it. */
  externalId: z.string().nullable(),
}
const callId = z.string()
const agent = { agentId: z.string().nullable(), agentName: z.string().nullable() }

const call = {
  callId,
  source: z.string(),
  direction: z.enum(['inbound', 'outbound', 'internal']),
  queue: z.string().nullable(),
  /** The number of ours that was dialled. */
  did: z.string().nullable(),
  arrivedAt: at,
  /** As what the caller was recognised; null where nobody was looked up. */
  recognition: z.enum(outcomes).nullable(),
  ...customer,
  personal: z.strictObject({ number: z.string().nullable(), name: z.string().nullable() }).optional(),
}

/** Where a message goes that the house’s own gateway is to send; the address is null where the gateway has to know it. */
const to = z.strictObject({ channel: z.enum(['sms', 'e-mail']), address: z.string().nullable() })
const text = z.strictObject({ text: z.string() }).optional()
const promise = {
  promiseId: id,
  ...customer,
  callId: callId.nullable(),
  caseId: id.nullable(),
  agentId: z.string().nullable(),
  dueAt: at,
  personal: text,
}
const openedCase = {
  caseId: id,
  ...customer,
  reference: z.string().nullable(),
  openedAt: at,
  personal: z.strictObject({ subject: z.string() }).optional(),
}

const alert = {
  alertId: z.string(),
  /** See docs/alerts.md. */
  rule: z.string(),
  subjectKey: z.string(),
  severity: alertSeverity,
  customerId: z.int().nullable(),
  callId: callId.nullable(),
  team: z.string().nullable(),
  figures: alertFigures,
  raisedAt: at,
  personal: text,
}

export const webhookEvents = {
  'call.arrived': z.strictObject(call),
  'call.answered': z.strictObject({ ...call, answeredAt: at, ...agent }),
  'call.ended': z.strictObject({
    ...call,
    answeredAt: at.nullable(),
    endedAt: at,
    ...agent,
    outcome: z.string().nullable(),
    endReason: z.string().nullable(),
  }),
  'wrap-up.saved': z.strictObject({
    callId,
    ...customer,
    ...agent,
    disposition: z.string(),
    followUpAt: at.nullable(),
    savedAt: at,
    personal: z.strictObject({ note: z.string(), followUpText: z.string().nullable() }).optional(),
  }),
  'survey.sent': z.strictObject({
    surveyId: id,
    survey: z.string(),
    callId,
    ...customer,
    to,
    language: z.string(),
    text: z.string(),
    link: z.string(),
    expiresAt: at,
  }),
  'survey.answered': z.strictObject({
    surveyId: id,
    survey: z.string(),
    callId,
    ...customer,
    /** 1 (very dissatisfied) to 5. */
    satisfaction: z.int().min(1).max(5).nullable(),
    /** 0 (would never recommend) to 10. */
    recommendation: z.int().min(0).max(10).nullable(),
    /** 1 (very easy) to 5 (very hard). */
    effort: z.int().min(1).max(5).nullable(),
    isBad: z.boolean(),
    answeredAt: at,
    personal: text,
  }),
  'promise.due': z.strictObject(promise),
  'promise.broken': z.strictObject(promise),
  'case.opened': z.strictObject(openedCase),
  'case.closed': z.strictObject({ ...openedCase, closedAt: at }),
  'signal.posted': z.strictObject({
    signalId: id,
    ...customer,
    kind: z.string(),
    postedAt: at,
    personal: text,
  }),
  'guidance.sent': z.strictObject({
    guidanceId: id,
    ...customer,
    callId: callId.nullable(),
    to,
    language: z.string(),
    text: z.string(),
    link: z.string().nullable(),
  }),
  'message.planned': z.strictObject({
    /** What it tells of. */
    signalIds: z.array(z.int()),
    topic: z.string().nullable(),
    ...customer,
    to,
    /** The customer’s, which need not be that of the text. */
    language: z.string(),
    text: z.string(),
  }),
  'callback.planned': z.strictObject({
    callbackId: id,
    ...customer,
    callId: callId.nullable(),
    queue: z.string().nullable(),
    dueAt: at.nullable(),
    reason: z.string().nullable(),
    personal: z.strictObject({ number: z.string().nullable(), text: z.string() }).optional(),
  }),
  'audit.sealed': z.strictObject({
    /** The newest seal of the record; keep it where nobody who can write into the database can change it. */
    seal: z.int(),
    sealedAt: at,
    /** Of this seal, and with it of all that was sealed before: SHA-256, hexadecimal. */
    hash: z.string(),
    rows: z.int(),
  }),
  'alert.raised': z.strictObject(alert),
  'alert.over': z.strictObject({ ...alert, overAt: at }),
} as const

export type WebhookType = keyof typeof webhookEvents
export type WebhookData<T extends WebhookType> = z.infer<(typeof webhookEvents)[T]>
export const webhookTypes = Object.keys(webhookEvents) as [WebhookType, ...WebhookType[]]

/** What is posted. */
export const webhookBody = z.discriminatedUnion(
  'type',
  webhookTypes.map((type) =>
    z.strictObject({ type: z.literal(type), timestamp: z.iso.datetime(), data: webhookEvents[type] }),
  ) as never,
)

/**
 * Tells whoever has asked for this type of event. Resolves once it is written down: from then on it is sent until it has
 * arrived or is given up. Call it after what it tells of is stored; where nobody has asked it does nothing.
 */
export type Tell = <T extends WebhookType>(type: T, data: WebhookData<T>) => Promise<void>
