import type { Store } from '../store/store.ts'

interface PresenceSettings {
  readonly store: Pick<Store, 'tellDesks' | 'leaveDesks'>
  /** This node. */
  readonly node: string
  /** Accounts with a desktop open here. */
  readonly desks: () => ReadonlySet<string>
  readonly onFault: (reason: unknown) => void
  /** The wall clock, ms. */
  readonly now: () => number
}

const lookEveryMs = 1000
/** Nodes that say nothing for four of these are taken for dead. */
const beatEveryMs = 3000
/** Told in one write, so that call events pass. */
const mostAtOnce = 100

/**
 * Keeps in the store whose desktops are open at this node: each change once, and every few seconds that this node still
 * lives, so that those of one that was killed count no more.
 */
export function keepPresence({ store, node, desks, onFault, now }: PresenceSettings): {
  stop(): Promise<void>
} {
  let told: ReadonlySet<string> = new Set()
  let beatAt = Number.NEGATIVE_INFINITY
  let running: Promise<void> | null = null

  const tell = async (): Promise<void> => {
    for (;;) {
      const here = desks()
      const opened = [...here].filter((one) => !told.has(one)).slice(0, mostAtOnce)
      const closed = [...told].filter((one) => !here.has(one)).slice(0, mostAtOnce)
      const isDue = Math.abs(now() - beatAt) >= beatEveryMs
      if (opened.length + closed.length === 0 && !isDue) return
      const at = now()
      const wasKnown = await store.tellDesks({ node, opened, closed, now: at })
      beatAt = at
      // Who was silent for long, as behind a database that was away, was forgotten with all that it had told.
      const before = wasKnown ? told : new Set<string>()
      told = new Set([...before, ...opened].filter((one) => !closed.includes(one)))
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  const look = (): void => {
    running ??= tell()
      .catch(onFault)
      .finally(() => {
        running = null
      })
  }
  const timer = setInterval(look, lookEveryMs).unref()
  return {
    async stop() {
      clearInterval(timer)
      await running
      await store.leaveDesks(node).catch(() => undefined)
    },
  }
}
