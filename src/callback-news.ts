import type { Task } from './store/task-store.ts'
import type { WebhookData } from './wire/webhook-events.ts'

/** Where a callback comes from, as far as the task does not say it. */
export interface CallbackOrigin {
  /** The id that the customer's own system gives it. */
  readonly externalId: string | null
  /** The call that it comes of. */
  readonly callId: string | null
  readonly queue: string | null
}

/** What other systems are told of somebody who is to be called back. */
export function callbackData(
  { id, customerId, numberKey, dueUntil, reason, origin }: Task,
  { externalId, callId, queue }: CallbackOrigin,
): WebhookData<'callback.planned'> {
  const number = numberKey?.startsWith('+') ? numberKey : null
  const about = { customerId, externalId, callId, queue }
  return { callbackId: id, ...about, dueAt: dueUntil, reason: origin, personal: { number, text: reason } }
}
