import { createHash } from 'node:crypto'
import type { Store } from '../store/store.ts'
import type { ClaimedDelivery, DeliveryResult } from '../store/webhook-store.ts'
import type { Webhook } from './open-telling.ts'
import { type Answer, answerWithinMs, postMessage } from './post-message.ts'
import { pauseAfter } from './retry-pauses.ts'
import { signMessage } from './sign-message.ts'

export interface Delivering {
  readonly webhooks: readonly Webhook[]
  readonly store: Pick<Store, 'readDueWebhooks' | 'claimDeliveries' | 'settleDelivery' | 'stopWebhook'>
  /** Of this process, so that no other one settles what it sends. */
  readonly node: string
  readonly now: () => number
  readonly random: () => number
  readonly delivered: (webhook: string, result: 'delivered' | 'failed' | 'dead') => void
  readonly onFault: (reason: unknown) => void
  /** How often it is looked what is due, ms; a second if nothing is said. */
  readonly everyMs?: number
}

export interface Deliverer {
  /** Something was written down just now. */
  wake(): void
  /** Takes up nothing new and waits for what is on its way. */
  stop(): Promise<void>
}

/** More at once than these one receiver is not sent by one node. */
const mostAtOnce = 4
/** Longer than an attempt can take, so that a delivery never has two senders, ms. */
const leaseMs = 4 * answerWithinMs
const usualEveryMs = 1000

/** Fingerprint of an address, which may hold a secret. */
export function hashUrl(url: string): string {
  return createHash('sha256').update(url).digest('hex')
}

/** Sends what is due to each webhook, a few at a time, in no promised order. One that is slow holds up none of the others. */
export function deliverWebhooks(settings: Delivering): Deliverer {
  const { webhooks, store, now, onFault } = settings
  const sending = new Map<string, Set<Promise<void>>>(webhooks.map(({ name }) => [name, new Set()]))
  let stopped = false
  let looking: Promise<void> | null = null
  let again = false

  const look = async (): Promise<void> => {
    const due = new Set(await store.readDueWebhooks(now()))
    for (const webhook of webhooks) {
      if (due.has(webhook.name)) await begin(webhook)
    }
  }
  const begin = async (webhook: Webhook): Promise<void> => {
    const mine = sending.get(webhook.name) ?? new Set()
    const free = mostAtOnce - mine.size
    if (free <= 0 || stopped) return
    for (const delivery of await claim(settings, webhook, free)) {
      const one = send(settings, webhook, delivery)
        .catch(onFault)
        .finally(() => {
          mine.delete(one)
          wake()
        })
      mine.add(one)
    }
  }
  const wake = (): void => {
    if (stopped || webhooks.length === 0) return
    again = true
    looking ??= lookOn().finally(() => {
      looking = null
    })
  }
  const lookOn = async (): Promise<void> => {
    while (again && !stopped) {
      again = false
      await look().catch(onFault)
    }
  }
  const timer = setInterval(wake, settings.everyMs ?? usualEveryMs)
  timer.unref()
  return {
    wake,
    async stop() {
      stopped = true
      clearInterval(timer)
      await looking
      await Promise.all([...sending.values()].flatMap((some) => [...some]))
    },
  }
}

function claim({ store, node, now }: Delivering, { name, url }: Webhook, most: number) {
  const at = now()
  return store.claimDeliveries({
    webhook: name,
    urlHash: hashUrl(url),
    node,
    now: at,
    leaseUntil: at + leaseMs,
    most,
  })
}

async function send(settings: Delivering, webhook: Webhook, delivery: ClaimedDelivery): Promise<void> {
  const { store, now, delivered } = settings
  // A process that stood still meanwhile may not be the only one any more.
  if (now() + answerWithinMs >= delivery.leaseUntil) return
  const headers = signMessage(webhook.secrets, delivery.messageId, now(), delivery.body)
  const answer = await postMessage(webhook.url, headers, delivery.body, now)
  const result = resultOf(settings, webhook, delivery, answer)
  if (answer.kind === 'gone') {
    await store.stopWebhook({ webhook: webhook.name, urlHash: hashUrl(webhook.url), at: now() })
  }
  await store.settleDelivery(result)
  delivered(webhook.name, result.state === 'waiting' ? 'failed' : result.state)
}

function resultOf(
  { node, now, random }: Delivering,
  { name }: Webhook,
  { messageId, attempts }: ClaimedDelivery,
  answer: Answer,
): DeliveryResult {
  const at = now()
  const said = { webhook: name, messageId, node, at, dueAt: at, status: answer.status }
  if (answer.kind === 'taken') return { ...said, state: 'delivered', failure: null }
  if (answer.kind === 'gone') return { ...said, state: 'dead', failure: 'gone' }
  const pause = pauseAfter(attempts, answer.retryAfter, random())
  if (pause === null) return { ...said, state: 'dead', failure: answer.why }
  return { ...said, state: 'waiting', dueAt: at + pause, failure: answer.why }
}
