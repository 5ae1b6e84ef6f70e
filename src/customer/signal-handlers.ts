import { setImmediate as turn } from 'node:timers/promises'
import { Refusal } from '../errors.ts'
import type {
  NewSignal,
  SignalNewsOf,
  SignalOwner,
  SignalRecord,
  SignalsWanted,
} from '../store/signal-store.ts'
import type { Store } from '../store/store.ts'
import type { Pop } from '../wire/pop.ts'
import type { Asked, Handlers, Who } from '../wire/routes.ts'
import type { NewSignalBody, OutreachWay, SignalView } from '../wire/signal-api.ts'
import { postInBulk } from './bulk-signals.ts'
import type { ReadNumber } from './read-numbers.ts'
import { noSuchCustomer, readOwner, refuse } from './whose.ts'

export type SignalRoute =
  | 'postSignal'
  | 'postSignals'
  | 'readSignals'
  | 'readSignalTopics'
  | 'withdrawSignals'
  | 'signalTold'
  | 'reachOut'

/** `passed-over`: they cannot be reached so, or do not want to be; `known`: somebody has told them meanwhile. */
export type Reached = 'reached' | 'passed-over' | 'known'
/** Tells one who is hit. */
export type ReachOut = (signal: SignalRecord, by: Who) => Promise<Reached>

export interface SignalRoom {
  readonly store: Pick<
    Store,
    | 'postSignals'
    | 'readSignal'
    | 'readSignals'
    | 'readSignalTopics'
    | 'withdrawSignal'
    | 'findSignal'
    | 'withdrawTopic'
    | 'signalsTold'
    | 'readDesks'
    | 'audit'
  >
  readonly readNumber: ReadNumber
  readonly nameOf: (accountId: string) => string | null
  readonly usualDays: number
  /** Ways of telling those who are hit that this house has. */
  readonly ways: Partial<Readonly<Record<OutreachWay, ReachOut>>>
  readonly newsOf: SignalNewsOf
  /** What other systems are told is written down. */
  readonly told: () => void
  /** What is known of these has changed: desks that show their calls show it. */
  readonly changed: (owners: readonly SignalOwner[]) => Promise<void>
  readonly now: () => number
}

const day = 24 * 60 * 60_000
const batch = 25
const mostTopics = 200
const mostReached = 5000
const times = ['at', 'validFrom', 'validUntil'] as const

/** What other systems post of customers, and who of those has been told. */
export function signalHandlers(room: SignalRoom): Handlers<SignalRoute> {
  const { store, now } = room
  const post = async (signals: readonly NewSignal[]) => store.postSignals(signals, now(), room.newsOf)
  return {
    async postSignal({ body, who }) {
      const signal = readSignal(room, body, who)
      if ('message' in signal) throw refuse(signal.path, signal.message)
      const [posted] = await post([signal])
      if (!posted || posted.kind === 'no-such-customer') throw refuse('customerId', noSuchCustomer)
      if (posted.kind !== 'unchanged') {
        room.told()
        await room.changed([posted.whose])
      }
      return { id: posted.id, result: posted.kind }
    },
    async postSignals({ upload, who }) {
      const read = (body: NewSignalBody) => readSignal(room, body, who)
      const { report, owners } = await postInBulk(upload, { read, post })
      room.told()
      await room.changed(owners)
      await record(room, who, 'post-signals', `rows ${report.rows}`)
      return report
    },
    async readSignals({ query }) {
      const { topic = null, told, after = 0, most } = query
      const wanted: SignalsWanted = { topic, told: told ? told === 'yes' : null, after, most }
      const found = await store.readSignals(wanted)
      const next = found.length === most ? (found.at(-1)?.id ?? null) : null
      return { items: found.map((one) => show(room, one)), next }
    },
    async readSignalTopics() {
      const topics = await store.readSignalTopics(mostTopics)
      return { items: [...topics], ways: Object.keys(room.ways) as OutreachWay[] }
    },
    withdrawSignals: ({ body, who }) => withdraw(room, body, who),
    async signalTold({ params, who }) {
      if (who.role === 'agent' && !(await leadsOwnPop(room, who, params.id))) throw new Refusal('not-found')
      if (!(await store.readSignal(params.id))) throw new Refusal('not-found')
      await store.signalsTold([params.id], { by: who.accountId, how: 'person', now: now() })
      return undefined
    },
    reachOut: ({ body, who }) => reachOut(room, body, who),
  }
}

type Fault = { readonly path: string; readonly message: string }

function readSignal(room: SignalRoom, body: NewSignalBody, who: Who): NewSignal | Fault {
  const of = readOwner(body, room.readNumber)
  if (of.kind === 'fault') return of
  const now = room.now()
  const at = body.at ?? now
  const validFrom = body.validFrom ?? Math.min(at, now)
  const validUntil = body.validUntil ?? Math.max(at, now) + room.usualDays * day
  if (validUntil <= validFrom) return { path: 'validUntil', message: 'It would end before it begins.' }
  const { externalId = null, kind, topic = null, severity, text, answer = null } = body
  const unsaid = times.filter((time) => body[time] === undefined)
  const timed = { at, validFrom, validUntil, unsaid }
  return { of, sender: who.accountId, externalId, kind, topic, severity, text, answer, ...timed }
}

async function withdraw(room: SignalRoom, body: Asked<'withdrawSignals'>['body'], who: Who) {
  const { id, externalId, topic } = body
  if ([id, externalId, topic].filter((one) => one !== undefined).length !== 1) {
    throw refuse('id', 'Give one of id, externalId and topic.')
  }
  const owners = topic === undefined ? await withdrawOne(room, body, who) : await withdrawAll(room, topic)
  await room.changed(owners)
  await record(room, who, 'withdraw-signals', `rows ${owners.length}`)
  return { withdrawn: owners.length }
}

async function withdrawOne(
  { store, now }: SignalRoom,
  { id, externalId }: Asked<'withdrawSignals'>['body'],
  who: Who,
): Promise<readonly SignalOwner[]> {
  const wanted = id ?? (await store.findSignal(who.accountId, externalId ?? ''))
  const owner = wanted === null ? null : await store.withdrawSignal(wanted, now())
  return owner ? [owner] : []
}

async function withdrawAll({ store, now }: SignalRoom, topic: string): Promise<readonly SignalOwner[]> {
  const owners: SignalOwner[] = []
  for (;;) {
    const some = await store.withdrawTopic(topic, now(), batch)
    owners.push(...some)
    if (some.length < batch) return owners
    await turn()
  }
}

/** Those who were reached count as told; whoever cannot be, or does not want to be, is left for a person to look at. */
async function reachOut(room: SignalRoom, { way, topic, ids }: Asked<'reachOut'>['body'], who: Who) {
  const reach = room.ways[way]
  if (!reach) throw refuse('way', 'This house has no such way.')
  if ((topic === undefined) === (ids === undefined)) throw refuse('topic', 'Give either topic or ids.')
  let planned = 0
  let passedOver = 0
  for await (const signal of topic === undefined ? chosen(room, ids ?? []) : untold(room, topic)) {
    const reached = await reach(signal, who)
    if (reached === 'reached') {
      await room.store.signalsTold([signal.id], { by: who.accountId, how: way, now: room.now() })
      planned++
    } else if (reached === 'passed-over') passedOver++
    await turn()
  }
  await record(room, who, 'reach-out', `${way} ${planned}`)
  return { planned, passedOver }
}

async function* chosen({ store }: SignalRoom, ids: readonly number[]): AsyncGenerator<SignalRecord> {
  for (const id of ids) {
    const signal = await store.readSignal(id)
    if (signal && signal.overAt === null && signal.toldAt === null) yield signal
  }
}

async function* untold({ store }: SignalRoom, topic: string): AsyncGenerator<SignalRecord> {
  let after = 0
  for (let seen = 0; seen < mostReached; ) {
    const some = await store.readSignals({ topic, told: false, after, most: batch })
    yield* some
    seen += some.length
    after = some.at(-1)?.id ?? after
    if (some.length < batch) return
  }
}

async function leadsOwnPop({ store }: SignalRoom, { accountId }: Who, id: number): Promise<boolean> {
  const desk = (await store.readDesks([accountId])).get(accountId)
  return (desk?.pops ?? []).some((content) =>
    ((JSON.parse(content) as Pop).leads ?? []).some((lead) => lead.kind === 'signal' && lead.id === id),
  )
}

async function record(room: SignalRoom, { accountId }: Who, action: string, detail: string): Promise<void> {
  await room.store.audit({ at: room.now(), accountId, action, subject: 'signals', detail })
}

function show({ nameOf }: SignalRoom, signal: SignalRecord): SignalView {
  const { sender, numberKey, changedAt, toldAt, toldBy, toldHow, withdrawnAt, ...shown } = signal
  const by = toldBy === null ? null : (nameOf(toldBy) ?? toldBy)
  return { ...shown, told: toldAt === null ? null : { at: toldAt, by, how: toldHow ?? 'person' } }
}
