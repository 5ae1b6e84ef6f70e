import { testDeskId } from '../call/test-call.ts'
import { Refusal } from '../errors.ts'
import type { DeskMessage } from '../store/call-store.ts'
import type { NewPromise } from '../store/new-promise.ts'
import type { PromiseChange, PromiseRecord, SeenPromises } from '../store/promise-store.ts'
import type { Store } from '../store/store.ts'
import type { Maskable, Pop } from '../wire/pop.ts'
import type { PromiseView } from '../wire/promise-api.ts'
import type { Asked, Handlers, Who } from '../wire/routes.ts'
import { seesTeam, unseenTeams } from '../wire/teams.ts'
import { recordRead } from './customer-handlers.ts'
import type { ReadNumber } from './read-numbers.ts'
import { departmentFault, findOwner, noSuchCustomer, refuse } from './whose.ts'

export type PromiseRoute =
  | 'makePromise'
  | 'readPromises'
  | 'readDuePromises'
  | 'changePromise'
  | 'readOwnPromises'
  | 'readColleagues'
  | 'readCustomerPromises'

export interface PromiseRoom {
  readonly store: Pick<
    Store,
    | 'makePromise'
    | 'readPromise'
    | 'readPromises'
    | 'readDuePromises'
    | 'readOwnPromises'
    | 'changePromise'
    | 'findCustomerByExternalId'
    | 'findCustomersByNumber'
    | 'readCustomer'
    | 'readAccounts'
    | 'readDesks'
    | 'audit'
  >
  readonly readNumber: ReadNumber
  readonly heldBack: (who: Who, customerId: number) => Promise<ReadonlySet<Maskable>>
  readonly nameOf: (accountId: string) => string | null
  readonly teamOf: (accountId: string) => string | null
  /** The account of a login; null where there is none, or it is disabled. */
  readonly accountOf: (login: string) => string | null
  /** Ids of the house's departments and teams. */
  readonly groups: readonly string[]
  /** Those of them whose promises only their members see. */
  readonly teams: readonly string[]
  readonly nameOfDepartment: (id: string) => string
  readonly standing: readonly {
    readonly id: string
    readonly name: string
    readonly department: string | null
    dueAfter(start: number): number
  }[]
  readonly remindMinutes: number
  /** Hides card numbers in what people write. */
  readonly maskCards: (text: string) => string
  readonly deliver: (messages: readonly DeskMessage[]) => void
  readonly changed: (customerId: number) => Promise<void>
  readonly now: () => number
}

const minute = 60_000
const mostOwn = 200
const week = 7 * 24 * 60 * minute
const mostOfCustomer = 200

/** What was promised to customers, for people and programs. */
export function promiseHandlers(room: PromiseRoom): Handlers<PromiseRoute> {
  const { store, now } = room
  return {
    makePromise: ({ body, who }) => make(room, body, who),
    async readPromises({ query, who }) {
      const { state = null, ownerId = null, department = null, customerId = null, after = 0, most } = query
      const of = seenBy(room, who)
      const found = await store.readPromises({ state, ownerId, department, customerId, after, most, of })
      const next = found.length === most ? (found.at(-1)?.id ?? null) : null
      return { items: found.map((one) => show(room, one)), next }
    },
    async readDuePromises({ query, who }) {
      const { until = now() + week, after, most } = query
      const [broken = 0, dueAt = 0, id = 0] = after?.split('.').map(Number) ?? []
      const place = after === undefined ? null : { isBroken: broken === 1, dueAt, id }
      const found = await store.readDuePromises({
        dueBefore: until,
        after: place,
        of: seenBy(room, who),
        most: most + 1,
      })
      const items = found.slice(0, most).map((one) => show(room, one))
      const last = items.at(-1)
      return {
        items,
        next:
          found.length > most && last ? `${last.state === 'broken' ? 1 : 0}.${last.dueAt}.${last.id}` : null,
      }
    },
    changePromise: ({ params, body, who }) => change(room, params.id, body, who),
    async readOwnPromises({ who }) {
      const found = await store.readOwnPromises(who.accountId, mostOwn, unseenTeams(room.teams, who.teams))
      return { items: (await shownTo(room, who, found)).map((one) => show(room, one)) }
    },
    async readColleagues({ who }) {
      const accounts = await store.readAccounts()
      const nobody = new Set([who.accountId, testDeskId])
      const others = accounts.filter(({ id, disabledAt }) => disabledAt === null && !nobody.has(id))
      return { items: others.map(({ id, name }) => ({ id, name })) }
    },
    async readCustomerPromises({ params, who }) {
      const found = await store.readCustomer(params.id)
      if (!found) throw new Refusal('not-found')
      const { id } = found.customer
      if ((await room.heldBack(who, id)).has('promises')) throw new Refusal('verify-first')
      await recordRead({ store, now }, who, 'read-promises', id)
      const wanted = { state: null, ownerId: null, department: null, after: 0, most: mostOfCustomer }
      const promises = await store.readPromises({ ...wanted, customerId: id })
      return { items: promises.map((one) => show(room, one)) }
    },
  }
}

async function make(room: PromiseRoom, body: Asked<'makePromise'>['body'], who: Who): Promise<PromiseView> {
  const owner = await findOwner(room.store, body, room.readNumber)
  if (owner.customerId !== null && (await room.heldBack(who, owner.customerId)).has('promises')) {
    throw new Refusal('verify-first')
  }
  const made = await room.store.makePromise({ ...promiseOf(room, body, who), ...owner })
  if (made.kind === 'not-found') throw refuse('customerId', noSuchCustomer)
  if (made.kind === 'made') {
    await record(room, who, 'make-promise', made.promise)
    room.deliver(made.messages)
    if (made.promise.customerId !== null) await room.changed(made.promise.customerId)
  }
  return show(room, made.promise)
}

function promiseOf(
  room: PromiseRoom,
  body: Asked<'makePromise'>['body'],
  who: Who,
): Omit<NewPromise, 'customerId' | 'numberKey'> {
  const now = room.now()
  const standing = room.standing.find(({ id }) => id === body.standing)
  if (body.standing !== undefined && !standing) throw refuse('standing', 'The house has no such promise.')
  const text = body.text ?? standing?.name
  const dueAt = body.dueAt ?? standing?.dueAfter(now)
  if (text === undefined) throw refuse('text', 'Say what is promised.')
  if (dueAt === undefined) throw refuse('dueAt', 'Say until when.')
  const remindMinutes = body.remindMinutes ?? room.remindMinutes
  return {
    origin: standing ? `standing:${standing.id}` : who.accountId,
    originId: body.externalId ?? null,
    callId: null,
    caseId: body.caseId,
    standing: standing?.id ?? null,
    text: room.maskCards(text),
    channel: body.channel,
    ...ownerOf(room, body, who, standing?.department ?? null),
    madeBy: who.accountId,
    madeAt: now,
    dueAt,
    remindAt: dueAt - remindMinutes * minute,
  }
}

function ownerOf(
  room: PromiseRoom,
  { owner, department, standing }: Asked<'makePromise'>['body'],
  who: Who,
  usual: string | null,
): Pick<NewPromise, 'ownerId' | 'department'> {
  if (owner !== undefined) {
    const ownerId = room.accountOf(owner)
    if (ownerId === null) throw refuse('owner', 'Nobody signs in by this name.')
    return { ownerId, department: null }
  }
  refuseStranger(room, department)
  const named = department ?? usual
  if (named !== null) return { ownerId: null, department: named }
  if (standing !== undefined) return { ownerId: null, department: null }
  if (who.sessionHash === null) throw refuse('owner', 'Say who is to keep it: owner or department.')
  return { ownerId: who.accountId, department: null }
}

function refuseStranger({ groups }: PromiseRoom, department: string | null | undefined): void {
  const message = departmentFault(groups, department, 'departments and teams')
  if (message !== null) throw refuse('department', message)
}

async function change(
  room: PromiseRoom,
  id: number,
  body: Asked<'changePromise'>['body'],
  who: Who,
): Promise<PromiseView> {
  const stored = await room.store.readPromise(id)
  if (!stored || !(await mayTouch(room, who, stored))) throw new Refusal('not-found')
  const changed = await room.store.changePromise(id, changeOf(room, body), who.accountId, room.now())
  if (changed.kind === 'not-found') throw new Refusal('not-found')
  if (changed.kind === 'conflict') throw new Refusal('conflict')
  await record(room, who, `promise-${body.kind}`, changed.promise)
  room.deliver(changed.messages)
  if (changed.promise.customerId !== null) await room.changed(changed.promise.customerId)
  return show(room, changed.promise)
}

function changeOf(room: PromiseRoom, body: Asked<'changePromise'>['body']): PromiseChange {
  if (body.kind === 'passed-on') {
    const { ownerId, department } = body
    if ((ownerId === null) === (department === null)) {
      throw refuse('ownerId', 'Give either a colleague or a department.')
    }
    if (ownerId !== null && room.nameOf(ownerId) === null)
      throw refuse('ownerId', 'There is no such account.')
    refuseStranger(room, department)
    return { kind: 'passed-on', ownerId, department }
  }
  const note = body.note === null ? null : room.maskCards(body.note)
  if (body.kind !== 'moved') return { kind: body.kind, note }
  if (body.dueAt <= room.now()) throw refuse('dueAt', 'That is past already.')
  return { kind: 'moved', dueAt: body.dueAt, remindAt: body.dueAt - room.remindMinutes * minute, note }
}

/**
 * Agents: their own, a department's or their team's, and those of a customer whom they have before them, unless promises are held back.
 * Supervisors: those of people whom they lead, and what is nobody's.
 */
async function mayTouch(room: PromiseRoom, who: Who, promise: PromiseRecord): Promise<boolean> {
  const { store } = room
  const { ownerId } = promise
  if (ownerId === who.accountId) return true
  if (who.role !== 'agent')
    return ownerId === null ? !isOtherTeams(room, who, promise) : seesTeam(who.teams, room.teamOf(ownerId))
  if (isDepartments(promise) && !isOtherTeams(room, who, promise))
    return !(await isHeldBack(room, who, promise))
  const desk = (await store.readDesks([who.accountId])).get(who.accountId)
  return (desk?.pops ?? []).some((content) => leads(JSON.parse(content) as Pop, promise))
}

function isDepartments({ ownerId, department }: PromiseRecord): boolean {
  return ownerId === null && department !== null
}

function seenBy({ teams }: PromiseRoom, who: Who): SeenPromises {
  return { teams: who.teams, unseen: unseenTeams(teams, who.teams) }
}

function isOtherTeams({ teams }: PromiseRoom, who: Who, { department }: PromiseRecord): boolean {
  return department !== null && unseenTeams(teams, who.teams).includes(department)
}

async function isHeldBack(
  { heldBack }: PromiseRoom,
  who: Who,
  { customerId }: PromiseRecord,
): Promise<boolean> {
  return customerId !== null && (await heldBack(who, customerId)).has('promises')
}

function leads(pop: Pop, { id, customerId }: PromiseRecord): boolean {
  const isLed = (pop.leads ?? []).some((lead) => lead.kind.startsWith('promise-') && lead.id === id)
  const isTheirs = customerId !== null && pop.person?.customerId === customerId
  return isLed || (isTheirs && pop.stage === 'full' && !pop.disclosure.masked.includes('promises'))
}

/** A department's are without those of a caller of whom promises are held back from this agent. */
async function shownTo(
  room: PromiseRoom,
  who: Who,
  found: readonly PromiseRecord[],
): Promise<readonly PromiseRecord[]> {
  const desk = (await room.store.readDesks([who.accountId])).get(who.accountId)
  if (!desk || desk.pops.length === 0) return found
  const shown: PromiseRecord[] = []
  for (const one of found) {
    if (!isDepartments(one) || !(await isHeldBack(room, who, one))) shown.push(one)
  }
  return shown
}

async function record(room: PromiseRoom, who: Who, action: string, { id }: PromiseRecord): Promise<void> {
  const subject = `promise:${id}`
  await room.store.audit({ at: room.now(), accountId: who.accountId, action, subject, detail: '' })
}

function show({ nameOf, nameOfDepartment }: PromiseRoom, record: PromiseRecord): PromiseView {
  const { numberKey, ownerId, department, madeBy, settledBy, version, remindAt, externalId, ...shown } =
    record
  return {
    ...shown,
    number: record.customerId === null ? numberKey : null,
    ownerId,
    department,
    owner: ownerId === null ? department && nameOfDepartment(department) : nameOf(ownerId),
    madeBy: nameOf(madeBy) ?? madeBy,
    settledBy: settledBy === null ? null : (nameOf(settledBy) ?? settledBy),
  }
}
