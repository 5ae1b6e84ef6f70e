import { follow } from './call/call.ts'
import type { CallEvent } from './call/call-event.ts'
import { callId, emptyCall, type HeldCall } from './held-call.ts'
import type { House } from './house.ts'
import { inTurn } from './in-turn.ts'
import { withKnownAgents } from './journey.ts'
import { withPops } from './pops-of-call.ts'
import { identifyCaller } from './recognition/identify-caller.ts'
import type { Pop } from './wire/pop.ts'

/** What this node shows on its desktops of calls that it can only spool: where they stand, by all that it has heard. */
export interface ProvisionalPops {
  /** Events that were spooled while the store is away. `sentAt`: by the sender's clock, ms. */
  heard(events: readonly CallEvent[], sentAt: number): void
  /** What was spooled of this call is in the store, or set aside: what the store tells counts again. */
  settled(source: string, call: string): void
  /** Those pops of an agent that are to be shown in the place of what the store has told. A closed one takes it away. */
  of(accountId: string): readonly Pop[]
  stop(): void
}

interface ProvisionalSettings {
  readonly house: House
  /** A call as this node holds it from before the store went away. */
  readonly held: (id: string) => HeldCall | undefined
  /** Whether something of the call is spooled. */
  readonly isSpooled: (source: string, call: string) => boolean
  /** The pops of this agent are others now. */
  readonly changed: (accountId: string) => void
}

interface Guess {
  /** What the store has told before it went away. */
  readonly told: ReadonlyMap<string, Pop>
  readonly call: HeldCall
  readonly heardAt: number
}

interface Heard {
  readonly event: CallEvent
  readonly sentAt: number
}

/** More calls than this do not ring at a node at once. */
const mostGuessed = 5000
/** A call that only rings and of which no more is heard is taken off the desks: its end may have been told elsewhere. */
const ringsForMs = 3 * 60_000
const lookEveryMs = 10_000

/** Nobody can be looked up. */
const noDirectory = {
  findCallers: async () => [],
  readCard: async () => null,
  readCustomersSeenWith: async () => [],
}

/**
 * Nothing of this is stored and nothing of it outlives what was spooled of the call, so it cannot be left behind: the list
 * is told whole whenever it changes, and a desktop forgets it with its connection. Who a caller is, is known only of calls
 * that were identified before.
 */
export function provisionalPops(settings: ProvisionalSettings): ProvisionalPops {
  const { held, isSpooled, changed } = settings
  const house = { ...settings.house, meters: { ...settings.house.meters, staleRing: () => undefined } }
  const guesses = new Map<string, Guess>()
  /** Calls that nothing more is shown of, whatever is heard of them late or again. */
  const over = new Set<string>()

  const put = (id: string, guess: Guess | null): void => {
    const before = guesses.get(id)
    if (guess) guesses.set(id, guess)
    else guesses.delete(id)
    const agents = new Set([...(before?.call.pops.keys() ?? []), ...(guess?.call.pops.keys() ?? [])])
    for (const agent of agents) {
      if (before?.call.pops.get(agent) !== guess?.call.pops.get(agent)) changed(agent)
    }
  }

  const finish = (id: string): void => {
    over.add(id)
    put(id, null)
  }

  const work = async (id: string, heard: readonly Heard[]): Promise<void> => {
    const known = held(id)
    const before = guesses.get(id) ?? { told: known?.pops ?? new Map(), call: known ?? null }
    const followed = heard.reduce((so, { event }) => follow(so, event), before.call?.followed)
    const [first] = heard
    if (over.has(id) || !followed || !first || (!guesses.has(id) && guesses.size >= mostGuessed)) return
    const call = { ...(before.call ?? emptyCall(id, followed)), followed }
    const identity = call.identity ?? (await identify(call))
    const now = house.now()
    const sentAt = Math.max(...heard.map((one) => one.sentAt))
    const { after } = withPops(house, { ...call, identity }, [], { now, sentAt })
    // It may have been stored while this was being thought out.
    if (!isSpooled(first.event.source, first.event.call)) return
    if (followed.call.phase === 'ended' && before.told.size === 0) finish(id)
    else put(id, { told: before.told, call: after, heardAt: now })
  }

  const identify = async ({ followed }: HeldCall) => {
    const source = house.sources.get(followed.call.source)
    if (!source) return null
    const what = {
      call: followed.call,
      source,
      policy: house.policy.recognition,
      namedId: null,
      now: house.now(),
    }
    return identifyCaller(what, noDirectory)
  }

  const { order } = inTurn<Heard>(work)

  const timer = setInterval(() => {
    for (const [id, { call, heardAt }] of guesses) {
      const { phase, answeredAt } = call.followed.call
      const onlyRings = phase !== 'ended' && answeredAt === null
      if (onlyRings && house.now() - heardAt > ringsForMs) finish(id)
    }
  }, lookEveryMs)
  timer.unref()

  return {
    heard(events, sentAt) {
      for (const event of events) {
        // What is shown is worth no fault; the event itself is spooled.
        const known = { event: withKnownAgents(house, event), sentAt }
        order(callId(event.source, event.call), known).catch(() => undefined)
      }
    },
    settled(source, call) {
      if (isSpooled(source, call)) return
      const id = callId(source, call)
      over.delete(id)
      put(id, null)
    },
    of: (accountId) => [...guesses.values()].flatMap((guess) => shown(guess, accountId)),
    stop: () => clearInterval(timer),
  }
}

/** Only what is otherwise than the store has told. */
function shown({ told, call }: Guess, accountId: string): readonly Pop[] {
  const pop = call.pops.get(accountId)
  const before = told.get(accountId)
  if (!pop || pop === before || (!before && pop.state === 'closed')) return []
  return [pop]
}
