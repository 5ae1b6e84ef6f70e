import { setTimeout } from 'node:timers/promises'
import type { z } from 'zod'
import type { eventMessage } from '../wire/event-contract.ts'
import { type Delivery, deliverEvent } from './deliver-event.ts'
import { type DemoKind, demoKinds, demoStory } from './demo-calls.ts'
import type { DemoStory } from './demo-story.ts'

type Event = z.input<typeof eventMessage>

export interface DemoPhoneSystemSettings extends Pick<Delivery, 'baseUrl' | 'sign' | 'now'> {
  /** Names of the sources that the server knows; calls of others are not played. */
  readonly sources: readonly string[]
  /** In [0, 1). */
  readonly random: () => number
  readonly report: (happening: DemoHappening) => void
  readonly fetch?: Delivery['fetch']
  readonly wait?: Delivery['wait']
}

export type DemoHappening =
  | { readonly kind: 'call'; readonly call: string; readonly story: DemoKind }
  | {
      readonly kind: 'refused'
      readonly call: string
      readonly event: string
      readonly status: number
      readonly answer: string
    }
  | { readonly kind: 'given-up'; readonly call: string; readonly event: string }

/** Plays calls as a phone system would report them. Begins silent: `resume()` lets it play by itself. */
export interface DemoPhoneSystem {
  readonly kinds: readonly DemoKind[]
  /** Whether it plays by itself. */
  playing(): boolean
  /** No further call by itself; calls that have begun go on to their end. */
  pause(): void
  resume(): void
  /** Begins one call now. Gives the call's id as the store and the pops have it, `<source>:<root id>`. */
  play(kind: DemoKind): string
  /** Resolves once nothing is under way any more; calls that have begun break off. */
  close(): Promise<void>
}

const firstCallAfterMs = 2000
const leastPauseMs = 12_000
const mostPauseMs = 20_000
const mostLiveCalls = 2
/** How often an event is sent twice, or changes places with the next one that follows closely. */
const duplicates = 0.1
const disorder = 0.2
const closelyMs = 500

/**
 * Opens the demo phone system. Over real HTTP and signed, it behaves like a real one, also where that is unpleasant: now
 * and then it sends an event twice or two in the wrong order, and it tries again while the server is away.
 */
export function demoPhoneSystem(settings: DemoPhoneSystemSettings): DemoPhoneSystem {
  const stopped = new AbortController()
  const delivery: Delivery = { fetch, wait: waitFor, ...settings }
  const kinds = demoKinds.filter((kind) => settings.sources.includes(demoStory(kind, () => 0).source))
  const live = new Map<string, Promise<void>>()
  let automatic: AbortController | null = null
  let begun = 0
  let turn = 0

  const play = (kind: DemoKind): string => {
    const story = demoStory(kind, settings.random)
    begun += 1
    const root = `demo-${settings.now().toString(36)}-${begun}`
    const call = `${story.source}:${root}`
    settings.report({ kind: 'call', call, story: kind })
    const told = unlessStopped(tellStory(settings, delivery, story, root, stopped.signal), stopped.signal)
    live.set(
      call,
      told.finally(() => live.delete(call)),
    )
    return call
  }

  const playByItself = async (signal: AbortSignal): Promise<void> => {
    await delivery.wait(firstCallAfterMs, signal)
    for (;;) {
      while (live.size >= mostLiveCalls) await delivery.wait(1000, signal)
      const kind = kinds[turn % kinds.length]
      if (kind) play(kind)
      turn += 1
      await delivery.wait(leastPauseMs + settings.random() * (mostPauseMs - leastPauseMs), signal)
    }
  }

  const pause = (): void => {
    automatic?.abort()
    automatic = null
  }

  return {
    kinds,
    playing: () => automatic !== null,
    pause,
    resume() {
      if (automatic || stopped.signal.aborted) return
      automatic = new AbortController()
      const { signal } = automatic
      void unlessStopped(playByItself(signal), signal)
    },
    play,
    async close() {
      pause()
      stopped.abort()
      await Promise.all(live.values())
    },
  }
}

/** Says each step when it is due. What is said is sent one after the other, however long the server keeps us waiting. */
async function tellStory(
  settings: DemoPhoneSystemSettings,
  delivery: Delivery,
  story: DemoStory,
  root: string,
  stopped: AbortSignal,
): Promise<void> {
  const { now, random } = settings
  const begins = now()
  let sending: Promise<void> = Promise.resolve()
  let heldBack: Event | null = null
  const send = (event: Event): void => {
    sending = sending.then(() =>
      unlessStopped(sendPerhapsTwice(settings, delivery, story.source, event, stopped), stopped),
    )
  }
  try {
    for (const [n, step] of story.steps.entries()) {
      await delivery.wait(Math.max(0, begins + step.at - now()), stopped)
      const event: Event = { ...timed(root, n, now()), ...step.says }
      const next = story.steps[n + 1]
      if (heldBack === null && next && next.at - step.at < closelyMs && random() < disorder) {
        heldBack = event
        continue
      }
      send(event)
      if (heldBack) send(heldBack)
      heldBack = null
    }
  } finally {
    await sending
  }
}

async function sendPerhapsTwice(
  { random, report }: DemoPhoneSystemSettings,
  delivery: Delivery,
  source: string,
  event: Event,
  stopped: AbortSignal,
): Promise<void> {
  const times = random() < duplicates ? 2 : 1
  for (let n = 0; n < times; n++) {
    const delivered = await deliverEvent(delivery, source, event, stopped)
    if (delivered.kind !== 'taken') report({ ...delivered, call: `${source}:${event.call}`, event: event.id })
  }
}

/** An event happens when it is its turn, also while the server is away and it can be sent only later. */
function timed(root: string, n: number, now: number): Pick<Event, 'id' | 'time' | 'call' | 'sequence'> {
  return { id: `${root}-${n}`, time: new Date(now).toISOString(), call: root, sequence: n }
}

async function waitFor(ms: number, signal: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, { signal })
}

/** Being stopped is how a demo ends, not a failure; anything else is. */
async function unlessStopped(work: Promise<void>, signal: AbortSignal): Promise<void> {
  try {
    await work
  } catch (reason) {
    if (!signal.aborted) throw reason
  }
}
