import { type GuidanceRoute, guidanceHandlers } from './guidance/guidance-handlers.ts'
import { type GuidanceShelf, openShelf } from './guidance/guidance-shelf.ts'
import { sendGuidanceHandler } from './guidance/send-guidance.ts'
import { clusterAt, foldCluster } from './history/fold-text.ts'
import type { Journey } from './journey.ts'
import type { SpeaksAgainst } from './speaks-against.ts'
import type { Store } from './store/store.ts'
import type { Telling } from './webhooks/open-telling.ts'
import type { Handlers } from './wire/routes.ts'

export interface OpenedGuidance extends Pick<GuidanceShelf, 'guidanceFor' | 'openingFor' | 'refresh'> {
  handlers(house: GuidanceHouse): Handlers<GuidanceRoute | 'sendGuidance'>
}

export interface GuidanceHouse {
  readonly journey: Pick<Journey, 'readPop'>
  readonly outside: Pick<Telling, 'tell' | 'isAsked'>
  readonly against: SpeaksAgainst
  readonly now: () => number
}

/** What the house has written down for its agents. Read at first by refresh(). */
export function openGuidance(store: Store): OpenedGuidance {
  const shelf = openShelf(store, foldText)
  return {
    guidanceFor: shelf.guidanceFor,
    openingFor: shelf.openingFor,
    refresh: shelf.refresh,
    handlers: ({ journey, outside, against, now }) => ({
      ...guidanceHandlers({ store, shelf, now }),
      ...sendGuidanceHandler({
        shelf,
        readPop: journey.readPop,
        async readRecipient(customerId) {
          const card = await store.readCard(customerId)
          return card && { externalId: card.externalId, language: card.language }
        },
        against: (customerId, channel) => against(customerId, channel, now()),
        isSent: () => outside.isAsked('guidance.sent'),
        tell: outside.tell,
      }),
    }),
  }
}

/** As the search of the history folds: case, width, accents where people leave them out. */
function foldText(text: string): string {
  let folded = ''
  for (let at = 0; at < text.length; ) {
    const cluster = clusterAt(text, at)
    folded += foldCluster(cluster).characters.join('')
    at += cluster.length
  }
  return folded
}
