import { Refusal } from '../errors.ts'
import type { GuidanceTopic } from '../wire/guidance-api.ts'
import type { Pop } from '../wire/pop.ts'
import type { Asked, Handlers } from '../wire/routes.ts'
import type { Tell } from '../wire/webhook-events.ts'
import type { GuidanceShelf } from './guidance-shelf.ts'
import { pickText } from './pick-text.ts'
import { plainText } from './plain-text.ts'

type Channel = Asked<'sendGuidance'>['body']['channel']

export interface SendingRoom {
  readonly shelf: Pick<GuidanceShelf, 'read'>
  /** The agent's own pop of a call; null where there is none. */
  readonly readPop: (callId: string, accountId: string) => Promise<Pop | null>
  /** What the gateway needs of a customer; null where there is no such customer. */
  readonly readRecipient: (customerId: number) => Promise<Recipient | null>
  /** Why the customer is not to be sent anything on this channel now, in words; null where they may be. */
  readonly against: (customerId: number, channel: Channel) => Promise<string | null>
  /** Whether anybody has asked to be told, so that something is sent at all. */
  readonly isSent: () => boolean
  readonly tell: Tell
}

export interface Recipient {
  readonly externalId: string | null
  readonly language: string | null
}

/**
 * Has a topic, or one of its links, sent to the caller while the agent has the call. Only links that the house has written
 * down, only to the number that calls (an e-mail address the gateway has to know), never against a wish.
 */
export function sendGuidanceHandler(room: SendingRoom): Handlers<'sendGuidance'> {
  return {
    async sendGuidance({ params, body, who }) {
      const pop = await room.readPop(params.id, who.accountId)
      if (!pop || pop.state === 'closed') throw new Refusal('not-found')
      if (pop.answeredAt === null && pop.direction === 'inbound') throw new Refusal('not-speaking')
      const topic = room.shelf.read(body.topic)
      if (!topic || (body.link !== null && !topic.links.some(({ url }) => url === body.link))) {
        throw new Refusal('not-found')
      }
      if (!room.isSent()) throw new Refusal('nobody-sends')
      const customerId = pop.person?.customerId ?? null
      const why = customerId === null ? null : await room.against(customerId, body.channel)
      if (why !== null) throw new Refusal('against-wish', { faults: [{ path: 'channel', message: why }] })
      await room.tell('guidance.sent', await messageOf(room, pop, topic, body))
      return undefined
    },
  }
}

async function messageOf(
  room: SendingRoom,
  pop: Pop,
  topic: GuidanceTopic,
  { link, channel }: Asked<'sendGuidance'>['body'],
) {
  const customerId = pop.person?.customerId ?? null
  const recipient = customerId === null ? null : await room.readRecipient(customerId)
  const { language, text } = pickText(topic, [recipient?.language ?? null, pop.greeting.language])
  const address = channel === 'sms' ? pop.caller.e164 : null
  if (channel === 'sms' && address === null) {
    throw new Refusal('bad-input', {
      faults: [{ path: 'channel', message: 'the caller’s number is not known' }],
    })
  }
  if (channel === 'e-mail' && customerId === null) {
    throw new Refusal('bad-input', {
      faults: [{ path: 'channel', message: 'it is not known who is calling' }],
    })
  }
  const title = topic.links.find(({ url }) => url === link)?.title ?? text.title
  return {
    guidanceId: topic.id,
    customerId,
    externalId: recipient?.externalId ?? null,
    callId: pop.callId,
    to: { channel, address },
    language,
    text: link === null ? `${title}\n\n${plainText(text.explain)}`.trim() : title,
    link,
  }
}
