import { setTimeout } from 'node:timers/promises'
import { type Delivery, deliverEvent } from './deliver-event.ts'
import { type DemoKind, demoKinds, demoStory } from './demo-calls.ts'
import type { DemoStory } from './demo-story.ts'
import type { Speaker, Told } from './speaker.ts'

export interface DemoPhoneSystemSettings extends Pick<Delivery, 'baseUrl' | 'now'> {
  /** Whose words it says the calls in. */
  readonly speaker: Speaker
  /** How the outside calls the server, where that is not `baseUrl`. */
  readonly publicUrl?: () => string
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
 * Opens the demo phone system. Over real HTTP and signed, it behaves like a real one, also where that is unpleasant: as
 * far as its speaker does so, it sends an event twice now and then or two in the wrong order; and it tries again while the
 * server is away.
 */
export function demoPhoneSystem(settings: DemoPhoneSystemSettings): DemoPhoneSystem {
  const stopped = new AbortController()
  const delivery: Delivery = { fetch, wait: waitFor, ...settings }
  const kinds = kindsOf(settings)
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
  const mayWait = settings.speaker.unruly === 'twice and disordered'
  let sending: Promise<void> = Promise.resolve()
  let heldBack: Step | null = null
  const send = (step: Step): void => {
    sending = sending.then(() =>
      unlessStopped(sendPerhapsTwice(settings, delivery, story.source, step, stopped), stopped),
    )
  }
  try {
    for (const [n, step] of story.steps.entries()) {
      await delivery.wait(Math.max(0, begins + step.at - now()), stopped)
      const earlier = story.steps.slice(0, n).map(({ says }) => says)
      const told: Step = { call: root, step: n, at: now(), says: step.says, earlier }
      const next = story.steps[n + 1]
      if (heldBack === null && mayWait && next && next.at - step.at < closelyMs && random() < disorder) {
        heldBack = told
        continue
      }
      send(told)
      if (heldBack) send(heldBack)
      heldBack = null
    }
  } finally {
    await sending
  }
}

/** An event happens when it is its turn, also while the server is away and it can be sent only later. */
type Step = Omit<Told, 'address' | 'sent'>

async function sendPerhapsTwice(
  settings: DemoPhoneSystemSettings,
  delivery: Delivery,
  source: string,
  step: Step,
  stopped: AbortSignal,
): Promise<void> {
  const { random, report, speaker, now } = settings
  const address = `${(settings.publicUrl ?? settings.baseUrl)()}/v1/sources/${source}`
  const write = (sent: number) => speaker.speak({ ...step, address, sent })
  const times = speaker.unruly !== 'never' && random() < duplicates ? 2 : 1
  for (const [n, first] of write(now()).entries()) {
    for (let time = 0; time < times; time++) {
      const delivered = await deliverEvent(delivery, source, (sent) => write(sent)[n] ?? first, stopped)
      if (delivered.kind === 'taken') continue
      report({ ...delivered, call: `${source}:${step.call}`, event: `${step.call}-${step.step}` })
    }
  }
}

/** Calls of sources that the server knows, and that can be told in the speaker's words. */
function kindsOf({ sources, speaker }: Pick<DemoPhoneSystemSettings, 'sources' | 'speaker'>): DemoKind[] {
  return demoKinds.filter((kind) => {
    const { source, steps } = demoStory(kind, () => 0)
    const says = steps.map((step) => step.says)
    const needs = [
      ...(says.some((said) => said.kind === 'claims') ? (['claims'] as const) : []),
      ...(says[0]?.direction === 'outbound' ? (['placed calls'] as const) : []),
    ]
    return sources.includes(source) && needs.every((one) => speaker.tells.includes(one))
  })
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
