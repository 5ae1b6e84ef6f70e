import type { CardInteraction, CustomerCard, FoundCustomer } from './store/call-store.ts'
import type { CustomerCase } from './store/case-store.ts'
import { type CardCase, quietCase } from './store/customer-matters.ts'
import type { FoundInteraction } from './store/history-store.ts'
import type { Store } from './store/store.ts'
import { firstIdAt } from './store/time-id.ts'

type Verbs = 'findCallers' | 'readCard' | 'readCustomersSeenWith'

/**
 * The store as it was at an instant, as far as it is kept: contacts, cases, verified numbers and what agents said since
 * then are left out. Records that were changed, merged or deleted since are as they are now.
 */
export function asOfThen(
  store: Pick<Store, Verbs | 'readInteractionsOf' | 'readCases'>,
  at: number,
): Pick<Store, Verbs> {
  const cardThen = async (card: CustomerCard): Promise<CustomerCard> => {
    const [past, cases] = await Promise.all([
      store.readInteractionsOf(card.id, firstIdAt(at), 5),
      store.readCases(card.id),
    ])
    const open = cases.filter((one) => one.openedAt < at && (one.closedAt === null || one.closedAt > at))
    const openCases = open.slice(0, 3).map(asCardCase)
    return { ...card, lastInteractions: past.map(toCard), openCases, casesOfCompany: [] }
  }
  const then = async (found: FoundCustomer): Promise<readonly FoundCustomer[]> => {
    const judgement = found.judgement && found.judgement.at < at ? found.judgement : null
    if (found.foundBy === 'agent' && !judgement) return []
    if (typeof found.numberSince === 'number' && found.numberSince >= at) return []
    const verifiedAt = found.verifiedAt !== null && found.verifiedAt < at ? found.verifiedAt : null
    return [{ ...found, judgement, verifiedAt, customer: await cardThen(found.customer) }]
  }
  return {
    async findCallers(wanted) {
      const now = await store.findCallers(wanted)
      const found = (await Promise.all(now.map(then))).flat()
      const sinceThen = ownersAmong(now) - ownersAmong(found)
      return found.map((one) =>
        one.foundBy === 'number' ? { ...one, sharedBy: one.sharedBy - sinceThen } : one,
      )
    },
    async readCard(id) {
      const card = await store.readCard(id)
      return card && cardThen(card)
    },
    readCustomersSeenWith: (key, since, until, most) =>
      store.readCustomersSeenWith(key, since, Math.min(until, at), most),
  }
}

function ownersAmong(found: readonly FoundCustomer[]): number {
  return found.filter(({ foundBy }) => foundBy === 'number').length
}

function toCard(row: FoundInteraction): CardInteraction {
  const {
    id,
    channel,
    direction,
    startedAt,
    endedAt,
    accountId,
    agentName,
    queueName,
    outcome,
    disposition,
    body,
  } = row
  return {
    id,
    channel,
    direction,
    startedAt,
    endedAt,
    accountId,
    agentName,
    queueName,
    outcome,
    disposition,
    body,
  }
}

/** Who owned it then, and how many contacts it had, is not asked: the ranking of callers knows neither. */
function asCardCase({ id, reference, subject, openedAt }: CustomerCase): CardCase {
  return { ...quietCase, id, reference, subject, openedAt }
}
