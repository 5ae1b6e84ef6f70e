import { z } from 'zod'
import { admins, list, nothing, textId } from './route-shapes.ts'
import * as webhooks from './webhook-api.ts'

/** Other systems that are told what happens here. Part of `routes`. */
export const webhookRoutes = {
  readWebhooks: {
    method: 'get',
    path: '/v1/webhooks',
    roles: admins,
    summary: 'Which other systems are told what happens here, and how that fares',
    response: list(webhooks.webhook),
  },
  readWebhookDeliveries: {
    method: 'get',
    path: '/v1/webhooks/deliveries',
    roles: admins,
    summary: 'The newest messages to webhooks, without what they say; `dead` ones were given up',
    query: webhooks.deliveryQuery,
    response: list(webhooks.webhookDelivery),
  },
  resendWebhooks: {
    method: 'post',
    path: '/v1/webhooks/resend',
    roles: admins,
    summary: 'Send a message to a webhook once more, or all that were given up',
    body: webhooks.resendOrder,
    response: z.strictObject({ resent: z.int() }),
  },
  startWebhook: {
    method: 'post',
    path: '/v1/webhooks/:id/start',
    roles: admins,
    summary: 'Send to a webhook again whose receiver had said that it was gone; `id` is its name',
    params: textId,
    status: 204,
    response: nothing,
  },
} as const
