import { Refusal } from '../errors.ts'
import type { Store } from '../store/store.ts'
import type { Task } from '../store/task-store.ts'
import type { Answered, Asked, Handlers, Who } from '../wire/routes.ts'
import type { ContactChannel } from '../wire/wishes.ts'

/** One of the agent's own phones. */
export interface OwnPhone {
  readonly source: string
  readonly extension: string
  /** Whether its phone system can be told to dial. */
  readonly dials: boolean
  /** What the key of a number is dialled as from there; null where it is no number that may be dialled. */
  readonly dialled: (key: string) => string | null
  /** The key of a number that a person gives: E.164, or an extension of the house. */
  readonly keyOf: (raw: string) => string | null
}

export interface DialRoom {
  readonly store: Pick<Store, 'readTask' | 'readCustomer' | 'noteDial' | 'forgetDial' | 'audit'>
  /** In the order of the configuration. */
  readonly phonesOf: (accountId: string) => readonly OwnPhone[]
  readonly place: (
    source: string,
    call: { readonly id: string; readonly extension: string; readonly number: string },
  ) => Promise<{ readonly kind: 'ringing' } | { readonly kind: 'refused'; readonly why: string }>
  readonly against: (customerId: number, channel: ContactChannel, instant: number) => Promise<string | null>
  /** A UUID. */
  readonly newId: () => string
  readonly now: () => number
}

/** So many calls one account may place within a minute: more is a script, or a stuck key. */
const mostDials = 10
const withinMs = 60_000

/**
 * Calls from one's own phone. Only a valid E.164 number or an extension of the house is ever dialled, whoever asks; the
 * call is known by the id that it is placed under, so that it pops as whom it was meant for.
 */
export function dialHandler(room: DialRoom): Handlers<'dial'> {
  return {
    async dial({ body, who }) {
      if (who.sessionHash === null) throw new Refusal('forbidden')
      const wanted = await whomToCall(room, body, who)
      const phone = phoneFor(room, who, body.source)
      const key = phone ? wanted.keyOf(phone) : null
      if (!phone) throw cannot('source', 'you have no phone there: an extension is missing from your account')
      const number = key === null ? null : phone.dialled(key)
      if (key === null || number === null) throw cannot('number', 'only numbers that exist may be dialled')
      await refuseAgainstWish(room, wanted.customerId)
      const id = room.newId()
      const callId = phone.dials ? `${phone.source}:${id}` : null
      const { customerId, taskId } = wanted
      const dial = { callId, accountId: who.accountId, numberKey: key, customerId, taskId, at: room.now() }
      if (!(await room.store.noteDial(dial, mostDials, withinMs))) throw new Refusal('too-many-attempts')
      await room.store.audit({
        at: room.now(),
        accountId: who.accountId,
        action: 'dial',
        subject: customerId === null ? 'number' : `customer:${customerId}`,
        detail: phone.source,
      })
      if (!phone.dials) return { kind: 'link', number: key, callId: null, href: linkTo(key, number) }
      return ring(room, phone, { id, number, key, callId: `${phone.source}:${id}` })
    },
  }
}

async function ring(
  room: DialRoom,
  { source, extension }: OwnPhone,
  { id, number, key, callId }: { id: string; number: string; key: string; callId: string },
): Promise<Answered<'dial'>> {
  const placed = await room.place(source, { id, extension, number })
  if (placed.kind === 'ringing') return { kind: 'ringing', number: key, callId, href: null }
  await room.store.forgetDial(callId)
  throw cannot('source', `${source} says: ${placed.why}`)
}

/** A `tel:` of RFC 3966 for a number; an extension is dialled as it is. */
function linkTo(key: string, number: string): string {
  return `tel:${key.startsWith('+') ? key : number}`
}

interface Wanted {
  readonly customerId: number | null
  readonly taskId: number | null
  readonly keyOf: (phone: OwnPhone) => string | null
}

async function whomToCall(room: DialRoom, body: Asked<'dial'>['body'], who: Who): Promise<Wanted> {
  const { number, customerId, taskId } = body
  const given = [customerId, taskId].filter((one) => one !== undefined).length
  if (given > 1 || (given === 0 && number === undefined) || (taskId !== undefined && number !== undefined)) {
    throw new Refusal('bad-input', {
      faults: [{ path: 'number', message: 'say who is to be called: a number, a customer or a task' }],
    })
  }
  if (taskId !== undefined) return ofTask(room, await ownTask(room, taskId, who))
  const wanted = (phone: OwnPhone) => phone.keyOf(number ?? '')
  if (customerId === undefined) return { customerId: null, taskId: null, keyOf: wanted }
  // A number of this customer that a person has picked, or the customer's own choice of them.
  const { id, keys } = await customer(room, customerId)
  const own = (phone: OwnPhone) => (number === undefined ? firstDialable(phone, keys) : phone.keyOf(number))
  return { customerId: id, taskId: null, keyOf: own }
}

async function ofTask(room: DialRoom, task: Task): Promise<Wanted> {
  const { id: taskId, customerId, numberKey } = task
  const keys = customerId === null ? [] : (await customer(room, customerId)).keys
  const all = numberKey === null ? keys : [numberKey, ...keys]
  return { customerId, taskId, keyOf: (phone) => firstDialable(phone, all) }
}

/** What is another agent's is theirs to do. */
async function ownTask(room: DialRoom, id: number, who: Who): Promise<Task> {
  const task = await room.store.readTask(id)
  if (!task) throw new Refusal('not-found')
  const isOthers = task.ownerId !== null && task.ownerId !== who.accountId
  if (isOthers && who.role === 'agent') throw new Refusal('forbidden')
  if (task.state !== 'open') throw new Refusal('conflict')
  return task
}

/** The numbers in the order in which they are tried: those that were verified before the others. */
async function customer(room: DialRoom, customerId: number): Promise<{ id: number; keys: string[] }> {
  const found = await room.store.readCustomer(customerId)
  if (!found) throw new Refusal('not-found')
  const numbers = found.numbers.toSorted(
    (a, b) => Number(a.verifiedAt === null) - Number(b.verifiedAt === null),
  )
  return { id: found.customer.id, keys: numbers.map(({ numberKey }) => numberKey) }
}

function firstDialable(phone: OwnPhone, keys: readonly string[]): string | null {
  return keys.find((key) => phone.dialled(key) !== null) ?? null
}

/** The one that is asked for, else the first that can dial, else the first. */
function phoneFor(room: DialRoom, who: Who, source: string | undefined): OwnPhone | undefined {
  const phones = room.phonesOf(who.accountId).filter((one) => source === undefined || one.source === source)
  return phones.find(({ dials }) => dials) ?? phones[0]
}

async function refuseAgainstWish(room: DialRoom, customerId: number | null): Promise<void> {
  const why = customerId === null ? null : await room.against(customerId, 'call', room.now())
  if (why !== null) throw new Refusal('against-wish', { faults: [{ path: 'customerId', message: why }] })
}

function cannot(path: string, message: string): Refusal {
  return new Refusal('cannot-dial', { faults: [{ path, message }] })
}
