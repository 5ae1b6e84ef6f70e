import type { MysteryRun } from '../store/mystery-store.ts'
import type { Store } from '../store/store.ts'
import type { Outcome } from './place-test-call.ts'

export interface MysteryTest {
  readonly name: string
  readonly everyMs: number
  /** Whether it is to be placed at this instant (ms). */
  readonly isOpen: (at: number) => boolean
}

/** What is told of a test that fails, and that it passes again; both may be told twice. */
export interface MysteryAlerts {
  raise(test: string, run: MysteryRun): Promise<void>
  over(test: string): Promise<void>
}

export interface PlacingSettings {
  readonly tests: readonly MysteryTest[]
  readonly store: Pick<
    Store,
    'readMysteryTurns' | 'takeMysteryTurn' | 'finishMysteryRun' | 'forgetMystery' | 'trouble'
  >
  /** Places one; never rejects. */
  readonly place: (test: string) => Promise<Outcome & { readonly callId: string | null }>
  readonly alerts: MysteryAlerts
  /** This node, for the turn's lease. */
  readonly node: string
  readonly newId: () => string
  readonly onFault: (reason: unknown) => void
  readonly now: () => number
}

export interface Placing {
  /** Somebody wants one at once: looks now. */
  wake(): void
  /** Resolves when what is being placed is over. */
  stop(): Promise<void>
}

const lookEveryMs = 1000
/** A node that is gone gives its turn back after so long, ms: longer than any test call takes. */
const leaseMs = 4 * 60_000
const minute = 60_000
const day = 24 * 60 * minute
const keepRunsMs = 90 * day
const keepCallsMs = day
const forgetAtOnce = 25

/**
 * Places each test when it is due, by one node at a time. While the store is away none can take its turn: that is the
 * fault then, and is written down as a failed run as soon as something can be written again.
 */
export function keepPlacing(settings: PlacingSettings): Placing {
  const { tests, store, place, alerts, node, newId, onFault, now } = settings
  const running = new Map<string, Promise<void>>()
  let looking: Promise<void> | null = null
  /** Since when the store could not be asked, ms; null while it can. */
  let awaySince: number | null = null
  let forgottenAt = now()

  const write = async (run: MysteryRun): Promise<void> => {
    for (let tries = 0; ; tries++) {
      try {
        return await store.finishMysteryRun(run, node)
      } catch (reason) {
        // The turn is lost with the lease in any case; what was found is worth a few tries.
        if (tries >= 60 || stopped) throw reason
        await new Promise((resolve) => setTimeout(resolve, lookEveryMs).unref())
      }
    }
  }

  const settle = async (run: MysteryRun): Promise<void> => {
    await write(run)
    if (run.result === 'passed') await alerts.over(run.test)
    else await alerts.raise(run.test, run)
  }

  const run = async (test: string, askedBy: string | null): Promise<void> => {
    const beganAt = now()
    const { callId, result, stoppedAt, why, faults, steps } = await place(test)
    const said = { faults: JSON.stringify(faults), steps: JSON.stringify(steps) }
    const made = { id: newId(), test, callId, beganAt, endedAt: now(), result, stoppedAt, why, askedBy }
    await settle({ ...made, ...said })
  }

  const begin = (test: string, askedBy: string | null): void => {
    const work = run(test, askedBy)
      .catch(onFault)
      .finally(() => running.delete(test))
    running.set(test, work)
  }

  const recordAway = async (since: number): Promise<void> => {
    const due = tests.filter((test) => test.isOpen(since) && now() - since >= lookEveryMs)
    for (const { name } of due) {
      const said = {
        result: 'failed',
        stoppedAt: 'desk',
        why: 'store-away',
        faults: '[]',
        steps: '[]',
      } as const
      const made = { id: `${name}-away-${since}`, test: name, callId: null, beganAt: since, endedAt: now() }
      await settle({ ...made, ...said, askedBy: null })
    }
  }

  const look = async (): Promise<void> => {
    const turns = new Map((await store.readMysteryTurns()).map((turn) => [turn.test, turn]))
    if (awaySince !== null) {
      const since = awaySince
      awaySince = null
      await recordAway(since)
    }
    for (const { name, everyMs, isOpen } of tests) {
      const turn = turns.get(name)
      const at = now()
      const isDue = isOpen(at) && (turn?.beganAt ?? -Infinity) <= at - everyMs
      const isTaken = turn?.leaseUntil != null && turn.leaseUntil > at
      if (running.has(name) || isTaken || !(isDue || turn?.askedAt != null)) continue
      const notSince = isOpen(at) ? at - everyMs : -1
      const wanted = { test: name, node, now: at, notSince, leaseUntil: at + leaseMs }
      const taken = await store.takeMysteryTurn(wanted)
      if (taken) begin(name, taken.askedBy)
    }
    if (now() - forgottenAt < minute) return
    forgottenAt = now()
    const before = { runs: now() - keepRunsMs, calls: now() - keepCallsMs }
    while (await store.forgetMystery(before, forgetAtOnce)) await new Promise(setImmediate)
  }

  const lookOnce = (): Promise<void> => {
    looking ??= look()
      .catch((reason: unknown) => {
        awaySince ??= now()
        if (!store.trouble()) onFault(reason)
      })
      .finally(() => {
        looking = null
      })
    return looking
  }

  let stopped = false
  const timer = tests.length === 0 ? undefined : setInterval(() => void lookOnce(), lookEveryMs).unref()
  return {
    wake: () => void lookOnce(),
    async stop() {
      stopped = true
      clearInterval(timer)
      await looking
      await Promise.all(running.values())
    },
  }
}
