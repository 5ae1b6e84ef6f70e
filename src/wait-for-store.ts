import { setTimeout as pause } from 'node:timers/promises'
import { Refusal } from './errors.ts'
import { EngineAway } from './store/engine-away.ts'
import type { Store } from './store/store.ts'
import { UnusableStore } from './store/unusable-store.ts'

/** The process is to stop while it still waits for its store. */
export class StoppedWaiting extends Error {}

interface WaitingSettings {
  readonly open: () => Promise<Store>
  /** The store does not answer: from now on it is waited for. Called once. */
  readonly begin: () => Promise<void>
  /** Says again that it is waited for, and why. */
  readonly remind: (why: string) => void
  /** Aborted when the process is to stop; rejects with StoppedWaiting then. */
  readonly stopping: AbortSignal
}

const tryEveryMs = 1000
const remindEveryTries = 5

/** Opens a store that may not be there yet. What is there and does not fit (UnusableStore) is waited for no longer. */
export async function waitForStore({ open, begin, remind, stopping }: WaitingSettings): Promise<Store> {
  for (let tries = 0; ; tries++) {
    try {
      return await open()
    } catch (reason) {
      if (!isOnlyAway(reason)) throw reason
      if (tries === 0) await begin()
      if (tries % remindEveryTries === 0) remind((reason as Error).message)
    }
    await pauseUnlessStopped(tryEveryMs, stopping)
  }
}

/** Does again what the store has only not answered. */
export async function untilAnswered<T>(work: () => Promise<T>, stopping: AbortSignal): Promise<T> {
  for (;;) {
    try {
      return await work()
    } catch (reason) {
      if (!(reason instanceof Refusal) || reason.code !== 'store-unavailable') throw reason
    }
    await pauseUnlessStopped(tryEveryMs, stopping)
  }
}

async function pauseUnlessStopped(ms: number, stopping: AbortSignal): Promise<void> {
  await pause(ms, undefined, { signal: stopping }).catch(() => undefined)
  if (stopping.aborted) throw new StoppedWaiting()
}

/** Not where it asks for a password that is not configured: node-postgres says so before it has been refused. */
function isOnlyAway(reason: unknown): boolean {
  const cause = reason instanceof UnusableStore ? reason.cause : null
  return (
    cause instanceof EngineAway && !(cause.cause instanceof Error && cause.cause.message.startsWith('SASL'))
  )
}
