import { createHash } from 'node:crypto'
import type { Config } from '../../config.ts'
import { departmentNames, groupsOf } from '../../department-names.ts'
import { noDirectories } from '../../directories/open-directories.ts'
import { factsOfCalls } from '../../facts-of-calls.ts'
import type { House } from '../../house.ts'
import {
  type HouseBearings,
  houseZone,
  plainBearings,
  standingRulesOf,
  topicNames,
} from '../../house-bearings.ts'
import { housePolicy } from '../../house-policy.ts'
import { type Journey, openJourney } from '../../journey.ts'
import { openMeters } from '../../metrics.ts'
import { openGuidance } from '../../open-guidance.ts'
import { calendarOf } from '../../screenpop/calendar.ts'
import { openOwnGreetings } from '../../screenpop/own-greetings.ts'
import { sourceDesk } from '../../source-desk.ts'
import { speaksAgainst } from '../../speaks-against.ts'
import type { Store } from '../../store/store.ts'
import type { SurveyAnswering } from '../../surveys/answer-survey.ts'
import { type SurveySending, tokenBytes } from '../../surveys/send-survey.ts'
import { tellNobody } from '../../webhooks/open-telling.ts'
import { factKindsOf } from '../../wire/fact-kinds.ts'
import { flatDispositions } from '../../wrap-up-settings.ts'
import { maskCards } from '../../wrapup/mask-cards.ts'
import type { WrapUpSaving } from '../../wrapup/save-wrap-up.ts'
import { demoAgents } from '../demo-agents.ts'

/** The house as it was at an instant: the rooms of the program with a clock that somebody else sets. */
export interface PastHouse {
  readonly journey: Journey
  readonly store: Store
  readonly wrapUps: WrapUpSaving
  readonly surveys: SurveySending & SurveyAnswering
  /** Of the one survey that is sent by it. */
  readonly surveyToken: string
  readonly factKinds: House['facts']['kinds']
  /** Sets the clock, ms. It stands until it is set again: what is told does not depend on how long the telling takes. */
  setClock(instant: number): void
  readonly now: () => number
}

/**
 * Opens the house for one thing of the past, by its name, so that what was at other hours may be told beside it. Nothing
 * of it is told to desktops, meters or other systems: that was then.
 */
export type OpenPast = (name: string) => PastHouse

/** What the past is told by. */
interface Today {
  /** The wall clock of now, ms: by it a call is not taken for one that was never heard to end. */
  readonly now: () => number
  readonly newId: () => string
}

export async function openPast(config: Config, store: Store, today: Today): Promise<OpenPast> {
  const guidance = openGuidance(store)
  await guidance.refresh()
  const greetings = await openOwnGreetings(store)
  const bearings: HouseBearings = {
    ...plainBearings,
    calendar: calendarOf(houseZone(config)),
    topicName: topicNames(config),
    standingRules: standingRulesOf(config),
    guidanceFor: guidance.guidanceFor,
    openingFor: guidance.openingFor,
  }
  const factKinds = factKindsOf(config.facts, config.house.language)
  const names = new Map<string, string>(demoAgents.map(({ id, name }) => [id, name]))
  const meters = openMeters(
    () => 0,
    () => 0,
  )
  const same = {
    name: config.house.name,
    store,
    sources: new Map(config.sources.map((source) => [source.name, sourceDesk(source)])),
    agents: { resolve: () => null, nameOf: (id: string) => names.get(id) ?? null },
    nameOfDepartment: departmentNames(config),
    deliver: () => undefined,
    liveCallsChanged: () => undefined,
    directories: noDirectories,
    crmUrl: null,
    outside: tellNobody,
    meters,
    policy: housePolicy(config),
    bearings,
    greetings,
    elapsed: () => 0,
  }
  return (name) => {
    const clock = { at: 0 }
    const now = (): number => clock.at
    const house: House = {
      ...same,
      facts: factsOfCalls(factKinds, store, now),
      now,
      cautiousNow: today.now,
    }
    const journey = openJourney(house)
    return {
      journey,
      store,
      surveyToken: noiseOf(name, tokenBytes).toString('base64url'),
      factKinds,
      now,
      setClock(instant) {
        clock.at = instant
      },
      wrapUps: wrapUpsOf(config, store, journey, now),
      surveys: surveysOf(config, store, {
        now,
        newId: today.newId,
        randomBytes: (size) => noiseOf(name, size),
      }),
    }
  }
}

function wrapUpsOf(config: Config, store: Store, journey: Journey, now: () => number): WrapUpSaving {
  return {
    store,
    now,
    departments: config.departments.map((one) => one.id),
    groups: groupsOf(config).groups,
    dispositions: flatDispositions(config.dispositions).map((one) => one.id),
    untoldDispositions: config.signals.untoldDispositions,
    remindMinutes: config.promises.remindMinutes,
    customerChanged: async () => undefined,
    closePop: journey.wrappedUp,
    newsOf: async () => [],
    told: () => undefined,
  }
}

/** Whoever was dissatisfied then has been called back since. */
function surveysOf(
  config: Config,
  store: Store,
  around: Pick<SurveySending, 'now' | 'newId' | 'randomBytes'>,
): SurveySending & SurveyAnswering {
  return {
    surveys: config.surveys.map((one) => ({ ...one, bad: { ...one.bad, callBackHours: 0 } })),
    store,
    messagesOf: () => [],
    callbackNews: () => [],
    told: () => undefined,
    houseName: config.house.name,
    houseLanguage: config.house.language,
    publicUrl: '',
    against: speaksAgainst(store, houseZone(config)),
    maskCards,
    customerChanged: async () => undefined,
    ...around,
  }
}

/** Of a survey's link only its hash is kept; who answers in the customer's place finds it by what it was made of. */
function noiseOf(name: string, size: number): Buffer {
  return createHash('sha256').update(`past ${name}`).digest().subarray(0, size)
}
