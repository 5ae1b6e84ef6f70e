/** Time that passes only when everything that was to happen has happened. */
export interface VirtualClock {
  /** Ms since 1970, by nobody's real clock. */
  now(): number
  /** Does the work after so many ms; returns how to call it off. What is due at one instant is done in order of asking. */
  after(ms: number, work: () => void): () => void
  /** Lets time pass up to this instant. */
  run(until: number): Promise<void>
}

interface Due {
  readonly at: number
  readonly turn: number
  readonly work: () => void
  isOff: boolean
}

export function virtualClock(beginning: number): VirtualClock {
  const heap: Due[] = []
  let now = beginning
  let turns = 0
  return {
    now: () => now,
    after(ms, work) {
      const due: Due = { at: now + Math.max(0, ms), turn: turns++, work, isOff: false }
      push(heap, due)
      return () => {
        due.isOff = true
      }
    },
    async run(until) {
      await promisesToSettle()
      for (let due = heap[0]; due && due.at <= until; due = heap[0]) {
        pop(heap)
        if (due.isOff) continue
        now = due.at
        due.work()
        await promisesToSettle()
      }
      now = Math.max(now, until)
    },
  }
}

/**
 * Promises whose time has come are followed to their end before a macrotask gets its turn, and the core uses no timer
 * of the machine: so one turn of the event loop is enough, and nothing depends on how quick the machine is.
 */
function promisesToSettle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

function isBefore(a: Due, b: Due): boolean {
  return a.at < b.at || (a.at === b.at && a.turn < b.turn)
}

function push(heap: Due[], due: Due): void {
  heap.push(due)
  for (let n = heap.length - 1; n > 0; ) {
    const above = (n - 1) >> 1
    if (!isBefore(heap[n] as Due, heap[above] as Due)) return
    swap(heap, n, above)
    n = above
  }
}

function pop(heap: Due[]): void {
  const last = heap.pop()
  if (!last || heap.length === 0) return
  heap[0] = last
  for (let n = 0; ; ) {
    let first = n
    for (const below of [2 * n + 1, 2 * n + 2]) {
      if (below < heap.length && isBefore(heap[below] as Due, heap[first] as Due)) first = below
    }
    if (first === n) return
    swap(heap, n, first)
    n = first
  }
}

function swap(heap: Due[], a: number, b: number): void {
  const one = heap[a] as Due
  heap[a] = heap[b] as Due
  heap[b] = one
}
