import type { ReachOut } from './customer/signal-handlers.ts'
import type { SpeaksAgainst } from './speaks-against.ts'
import type { SignalRecord } from './store/signal-store.ts'
import type { Store } from './store/store.ts'
import type { PlanCallback } from './store/task-store.ts'

import type { Telling } from './webhooks/open-telling.ts'
import type { WebhookData } from './wire/webhook-events.ts'

const day = 24 * 60 * 60_000
const mostSharing = 100

/** A callback for whoever is hit, once for each signal; the customer's wishes may speak against it. */
export function callbacksFor(planCallback: PlanCallback, now: () => number): ReachOut {
  return async (signal, by) => {
    const planned = await planCallback({
      kind: 'callback',
      customerId: signal.customerId,
      numberKey: signal.numberKey,
      numberRaw: signal.number,
      ownerId: null,
      team: null,
      dueFrom: now(),
      dueUntil: Math.max(now() + day / 24, Math.min(signal.validUntil, now() + day)),
      reason: signal.answer === null ? signal.text : `${signal.text}: ${signal.answer}`,
      origin: 'signal',
      originId: signal.topic ?? String(signal.id),
      planKey: `signal:${signal.id}`,
      by: by.sessionHash === null ? null : by.accountId,
    })
    return planned.kind === 'planned' ? 'reached' : 'passed-over'
  }
}

export interface MessageParts {
  readonly store: Pick<Store, 'readCustomer' | 'findCustomersByNumber' | 'messageSignals'>
  readonly against: SpeaksAgainst
  readonly telling: Pick<Telling, 'messagesOf' | 'told'>
  /** Where the customer's is not known. */
  readonly houseLanguage: string
  readonly now: () => number
}

type Recipient = Pick<WebhookData<'message.planned'>, 'customerId' | 'externalId' | 'language' | 'to'>

/**
 * A message that the house's own gateway sends, one to each customer about one topic: by SMS where they have a number and
 * nothing against it, else by e-mail, whose address the gateway has to know by the external id.
 */
export function messagesFor(parts: MessageParts): ReachOut {
  const { store, telling, now } = parts
  return async (signal, by) => {
    const recipient = await recipientOf(parts, signal)
    if (!recipient) return 'passed-over'
    const told = { by: by.accountId, now: now() }
    const isNew = await store.messageSignals(signal.id, told, (signals) =>
      telling.messagesOf('message.planned', () => messageOf(recipient, signals)),
    )
    if (!isNew) return 'known'
    telling.told()
    return 'reached'
  }
}

function messageOf(recipient: Recipient, signals: readonly SignalRecord[]): WebhookData<'message.planned'> {
  const texts = signals.map(({ text, answer }) => (answer === null ? text : `${text}\n${answer}`))
  const signalIds = signals.map(({ id }) => id)
  return { signalIds, topic: signals[0]?.topic ?? null, ...recipient, text: [...new Set(texts)].join('\n\n') }
}

async function recipientOf(parts: MessageParts, signal: SignalRecord): Promise<Recipient | null> {
  const { store, against, now, houseLanguage } = parts
  if (signal.customerId === null) return ofNumber(parts, signal.numberKey ?? '')
  const found = await store.readCustomer(signal.customerId)
  if (!found) return null
  const { id, externalId, language } = found.customer
  const about = { customerId: id, externalId, language: language ?? houseLanguage }
  const own = found.numbers
    .toSorted((a, b) => Number(a.verifiedAt === null) - Number(b.verifiedAt === null))
    .find(({ numberKey }) => numberKey.startsWith('+'))
  if (own && (await against(id, 'sms', now())) === null) {
    return { ...about, to: { channel: 'sms', address: own.numberKey } }
  }
  if (externalId === null || (await against(id, 'e-mail', now())) !== null) return null
  return { ...about, to: { channel: 'e-mail', address: null } }
}

/** Of nobody, or of several: then none of them may have anything against it. */
async function ofNumber(
  { store, against, now, houseLanguage }: MessageParts,
  key: string,
): Promise<Recipient | null> {
  if (!key.startsWith('+')) return null
  for (const id of await store.findCustomersByNumber([key], mostSharing)) {
    if ((await against(id, 'sms', now())) !== null) return null
  }
  return { customerId: null, externalId: null, language: houseLanguage, to: { channel: 'sms', address: key } }
}
