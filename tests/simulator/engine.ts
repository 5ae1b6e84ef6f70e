import type { Call } from '../../src/call/call.ts'
import type { CallEvent } from '../../src/call/call-event.ts'
import type {
  DeskMessage,
  FollowStep,
  OutboxRow,
  StoredCall,
  StoredPop,
  WriteResult,
} from '../../src/store/call-store.ts'
import type { Availability } from '../../src/wire/desktop-events.ts'
import { type Customers, customersOf } from './customers.ts'
import type { World } from './world.ts'

export interface KeptCall {
  version: number
  call: Call
  lastEventAt: number
  identifiedBy: string | null
  verification: string | null
  directory: string | null
  customerId: number | null
  recognition: string | null
  readonly events: Map<string, string>
  readonly pops: Map<string, StoredPop & { updatedAt: number; storedAt: number }>
}

export interface Committed extends OutboxRow {
  readonly committedAt: number
}

/**
 * The database that all nodes share, in memory: what is done by one of these verbs is done whole and at once. Ids of
 * the outbox are taken when a transaction begins and become visible when it commits, as with a sequence.
 */
export interface Engine {
  readonly calls: ReadonlyMap<string, KeptCall>
  readonly desks: ReadonlyMap<string, { version: number; availability: Availability }>
  readonly outbox: readonly Committed[]
  /** What agents have done, as it was committed: `<agent> wrapped up <call>`, `<agent> named <call>`. */
  readonly deeds: ReadonlySet<string>
  readonly customers: Customers
  readCall(id: string): StoredCall | null
  readDesk(accountId: string): { version: number; availability: Availability; pops: string[] }
  readOutbox(after: number, most: number): OutboxRow[]
  findShownCalls(customerId: number, since: number, most: number): string[]
  findSilentCalls(since: { answered: number; unanswered: number }, most: number): string[]
  findOldWrapUps(before: number, most: number): { callId: string; accountId: string }[]
  takeIds(count: number): number[]
  followCall(step: FollowStep, ids: readonly number[]): WriteResult
  setAvailability(accountId: string, availability: Availability, now: number, id: number): DeskMessage[]
  /** Called after each commit that has something to push. */
  onCommit(listener: () => void): void
}

export function openEngine(world: World): Engine {
  const calls = new Map<string, KeptCall>()
  const desks = new Map<string, { version: number; availability: Availability }>()
  const outbox: Committed[] = []
  const deeds = new Set<string>()
  const listeners: (() => void)[] = []
  let lastId = 0

  const push = (
    accountId: string,
    id: number,
    at: number,
    body: (version: number) => string,
  ): DeskMessage => {
    const desk = desks.get(accountId) ?? { version: 0, availability: 'available' }
    const version = desk.version + 1
    desks.set(accountId, { ...desk, version })
    const row = { id, accountId, version, body: body(version), at, committedAt: world.clock.now() }
    let place = outbox.length
    while (place > 0 && (outbox[place - 1] as Committed).id > id) place--
    outbox.splice(place, 0, row)
    return { accountId, version, body: row.body }
  }

  const tellAll = (messages: readonly DeskMessage[]): void => {
    if (messages.length > 0) for (const listener of listeners) listener()
  }

  const customers = customersOf()
  return {
    calls,
    desks,
    outbox,
    deeds,
    customers,
    readCall: (id) => readCall(calls.get(id), id),
    readDesk(accountId) {
      const desk = desks.get(accountId) ?? { version: 0, availability: 'available' as const }
      return { ...desk, pops: openPops(calls, accountId) }
    },
    readOutbox: (after, most) => outbox.filter((row) => row.id > after).slice(0, most),
    findShownCalls: (customerId, since, most) =>
      [...calls]
        .filter(([, kept]) => kept.customerId === customerId && kept.call.arrivedAt >= since)
        .filter(([, { pops }]) => [...pops.values()].some(({ state }) => state !== 'closed'))
        .map(([id]) => id)
        .slice(0, most),
    findSilentCalls: (since, most) =>
      [...calls]
        .filter(([, { call, lastEventAt }]) => {
          const isSilent = lastEventAt < (call.answeredAt === null ? since.unanswered : since.answered)
          return call.endedAt === null && isSilent
        })
        .map(([id]) => id)
        .slice(0, most),
    findOldWrapUps: (before, most) =>
      [...calls.values()]
        .flatMap(({ call, pops }) => [...pops.values()].map((pop) => ({ ...pop, endedAt: call.endedAt })))
        .filter(({ state, updatedAt, endedAt, answeredAt }) => {
          return state === 'wrap-up' && updatedAt < before && (endedAt ?? answeredAt ?? 0) < before
        })
        .map(({ callId, accountId }) => ({ callId, accountId }))
        .slice(0, most),
    takeIds: (count) => Array.from({ length: count }, () => ++lastId),
    followCall(step, ids) {
      const known = calls.get(step.id)
      const isOvertaken = (known?.version ?? 0) !== step.expectedVersion
      if (isOvertaken && world.sabotage !== 'versions-unchecked') return { kind: 'overtaken' }
      const kept = keepCall(world, known, step)
      calls.set(step.id, kept)
      if (step.identifiedBy) deeds.add(`${step.identifiedBy} named ${step.id}`)
      for (const { accountId, closing } of step.changedPops) {
        if (closing === 'wrapped-up') deeds.add(`${accountId} wrapped up ${step.id}`)
      }
      if (step.interaction) customers.remember(step.interaction)
      for (const pop of step.changedPops) {
        const earlier = kept.pops.get(pop.accountId)
        checkWrappedUp(world, earlier, pop)
        const storedAt = earlier?.storedAt ?? step.now
        kept.pops.set(pop.accountId, { ...pop, storedAt, updatedAt: step.now })
      }
      const messages = toldOf(step).map(({ accountId, bodyOf }, n) =>
        push(accountId, ids[n] as number, step.now, bodyOf),
      )
      tellAll(messages)
      return { kind: 'written', messages, painted: [] }
    },
    setAvailability(accountId, availability, now, id) {
      if (desks.get(accountId)?.availability === availability) return []
      const body = (version: number) => JSON.stringify({ kind: 'availability', version, availability })
      const messages = [push(accountId, id, now, body)]
      desks.set(accountId, { version: messages[0]?.version ?? 0, availability })
      tellAll(messages)
      return messages
    },
    onCommit: (listener) => void listeners.push(listener),
  }
}

/** What each desk is told of a step, in the order of desks, as every engine locks them. */
export function toldOf({
  changedPops,
  missedBy = [],
}: FollowStep): { accountId: string; bodyOf: (version: number) => string }[] {
  const ofPops = changedPops.map(({ accountId, content }) => ({
    accountId,
    bodyOf: (version: number) => `{"kind":"pop","version":${version},"pop":${content}}`,
  }))
  const ofMissed = missedBy.map((accountId) => ({
    accountId,
    bodyOf: (version: number) => `{"kind":"missed","version":${version}}`,
  }))
  return [...ofPops, ...ofMissed].toSorted((a, b) => (a.accountId < b.accountId ? -1 : 1))
}

function keepCall(world: World, known: KeptCall | undefined, step: FollowStep): KeptCall {
  const events = known?.events ?? new Map<string, string>()
  for (const { event } of step.newEvents) {
    if (events.has(event.id)) continue
    if (event.id === 'time-limit') checkLimit(world, step.id, event, events)
    events.set(event.id, JSON.stringify(event))
  }
  return {
    version: (known?.version ?? 0) + 1,
    call: step.call,
    lastEventAt: step.lastEventAt,
    identifiedBy: step.identifiedBy,
    verification: step.verification,
    directory: step.directory ?? null,
    customerId: step.customerId,
    recognition: step.recognition,
    events,
    pops: known?.pops ?? new Map(),
  }
}

/** Silence ends a call after what was heard of it, never before. */
function checkLimit(world: World, id: string, end: CallEvent, events: ReadonlyMap<string, string>): void {
  for (const body of events.values()) {
    const heard = JSON.parse(body) as CallEvent
    if (heard.at > end.at)
      world.fault(`${id} is ended by silence before its event ${heard.id}, heard already`)
  }
}

/** What an agent has wrapped up comes back only with the call itself. */
function checkWrappedUp(world: World, earlier: StoredPop | undefined, pop: StoredPop): void {
  if (earlier?.closing !== 'wrapped-up' || pop.closing === 'wrapped-up') return
  if (pop.state !== 'wrap-up' && pop.state !== 'closed') return
  world.fault(`${pop.callId} was wrapped up by ${pop.accountId} and is ${pop.state}, ${pop.closing}`)
}

function readCall(kept: KeptCall | undefined, id: string): StoredCall | null {
  if (!kept) return null
  const { version, recognition, customerId, identifiedBy, verification, directory, lastEventAt } = kept
  const events = [...kept.events.values()].map((body) => JSON.parse(body) as CallEvent)
  return {
    id,
    version,
    recognition,
    customerId,
    identifiedBy,
    verification,
    directory,
    lastEventAt,
    events,
    pops: [...kept.pops.values()],
  }
}

function openPops(calls: ReadonlyMap<string, KeptCall>, accountId: string): string[] {
  return [...calls.values()].flatMap(({ pops }) => {
    const pop = pops.get(accountId)
    return pop && pop.state !== 'closed' ? [pop.content] : []
  })
}
