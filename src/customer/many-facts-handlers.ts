import { Refusal } from '../errors.ts'
import type { FactWork } from '../wire/facts-api.ts'
import type { Answered, Asked, Handlers, Who } from '../wire/routes.ts'
import { type FactRoom, listFacts, putFact, told } from './fact-handlers.ts'
import { keysOf } from './read-numbers.ts'

type Whose = Asked<'findFacts'>['body']
type Result = Answered<'changeFacts'>['items'][number]

/** Facts of customers whom another system knows by an id of its own, or by a number. */
export function manyFactsHandlers(room: FactRoom): Handlers<'findFacts' | 'changeFacts'> {
  return {
    async findFacts({ body, who }) {
      const customerId = await find(room, body)
      if ((await room.heldBack(who, customerId)).has('facts')) throw new Refusal('verify-first')
      return listFacts(room, customerId, who)
    },
    async changeFacts({ body, who }) {
      const items: Result[] = []
      // One after the other: two for one key are told in their order.
      for (const work of body.items) items.push(await tried(room, work, who))
      return { items }
    },
  }
}

/** One that is refused keeps none of the others back. */
async function tried(room: FactRoom, work: FactWork, who: Who): Promise<Result> {
  let customerId: number | null = null
  try {
    customerId = await find(room, work)
    return { result: await change(room, customerId, work, who), customerId, why: null }
  } catch (reason) {
    if (!(reason instanceof Refusal) || reason.status >= 500) throw reason
    const why = reason.faults?.map(({ path, message }) => `${path}: ${message}`).join('; ') ?? reason.message
    return { result: 'refused', customerId, why }
  }
}

async function change(
  room: FactRoom,
  customerId: number,
  work: FactWork,
  who: Who,
): Promise<Result['result']> {
  const { key } = work
  if (work.do === 'put') return (await putFact(room, customerId, key, work, who)).kind
  const verb = work.do === 'verify' ? room.store.verifyFact : room.store.withdrawFact
  const changed = await verb(customerId, key, who.accountId, room.now())
  if (!changed) throw new Refusal('not-found')
  await told(room, customerId, work.do === 'verify' ? 'verify-fact' : 'withdraw-fact', key, who)
  return work.do === 'verify' ? 'verified' : 'withdrawn'
}

/** The first of id, external id and number that is given decides; a number that several have is nobody's. */
async function find({ store, readNumber }: FactRoom, whose: Whose): Promise<number> {
  const { customerId, externalId, number, region } = whose
  if (customerId !== undefined) {
    const found = await store.readCustomer(customerId)
    if (!found) throw new Refusal('not-found')
    return found.customer.id
  }
  if (externalId !== undefined) {
    const id = await store.findCustomerByExternalId(externalId)
    if (id === null) throw new Refusal('not-found')
    return id
  }
  if (number === undefined) throw fault('customerId', 'say whose: customerId, externalId or number')
  const owners = await store.findCustomersByNumber(keysOf(number, region, readNumber), 2)
  if (owners.length > 1) throw fault('number', 'several customers have this number')
  const [owner] = owners
  if (owner === undefined) throw new Refusal('not-found')
  return owner
}

function fault(path: string, message: string): Refusal {
  return new Refusal('bad-input', { faults: [{ path, message }] })
}
