import type { Logger } from 'pino'
import type { Config } from './config.ts'
import { refreshSeasons } from './count-seasons.ts'
import { outcomePlace } from './house-store.ts'
import { type Calendar, calendarOf } from './screenpop/calendar.ts'
import type { Bearings } from './screenpop/compose-pop.ts'
import { habitOf } from './screenpop/habit.ts'
import { zoneOfRegion } from './screenpop/local-clock.ts'
import { noOutlook, type Outlook, outlookOf } from './screenpop/outlook.ts'
import { type StandingRules, usualStandingRules } from './standing/standing-rules.ts'
import { weighStanding } from './standing/weigh-standing.ts'
import type { CustomerCard } from './store/call-store.ts'
import type { Digest, DigestContact } from './store/digest-store.ts'
import type { Store } from './store/store.ts'
import type { PopGuidance } from './wire/pop-matters.ts'
import { workEvery } from './work-every.ts'
import { flatDispositions } from './wrap-up-settings.ts'

/** By what a pop finds its way from what is known to what is likely and what helps. */
export interface HouseBearings {
  readonly calendar: Calendar
  /** What everybody calls about; renewed in the background. */
  readonly outlook: () => Outlook
  /** How the house calls what a call was about; null for a disposition that says only how it ended. */
  readonly topicName: (disposition: string) => string | null
  readonly standingRules: StandingRules
  readonly guidanceFor: (keys: readonly string[], languages: readonly (string | null)[]) => PopGuidance[]
  readonly openingFor: Bearings['openingFor']
}

/** Of a house that has configured and counted nothing. */
export const plainBearings: HouseBearings = {
  calendar: calendarOf('UTC'),
  outlook: () => noOutlook,
  topicName: (disposition) => disposition,
  standingRules: usualStandingRules,
  guidanceFor: () => [],
  openingFor: () => null,
}

const second = 1000
const day = 24 * 60 * 60 * second
const year = 365 * day

/** The house's own clock: the first source's. */
export function houseZone({ sources }: Pick<Config, 'sources'>): string {
  const [first] = sources
  return first?.timeZone ?? zoneOfRegion(first?.region ?? '') ?? 'UTC'
}

export function topicNames({ dispositions, house }: Pick<Config, 'dispositions' | 'house'>) {
  const names = new Map(
    flatDispositions(dispositions).map(({ id, name, saysWhy }) => [
      id,
      saysWhy ? (name[house.language] ?? name.en ?? Object.values(name)[0] ?? id) : null,
    ]),
  )
  return (disposition: string): string | null =>
    names.has(disposition) ? (names.get(disposition) ?? null) : disposition
}

/** What is kept of a customer, of the newest contacts and the card. */
export function digestOf(
  { calendar, topicName, standingRules }: HouseBearings,
  now: number,
  card: CustomerCard,
  contacts: readonly DigestContact[],
): Digest {
  const about = contacts.flatMap(({ at, disposition, queue }) =>
    disposition === null || topicName(disposition) === null ? [] : [{ at, topic: disposition, queue }],
  )
  const habit = habitOf(about, calendar)
  const within = contacts.filter(({ at }) => now - at <= year).length
  const counted = { habit: habit && JSON.stringify(habit), contacts: within }
  const { value, risk } = weighStanding({ ...card, digest: counted }, standingRules, now)
  return { ...counted, value, risk, dueAt: now + (within > 0 || risk > 0 ? day : 14 * day) }
}

type BackgroundStore = Pick<
  Store,
  'refreshDigests' | 'seedDigests' | 'readSeasons' | 'writeSeasons' | 'trouble'
>

export interface BearingsParts {
  readonly config: Config
  readonly store: BackgroundStore
  readonly guidance: {
    readonly guidanceFor: HouseBearings['guidanceFor']
    readonly openingFor: HouseBearings['openingFor']
    readonly refresh: () => Promise<void>
  }
  readonly log: Logger
  readonly now: () => number
}

export interface OpenedBearings {
  readonly bearings: HouseBearings
  /** Done by itself; for whoever cannot wait. */
  keepDigests(): Promise<void>
  refreshOutlook(): Promise<void>
  stop(): Promise<void>
}

/** Small enough that call events pass between two. */
const digestsAtOnce = 3
const mostRounds = 10
const seedsAtOnce = 50

/** Opens what the pops of a house are weighed by, and keeps it: digests once a second, seasons every six hours. */
export function openBearings({ config, store, guidance, log, now }: BearingsParts): OpenedBearings {
  const timeZone = houseZone(config)
  const calendar = calendarOf(timeZone)
  let outlook = noOutlook
  const bearings: HouseBearings = {
    calendar,
    outlook: () => outlook,
    topicName: topicNames(config),
    standingRules: standingRulesOf(config),
    guidanceFor: guidance.guidanceFor,
    openingFor: guidance.openingFor,
  }
  let seeded: number | null = 0
  const keepDigests = async (): Promise<void> => {
    const next: number | null = await store.seedDigests(seeded ?? 0, seedsAtOnce)
    seeded = next ?? seeded
    for (let round = 0; round < mostRounds; round++) {
      const at = now()
      const made = await store.refreshDigests(at, digestsAtOnce, (card, contacts) =>
        digestOf(bearings, at, card, contacts),
      )
      if (made < digestsAtOnce) return
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  const refreshOutlook = async (): Promise<void> => {
    const { month } = calendar(now())
    await refreshSeasons(store, outcomePlace(config), timeZone, month)
    const counts = await store.readSeasons()
    outlook = outlookOf(
      counts.filter(({ disposition }) => bearings.topicName(disposition) !== null),
      month,
      month + 1,
    )
  }
  const fault = (reason: unknown): void => {
    if (!store.trouble())
      log.error({ err: reason }, 'what is counted of customers could not be kept; it is tried again')
  }
  const jobs = [
    // Another node may have written some.
    workEvery(10 * second, guidance.refresh, fault, 0),
    workEvery(second, keepDigests, fault),
    workEvery(6 * 60 * 60 * second, refreshOutlook, fault, 3 * second),
  ]
  return {
    bearings,
    keepDigests,
    refreshOutlook,
    async stop() {
      await Promise.all(jobs.map((stop) => stop()))
    },
  }
}

export function standingRulesOf({ value, house }: Pick<Config, 'value' | 'house'>): StandingRules {
  const tiers = value.tiers.map(({ tier, from, suggestion }) => ({
    tier,
    from,
    suggestion: suggestion?.[house.language] ?? suggestion?.en ?? null,
  }))
  return { ...value, tiers }
}
