import { Refusal } from '../errors.ts'
import type { Store } from '../store/store.ts'
import type { StoredDelivery } from '../store/webhook-store.ts'
import type { Handlers } from '../wire/routes.ts'
import type { WebhookDeliveryView, WebhookView } from '../wire/webhook-api.ts'
import { hashUrl } from './deliver-webhooks.ts'
import type { Webhook } from './open-telling.ts'

export type WebhookRoute = 'readWebhooks' | 'readWebhookDeliveries' | 'resendWebhooks' | 'startWebhook'

interface WebhookHandlerSettings {
  readonly webhooks: readonly Webhook[]
  readonly store: Pick<
    Store,
    'readWebhookFigures' | 'readStoppedWebhooks' | 'readDeliveries' | 'resendDeliveries' | 'startWebhook'
  >
  readonly told: () => void
  readonly now: () => number
}

const mostShown = 200

/** What administrators see of outgoing webhooks. Bodies are not shown: they may hold what an administrator has no need of. */
export function webhookHandlers(settings: WebhookHandlerSettings): Handlers<WebhookRoute> {
  const { store, told, now } = settings
  return {
    readWebhooks: async () => ({ items: await showWebhooks(settings) }),
    async readWebhookDeliveries({ query }) {
      const wanted = { webhook: query.webhook ?? null, state: query.state ?? null }
      return { items: (await store.readDeliveries(wanted, mostShown)).map(showDelivery) }
    },
    async resendWebhooks({ body }) {
      known(settings, body.webhook)
      const sent = await store.resendDeliveries(body.webhook, body.messageId ?? null, now())
      if (sent === 0 && body.messageId !== undefined) throw new Refusal('not-found')
      told()
      return { resent: sent }
    },
    async startWebhook({ params }) {
      known(settings, params.id)
      await store.startWebhook(params.id)
      told()
      return undefined
    },
  }
}

function known({ webhooks }: WebhookHandlerSettings, name: string): void {
  if (!webhooks.some((one) => one.name === name)) throw new Refusal('not-found')
}

async function showWebhooks({ webhooks, store }: WebhookHandlerSettings): Promise<WebhookView[]> {
  const figures = await store.readWebhookFigures()
  const stopped = await store.readStoppedWebhooks()
  return webhooks.map(({ name, url, events, personalData }) => {
    const found = figures.find(({ webhook }) => webhook === name)
    const stop = stopped.find((one) => one.webhook === name && one.urlHash === hashUrl(url))
    return {
      name,
      address: showAddress(url),
      events: [...events],
      personalData,
      stoppedAt: stop?.at ?? null,
      waiting: found?.waiting ?? 0,
      dead: found?.dead ?? 0,
      lastDeliveredAt: found?.lastDeliveredAt ?? null,
    }
  })
}

/** Many receivers put a secret into the path or the query; the host says enough. */
function showAddress(url: string): string {
  return new URL(url).origin
}

function showDelivery({ dueAt, ...delivery }: StoredDelivery): WebhookDeliveryView {
  return { ...delivery, dueAt: delivery.state === 'waiting' ? dueAt : null }
}
