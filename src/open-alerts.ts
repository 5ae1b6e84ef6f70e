import type { Access } from './access/open-access.ts'
import { alertHandlers } from './alerts/alert-handlers.ts'
import { checkRules, type Rules } from './alerts/check-rules.ts'
import { findBrokenRecord } from './alerts/find-broken-record.ts'
import { findFallingRecognition } from './alerts/find-falling-recognition.ts'
import { findHonouredWaiting, findPromisesAtRisk, findUnresolvedCases } from './alerts/find-pressing.ts'
import { findSilentSources } from './alerts/find-silent-sources.ts'
import { findSpikes } from './alerts/find-spikes.ts'
import { openPastWeeks } from './alerts/past-weeks.ts'
import { type Alerting, openAlerting } from './alerts/raise-alert.ts'
import type { Config } from './config.ts'
import { daysOf } from './count-call.ts'
import { houseZone, topicNames } from './house-bearings.ts'
import type { Outside } from './open-outside.ts'
import type { Desktops } from './push/desktops.ts'
import type { Store } from './store/store.ts'
import { teamsOfHouse } from './team-settings.ts'
import type { AlertRule } from './wire/alert-api.ts'
import type { Handlers } from './wire/routes.ts'
import { workEvery } from './work-every.ts'

interface AlertsSettings {
  readonly config: Config
  readonly store: Store
  readonly access: Pick<Access, 'agents'>
  readonly outside: Pick<Outside, 'messagesOf' | 'told'>
  readonly desktops: Pick<Desktops, 'hintAlerts'>
  readonly log: { error(what: object, said: string): void }
  /** Nothing is looked for while the house is not. */
  readonly isWhole: () => boolean
  readonly newId: () => string
  readonly now: () => number
}

export interface OpenedAlerts extends Alerting {
  readonly handlers: Handlers<'readOpenAlerts' | 'readAlerts' | 'markAlert'>
  stop(): Promise<void>
}

/** What presses is looked for this often, ms, and what is judged by past weeks less often. */
const pressingEveryMs = 10_000
const unusualEveryMs = 5 * 60_000
/** Without a sign of the node that checks, another does so after this time, ms. */
const leaseMs = 45_000
const job = 'alerts'
const minute = 60_000
const day = 24 * 60 * minute

/** Raising and ending of alerts, told on the page and to other systems: for every part that finds a reason. */
export function openAlertsOfHouse(settings: AlertsSettings): OpenedAlerts {
  const { config, store, access, outside, desktops, log, isWhole, newId, now } = settings
  const alerting = openAlerting({
    store,
    messagesOf: outside.messagesOf,
    told: outside.told,
    changed: desktops.hintAlerts,
    newId,
    now,
  })
  const { pressing, unusual } = rulesOf(settings)
  const node = newId()
  const fault = (reason: unknown): void => {
    if (!store.trouble()) log.error({ err: reason }, 'alerts could not be checked; they are checked again')
  }
  const check = async (rules: Rules): Promise<void> => {
    if (!isWhole() || !(await store.takeLease(job, node, now(), now() + leaseMs))) return
    await checkRules(rules, store, alerting, fault)
  }
  const loops = [
    workEvery(pressingEveryMs, () => check(pressing), fault),
    workEvery(unusualEveryMs, () => check(unusual), fault),
    workEvery(
      60 * minute,
      async () => void (await store.forgetAlerts(now() - config.alerts.keepDays * day, 200)),
      fault,
    ),
  ]
  return {
    ...alerting,
    handlers: alertHandlers({ store, nameOf: access.agents.nameOf, changed: desktops.hintAlerts, now }),
    async stop() {
      await Promise.all(loops.map((stop) => stop()))
      await store.giveBackLease(job, node).catch(() => undefined)
    },
  }
}

function rulesOf({ config, store, access, now }: AlertsSettings): { pressing: Rules; unusual: Rules } {
  const { alerts } = config
  const { teamOf } = access.agents
  const { ofQueue } = teamsOfHouse(config, access.agents)
  const sources = config.sources.map(({ name }) => name)
  const timeZone = houseZone(config)
  const past = openPastWeeks({ store, timeZone, holidays: alerts.holidays, dayOf: daysOf(timeZone), now })
  const hearingSince = now()
  const spikes = { factor: alerts.spikeFactor, least: alerts.spikeLeast, topicName: topicNames(config) }
  const shares = { points: alerts.recognitionPoints, least: alerts.recognitionLeast }
  const silence = { forMs: alerts.silentMinutes * minute, least: alerts.silentLeast, hearingSince }
  const pressing: Rules = {
    'case-unresolved': (told) => findUnresolvedCases(store, alerts.caseContacts, teamOf, told),
    'promise-at-risk': () => findPromisesAtRisk(store, now() + alerts.promiseMinutes * minute, teamOf),
    'record-broken': () => findBrokenRecord(store),
    'honoured-waiting': () => findHonouredWaiting(store, now() - alerts.honouredSeconds * 1000, ofQueue),
  }
  const unusual: Rules = {
    'reason-spiking': (open) => findSpikes(past, spikes, open, now()),
    'recognition-falling': (open) => findFallingRecognition(past, sources, shares, open, now()),
    'source-silent': () => findSilentSources(past, sources, silence, now()),
  }
  return { pressing: without(pressing, alerts.off), unusual: without(unusual, alerts.off) }
}

/** A rule that was turned off finds nothing: what it had raised is over. */
function without(rules: Rules, off: readonly AlertRule[]): Rules {
  const nothing = async () => []
  return Object.fromEntries(
    Object.entries(rules).map(([rule, find]) => [rule, off.includes(rule as AlertRule) ? nothing : find]),
  )
}
