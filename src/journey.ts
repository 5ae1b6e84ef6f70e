import type { CallEvent } from './call/call-event.ts'
import { decide, type IdentityChoice, identify, isTestOfOurs, type Order } from './decide-call.ts'
import { Refusal } from './errors.ts'
import { callId, type HeldCall, isForgotten, takeUp } from './held-call.ts'
import type { House } from './house.ts'
import { inTurn } from './in-turn.ts'
import { notePaintings } from './note-paintings.ts'
import type { Verification } from './screenpop/disclose.ts'
import type { DeskMessage, WriteResult } from './store/call-store.ts'
import type { Store } from './store/store.ts'
import type { DesktopChange } from './wire/desktop-events.ts'
import type { Pop } from './wire/pop.ts'

/** The way of a call event from the phone system to the desktops: this file alone knows the order of the rooms. */
export interface Journey {
  /**
   * Takes events in; resolves once they are durable and what follows from them is on its way to the desktops. `sentAt`
   * (ms) is when they were sent by the clock of whoever sent them, so that a clock that is wrong makes no ring stale.
   */
  take(events: readonly CallEvent[], sentAt?: number): Promise<void>
  /** The same for events that were received some time ago, each at its own; `sentAt` as it was then. */
  takeLate(events: readonly LateEvent[]): Promise<void>
  /** An agent says of a call that it is this customer, or is not. The next call from the number knows it. */
  chooseIdentity(choice: IdentityChoice): Promise<void>
  /** An agent who speaks with the caller has made sure that it is this customer. It holds for this call. */
  verifyCaller(check: CallerCheck): Promise<void>
  /** Takes it back, or takes it over from a call that turned out to be a part of this one. */
  putVerification(id: string, verification: Verification | null): Promise<void>
  /** Something that the house knows of this customer has changed: desks that show their calls show it at once. */
  customerChanged(customerId: number): Promise<void>
  /** The caller has answered something on this call, which is kept by now. */
  factTold(id: string): Promise<void>
  /** The same of these calls, whoever they are with. */
  callsChanged(ids: readonly string[]): Promise<void>
  /** The agent has wrapped the call up: its pop is done. */
  wrappedUp(id: string, accountId: string): Promise<void>
  /** The agent's own pop; null if there is none. */
  readPop(id: string, accountId: string): Promise<Pop | null>
  /** A desktop has painted this version of a pop. */
  rendered(id: string, accountId: string, version: number): void
  /** What was carried to desktops of this node, whichever node has written it. */
  carried(messages: readonly DeskMessage[]): void
  /** Ends calls whose end was never heard, and says so. */
  closeSilentCalls(): Promise<void>
  /**
   * Ends these calls, which their phone system no longer has, unless something was heard of them since `askedAt` (ms),
   * when the phone system was asked.
   */
  endGoneCalls(ids: readonly string[], askedAt: number): Promise<void>
  /** Closes pops that have waited for their wrap-up for too long, so that a desk does not silt up. */
  closeOldWrapUps(): Promise<void>
  /** How many calls are held in memory. */
  followed(): number
  /** A call as this node holds it in memory, which may be behind what is stored. */
  heldCall(id: string): HeldCall | undefined
  idle(): Promise<void>
}

export interface LateEvent {
  readonly event: CallEvent
  readonly receivedAt: number
  readonly sentAt: number
}

export interface CallerCheck {
  readonly callId: string
  readonly accountId: string
  readonly customerId: number
  readonly method: string
}

/** More calls than this are not held in memory; those beyond are read from the store when something happens to them. */
const mostHeld = 50_000
/** Each round is lost to somebody who wrote the same call: that many at once there are not. */
const mostRounds = 50
/** What is over by the clock is looked for so many at once: hundreds a minute may come to be so. */
const atOnce = 200
/** A desk shows a call no longer than that: the longest conversation and its wrap-up, ms. */
const longestShown = 24 * 60 * 60_000

export function openJourney(house: House): Journey {
  const held = new Map<string, HeldCall>()
  const paintings = notePaintings(house)
  /** Calls whose number outside directories are being asked about. */
  const asking = new Set<string>()

  /** One turn of one call: read, decide, write under its version; decided again if somebody else was faster. */
  const work = async (id: string, orders: readonly Order[]): Promise<void> => {
    for (let round = 0; round < mostRounds; round++) {
      const stored = held.has(id) ? null : await house.store.readCall(id)
      // Its events are forgotten, so it is long over: whatever is heard of it has been heard before, or came too late.
      if (stored && isForgotten(stored)) return
      const before = held.get(id) ?? (stored && takeUp(stored))
      const decided = await decide(house, id, before, orders)
      if (!decided) return
      const { after, step } = decided
      await house.facts.recordReveals(before, after)
      const result = await write(house, step)
      if (result.kind === 'written') {
        keep(after)
        ask(after)
        tell(before, after, orders, result)
        if (step.outside?.length) house.outside.told()
        if (isOver(after) && !isOver(before) && !isTestOfOurs(house, after.followed.call)) {
          house.callEnded?.(after.id)
        }
        await settleFacts(before, after, orders)
        return
      }
      held.delete(id)
      house.meters.overtaken()
    }
    throw new Refusal('store-unavailable')
  }

  /** What was said stays with the call until it can be given to whom it is of: at the next change of who that is, or its end. */
  const settleFacts = async (
    before: HeldCall | null,
    after: HeldCall,
    orders: readonly Order[],
  ): Promise<void> => {
    const isTold = orders.some(({ kind }) => kind === 'told')
    const isGiven = await house.facts.settle(before, after, isTold).catch(() => false)
    // In a turn of its own, since this one is waited for.
    if (isGiven) void order(after.id, { kind: 'told' }).catch(() => undefined)
  }

  const keep = (after: HeldCall): void => {
    const isDone =
      after.followed.call.phase === 'ended' && [...after.pops.values()].every((pop) => pop.state === 'closed')
    held.delete(after.id)
    if (isDone) return
    // The one that was heard of least lately goes: it may have ended at another node, and none here hears of that.
    const oldest = held.keys().next().value
    if (held.size >= mostHeld && oldest !== undefined) held.delete(oldest)
    held.set(after.id, after)
  }

  /** Never on the pop's path: it is out by now, and what the directories say makes a new version of it. */
  const ask = (after: HeldCall): void => {
    const e164 = numberToAskFor(after)
    if (e164 === null || house.directories.none || asking.has(after.id)) return
    asking.add(after.id)
    house.directories
      .ask(e164)
      .then((answers) => order(after.id, { kind: 'directory', answers }))
      // Trouble of the store is told by the store; the call is asked about again when something happens to it.
      .catch(() => undefined)
      .finally(() => asking.delete(after.id))
  }

  const tell = (
    before: HeldCall | null,
    after: HeldCall,
    orders: readonly Order[],
    { messages, painted }: Extract<WriteResult, { kind: 'written' }>,
  ): void => {
    const began = Math.min(...orders.map((one) => (one.kind === 'event' ? one.began : Infinity)))
    const storedAt = house.elapsed()
    if (began !== Infinity) for (const { accountId } of messages) paintings.sent(after.id, accountId, began)
    house.deliver(messages)
    if (began !== Infinity) {
      house.meters.step('stored', storedAt - began)
      if (messages.length > 0) house.meters.step('sent', house.elapsed() - began)
    }
    countAnswers(before, after, painted)
    if (!isTestOfOurs(house, after.followed.call)) house.liveCallsChanged()
  }

  /** Was the pop painted before the agent took the call? The one figure that this product is for. */
  const countAnswers = (before: HeldCall | null, after: HeldCall, painted: readonly string[]): void => {
    const isTest = isTestOfOurs(house, after.followed.call)
    for (const [accountId, pop] of after.pops) {
      const earlier = before?.pops.get(accountId)
      const isAnswered =
        pop.state === 'connected' && earlier?.state !== 'connected' && pop.answeredAt !== null
      if (isAnswered && !isTest && earlier?.answeredAt !== pop.answeredAt) {
        const wasPainted = painted.includes(accountId) || paintings.has(after.id, accountId)
        house.meters.greeted(wasPainted && earlier !== undefined)
      }
      if (pop.state === 'closed') paintings.forget(after.id, accountId)
    }
  }

  const { order, idle } = inTurn<Order>(work)

  const takeAll = async (events: readonly LateEvent[]): Promise<void> => {
    const began = house.elapsed()
    const turns = events.map(({ event, receivedAt, sentAt }) =>
      order(callId(event.source, event.call), {
        kind: 'event',
        event: withKnownAgents(house, event),
        receivedAt,
        sentAt,
        began,
      }),
    )
    await Promise.all(turns)
  }

  return {
    take(events, sentAt = house.cautiousNow()) {
      const receivedAt = house.now()
      return takeAll(events.map((event) => ({ event, receivedAt, sentAt })))
    },
    takeLate(events) {
      const now = house.cautiousNow()
      // The sender's clock has gone on meanwhile: a ring is as old as it would be if it were sent now.
      const sentNow = ({ receivedAt, sentAt }: LateEvent) => sentAt + Math.max(0, now - receivedAt)
      return takeAll(events.map((one) => ({ ...one, sentAt: sentNow(one) })))
    },
    async chooseIdentity(choice) {
      const { callId: id, accountId } = choice
      // What is held here may be behind what another node has written.
      const call = await read(house, id)
      if (!call?.pops.has(accountId)) throw new Refusal('not-found')
      if (!(await house.store.readCard(choice.customerId))) throw new Refusal('not-found')
      const identity = await identify(house, call.followed.call, call)
      if (identity?.numberKey) {
        const { customerId, verdict } = choice
        const { numberKey } = identity
        await house.store.recordJudgement({
          numberKey,
          customerId,
          verdict,
          accountId,
          callId: id,
          at: house.now(),
        })
      }
      await order(id, { kind: 'identity', choice })
    },
    async verifyCaller({ callId: id, accountId, customerId, method }) {
      const pop = (await read(house, id))?.pops.get(accountId)
      if (!pop) throw new Refusal('not-found')
      if (pop.state !== 'connected' && pop.state !== 'held') throw new Refusal('not-speaking')
      if (customerId <= 0 || pop.person?.customerId !== customerId) throw new Refusal('conflict')
      const verification = { customerId, method, by: accountId, at: house.now() }
      await order(id, { kind: 'verified', verification })
    },
    putVerification: (id, verification) => order(id, { kind: 'verified', verification }),
    async customerChanged(customerId) {
      const since = house.now() - longestShown
      const shown = await house.store.findShownCalls(customerId, since, atOnce)
      await Promise.all(shown.map((id) => order(id, { kind: 'customer-changed' })))
    },
    factTold: (id) => order(id, { kind: 'told' }),
    async callsChanged(ids) {
      await Promise.all(ids.map((id) => order(id, { kind: 'customer-changed' })))
    },
    wrappedUp: (id, accountId) => order(id, { kind: 'wrapped-up', accountId }),
    async readPop(id, accountId) {
      return (await read(house, id))?.pops.get(accountId) ?? null
    },
    rendered: paintings.rendered,
    carried(messages) {
      for (const { accountId, body } of messages) {
        const told = JSON.parse(body) as DesktopChange
        if (told.kind !== 'pop') continue
        if (told.pop.state === 'closed') paintings.forget(told.pop.callId, accountId)
        else paintings.sent(told.pop.callId, accountId, null)
      }
    },
    async closeSilentCalls() {
      const now = house.cautiousNow()
      const { silentCallMinutes, unansweredCallMinutes } = house.policy
      const since = {
        answered: now - silentCallMinutes * 60_000,
        unanswered: now - unansweredCallMinutes * 60_000,
      }
      for (let round = 0; round < mostRounds; round++) {
        const silent = await house.store.findSilentCalls(since, atOnce)
        for (const id of silent) await order(id, { kind: 'silence' })
        if (silent.length < atOnce) return
      }
    },
    async endGoneCalls(ids, askedAt) {
      for (const id of ids) await order(id, { kind: 'gone', askedAt })
    },
    async closeOldWrapUps() {
      const before = house.cautiousNow() - house.policy.wrapUpMinutes * 60_000
      for (let round = 0; round < mostRounds; round++) {
        const old = await house.store.findOldWrapUps(before, atOnce)
        for (const { callId: id, accountId } of old) await order(id, { kind: 'wrapped-up', accountId })
        if (old.length < atOnce) return
      }
    },
    followed: () => held.size,
    heldCall: (id) => held.get(id),
    idle,
  }
}

function isOver(call: HeldCall | null): boolean {
  return call?.followed.call.phase === 'ended'
}

/** The number of a live call of which nobody is known, or only somebody possible; null where there is nothing to ask. */
function numberToAskFor({ identity, directory, named, followed }: HeldCall): string | null {
  const outcome = identity?.recognition.outcome
  if (directory !== null || named !== null || followed.call.phase === 'ended') return null
  if (outcome !== 'unknown' && outcome !== 'possible') return null
  return identity?.numberKey?.startsWith('+') ? identity.numberKey : null
}

async function read({ store }: House, id: string): Promise<HeldCall | null> {
  const stored = await store.readCall(id)
  return stored && !isForgotten(stored) ? takeUp(stored) : null
}

async function write({ store }: House, step: Parameters<Store['followCall']>[0]) {
  try {
    return await store.followCall(step)
  } catch (reason) {
    throw reason instanceof Refusal ? reason : new Refusal('store-unavailable', { cause: reason })
  }
}

/** References by extension become accounts; a phone system that cannot be refused may name extensions we do not know. */
export function withKnownAgents({ agents }: Pick<House, 'agents'>, event: CallEvent): CallEvent {
  if (!event.agents?.some((agent) => agent.startsWith('?'))) return event
  const known = event.agents.map((agent) =>
    agent.startsWith('?') ? (agents.resolve({ extension: agent.slice(1) }, event.source) ?? agent) : agent,
  )
  return { ...event, agents: [...new Set(known)] }
}
