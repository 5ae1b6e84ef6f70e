import type { CallPoint, FigureReader } from '../store/figure-store.ts'
import type { CountContext } from './count-context.ts'
import { openDayFigures } from './day-figures.ts'
import type { DayEntries } from './draw-report.ts'
import { addDays, type HouseDays } from './house-days.ts'
import { countWaiting, waiting } from './waiting.ts'

const page = 500

/** Counts the calls of these days as they stand, both included, a page at a time. */
export async function countLive(
  reader: FigureReader,
  days: HouseDays,
  from: string,
  until: string,
  context: CountContext,
): Promise<DayEntries[]> {
  const counted: DayEntries[] = []
  for (let day = from; day <= until; day = addDays(day, 1)) {
    const figures = openDayFigures(waiting.by)
    const end = days.beginOf(addDays(day, 1))
    let after: CallPoint = { arrivedAt: days.beginOf(day), id: '' }
    for (;;) {
      const calls = await reader.readDayCalls(after, end, page)
      for (const call of calls) {
        const one = countWaiting(call, agentOf(call.answeredBy), context)
        if (one) figures.add(one)
      }
      const last = calls.at(-1)
      if (!last || calls.length < page) break
      after = last
      await new Promise((resolve) => setImmediate(resolve))
    }
    for (const [grouping, entries] of figures.entries()) counted.push({ day, grouping, entries })
  }
  return counted
}

/** The last of ours who had the call, as its interaction has it. */
export function agentOf(answeredBy: string): string | null {
  if (answeredBy === '[]') return null
  return (JSON.parse(answeredBy) as string[]).findLast((agent) => !agent.startsWith('?')) ?? null
}
