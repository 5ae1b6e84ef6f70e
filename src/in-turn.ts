/**
 * Does work on one thing at a time in the order in which it was ordered, and on different things side by side. What is
 * ordered while a thing is being worked on is done together in its next turn. A turn that fails fails for its orders
 * alone.
 */
export function inTurn<Order>(work: (key: string, orders: readonly Order[]) => Promise<void>): {
  order(key: string, order: Order): Promise<void>
  /** Resolves when nothing is ordered or being done. */
  idle(): Promise<void>
} {
  interface Waiting {
    readonly order: Order
    readonly resolve: () => void
    readonly reject: (reason: unknown) => void
  }
  const lines = new Map<string, Waiting[]>()
  let whenIdle: (() => void)[] = []

  const run = async (key: string): Promise<void> => {
    for (let turn = lines.get(key); turn && turn.length > 0; turn = lines.get(key)) {
      lines.set(key, [])
      try {
        await work(
          key,
          turn.map((one) => one.order),
        )
        for (const one of turn) one.resolve()
      } catch (reason) {
        for (const one of turn) one.reject(reason)
      }
    }
    lines.delete(key)
    if (lines.size > 0) return
    for (const resolve of whenIdle) resolve()
    whenIdle = []
  }

  return {
    order(key, order) {
      return new Promise((resolve, reject) => {
        const waiting = { order, resolve, reject }
        const line = lines.get(key)
        if (line) {
          line.push(waiting)
          return
        }
        lines.set(key, [waiting])
        // What is ordered in the same breath, such as the events of one request, is one turn.
        queueMicrotask(() => void run(key))
      })
    },
    idle: () => (lines.size === 0 ? Promise.resolve() : new Promise((resolve) => whenIdle.push(resolve))),
  }
}
