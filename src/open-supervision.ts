import type { Logger } from 'pino'
import type { Access } from './access/open-access.ts'
import type { AgentStates } from './agent-states.ts'
import type { Config } from './config.ts'
import type { EventDoor } from './event-door.ts'
import { explainHandlers } from './explain-handlers.ts'
import { fillTeams } from './fill-teams.ts'
import type { HistoryRoom } from './history/history-handlers.ts'
import type { House } from './house.ts'
import type { Journey } from './journey.ts'
import { openAlertsOfHouse } from './open-alerts.ts'
import { openExports } from './open-exports.ts'
import { openLive } from './open-live.ts'
import { openMysteryCalls } from './open-mystery-calls.ts'
import type { Outside } from './open-outside.ts'
import { openQuality } from './open-quality.ts'
import { openRecord } from './open-record.ts'
import { openReports } from './open-reports.ts'
import { openSearch } from './open-search.ts'
import type { PhoneSystems } from './phone-systems.ts'
import type { Desktops } from './push/desktops.ts'
import type { SourceDesk } from './source-desk.ts'
import type { Store } from './store/store.ts'
import { teamsOfHouse } from './team-settings.ts'
import { storyHandlers } from './tell-call-story.ts'
import type { Handlers } from './wire/routes.ts'

/** What supervisors' parts are made of: each takes what it needs of it. */
export interface SupervisionParts {
  readonly config: Config
  readonly house: House
  readonly store: Store
  readonly access: Access
  readonly journey: Journey
  readonly outside: Outside
  readonly desktops: Pick<Desktops, 'hintLiveCalls' | 'hintAlerts' | 'serveLive' | 'openDesks'>
  readonly states: AgentStates
  readonly sources: ReadonlyMap<string, SourceDesk>
  readonly readNumber: HistoryRoom['readNumber']
  readonly take: EventDoor['take']
  readonly phoneSystems: () => PhoneSystems | undefined
  /** Nothing is raised while the house is not. */
  readonly isWhole: () => boolean
  /** Where this node listens, without a slash at the end; known once it does. */
  readonly url: () => string
  readonly log: Logger
  readonly now: () => number
  /** Never goes back, ms with fractions. */
  readonly elapsed: () => number
  /** At least 0, less than 1. */
  readonly random: () => number
  readonly newId: () => string
}

export interface Supervision {
  readonly handlers: Partial<Handlers>
  /** Resolves when what was under way is done. */
  stop(): Promise<void>
}

/** What supervisors look at and look things up in. Nothing of it stands in the way of a call. */
export function openSupervision(parts: SupervisionParts): Supervision {
  const { config, store, access, house, sources, log, now } = parts
  const { nameOf } = access.agents
  const teams = teamsOfHouse(config, access.agents)
  const reports = openReports(parts)
  const alerting = openAlertsOfHouse(parts)
  const exports = openExports(parts)
  const mystery = openMysteryCalls({ ...parts, alerting })
  const record = openRecord(parts)
  const live = openLive(parts)
  const filling = fillTeams({
    store,
    now,
    failed: (reason) => {
      if (!store.trouble())
        log.error({ err: reason }, 'old contacts could not be given teams; it is tried again')
    },
  })
  return {
    handlers: {
      ...reports.handlers,
      ...mystery.handlers,
      ...record.handlers,
      ...openSearch(parts),
      ...live.handlers,
      ...exports.handlers,
      ...openQuality({ ...parts, teams }),
      ...alerting.handlers,
      ...explainHandlers({ store, sources, policy: house.policy.recognition, nameOf }, teams, now),
      ...storyHandlers({ store, nameOf }, teams, now),
    },
    async stop() {
      // At once: whoever stops the house waits for the longest of them only.
      await Promise.all([live, filling, alerting, reports, mystery, record, exports].map((one) => one.stop()))
    },
  }
}
