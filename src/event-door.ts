import type { CallEvent } from './call/call-event.ts'
import type { Drain } from './drain-spool.ts'
import { Refusal } from './errors.ts'
import type { LinkedEvents } from './join-legs.ts'
import type { Meters } from './metrics.ts'
import type { Spooled, SpoolStore } from './store/spool-store.ts'

/** Where all events come in, however they were reported. Both resolve once the events are durable. */
export interface EventDoor {
  /** `sentAt`: when they were sent by the sender's own clock, ms, where it says so. */
  readonly take: (events: readonly CallEvent[], sentAt?: number) => Promise<void>
  readonly takeLinked: (linked: LinkedEvents) => Promise<void>
}

interface SpoolingSettings {
  /** Into the house's store. */
  readonly straight: EventDoor
  readonly spool: Pick<SpoolStore, 'append' | 'holds'>
  readonly drain: Pick<Drain, 'wake'>
  /** Told of what was spooled while the store is away; `sentAt` in ms. */
  readonly spooledAway: (events: readonly CallEvent[], sentAt: number) => void
  /** Whether the store is known to take nothing. */
  readonly isAway: () => boolean
  /** The wall clock, ms. */
  readonly now: () => number
}

/** Who reports an event is not kept waiting longer than this by a store that is slow or has just gone away, ms. */
const patienceMs = 2000

export interface SpoolingDoor extends EventDoor {
  /** The store has just gone away: what waits for it is spooled at once. */
  troubleBegan(): void
}

/**
 * A door that never waits for the store: what it does not take is spooled. Order: while something of a call is spooled,
 * what comes later of this call lines up behind it; other calls go straight on. What was spooled may also have been stored,
 * since the same event again does nothing.
 */
export function spoolingDoor({
  straight,
  spool,
  drain,
  spooledAway,
  isAway,
  now,
}: SpoolingSettings): SpoolingDoor {
  const waiting = new Set<() => void>()

  const keep = async (spooled: readonly Spooled[]): Promise<void> => {
    await spool.append(spooled)
    drain.wake()
    const [first] = spooled
    if (first && isAway())
      spooledAway(
        spooled.flatMap(({ event }) => event ?? []),
        first.sentAt,
      )
  }

  /** False where the store has not taken it in time, for whatever reason: it is found out when it is drained. */
  const isTaken = async (taking: Promise<void>): Promise<boolean> => {
    const late = Promise.withResolvers<false>()
    const giveUp = (): void => late.resolve(false)
    const timer = setTimeout(giveUp, patienceMs)
    waiting.add(giveUp)
    try {
      return await Promise.race([taking.then(() => true), late.promise])
    } catch {
      return false
    } finally {
      clearTimeout(timer)
      waiting.delete(giveUp)
    }
  }

  const pass = async (taking: Promise<void>, spooled: () => readonly Spooled[]): Promise<void> => {
    if (await isTaken(taking)) return
    // Without room in the spool all that is left is to wait for the store.
    await keep(spooled()).catch(() => taking)
  }

  const mustQueue = (source: string, calls: readonly string[]): boolean =>
    isAway() || calls.some((call) => spool.holds(source, call))

  return {
    async take(events, sentAt = now()) {
      const receivedAt = now()
      const toSpool = (some: readonly CallEvent[]) => inSpool(some, receivedAt, sentAt)
      const queued = events.filter(({ source, call }) => mustQueue(source, [call]))
      const passed = queued.length === 0 ? events : events.filter((event) => !queued.includes(event))
      await Promise.all([
        queued.length > 0 && keep(toSpool(queued)),
        passed.length > 0 && pass(straight.take(passed, sentAt), () => toSpool(passed)),
      ])
    },
    async takeLinked(linked) {
      const spooled = (): Spooled[] => toSpooled(linked, now())
      const legs = [
        ...linked.events.map(({ call }) => call),
        ...linked.links.flatMap(({ leg, of }) => [leg, of]),
      ]
      if (mustQueue(linked.source, legs)) await keep(spooled())
      else await pass(straight.takeLinked(linked), spooled)
    },
    troubleBegan() {
      for (const giveUp of waiting) giveUp()
    },
  }
}

/** Into the spool and nowhere else. */
export function spoolOnly({ append }: Pick<SpoolStore, 'append'>, now: () => number): EventDoor {
  return {
    take: (events, sentAt) => append(inSpool(events, now(), sentAt)),
    takeLinked: (linked) => append(toSpooled(linked, now())),
  }
}

function inSpool(events: readonly CallEvent[], receivedAt: number, sentAt = receivedAt): Spooled[] {
  return events.map((event) => ({
    source: event.source,
    call: event.call,
    event,
    links: null,
    receivedAt,
    sentAt,
  }))
}

/** The links go with the first event: they are told before any of them. */
function toSpooled({ source, links, events, sentAt }: LinkedEvents, receivedAt: number): Spooled[] {
  const times = { receivedAt, sentAt: sentAt ?? receivedAt }
  const [first] = links
  if (events.length === 0 && first) return [{ source, call: first.leg, event: null, links, ...times }]
  return events.map((event, n) => ({
    source,
    call: event.call,
    event,
    links: n === 0 ? links : [],
    ...times,
  }))
}

/** Counts what was taken. */
export function counting({ take, takeLinked }: EventDoor, meters: Pick<Meters, 'taken'>): EventDoor {
  const count = (events: readonly CallEvent[]): void => {
    for (const { source, kind } of events) meters.taken(source, kind)
  }
  return {
    async take(events, sentAt) {
      await take(events, sentAt)
      count(events)
    },
    async takeLinked(linked) {
      await takeLinked(linked)
      count(linked.events)
    },
  }
}

/** Takes nothing more from the moment on that it is closed. */
export function closable({ take, takeLinked }: EventDoor, isClosed: () => boolean): EventDoor {
  const refuseIfClosed = (): void => {
    if (isClosed()) throw new Refusal('shutting-down')
  }
  return {
    async take(events, sentAt) {
      refuseIfClosed()
      await take(events, sentAt)
    },
    async takeLinked(linked) {
      refuseIfClosed()
      await takeLinked(linked)
    },
  }
}
