import { Refusal } from './errors.ts'
import type { PromiseCount } from './store/promise-store.ts'
import type { Store } from './store/store.ts'
import type { PromiseReportView } from './wire/promise-api.ts'
import type { Handlers } from './wire/routes.ts'
import { type SeenTeams, seesTeam, unseenTeams } from './wire/teams.ts'
import { monthBounds, monthOf } from './working-time.ts'

interface Reporting {
  readonly store: Pick<Store, 'countPromises'>
  readonly nameOf: (accountId: string) => string | null
  readonly teamOf: (accountId: string) => string | null
  /** Ids of the house's teams. */
  readonly teams: readonly string[]
  readonly nameOfDepartment: (id: string) => string
  readonly standing: readonly { readonly id: string; readonly name: string }[]
  /** By whose clock months begin. */
  readonly timeZone: string
  readonly now: () => number
}

const figures = ['made', 'open', 'kept', 'broken', 'released', 'madeGood', 'moved'] as const
type Figures = Record<(typeof figures)[number], number>

/** How many promises were made and what has become of them, by who had to keep them and by what the house promises all. */
export function reportPromises({
  store,
  nameOf,
  teamOf,
  teams,
  nameOfDepartment,
  standing,
  timeZone,
  now,
}: Reporting): Handlers<'reportPromises'> {
  /** Of people whom somebody leads, and of nobody but another team. */
  const isSeen = (seen: SeenTeams, { ownerId, department }: PromiseCount): boolean =>
    ownerId === null
      ? department === null || !unseenTeams(teams, seen).includes(department)
      : seesTeam(seen, teamOf(ownerId))
  return {
    async reportPromises({ query, who }) {
      const month = monthBounds(query.month ?? monthOf(now(), timeZone), timeZone)
      const { from = month.from, until = month.until } = query
      if (from >= until) {
        throw new Refusal('bad-input', {
          faults: [{ path: 'query.until', message: 'It ends before it begins.' }],
        })
      }
      const counts = (await store.countPromises(from, until)).filter((one) => isSeen(who.teams, one))
      const ownerOf = ({ ownerId, department }: PromiseCount) =>
        ownerId === null
          ? { ownerId, owner: department && nameOfDepartment(department) }
          : { ownerId, owner: nameOf(ownerId) }
      return {
        from,
        until,
        all: sum(counts),
        owners: grouped(counts, (one) => JSON.stringify([one.ownerId, one.department])).map((some) => ({
          ...ownerOf(some[0]),
          ...sum(some),
        })),
        standing: standing.map(({ id, name }) => ({
          id,
          name,
          ...sum(counts.filter((one) => one.standing === id)),
        })),
      } satisfies PromiseReportView
    },
  }
}

function sum(counts: readonly PromiseCount[]): Figures {
  const total: Figures = { made: 0, open: 0, kept: 0, broken: 0, released: 0, madeGood: 0, moved: 0 }
  for (const count of counts) for (const figure of figures) total[figure] += count[figure]
  return total
}

type Some = readonly [PromiseCount, ...PromiseCount[]]

function grouped(counts: readonly PromiseCount[], keyOf: (count: PromiseCount) => string): Some[] {
  const groups = new Map<string, [PromiseCount, ...PromiseCount[]]>()
  for (const count of counts) {
    const group = groups.get(keyOf(count))
    if (group) group.push(count)
    else groups.set(keyOf(count), [count])
  }
  return [...groups.values()]
}
