import { Refusal } from '../errors.ts'
import type { CustomerFields, CustomerNumber, CustomerWrite } from '../store/customer-store.ts'
import type { Store } from '../store/store.ts'
import type { Maskable } from '../wire/pop.ts'
import type { Answered, Asked, Handlers, Who } from '../wire/routes.ts'
import { type KeptWishes, toKeep } from '../wire/stated-wishes.ts'
import type { NewWish } from '../wire/wishes.ts'
import { keysOf, type ReadNumber, readCustomerNumber } from './read-numbers.ts'
import { showCustomer } from './show-customer.ts'

const mostFound = 20
const nameDeadlineMs = 2000

export interface CustomerRoom {
  readonly store: Pick<
    Store,
    | 'createCustomer'
    | 'readCustomer'
    | 'changeCustomer'
    | 'mergeCustomers'
    | 'findCustomerByExternalId'
    | 'findCustomersByNumber'
    | 'findCustomersByName'
    | 'audit'
  >
  readonly readNumber: ReadNumber
  /** The index expression for a name, null for one without letters: `nameMatch` of the history room. */
  readonly nameMatch: (name: string) => string | null
  /** What of a customer is not shown to this person at the moment. */
  readonly heldBack: (who: Who, customerId: number) => Promise<ReadonlySet<Maskable>>
  /** Tiers that the house has; another one is refused. */
  readonly tiers: readonly string[]
  /** What is known of this customer has changed: whoever has them on the line is shown it. */
  readonly changed: (customerId: number) => Promise<void>
  readonly now: () => number
}

type CustomerRoute = 'createCustomer' | 'readCustomer' | 'findCustomer' | 'changeCustomer' | 'mergeCustomer'

/** Customers for people and programs. What a person looks at is on record before it is shown. */
export function customerHandlers(room: CustomerRoom): Handlers<CustomerRoute> {
  return {
    createCustomer: ({ body, who }) => create(room, body, who),
    async readCustomer({ params, who }) {
      const found = await room.store.readCustomer(params.id)
      if (!found) throw new Refusal('not-found')
      await recordRead(room, who, 'read-customer', found.customer.id)
      return showCustomer(found, await room.heldBack(who, found.customer.id))
    },
    findCustomer: ({ body, who }) => find(room, body, who),
    changeCustomer: ({ params, body, who }) => change(room, params.id, body, who),
    mergeCustomer: ({ params, body, who }) => merge(room, params.id, body.into, who),
  }
}

/** One entry per customer and person who looks. Programs read on behalf of nobody in particular. */
export async function recordRead(
  room: Pick<CustomerRoom, 'now'> & { readonly store: Pick<Store, 'audit'> },
  who: Who,
  action: string,
  customerId: number,
): Promise<void> {
  if (who.sessionHash !== null) await record(room, who, action, customerId, '')
}

async function record(
  room: Pick<CustomerRoom, 'now'> & { readonly store: Pick<Store, 'audit'> },
  who: Who,
  action: string,
  customerId: number,
  detail: string,
): Promise<void> {
  const subject = `customer:${customerId}`
  await room.store.audit({ at: room.now(), accountId: who.accountId, action, subject, detail })
}

async function create(room: CustomerRoom, body: Asked<'createCustomer'>['body'], who: Who) {
  const { numbers, contactWishes, ...rest } = body
  const fields = { ...rest, ...keptWishes(room, contactWishes, rest.wishes) }
  checkTier(room, fields.tier)
  const write = await room.store.createCustomer(fields, readAll(room, numbers), room.now())
  return showWritten(room, write, who, 'create-customer', '')
}

async function change(room: CustomerRoom, id: number, body: Asked<'changeCustomer'>['body'], who: Who) {
  const { numbers, version, contactWishes, ...rest } = body
  const fields = contactWishes ? { ...rest, ...keptWishes(room, contactWishes, rest.wishes) } : rest
  if (fields.tier !== undefined) checkTier(room, fields.tier)
  if (fields.confidential !== undefined) await refuseUnseen(room, id, who)
  if (contactWishes !== undefined || rest.wishes !== undefined) await refuseHeld(room, id, who, 'wishes')
  if (fields.metrics !== undefined) await refuseHeld(room, id, who, 'history')
  const write = await room.store.changeCustomer(
    id,
    version ?? null,
    withoutAbsent(fields),
    numbers ? readAll(room, numbers) : null,
    room.now(),
  )
  return showWritten(room, write, who, 'change-customer', Object.keys(body).join(' '))
}

/** Free text that is given by itself is kept beside what is stated with a source. */
function keptWishes(
  room: CustomerRoom,
  stated: readonly NewWish[],
  texts: readonly string[] | undefined,
): KeptWishes {
  const { wishes, contactWishes } = toKeep(stated, room.now())
  return { wishes: [...new Set([...wishes, ...(texts ?? [])])], contactWishes }
}

/** Whoever may not see what is there must not write over it. */
async function refuseUnseen(room: CustomerRoom, id: number, who: Who): Promise<void> {
  const found = await room.store.readCustomer(id)
  if (!found || found.customer.confidential === null) return
  if ((await room.heldBack(who, found.customer.id)).has('confidential')) throw new Refusal('verify-first')
}

/** Nor what they would add it to, for lists and sums are written whole. */
async function refuseHeld(room: CustomerRoom, id: number, who: Who, field: Maskable): Promise<void> {
  const found = await room.store.readCustomer(id)
  if (found && (await room.heldBack(who, found.customer.id)).has(field)) throw new Refusal('verify-first')
}

function checkTier({ tiers }: CustomerRoom, tier: string): void {
  if (tiers.includes(tier)) return
  const message = `the tiers of this house are ${tiers.join(', ')}`
  throw new Refusal('bad-input', { faults: [{ path: 'tier', message }] })
}

/** An absent field stays as it is; one that is undefined is absent. */
function withoutAbsent(
  fields: {
    readonly [K in keyof CustomerFields]?: CustomerFields[K] | undefined
  },
): Partial<CustomerFields> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}

async function merge(room: CustomerRoom, from: number, into: number, who: Who) {
  const [one, other] = await Promise.all([room.store.readCustomer(from), room.store.readCustomer(into)])
  if (!one || !other) throw new Refusal('not-found')
  if (one.customer.id === other.customer.id) {
    throw new Refusal('bad-input', {
      faults: [{ path: 'into', message: 'these are one customer already' }],
    })
  }
  const write = await room.store.mergeCustomers(from, into, room.now())
  return showWritten(room, write, who, 'merge-customer', `from ${from}`)
}

function readAll(
  room: CustomerRoom,
  wanted: Asked<'createCustomer'>['body']['numbers'],
): readonly CustomerNumber[] {
  const faults: { path: string; message: string }[] = []
  const numbers: CustomerNumber[] = []
  wanted.forEach((one, n) => {
    const result = readCustomerNumber(one, room.readNumber, room.now())
    if (result.kind === 'read') numbers.push(result.number)
    else faults.push({ path: `numbers.${n}.number`, message: result.why })
  })
  if (faults.length > 0) throw new Refusal('bad-input', { faults })
  return numbers
}

async function showWritten(
  room: CustomerRoom,
  write: CustomerWrite,
  who: Who,
  action: string,
  detail: string,
) {
  if (write.kind === 'overtaken') throw new Refusal('conflict')
  if (write.kind === 'external-id-taken') throw new Refusal('already-exists')
  if (write.kind === 'not-found') throw new Refusal('not-found')
  if (write.kind === 'group-not-found') {
    const message = 'there is no such household or company, or it is this customer'
    throw new Refusal('bad-input', { faults: [{ path: 'belongsTo', message }] })
  }
  await record(room, who, action, write.customer.id, detail)
  if (!write.created) await room.changed(write.customer.id)
  const stored = await room.store.readCustomer(write.customer.id)
  if (!stored) throw new Refusal('not-found')
  return showCustomer(stored, await room.heldBack(who, stored.customer.id))
}

/** The first of external id, number and name that is given decides. */
async function find(
  room: CustomerRoom,
  body: Asked<'findCustomer'>['body'],
  who: Who,
): Promise<Answered<'findCustomer'>> {
  const items: Answered<'findCustomer'>['items'] = []
  for (const id of await findIds(room, body)) {
    const found = await room.store.readCustomer(id)
    if (found) items.push(showCustomer(found, await room.heldBack(who, found.customer.id)))
  }
  await Promise.all(items.map((item) => recordRead(room, who, 'find-customer', item.id)))
  return { items }
}

async function findIds(
  { store, readNumber, nameMatch }: CustomerRoom,
  body: Asked<'findCustomer'>['body'],
): Promise<readonly number[]> {
  if (body.externalId !== undefined) {
    const id = await store.findCustomerByExternalId(body.externalId.trim())
    return id === null ? [] : [id]
  }
  if (body.number !== undefined) {
    return store.findCustomersByNumber(keysOf(body.number, body.region, readNumber), mostFound)
  }
  const match = nameMatch(body.name ?? '')
  if (match === null) return []
  const found = await store.findCustomersByName(match, mostFound, nameDeadlineMs)
  if (!found) throw new Refusal('search-took-too-long')
  return found
}
