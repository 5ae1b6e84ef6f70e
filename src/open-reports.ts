import type { Access } from './access/open-access.ts'
import type { Config } from './config.ts'
import { houseZone } from './house-bearings.ts'
import { hourHandlers } from './reports/hour-handlers.ts'
import { houseDays } from './reports/house-days.ts'
import { type ReportRoute, reportHandlers } from './reports/report-handlers.ts'
import type { Store } from './store/store.ts'
import { teamsOfHouse } from './team-settings.ts'
import type { ReportGrouping } from './wire/report-api.ts'
import type { Handlers } from './wire/routes.ts'

interface ReportParts {
  readonly config: Config
  readonly store: Store
  readonly access: Pick<Access, 'agents'>
  readonly now: () => number
}

export interface OpenedReports {
  readonly handlers: Handlers<ReportRoute | 'readHourOfCalls'>
  stop(): Promise<void>
}

/** The house's figures: counted in the background, drawn for supervisors. */
export function openReports({ config, store, access, now }: ReportParts): OpenedReports {
  const timeZone = houseZone(config)
  const days = houseDays(timeZone)
  const settings = { serviceSeconds: 20, serviceShare: 0.8, silentPerComplaint: null }
  return {
    handlers: {
      ...hourHandlers({
        store,
        days,
        teams: teamsOfHouse(config, access.agents),
        nameOf: namesOf(config, access.agents.nameOf),
        now,
      }),
      ...reportHandlers({
        store,
        timeZone,
        days,
        context: { settings, hourOf: days.hourOf, teamOfAgent: () => '', teamOfQueue: () => '' },
        nameOf: namesOf(config, access.agents.nameOf),
        teamsOf: () => null,
        now,
      }),
    },
    async stop() {},
  }
}

/** Names in the house's own language; the desktop has words for what the house does not name. */
function namesOf(config: Config, nameOf: (accountId: string) => string | null) {
  const queues = new Map(
    config.sources.flatMap(({ queues }) => queues.map(({ id, name }) => [id, name] as const)),
  )
  return (grouping: ReportGrouping, key: string): string | null => {
    if (grouping === 'queue') return queues.get(key) ?? null
    if (grouping === 'agent') return nameOf(key)
    return null
  }
}
