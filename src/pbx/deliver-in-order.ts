import type { CallEvent } from '../call/call-event.ts'

export interface Outbox {
  add(events: readonly CallEvent[]): void
  /** How many have not been taken. */
  size(): number
  /** Gives what is left once, and resolves when it is taken or rejected. */
  close(): Promise<void>
}

const mostInBatch = 100

/**
 * Gives events to `take` in their order and never two batches at once. A batch that is rejected is given again after
 * `retryAfterMs`, so `take` may see an event twice, but none is missed or overtakes another.
 */
export function deliverInOrder(
  take: (events: CallEvent[]) => Promise<void> | void,
  on: { readonly retryAfterMs: number; failed(reason: string): void; drained(): void },
): Outbox {
  let waiting: CallEvent[] = []
  let delivering: Promise<void> | undefined
  let wake = () => {}
  let closed = false

  async function deliver(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, mostInBatch)
      if (await isTaken(batch)) waiting = waiting.slice(batch.length)
      else if (closed) break
      else await rest()
    }
    delivering = undefined
    on.drained()
  }

  async function isTaken(batch: CallEvent[]): Promise<boolean> {
    try {
      await take(batch)
      return true
    } catch (error) {
      on.failed(error instanceof Error ? error.message : String(error))
      return false
    }
  }

  function rest(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, on.retryAfterMs)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  return {
    add(events) {
      for (const event of events) waiting.push(event)
      if (waiting.length > 0) delivering ??= deliver()
    },
    size: () => waiting.length,
    async close() {
      closed = true
      wake()
      await delivering
    },
  }
}
