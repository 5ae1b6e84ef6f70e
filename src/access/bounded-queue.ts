import { Refusal } from '../errors.ts'

type Run = <T>(work: () => Promise<T>) => Promise<T>

/**
 * Lets so many works run at once and so many wait. One more is refused with `too-many-attempts`: a password hash takes
 * a thread of the pool that the file system needs too (200 verifies at once held up an fs.stat by 1.4 s).
 */
export function boundedQueue(limits: { inFlight: number; waiting: number }): Run {
  const waiting: (() => void)[] = []
  let running = 0
  return async (work) => {
    if (running >= limits.inFlight) {
      if (waiting.length >= limits.waiting) throw new Refusal('too-many-attempts')
      await new Promise<void>((resolve) => waiting.push(resolve))
    } else {
      running++
    }
    try {
      return await work()
    } finally {
      // The place is handed on without being given up, so that nobody slips in between.
      const next = waiting.shift()
      if (next) next()
      else running--
    }
  }
}

/** A bounded queue for each key with one work at a time; a key without work takes no memory. */
export function oneAtATime(mostWaiting: number): <T>(key: string, work: () => Promise<T>) => Promise<T> {
  const queues = new Map<string, { run: Run; users: number }>()
  return async (key, work) => {
    const queue = queues.get(key) ?? { run: boundedQueue({ inFlight: 1, waiting: mostWaiting }), users: 0 }
    queues.set(key, queue)
    queue.users++
    try {
      return await queue.run(work)
    } finally {
      if (--queue.users === 0) queues.delete(key)
    }
  }
}
