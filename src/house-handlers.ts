import type { Access } from './access/open-access.ts'
import { agentStateHandlers } from './agent-state-handlers.ts'
import type { AgentStates } from './agent-states.ts'
import { callFactHandlers } from './call-fact-handlers.ts'
import { callHandlers } from './call-handlers.ts'
import type { Config } from './config.ts'
import type { Customers } from './customer/open-customers.ts'
import { groupsOf } from './department-names.ts'
import { heldBackFrom } from './disclosure-gate.ts'
import { greetingHandlers } from './greeting-handlers.ts'
import type { House } from './house.ts'
import { houseZone, standingRulesOf } from './house-bearings.ts'
import type { Journey } from './journey.ts'
import { callbackHandlers, planCallbackFor } from './open-callbacks.ts'
import type { OpenedGuidance } from './open-guidance.ts'
import { matterHandlers } from './open-matters.ts'
import type { Outside } from './open-outside.ts'
import type { Supervision, SupervisionParts } from './open-supervision.ts'
import type { Surveys } from './open-surveys.ts'
import type { PhoneSystems } from './phone-systems.ts'
import { callbacksFor, messagesFor } from './reach-customers.ts'
import { recorded } from './recorded-handlers.ts'
import type { OwnGreetings } from './screenpop/own-greetings.ts'
import type { SourceDesk } from './source-desk.ts'
import { speaksAgainst } from './speaks-against.ts'
import { standingHandlers } from './standing/standing-handlers.ts'
import type { DeskMessage } from './store/call-store.ts'
import type { Store } from './store/store.ts'
import { teamsOfHouse } from './team-settings.ts'
import type { FactKind } from './wire/fact-kinds.ts'
import type { Handlers } from './wire/routes.ts'
import { flatDispositions } from './wrap-up-settings.ts'
import { deskHandlers } from './wrapup/desk-handlers.ts'
import { maskCards } from './wrapup/mask-cards.ts'

export interface HouseParts {
  readonly config: Config
  readonly house: House
  readonly greetings: OwnGreetings
  readonly store: Store
  readonly access: Access
  readonly journey: Journey
  readonly customers: Customers
  /** Absent while they are not connected yet. */
  readonly phoneSystems: () => PhoneSystems | undefined
  /** A UUID. */
  readonly newId: () => string
  readonly outside: Outside
  readonly guidance: OpenedGuidance
  readonly surveys: Surveys
  readonly states: AgentStates
  readonly sources: ReadonlyMap<string, SourceDesk>
  readonly factKinds: readonly FactKind[]
  readonly readNumber: SupervisionParts['readNumber']
  readonly supervision: Supervision
  readonly deliver: (messages: readonly DeskMessage[]) => void
  /** The demo's own; none in earnest. */
  readonly demo: Partial<Handlers>
  readonly now: () => number
}

/** Every room's answers to the routes that are declared in wire/routes.ts. */
export function houseHandlers(parts: HouseParts): Partial<Handlers> {
  const { config, store, access, journey, customers, outside, sources, now } = parts
  const handlers: Partial<Handlers> = {
    ...access.handlers,
    ...deskHandlers({
      store,
      now,
      deliver: parts.deliver,
      nameOf: access.agents.nameOf,
      teams: teamsOfHouse(config, access.agents),
      departments: config.departments.map((one) => one.id),
      groups: groupsOf(config).groups,
      dispositions: flatDispositions(config.dispositions).map((one) => one.id),
      closePop: journey.wrappedUp,
      customerChanged: journey.customerChanged,
      remindMinutes: config.promises.remindMinutes,
      untoldDispositions: config.signals.untoldDispositions,
      newsOf: outside.wrapUpNews,
      told: outside.told,
      wrappedUp: parts.surveys.afterCall,
    }),
    ...callHandlers(
      journey,
      store,
      config.policy.verificationMethods.map((one) => one.id),
      now,
    ),
    ...callFactHandlers({ journey, store, kinds: parts.factKinds, maskCards, now }),
    ...agentStateHandlers(parts.states, access.agents, sources),
    ...customers.handlers,
    ...callbackHandlers({
      ...parts,
      tell: outside.tell,
      agents: access.agents,
      heldBack: heldBackFrom(store),
    }),
    ...greetingHandlers({ ...parts.house, store, greetings: parts.greetings }),
    ...parts.supervision.handlers,
    ...outside.handlers,
    ...matterHandlers({
      config,
      store,
      agents: access.agents,
      journey,
      telling: outside,
      readNumber: parts.readNumber,
      heldBack: heldBackFrom(store),
      deliver: parts.deliver,
      ways: waysOf(parts),
      now,
    }),
    ...parts.guidance.handlers({ journey, outside, against: speaksAgainst(store, houseZone(config)), now }),
    ...standingHandlers({ store, rules: standingRulesOf(config), heldBack: heldBackFrom(store), now }),
    ...parts.demo,
  }
  return recorded(handlers, { store, now })
}

/** Messages only where a gateway has asked for them: otherwise nobody would send any. */
function waysOf({ config, store, outside, now }: HouseParts): Parameters<typeof matterHandlers>[0]['ways'] {
  const callback = callbacksFor(planCallbackFor({ store, config, now, tell: outside.tell }), now)
  if (!outside.isAsked('message.planned')) return { callback }
  const against = speaksAgainst(store, houseZone(config))
  const houseLanguage = config.house.language
  return { callback, message: messagesFor({ store, against, telling: outside, houseLanguage, now }) }
}
