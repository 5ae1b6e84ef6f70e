import type { Logger } from 'pino'
import type { Access } from './access/open-access.ts'
import type { Config } from './config.ts'
import { departmentNames } from './department-names.ts'
import { openFigureThread } from './figure-thread.ts'
import { houseZone, standingRulesOf } from './house-bearings.ts'
import { outcomePlace } from './house-store.ts'
import { hourHandlers } from './reports/hour-handlers.ts'
import { houseDays } from './reports/house-days.ts'
import { keepFigures } from './reports/keep-figures.ts'
import { type ReportRoute, reportHandlers } from './reports/report-handlers.ts'
import type { ReportSettings } from './reports/report-kind.ts'
import type { Store } from './store/store.ts'
import type { ReportGrouping } from './wire/report-api.ts'
import type { Handlers } from './wire/routes.ts'
import { workEvery } from './work-every.ts'
import { flatDispositions } from './wrap-up-settings.ts'

interface ReportParts {
  readonly config: Config
  readonly store: Store
  readonly access: Pick<Access, 'agents'>
  readonly newId: () => string
  readonly log: Logger
  readonly now: () => number
}

export interface OpenedReports {
  readonly handlers: Handlers<ReportRoute | 'readHourOfCalls'>
  /** Resolves when what was being counted is counted, or called off. */
  stop(): Promise<void>
}

const second = 1000
const minute = 60 * second
const day = 24 * 60 * minute
/** How soon it is looked again where nothing was due; and where something was. */
const idleMs = 5 * second
const busyMs = 200
const firstMs = 2 * second
const leaseMs = 2 * minute

/** The house's figures: counted in the background, drawn for supervisors. */
export function openReports({ config, store, access, newId, log, now }: ReportParts): OpenedReports {
  const timeZone = houseZone(config)
  const days = houseDays(timeZone)
  const settings = settingsOf(config)
  const nameOf = namesOf(config, access.agents.nameOf)
  const thread = openFigureThread({ place: outcomePlace(config), share: config.reports.countingShare })
  const keeper = keepFigures({
    store,
    days,
    timeZone,
    settings,
    count: thread.count,
    keepEventsMs: config.policy.keepEventsDays * day,
    keepSignalsMs: config.signals.keepDays * day,
    settleMs: (store.otherNodes?.longestWriteMs ?? 0) + 5 * second,
    now,
  })
  const step = alone({ store, node: newId(), now }, keeper.step)
  let hasCounted = false
  const stopCounting = workEvery(
    () => (hasCounted ? busyMs : idleMs),
    async () => {
      hasCounted = false
      hasCounted = await step()
    },
    (reason) => {
      if (!store.trouble()) log.error({ err: reason }, 'figures could not be counted; it is tried again')
    },
    firstMs,
  )
  return {
    handlers: {
      ...hourHandlers({ tell: thread.tellHour, timeZone, days, nameOf, now }),
      ...reportHandlers({
        store,
        draw: thread.draw,
        timeZone,
        days,
        settings,
        nameOf,
        now,
      }),
    },
    async stop() {
      // First the thread: whoever waits for it would wait for a long day to be counted.
      await Promise.all([thread.close(), stopCounting()])
    },
  }
}

function settingsOf(config: Config): ReportSettings {
  const { serviceLevel, silentPerComplaint, leaving } = config.reports
  const own = config.sources.flatMap(({ name, queues }) =>
    queues.flatMap(({ id, answerWithinSeconds: seconds }) =>
      seconds === undefined ? [] : [[JSON.stringify([name, id]), seconds] as const],
    ),
  )
  return {
    serviceSeconds: config.live.answerWithinSeconds,
    queueSeconds: Object.fromEntries(own),
    shortAbandonSeconds: config.live.shortAbandonSeconds,
    serviceShare: serviceLevel,
    silentPerComplaint: silentPerComplaint ?? null,
    leaving,
    risk: standingRulesOf(config).risk,
  }
}

/** Of several nodes on one database one counts; it says again before each piece of work that it goes on. */
export function alone(
  {
    store,
    node,
    now,
  }: Pick<ReportParts, 'now'> & { store: Pick<Store, 'otherNodes' | 'takeLease'>; node: string },
  work: () => Promise<boolean>,
): () => Promise<boolean> {
  if (!store.otherNodes) return work
  return async () => (await store.takeLease('figures', node, now(), now() + leaseMs)) && work()
}

/** Names in the house's own language; the desktop has words for what the house does not name. */
function namesOf(config: Config, nameOf: (accountId: string) => string | null) {
  const { language } = config.house
  const named = (all: readonly { readonly id: string; readonly name: Readonly<Record<string, string>> }[]) =>
    new Map(all.map(({ id, name }) => [id, name[language] ?? name.en ?? Object.values(name)[0] ?? id]))
  const dispositions = named(flatDispositions(config.dispositions))
  const departments = departmentNames(config)
  const known: Partial<Record<ReportGrouping, ReadonlyMap<string, string>>> = {
    queue: new Map(config.sources.flatMap(({ queues }) => queues.map(({ id, name }) => [id, name] as const))),
    team: named(config.teams),
    disposition: dispositions,
    fact: named(config.facts.map(({ key, name }) => ({ id: key, name }))),
    standing: named(config.standingPromises),
    reason: new Map([...dispositions].map(([id, name]) => [`disposition:${id}`, name])),
  }
  return (grouping: ReportGrouping, key: string): string | null => {
    if (key === '') return null
    if (grouping === 'agent') return nameOf(key)
    if (grouping === 'department') return departments(key)
    return known[grouping]?.get(key) ?? null
  }
}
