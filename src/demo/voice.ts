import { setTimeout } from 'node:timers/promises'
import type { Step } from '../speakers/said.ts'
import type { Speaker } from '../speakers/speaker.ts'
import type { DemoStory } from './demo-story.ts'

/** How the demo phone system is heard. */
export interface Voice {
  readonly tells: Speaker['tells']
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
