import type { Step } from '../speakers/said.ts'
import { type DemoKind, demoKinds, demoStory } from './demo-calls.ts'
import { type DemoStory, lineOf } from './demo-story.ts'
import { type Voice, waitFor } from './voice.ts'

export interface DemoPhoneSystemSettings {
  /** How it says the calls. */
  readonly voice: Voice
  /** Names of the sources that the server knows; calls of others are not played. */
  readonly sources: readonly string[]
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** In [0, 1). */
  readonly random: () => number
  readonly report: (happening: DemoHappening) => void
  /** Rejects when the signal is aborted. */
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<void>
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
/** How often a step changes places with the next one that follows closely. */
const disorder = 0.2
const closelyMs = 500

/** Opens the demo phone system. Steps of a call that follow closely change places now and then, as far as its voice does so. */
export function demoPhoneSystem(settings: DemoPhoneSystemSettings): DemoPhoneSystem {
  const stopped = new AbortController()
  const wait = settings.wait ?? waitFor
  const kinds = kindsOf(settings)
  const live = new Map<string, Promise<void>>()
  let automatic: AbortController | null = null
  let turn = 0
  let lastInbound: DemoStory | null = null

  const play = (kind: DemoKind): string => {
    const story = demoStory(kind, settings.random, lastInbound)
    if (lineOf(story)) lastInbound = story
    const root = settings.voice.begin(story)
    const call = `${story.source}:${root}`
    settings.report({ kind: 'call', call, story: kind })
    const told = unlessStopped(tellStory({ ...settings, wait }, story, root, stopped.signal), stopped.signal)
    live.set(
      call,
      told.finally(() => live.delete(call)),
    )
    return call
  }

  const playByItself = async (signal: AbortSignal): Promise<void> => {
    await wait(firstCallAfterMs, signal)
    for (;;) {
      while (live.size >= mostLiveCalls) await wait(1000, signal)
      const kind = kinds[turn % kinds.length]
      if (kind) play(kind)
      turn += 1
      await wait(leastPauseMs + settings.random() * (mostPauseMs - leastPauseMs), signal)
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
  { voice, now, random, wait }: DemoPhoneSystemSettings & Required<Pick<DemoPhoneSystemSettings, 'wait'>>,
  story: DemoStory,
  root: string,
  stopped: AbortSignal,
): Promise<void> {
  const begins = now()
  let sending: Promise<void> = Promise.resolve()
  let heldBack: Step | null = null
  const send = (step: Step): void => {
    sending = sending.then(() => unlessStopped(voice.tell(story.source, step, stopped), stopped))
  }
  try {
    for (const [n, step] of story.steps.entries()) {
      await wait(Math.max(0, begins + step.at - now()), stopped)
      const earlier = story.steps.slice(0, n).map(({ says }) => says)
      const told: Step = { call: root, step: n, at: now(), says: step.says, earlier }
      const next = story.steps[n + 1]
      const isClose = next !== undefined && next.at - step.at < closelyMs
      if (heldBack === null && voice.mayDisorder && isClose && random() < disorder) {
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

/** Calls of sources that the server knows, and that can be told in the voice's words. */
function kindsOf({ sources, voice }: Pick<DemoPhoneSystemSettings, 'sources' | 'voice'>): DemoKind[] {
  return demoKinds.filter((kind) => {
    const { source, steps } = demoStory(kind, () => 0)
    const says = steps.map((step) => step.says)
    const needs = [
      ...(says.some((said) => said.kind === 'claims') ? (['claims'] as const) : []),
      ...(says[0]?.direction === 'outbound' ? (['placed calls'] as const) : []),
    ]
    return sources.includes(source) && needs.every((one) => voice.tells.includes(one))
  })
}

/** Being stopped is how a demo ends, not a failure; anything else is. */
async function unlessStopped(work: Promise<void>, signal: AbortSignal): Promise<void> {
  try {
    await work
  } catch (reason) {
    if (!signal.aborted) throw reason
  }
}
