import type { Access } from './access/open-access.ts'
import type { Config } from './config.ts'
import { type PromiseRoute, promiseHandlers } from './customer/promise-handlers.ts'
import type { ReadNumber } from './customer/read-numbers.ts'
import { type SignalRoom, type SignalRoute, signalHandlers } from './customer/signal-handlers.ts'
import { departmentNames, groupsOf } from './department-names.ts'
import type { HeldBack } from './disclosure-gate.ts'
import { houseZone } from './house-bearings.ts'
import type { Journey } from './journey.ts'
import { signalNews } from './matter-news.ts'
import { reportPromises } from './report-promises.ts'
import { standingPromisesOf } from './standing-promises.ts'
import type { DeskMessage } from './store/call-store.ts'
import type { SignalOwner } from './store/signal-store.ts'
import type { Store } from './store/store.ts'
import type { Telling } from './webhooks/open-telling.ts'
import type { Handlers } from './wire/routes.ts'
import { maskCards } from './wrapup/mask-cards.ts'

interface MattersParts {
  readonly config: Config
  readonly store: Store
  readonly agents: Access['agents']
  readonly journey: Pick<Journey, 'customerChanged' | 'callsChanged'>
  readonly telling: Telling
  readonly readNumber: ReadNumber
  readonly heldBack: HeldBack
  readonly deliver: (messages: readonly DeskMessage[]) => void
  /** Ways of telling those who are hit by a signal that this house has. */
  readonly ways: SignalRoom['ways']
  readonly now: () => number
}

/** What was promised to customers and what other systems say of them, over HTTP. */
export function matterHandlers(parts: MattersParts): Handlers<PromiseRoute | SignalRoute | 'reportPromises'> {
  const { config, store, agents, journey, telling, readNumber, heldBack, deliver, ways, now } = parts
  const standing = standingPromisesOf(config)
  const { nameOf } = agents
  const nameOfDepartment = departmentNames(config)
  return {
    ...promiseHandlers({
      store,
      readNumber,
      heldBack,
      nameOf,
      teamOf: agents.teamOf,
      accountOf: (login) => agents.resolve({ login }, ''),
      ...groupsOf(config),
      nameOfDepartment,
      standing,
      remindMinutes: config.promises.remindMinutes,
      maskCards,
      deliver,
      changed: journey.customerChanged,
      now,
    }),
    ...signalHandlers({
      store,
      readNumber,
      nameOf,
      usualDays: config.signals.usualDays,
      ways,
      newsOf: signalNews(telling, now),
      told: telling.told,
      changed: (owners) => showOnDesks(store, journey, owners),
      now,
    }),
    ...reportPromises({
      store,
      nameOf,
      teamOf: agents.teamOf,
      teams: config.teams.map(({ id }) => id),
      nameOfDepartment,
      standing,
      timeZone: houseZone(config),
      now,
    }),
  }
}

/** Thousands may be hit at once; the few whose calls are shown are found from the desks, not from them. */
async function showOnDesks(
  store: Pick<Store, 'readShownOwners'>,
  journey: Pick<Journey, 'callsChanged'>,
  owners: readonly SignalOwner[],
): Promise<void> {
  if (owners.length === 0) return
  const customers = new Set(owners.map(({ customerId }) => customerId))
  const numbers = new Set(owners.map(({ numberKey }) => numberKey))
  const shown = (await store.readShownOwners()).filter(
    ({ customerId, numberKey }) =>
      (customerId !== null && customers.has(customerId)) || (numberKey !== null && numbers.has(numberKey)),
  )
  await journey.callsChanged([...new Set(shown.map(({ callId }) => callId))])
}
