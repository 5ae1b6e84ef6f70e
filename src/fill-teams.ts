import type { Store } from './store/store.ts'
import { workEvery } from './work-every.ts'

export interface TeamFilling {
  readonly store: Pick<Store, 'fillTeams' | 'trouble'>
  readonly now: () => number
  readonly failed: (reason: unknown) => void
  /** ms; for tests. */
  readonly everyMs?: number
}

const minute = 60_000
/** So long there is to put people into their teams, from when teams are configured first: ms. */
const afterMs = 60 * minute
/** Rows of one write; between two of them call events have their turn, for so many ms. */
const batch = 25
const betweenMs = 15

/**
 * Contacts of before there were teams get the team that they would belong to now, once, the newest first: else supervisors
 * who lead teams would begin with an empty history. What is written from then on keeps the team of its day.
 */
export function fillTeams({ store, now, failed, everyMs = minute }: TeamFilling): { stop(): Promise<void> } {
  let stopped = false
  const work = async (): Promise<void> => {
    while (!stopped && !store.trouble() && (await store.fillTeams(now(), afterMs, batch))) {
      await new Promise((resolve) => setTimeout(resolve, betweenMs))
    }
  }
  const stop = workEvery(everyMs, work, failed)
  return {
    stop() {
      stopped = true
      return stop()
    },
  }
}
