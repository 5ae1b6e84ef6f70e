import { setTimeout } from 'node:timers/promises'
import type { DemoStory, Said } from './demo-story.ts'

/** One step of a call as it is told. */
export interface Step {
  /** The phone system's own id of the call. */
  readonly call: string
  /** Where in the story it stands, from 0. */
  readonly step: number
  /** When it happened, ms. */
  readonly at: number
  readonly says: Said
  readonly earlier: readonly Said[]
}

/** How the demo phone system is heard. */
export interface Voice {
  /** What it tells besides that calls come, are answered and end. */
  readonly tells: readonly ('claims' | 'placed calls')[]
  /** Whether two steps that follow closely may be told in the wrong order. */
  readonly mayDisorder: boolean
  /** The phone system's own id for a call that begins now. */
  begin(story: DemoStory): string
  /** Rejects only when `stopped` is aborted. */
  tell(source: string, step: Step, stopped: AbortSignal): Promise<void>
}

/** Resolves after so many ms, and rejects when the signal is aborted. */
export async function waitFor(ms: number, signal: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, { signal })
}
