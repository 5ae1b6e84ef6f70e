import { z } from 'zod'

export const deliveryStates = ['waiting', 'delivered', 'dead'] as const

export const webhook = z
  .strictObject({
    name: z.string(),
    /** Without what may be secret in it: neither user, query nor fragment. */
    address: z.string(),
    events: z.array(z.string()),
    personalData: z.boolean(),
    /** Since when nothing is sent any more, because the receiver said 410 Gone. */
    stoppedAt: z.int().nullable(),
    waiting: z.int(),
    dead: z.int(),
    lastDeliveredAt: z.int().nullable(),
  })
  .meta({ id: 'Webhook' })
export type WebhookView = z.infer<typeof webhook>

export const webhookDelivery = z
  .strictObject({
    webhook: z.string(),
    messageId: z.string(),
    type: z.string(),
    /** When it happened. */
    at: z.int(),
    state: z.enum(deliveryStates),
    attempts: z.int(),
    /** When it is tried next; null where it is not. */
    dueAt: z.int().nullable(),
    triedAt: z.int().nullable(),
    /** HTTP status of the last answer. */
    status: z.int().nullable(),
    failure: z.string().nullable(),
  })
  .meta({ id: 'WebhookDelivery' })
export type WebhookDeliveryView = z.infer<typeof webhookDelivery>

export const deliveryQuery = z.strictObject({
  webhook: z.string().max(64).optional(),
  state: z.enum(deliveryStates).optional(),
})

export const resendOrder = z
  .strictObject({
    webhook: z.string().min(1).max(64),
    /** Without one, all that were given up. */
    messageId: z.string().min(1).max(100).optional(),
  })
  .meta({ id: 'ResendOrder' })
