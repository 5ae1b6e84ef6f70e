import type { Logger } from 'pino'
import type { Config } from './config.ts'
import type { Meters } from './metrics.ts'
import type { SavedWrapUp } from './store/desk-store.ts'
import type { Store } from './store/store.ts'
import type { OutsideMessage } from './store/webhook-store.ts'
import { type Deliverer, deliverWebhooks } from './webhooks/deliver-webhooks.ts'
import { openTelling, type Telling, type Webhook } from './webhooks/open-telling.ts'
import { type WebhookRoute, webhookHandlers } from './webhooks/webhook-handlers.ts'
import type { Handlers } from './wire/routes.ts'

interface OutsideSettings {
  readonly config: Pick<Config, 'webhooks'>
  readonly store: Store
  readonly newId: () => string
  readonly meters: Pick<Meters, 'webhookSent'>
  readonly log: Logger
  readonly now: () => number
  readonly random: () => number
}

/** Everything by which other systems are told what happens here. */
export interface Outside extends Telling {
  readonly handlers: Handlers<WebhookRoute>
  /** What is told of a wrap-up, written together with it. */
  readonly wrapUpNews: (saved: SavedWrapUp, customerId: number | null) => Promise<readonly OutsideMessage[]>
  readonly stop: () => Promise<void>
}

export function openOutside(settings: OutsideSettings): Outside {
  const { config, store, newId, meters, log, now, random } = settings
  const webhooks = config.webhooks.map(webhookOf)
  const later: { deliverer?: Deliverer } = {}
  const told = (): void => later.deliverer?.wake()
  const telling = openTelling({ webhooks, store, newId, now, told })
  later.deliverer = deliverWebhooks({
    webhooks,
    store,
    node: newId(),
    now,
    random,
    delivered: meters.webhookSent,
    onFault: (reason) =>
      store.trouble() ?? log.error({ err: reason }, 'webhooks could not be sent; they are tried again'),
  })
  return {
    ...telling,
    handlers: webhookHandlers({ webhooks, store, told, now }),
    wrapUpNews: (saved, customerId) => wrapUpNews(telling, store, saved, customerId),
    stop: later.deliverer.stop,
  }
}

function webhookOf({ secret, formerSecret, ...one }: Config['webhooks'][number]): Webhook {
  return { ...one, secrets: formerSecret === undefined ? [secret] : [secret, formerSecret] }
}

async function wrapUpNews(
  telling: Telling,
  store: Pick<Store, 'readCard'>,
  saved: SavedWrapUp,
  customerId: number | null,
): Promise<readonly OutsideMessage[]> {
  if (!telling.isAsked('wrap-up.saved')) return []
  const { callId, accountId, agentName, disposition, note, followUpAt, followUpText } = saved
  const externalId = customerId === null ? null : ((await store.readCard(customerId))?.externalId ?? null)
  return telling.messagesOf('wrap-up.saved', () => ({
    callId,
    customerId,
    externalId,
    agentId: accountId,
    agentName,
    disposition,
    followUpAt,
    savedAt: saved.now,
    personal: { note, followUpText },
  }))
}
