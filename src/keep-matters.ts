import type { Config } from './config.ts'
import type { Journey } from './journey.ts'
import { promiseNews } from './matter-news.ts'
import { ofOpenedCase, ofPlannedTask, type StandingPromise, standingPromisesOf } from './standing-promises.ts'
import type { DeskMessage } from './store/call-store.ts'
import type { PromisesTold } from './store/promise-store.ts'
import type { Store } from './store/store.ts'
import type { Telling } from './webhooks/open-telling.ts'

export interface MattersToKeep {
  readonly store: Pick<
    Store,
    | 'promiseForCases'
    | 'keepOfClosedCases'
    | 'promiseForTasks'
    | 'settleOfTasks'
    | 'remindOfPromises'
    | 'breakPromises'
    | 'endBrokenPromises'
    | 'endSignals'
    | 'forgetSignals'
  >
  readonly journey: Pick<Journey, 'customerChanged'>
  readonly telling: Pick<Telling, 'messagesOf' | 'told'>
  readonly deliver: (messages: readonly DeskMessage[]) => void
  readonly config: Pick<Config, 'house' | 'promises' | 'signals' | 'standingPromises'>
  /** A clock that believes no leap: a promise must not be broken by a wrong one. */
  readonly now: () => number
}

export interface KeptMatters {
  /** Reminds of promises and breaks those that are overdue. */
  followPromises(): Promise<void>
  /** Ends and forgets what is past. */
  forgetPast(): Promise<void>
}

const minute = 60_000
const day = 24 * 60 * minute
const batch = 25

/**
 * What comes of promises and signals by the clock. Every node does it: each row is changed by an update that asks once more
 * whether it still has to be, together with what is told of it, so it is done and told once.
 */
export function keepMatters({ store, journey, telling, deliver, config, now }: MattersToKeep): KeptMatters {
  const due = promiseNews(telling, 'promise.due')
  const broken = promiseNews(telling, 'promise.broken')
  const { graceMinutes, brokenDays } = config.promises
  const standing = standingPromisesOf(config)
  const begun = (on: StandingPromise['on']) => standing.filter((one) => one.on === on)
  const forCases = begun('case-opened')
  const forTasks = [
    ...begun('callback-planned').map((one) => ({ kind: 'callback' as const, one })),
    ...begun('visit-planned').map((one) => ({ kind: 'visit' as const, one })),
  ]

  const tell = async (told: PromisesTold): Promise<void> => {
    if (told.promises.length === 0) return
    telling.told()
    deliver(told.messages)
    const customers = new Set(told.promises.flatMap(({ customerId }) => customerId ?? []))
    for (const id of customers) await journey.customerChanged(id)
  }
  const all = async (some: () => Promise<PromisesTold>): Promise<void> => {
    for (;;) {
      const told = await some()
      await tell(told)
      if (told.seen < batch) return
      await pause()
    }
  }
  return {
    async followPromises() {
      for (const one of forCases) {
        const promiseOf = (opened: Parameters<typeof ofOpenedCase>[1]) => ofOpenedCase(one, opened)
        await untilFew(() => store.promiseForCases(now() - day, promiseOf, originOf(one), batch))
      }
      if (forCases.length > 0) await untilFew(() => store.keepOfClosedCases(now(), batch))
      for (const { kind, one } of forTasks) {
        const promiseOf = (planned: Parameters<typeof ofPlannedTask>[1]) => ofPlannedTask(one, planned)
        await untilFew(() => store.promiseForTasks(kind, now() - day, promiseOf, originOf(one), batch))
      }
      if (forTasks.length > 0) await untilFew(() => store.settleOfTasks(now(), batch))
      await all(() => store.remindOfPromises(now(), batch, due))
      await all(() => store.breakPromises(now() - graceMinutes * minute, now(), batch, broken))
    },
    async forgetPast() {
      while (await store.endSignals(now(), batch)) await pause()
      while (await store.forgetSignals(now() - config.signals.keepDays * day, batch)) await pause()
      while (await store.endBrokenPromises(now() - brokenDays * day, now(), batch)) await pause()
    },
  }
}

function originOf({ id }: StandingPromise): string {
  return `standing:${id}`
}

async function untilFew(some: () => Promise<number>): Promise<void> {
  while ((await some()) === batch) await pause()
}

function pause(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
