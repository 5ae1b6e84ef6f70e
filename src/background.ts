import { setTimeout as pause } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Access } from './access/open-access.ts'
import type { Config } from './config.ts'
import { keepIndex } from './history/keep-index.ts'
import type { Journey } from './journey.ts'
import { keepMatters, type MattersToKeep } from './keep-matters.ts'
import type { Store } from './store/store.ts'
import { workEvery } from './work-every.ts'

interface House extends MattersToKeep {
  readonly store: MattersToKeep['store'] &
    Pick<
      Store,
      'forgetOld' | 'forgetDeliveries' | 'forgetSurveys' | 'indexInteractions' | 'rebuildIndex' | 'trouble'
    >
  readonly journey: Pick<Journey, 'closeSilentCalls' | 'closeOldWrapUps' | 'customerChanged'>
  readonly access: Pick<Access, 'agents' | 'forgetOldSessions'>
  /** Reads again how greetings are worded, if another node has changed it. */
  readonly rereadGreetings: () => Promise<void>
  readonly log: Logger
  readonly now: () => number
  readonly planVisits: () => Promise<unknown>
  /** Nothing is done while it is not. */
  readonly isWhole: () => boolean
  readonly config: Pick<Config, 'policy' | 'house' | 'promises' | 'signals' | 'standingPromises'>
}

const second = 1000
const minute = 60 * second
const day = 24 * 60 * minute
/** What other systems have taken is kept so long, to be sent again should they lose it. */
const keepDeliveredDays = 3
/** A node that stops waits so long for the job under way, ms. What is left of it is done by the next start. */
const stopWithinMs = 1000
/** What is written at once between two call events. */
const batch = 25

/** What has to be done now and then, in small pieces that let call events pass. */
export function keepHouse(house: House): {
  stop(): Promise<void>
} {
  const { store, journey, access, log, now } = house
  const { keepEventsDays } = house.config.policy
  const matters = keepMatters(house)
  let isStopped = false
  /** Goes on while there is more, with a turn of the event loop between the pieces. */
  const untilDone = async (piece: () => Promise<boolean>): Promise<void> => {
    while (!isStopped && (await piece())) await new Promise((resolve) => setImmediate(resolve))
  }
  const fault = (reason: unknown, what: string): void => {
    // Trouble of the store is told by the store itself, once a minute; and a node that stops closes it.
    if (!store.trouble() && !isStopped) log.error({ err: reason }, what)
  }
  const every = (ms: number, work: () => Promise<void>) =>
    workEvery(
      ms,
      async () => void (house.isWhole() && (await work())),
      (reason) => fault(reason, 'a job of the house failed; it is tried again'),
    )
  const jobs = [
    every(10 * second, journey.closeSilentCalls),
    every(10 * second, journey.closeOldWrapUps),
    // Accounts may be changed by the command line, which is another process.
    every(10 * second, access.agents.refresh),
    every(3 * second, house.rereadGreetings),
    every(10 * second, matters.followPromises),
    every(minute, matters.forgetPast),
    every(10 * minute, access.forgetOldSessions),
    every(60 * minute, async () => void (await house.planVisits())),
    every(minute, () =>
      untilDone(() =>
        store.forgetOld({ events: now() - keepEventsDays * day, outbox: now() - 10 * minute }, batch),
      ),
    ),
    every(10 * minute, () => untilDone(() => store.forgetSurveys(now() - keepEventsDays * day, batch))),
    every(10 * minute, () =>
      untilDone(() =>
        store.forgetDeliveries(
          { delivered: now() - keepDeliveredDays * day, all: now() - keepEventsDays * day },
          batch,
        ),
      ),
    ),
  ]
  const stopIndexing = keepIndex(store, {
    everyMs: 500,
    batch: 10,
    onFault: (reason) => fault(reason, 'the search index could not be kept; it is tried again'),
  })
  return {
    async stop() {
      isStopped = true
      const done = Promise.all(jobs.map((stop) => stop()))
      await Promise.all([
        stopIndexing(),
        Promise.race([done, pause(stopWithinMs, undefined, { ref: false })]),
      ])
    },
  }
}
