import type { Store } from '../store/store.ts'
import type { OutsideMessage } from '../store/webhook-store.ts'
import type { Tell, WebhookData, WebhookType } from '../wire/webhook-events.ts'

/** A webhook as it is configured. */
export interface Webhook {
  readonly name: string
  readonly url: string
  /** `whsec_<base64>` or plain; each signs, so that the receiver can change from one to the next. */
  readonly secrets: readonly string[]
  readonly events: readonly WebhookType[]
  /** Whether it is sent numbers, names and texts. */
  readonly personalData: boolean
}

export interface Telling {
  readonly tell: Tell
  /**
   * What {@link Tell} would write down, for a verb of the store that writes it together with what it tells of. `data` is
   * made only if somebody has asked for it. Say {@link Telling.told} once it is stored.
   */
  messagesOf<T extends WebhookType>(type: T, data: () => WebhookData<T>): readonly OutsideMessage[]
  /** Something was written down: it need not wait for the next look. */
  told(): void
  /** Whether anybody has asked for this type. */
  isAsked(type: WebhookType): boolean
}

export interface TellingSettings {
  readonly webhooks: readonly Webhook[]
  readonly store: Pick<Store, 'tellOutside'>
  readonly newId: () => string
  readonly now: () => number
  readonly told: () => void
}

/** For a house that tells nobody anything. */
export const tellNobody: Telling = {
  tell: async () => undefined,
  messagesOf: () => [],
  told: () => undefined,
  isAsked: () => false,
}

const nothing: readonly OutsideMessage[] = []

export function openTelling(settings: TellingSettings): Telling {
  const { webhooks, store, told } = settings
  const asked = new Set(webhooks.flatMap(({ events }) => events))
  const messagesOf: Telling['messagesOf'] = (type, data) =>
    asked.has(type) ? writeMessages(settings, type, data()) : nothing
  return {
    messagesOf,
    told,
    isAsked: (type) => asked.has(type),
    async tell(type, data) {
      const messages = messagesOf(type, () => data)
      if (messages.length === 0) return
      await store.tellOutside(messages)
      told()
    },
  }
}

interface Told {
  readonly customerId?: number | null
  readonly personal?: object | undefined
}

/** One body with what is personal and one without, each under an id of its own, for those who are sent it. */
function writeMessages(
  { webhooks, newId, now }: TellingSettings,
  type: WebhookType,
  data: object & Told,
): readonly OutsideMessage[] {
  const at = now()
  const { personal, ...plain } = data
  const bodies = [
    { told: personal === undefined ? plain : data, personalData: true },
    { told: plain, personalData: false },
  ]
  return bodies.flatMap(({ told, personalData }) => {
    const names = webhooks
      .filter((one) => one.events.includes(type) && one.personalData === personalData)
      .map(({ name }) => name)
    if (names.length === 0) return []
    const body = JSON.stringify({ type, timestamp: new Date(at).toISOString(), data: told })
    return [{ id: `msg_${newId()}`, type, customerId: data.customerId ?? null, body, at, webhooks: names }]
  })
}
