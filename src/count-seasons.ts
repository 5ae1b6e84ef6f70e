import type { OutcomePlace } from './house-store.ts'
import type { Calendar } from './screenpop/calendar.ts'
import { startThread } from './start-thread.ts'
import type { OutcomeReader, SeasonCount } from './store/digest-store.ts'
import type { Store } from './store/store.ts'
import { firstIdAt } from './store/time-id.ts'

const workerFile = new URL('./count-seasons-worker.ts', import.meta.url)
const page = 2000
const day = 24 * 60 * 60_000

/**
 * Brings the counted months up to date: the newest whole month that is stored and what came after it, the whole history
 * where nothing is stored. What changes in older months later is not counted again. The counting runs on a thread of its own.
 */
export async function refreshSeasons(
  store: Pick<Store, 'readSeasons' | 'writeSeasons'>,
  place: OutcomePlace,
  timeZone: string,
  /** Months since the year 0. */
  thisMonth: number,
): Promise<void> {
  const stored = await store.readSeasons()
  const whole = stored.map(({ month }) => month).filter((month) => month < thisMonth)
  const first = whole.length === 0 ? 0 : Math.max(...whole)
  const counts = await countOnThread(place, timeZone, first === 0 ? 0 : firstIdAt(beginOf(first) - day))
  const counted = counts.filter(({ month }) => month >= first)
  const months = new Set([...stored, ...counted].map(({ month }) => month).filter((month) => month >= first))
  await store.writeSeasons([...months], counted)
}

/** By UTC: within a day of the house's own. */
function beginOf(month: number): number {
  return Date.UTC(Math.floor(month / 12), month % 12)
}

function countOnThread(place: OutcomePlace, timeZone: string, after: number): Promise<SeasonCount[]> {
  return new Promise((resolve, reject) => {
    const { worker } = startThread(workerFile, { place, timeZone, after })
    worker.unref()
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', (code) => reject(new Error(`the thread that counts ended with code ${code}`)))
  })
}

/** Counts per month, disposition and queue; only those are held in memory. */
export async function tallySeasons(
  reader: Pick<OutcomeReader, 'readOutcomes'>,
  calendar: Calendar,
  after: number,
): Promise<SeasonCount[]> {
  const counts = new Map<string, { -readonly [K in keyof SeasonCount]: SeasonCount[K] }>()
  for (let place = after; ; ) {
    const rows = await reader.readOutcomes(place, page)
    for (const { at, disposition, queue } of rows) {
      const { month } = calendar(at)
      const key = JSON.stringify([month, disposition, queue])
      const known = counts.get(key)
      if (known) known.contacts++
      else counts.set(key, { month, disposition, queue: queue ?? '', contacts: 1 })
    }
    const last = rows.at(-1)
    if (!last || rows.length < page) return [...counts.values()]
    place = last.id
  }
}
