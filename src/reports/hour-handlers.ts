import { Refusal } from '../errors.ts'
import type { HourReader, HourRows } from '../store/hour-store.ts'
import type { Handlers } from '../wire/routes.ts'
import { type SeenTeams, seesTeam, teamOfContact } from '../wire/teams.ts'
import { countHour } from './count-hour.ts'
import { hourAt, hourSpan, weekBefore } from './hour-span.ts'
import type { HouseDays } from './house-days.ts'

export interface HourRoom {
  readonly store: HourReader
  readonly days: HouseDays
  readonly teams: Parameters<typeof teamOfContact>[1]
  readonly now: () => number
  readonly nameOf: (grouping: 'queue' | 'agent', key: string) => string | null
}

/** One hour and the one a week before it, call by call: what reports keep of it says how much, this says why. */
export function hourHandlers({ store, days, teams, nameOf, now }: HourRoom): Handlers<'readHourOfCalls'> {
  return {
    async readHourOfCalls({ query: { at = hourAt(days, now()), queue, team }, who }) {
      const beforeAt = weekBefore(at)
      const read = async (hour: string) => {
        const { from, until } = hourSpan(days, hour)
        const rows = await store.readHour(from, until)
        return seenOf(
          rows,
          { queue, seen: team === undefined ? who.teams : seenWithin(who.teams, team) },
          teams,
        )
      }
      const [rows, before] = [await read(at), await read(beforeAt)]
      return { at, beforeAt, ...hourSpan(days, at), ...countHour(rows, before, nameOf) }
    },
  }
}

interface Part {
  readonly queue: string | undefined
  readonly seen: SeenTeams | 'of-no-team'
}

/** The empty one is what is of no team. Refuses a team that is not seen, as the figures do. */
function seenWithin(seen: SeenTeams, team: string): Part['seen'] {
  if (team === '' && seen === null) return 'of-no-team'
  if (seesTeam(seen, team)) return [team]
  throw new Refusal('bad-input', {
    faults: [{ path: 'query.team', message: `One of: ${seen?.join(', ')}.` }],
  })
}

function seenOf({ calls, offers }: HourRows, { queue, seen }: Part, teams: HourRoom['teams']): HourRows {
  const kept = calls.filter((call) => {
    if (queue !== undefined && call.queue !== queue) return false
    const team = teamOfContact({ agents: JSON.parse(call.answeredBy) as string[], queue: call.queue }, teams)
    return seen === 'of-no-team' ? team === null : seesTeam(seen, team)
  })
  const ids = new Set(kept.map(({ id }) => id))
  return { calls: kept, offers: offers.filter(({ callId }) => ids.has(callId)) }
}
