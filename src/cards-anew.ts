import type { Identity } from './recognition/identify-caller.ts'
import type { Ranked } from './recognition/rank-candidates.ts'
import type { Store } from './store/store.ts'

/**
 * The same callers with what the house knows of them now. Who it is was decided by what was known when the call came, and is
 * not decided anew because a colleague writes something down: that would greet, or doubt, somebody else in mid-call.
 */
export async function withCardsAnew(
  store: Pick<Store, 'readCard' | 'readMattersOfNumber'>,
  identity: Identity,
): Promise<Identity> {
  const { recognition, numberKey } = identity
  const { person } = recognition
  const ids = new Set([...(person ? [person] : []), ...recognition.candidates].map(idOf))
  const cards = new Map(
    await Promise.all([...ids].map(async (id) => [id, await store.readCard(id)] as const)),
  )
  const anew = (one: Ranked): Ranked => ({ ...one, customer: cards.get(idOf(one)) ?? one.customer })
  const isNobodys = ids.size === 0 && numberKey !== null
  return {
    ...identity,
    ofNumber: isNobodys ? await store.readMattersOfNumber(numberKey) : (identity.ofNumber ?? null),
    recognition: {
      ...recognition,
      person: person && anew(person),
      candidates: recognition.candidates.map(anew),
    },
  }
}

function idOf({ customer }: Ranked): number {
  return customer.id
}
