import type { Config } from './config.ts'
import { seesCall, type Teams } from './explain-handlers.ts'
import { daysIn } from './history/days.ts'
import { houseZone } from './house-bearings.ts'
import { outcomePlace } from './house-store.ts'
import type { SampleOrder } from './quality/draw-sample.ts'
import { type QualityRoom, qualityHandlers } from './quality/quality-handlers.ts'
import { startThread } from './start-thread.ts'
import type { Store } from './store/store.ts'
import type { Handlers } from './wire/routes.ts'
import { maskCards } from './wrapup/mask-cards.ts'

interface QualityParts {
  readonly config: Config
  readonly store: Store
  readonly teams: Teams
  readonly newId: () => string
  readonly now: () => number
}

const workerFile = new URL('./draw-sample-worker.ts', import.meta.url)

/** Reviews of calls, and what agents check each day. */
export function openQuality({ config, store, teams, newId, now }: QualityParts): Partial<Handlers> {
  const { forms, checklist, perAgentWeekly, longMinutes } = config.quality
  const days = daysIn(houseZone(config))
  const place = outcomePlace(config)
  return qualityHandlers({
    store,
    forms,
    checklist,
    async draw(week, filter, who) {
      const [year = 1970, month = 1, day = 1] = week.split('-').map(Number)
      const order = {
        week,
        filter,
        perAgent: perAgentWeekly,
        longMs: longMinutes * 60_000,
        not: who.accountId,
      }
      const from = days.startOf(year, month, day)
      return drawOnThread({ place, order, from, until: days.startOf(year, month, day + 7), teams: who.teams })
    },
    async seenCall(callId, who) {
      const record = await store.readCallRecord(callId)
      return record && seesCall(who, record, teams) ? record : null
    },
    mask: maskCards,
    today: () =>
      days
        .dayOf(now())
        .map((part) => String(part).padStart(2, '0'))
        .join('-'),
    newId,
    now,
  })
}

function drawOnThread(workerData: {
  readonly order: SampleOrder
  readonly [more: string]: unknown
}): ReturnType<QualityRoom['draw']> {
  return new Promise((resolve, reject) => {
    const { worker } = startThread(workerFile, workerData)
    worker.unref()
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', (code) => reject(new Error(`the thread that draws ended with code ${code}`)))
  })
}
