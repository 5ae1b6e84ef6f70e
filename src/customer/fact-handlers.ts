import { Refusal } from '../errors.ts'
import type { FactRecord, FactWrite } from '../store/fact-store.ts'
import type { Store } from '../store/store.ts'
import { type FactKind, faultOf } from '../wire/fact-kinds.ts'
import type { FactToPut } from '../wire/facts-api.ts'
import type { Answered, Handlers, Who } from '../wire/routes.ts'
import { type CustomerRoom, recordRead } from './customer-handlers.ts'
import { showFact } from './show-fact.ts'

export interface FactRoom {
  readonly store: Pick<
    Store,
    | 'readCustomer'
    | 'findCustomerByExternalId'
    | 'findCustomersByNumber'
    | 'keepFact'
    | 'verifyFact'
    | 'withdrawFact'
    | 'readFacts'
    | 'audit'
  >
  readonly readNumber: CustomerRoom['readNumber']
  readonly heldBack: CustomerRoom['heldBack']
  readonly changed: CustomerRoom['changed']
  readonly kinds: readonly FactKind[]
  readonly nameOf: (accountId: string) => string | null
  /** Card numbers are masked before anything is stored. */
  readonly maskCards: (text: string) => string
  readonly now: () => number
}

type FactRoute = 'readFacts' | 'putFact' | 'verifyFact' | 'revealFact' | 'withdrawFact'

const mostRead = 200
/** Two clocks may differ; what is said to be of a later time would never be replaced. */
const mostAheadMs = 5 * 60_000

/** What is known from one customer. What a person looks at is on record before it is shown. */
export function factHandlers(room: FactRoom): Handlers<FactRoute> {
  return {
    async readFacts({ params, who }) {
      const customerId = await customerOf(room, params.id, who)
      return listFacts(room, customerId, who)
    },
    async putFact({ params, body, who }) {
      const customerId = await customerOf(room, params.id, who)
      await refuseUnseen(room, customerId, params.key, who)
      const write = await putFact(room, customerId, params.key, body, who)
      return shown(room, write, who)
    },
    async verifyFact({ params, who }) {
      const customerId = await customerOf(room, params.id, who)
      await refuseUnseen(room, customerId, params.key, who)
      const verified = await room.store.verifyFact(customerId, params.key, who.accountId, room.now())
      if (!verified) throw new Refusal('not-found')
      await told(room, customerId, 'verify-fact', params.key, who)
      return showFact(verified, room, isSensitive(room, params.key) && isPerson(who))
    },
    async revealFact({ params, who }) {
      const customerId = await customerOf(room, params.id, who)
      await refuseUnseen(room, customerId, params.key, who)
      const facts = await room.store.readFacts(customerId, mostRead)
      const found = facts.find((one) => one.key === params.key && one.replacedAt === null)
      if (!found) throw new Refusal('not-found')
      await record(room, customerId, 'reveal-facts', params.key, who)
      return showFact(found, room, false)
    },
    async withdrawFact({ params, who }) {
      const customerId = await customerOf(room, params.id, who)
      await refuseUnseen(room, customerId, params.key, who)
      const gone = await room.store.withdrawFact(customerId, params.key, who.accountId, room.now())
      if (!gone) throw new Refusal('not-found')
      await told(room, customerId, 'withdraw-fact', params.key, who)
    },
  }
}

/** What holds and what was said earlier; what is sensitive a person sees one by one, on record. */
export async function listFacts(
  room: FactRoom,
  customerId: number,
  who: Who,
): Promise<Answered<'readFacts'>> {
  const facts = await room.store.readFacts(customerId, mostRead)
  await recordRead(room, who, 'read-facts', customerId)
  const show = (fact: FactRecord) => showFact(fact, room, isPerson(who) && isSensitive(room, fact.key))
  return {
    customerId,
    items: facts.filter(({ replacedAt }) => replacedAt === null).map(show),
    earlier: facts.filter(({ replacedAt }) => replacedAt !== null).map(show),
  }
}

/** Puts one down, and tells every desk that shows the customer. Refuses `bad-input` and `not-found`. */
export async function putFact(
  room: FactRoom,
  customerId: number,
  key: string,
  body: FactToPut,
  who: Who,
): Promise<Exclude<FactWrite, { kind: 'not-found' }>> {
  const value = room.maskCards(body.value)
  const now = room.now()
  refuseFaults(room, key, { ...body, value }, now)
  const byProgram = !isPerson(who)
  const write = await room.store.keepFact(
    {
      customerId,
      key,
      value,
      saidBy: body.saidBy ?? (byProgram ? 'system' : 'customer'),
      accountId: who.accountId,
      channel: body.channel ?? (byProgram ? who.name.slice(0, 32) : 'call'),
      saidAt: body.saidAt ?? now,
      callId: null,
      verifiedAt: body.verified ? now : null,
      verifiedBy: body.verified ? who.accountId : null,
      staleAt: body.staleAt,
    },
    now,
  )
  if (write.kind === 'not-found') throw new Refusal('not-found')
  if (write.kind !== 'unchanged') await told(room, customerId, 'put-fact', key, who)
  return write
}

function refuseFaults(
  { kinds }: FactRoom,
  key: string,
  { value, saidAt }: Pick<FactToPut, 'value' | 'saidAt'>,
  now: number,
): void {
  const fault = faultOf(
    value,
    kinds.find((one) => one.key === key),
  )
  if (fault !== null) throw new Refusal('bad-input', { faults: [{ path: 'value', message: fault }] })
  if (saidAt !== undefined && saidAt > now + mostAheadMs) {
    throw new Refusal('bad-input', { faults: [{ path: 'saidAt', message: 'this is yet to come' }] })
  }
}

/** The customer by whom the id is now; refused while a caller who may be they has not been made sure of. */
async function customerOf(room: FactRoom, id: number, who: Who): Promise<number> {
  const found = await room.store.readCustomer(id)
  if (!found) throw new Refusal('not-found')
  if ((await room.heldBack(who, found.customer.id)).has('facts')) throw new Refusal('verify-first')
  return found.customer.id
}

/** What is sensitive is seen and changed like what is confidential: an agent's only while the customer is verified. */
async function refuseUnseen(room: FactRoom, customerId: number, key: string, who: Who): Promise<void> {
  if (!isSensitive(room, key)) return
  if ((await room.heldBack(who, customerId)).has('confidential')) throw new Refusal('verify-first')
}

function shown(
  room: FactRoom,
  { fact }: Exclude<FactWrite, { kind: 'not-found' }>,
  who: Who,
): Answered<'putFact'> {
  return showFact(fact, room, isPerson(who) && isSensitive(room, fact.key))
}

export async function told(
  room: FactRoom,
  customerId: number,
  action: string,
  key: string,
  who: Who,
): Promise<void> {
  await record(room, customerId, action, key, who)
  await room.changed(customerId)
}

async function record(
  { store, now }: FactRoom,
  customerId: number,
  action: string,
  detail: string,
  { accountId }: Who,
): Promise<void> {
  await store.audit({ at: now(), accountId, action, subject: `customer:${customerId}`, detail })
}

function isSensitive({ kinds }: FactRoom, key: string): boolean {
  return kinds.some((one) => one.key === key && one.sensitive)
}

function isPerson({ sessionHash }: Who): boolean {
  return sessionHash !== null
}
