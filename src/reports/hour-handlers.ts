import type { Handlers } from '../wire/routes.ts'
import { teamsAsked } from './ask-report.ts'
import type { CountedHour } from './count-hour.ts'
import { hourAt, hourSpan, weekBefore } from './hour-span.ts'
import type { HouseDays } from './house-days.ts'
import type { HourOrder } from './tell-hour.ts'

export interface HourRoom {
  readonly tell: (order: HourOrder) => Promise<CountedHour>
  readonly timeZone: string
  readonly days: HouseDays
  readonly now: () => number
  readonly nameOf: (grouping: 'queue' | 'agent', key: string) => string | null
}

/** One hour and the one a week before it, call by call: what reports keep of it says how much, this says why. */
export function hourHandlers({ tell, timeZone, days, nameOf, now }: HourRoom): Handlers<'readHourOfCalls'> {
  return {
    async readHourOfCalls({ query: { at = hourAt(days, now()), queue = null, team }, who }) {
      const beforeAt = weekBefore(at)
      const teams = teamsAsked(team, who.teams)
      const { queues, agents } = await tell({ at, beforeAt, queue, teams, timeZone })
      return {
        at,
        beforeAt,
        ...hourSpan(days, at),
        queues: queues.map((one) => ({ ...one, name: nameOf('queue', one.key) })),
        agents: agents.map((one) => ({ ...one, name: nameOf('agent', one.accountId) })),
      }
    },
  }
}
