import { Refusal } from '../errors.ts'
import type { MysteryRun } from '../store/mystery-store.ts'
import type { Store } from '../store/store.ts'
import type { MysteryCallView, MysteryRunView } from '../wire/mystery-api.ts'
import type { Handlers } from '../wire/routes.ts'

type Configured = Omit<MysteryCallView, 'isOpen' | 'isRunning' | 'runs'> & {
  readonly isOpenAt: (at: number) => boolean
}

interface MysteryRoom {
  readonly tests: readonly Configured[]
  readonly store: Pick<Store, 'readMysteryTurns' | 'readMysteryRuns' | 'askMysteryCall' | 'audit'>
  readonly wake: () => void
  readonly now: () => number
}

const runsShown = 50

export function mysteryHandlers(room: MysteryRoom): Handlers<'readMysteryCalls' | 'placeMysteryCall'> {
  const { tests, store, wake, now } = room
  return {
    async readMysteryCalls() {
      const turns = new Map((await store.readMysteryTurns()).map((turn) => [turn.test, turn]))
      const views = tests.map(async ({ isOpenAt, ...test }): Promise<MysteryCallView> => {
        const turn = turns.get(test.name)
        const runs = await store.readMysteryRuns(test.name, runsShown)
        const isRunning = turn?.askedAt != null || (turn?.leaseUntil ?? 0) > now()
        return { ...test, isOpen: isOpenAt(now()), isRunning, runs: runs.map(viewOf) }
      })
      return { items: await Promise.all(views) }
    },
    async placeMysteryCall({ params, who }) {
      if (!tests.some(({ name }) => name === params.id)) throw new Refusal('not-found')
      const at = now()
      await store.askMysteryCall({ test: params.id, at, by: who.name })
      const subject = `mystery-call:${params.id}`
      await store.audit({ at, accountId: who.accountId, action: 'place-mystery-call', subject, detail: '' })
      wake()
    },
  }
}

function viewOf({ test: _, faults, steps, ...run }: MysteryRun): MysteryRunView {
  return { ...run, faults: JSON.parse(faults), steps: JSON.parse(steps) }
}
