import type { FigureReader } from '../store/figure-store.ts'
import type { HourCall, HourRows } from '../store/hour-store.ts'
import { type CountedHour, countHour } from './count-hour.ts'
import { hourSpan } from './hour-span.ts'
import type { HouseDays } from './house-days.ts'
import { teamOfLive } from './team-of-live.ts'

/** Of which hours is to be told. Crosses to a thread as it is. */
export interface HourOrder {
  /** Hours of the house's clock: `2026-11-17T14`. */
  readonly at: string
  readonly beforeAt: string
  readonly queue: string | null
  /** Null: all of them; the empty one is what is of no team. */
  readonly teams: readonly string[] | null
  readonly timeZone: string
}

/** One hour beside another, call by call, without names. A call is of the team that its figures are counted under. */
export async function tellHour(
  { at, beforeAt, queue, teams }: HourOrder,
  reader: Pick<FigureReader, 'readHour' | 'readTeams'>,
  days: HouseDays,
): Promise<CountedHour> {
  const liveTeam = teamOfLive(await reader.readTeams())
  const teamOf = (call: HourCall): string => {
    if (call.isHistory === 1) return call.team ?? ''
    const agents = (JSON.parse(call.answeredBy) as string[]).filter((agent) => !agent.startsWith('?'))
    return liveTeam(agents, call.queue) ?? ''
  }
  const isTold = (call: HourCall): boolean =>
    (queue === null || call.queue === queue) && (teams === null || teams.includes(teamOf(call)))
  const read = async (hour: string): Promise<HourRows> => {
    const { from, until } = hourSpan(days, hour)
    return partOf(await reader.readHour(from, until), isTold)
  }
  return countHour(await read(at), await read(beforeAt))
}

function partOf({ calls, offers }: HourRows, isTold: (call: HourCall) => boolean): HourRows {
  const kept = calls.filter(isTold)
  const ids = new Set(kept.map(({ id }) => id))
  return { calls: kept, offers: offers.filter(({ callId }) => ids.has(callId)) }
}
