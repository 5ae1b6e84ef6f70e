import type { CallEvent } from '../../src/call/call-event.ts'
import { noDirectories } from '../../src/directories/open-directories.ts'
import { noFacts } from '../../src/facts-of-calls.ts'
import type { House } from '../../src/house.ts'
import { plainBearings } from '../../src/house-bearings.ts'
import { type Journey, openJourney } from '../../src/journey.ts'
import { carryOutbox } from '../../src/push/carry-outbox.ts'
import { usualPolicy } from '../../src/recognition/recognition-policy.ts'
import { usualDisclosure } from '../../src/screenpop/disclose.ts'
import { builtInBook } from '../../src/screenpop/greet.ts'
import { sourceDesk } from '../../src/source-desk.ts'
import type { DeskMessage } from '../../src/store/call-store.ts'
import { tellNobody } from '../../src/webhooks/open-telling.ts'
import type { Availability } from '../../src/wire/desktop-events.ts'
import { type DeskDoor, deskDoor } from './desk-door.ts'
import type { Engine } from './engine.ts'
import { type EngineHost, type Line, type LineStore, longestTransactionMs, storeLine } from './store-line.ts'
import type { World } from './world.ts'

/** One process of the product, from its start until it is killed: all of its core, and nothing of its memory after. */
export interface Node {
  readonly name: string
  readonly line: Line
  readonly door: DeskDoor
  readonly store: LineStore
  readonly journey: Journey
  readonly startedAt: number
  /** What has been handed to the sockets, in order. */
  readonly delivered: readonly DeskMessage[]
  isCutFromDesktops: boolean
  take(events: readonly CallEvent[]): Promise<void>
  setAvailability(accountId: string, availability: Availability): Promise<void>
  hint(): void
  kill(): void
}

/** The limits of a house whose plan has limits, in minutes; a day otherwise. */
export const limitMinutes = { silent: 0.75, unanswered: 0.25, wrapUp: 0.5 }
const day = 1440

const agentNames: Readonly<Record<string, string>> = {
  alice: 'Alice',
  bob: 'Bob',
  carol: 'Carol',
  dave: 'Dave',
}

const sources = new Map([
  [
    'main',
    sourceDesk({
      name: 'main',
      kind: 'webhook',
      secrets: [],
      tokens: [],
      numberFormat: 'e164',
      region: 'DE',
      extensionLength: 4,
      language: 'en',
      timeZone: 'Europe/Berlin',
      dids: [{ number: '+493055510', name: 'Service' }],
      queues: [{ id: 'support', name: 'Support', ringsSeveral: false }],
    }),
  ],
])

export function openNode(world: World, engine: Engine, host: EngineHost, name: string): Node {
  const { clock, chance, plan, sabotage } = world
  const line: Line = { isCut: false, isDead: false }
  const store = storeLine(world, engine, host, line)
  const ahead = chance.between(-300, 300)
  const now = (): number => clock.now() + ahead
  const after = (work: () => void, ms: number): (() => void) =>
    clock.after(ms, () => {
      if (!line.isDead) work()
    })
  const delivered: DeskMessage[] = []
  const door = deskDoor({ world, store, now, after })
  let hinted = (): void => undefined
  const carrier = carryOutbox({
    readOutbox: store.readOutbox,
    hint: (heard) => {
      hinted = heard
      return () => undefined
    },
    deliver(messages) {
      delivered.push(...messages)
      door.deliver(messages)
    },
    onFault: () => world.count('carrier: read failed'),
    slowClockMs: sabotage === 'hints-only' ? 86_400_000 : 1000,
    overlapMs: sabotage === 'no-overlap' ? 0 : longestTransactionMs + 500,
    clocksApartMs: 2500,
    patienceMs: 5000,
    rowsAtOnce: chance.pick([2, 5, 500]),
    now,
    elapsed: clock.now,
    later: after,
  })
  const journey = openJourney(houseOf(world, store, carrier.handOver, now))
  keepHouse(world, journey, after)
  const node: Node = {
    name,
    line,
    door,
    store,
    journey,
    startedAt: clock.now(),
    delivered,
    isCutFromDesktops: false,
    take: journey.take,
    async setAvailability(accountId, availability) {
      carrier.handOver(await store.setAvailability(accountId, availability, now()))
    },
    hint: () => hinted(),
    kill() {
      line.isDead = true
      carrier.stop()
      door.breakAll()
    },
  }
  if (plan.heartbeats) door.beat()
  return node
}

export function houseOf(
  world: World,
  store: House['store'],
  deliver: House['deliver'],
  now: () => number,
): House {
  const { plan } = world
  return {
    name: 'Star Courier',
    store,
    sources,
    nameOfDepartment: (id) => id,
    agents: { resolve: () => null, nameOf: (accountId) => agentNames[accountId] ?? null },
    deliver,
    liveCallsChanged: () => undefined,
    directories: noDirectories,
    crmUrl: null,
    outside: tellNobody,
    facts: noFacts,
    meters: metersOf(world),
    greetings: builtInBook,
    policy: {
      recognition: usualPolicy,
      disclosure: usualDisclosure,
      honouredTiers: [],
      ringGroupStage: 'first-name',
      staleRingSeconds: plan.staleRingSeconds,
      silentCallMinutes: plan.limits ? limitMinutes.silent : day,
      unansweredCallMinutes: plan.limits ? limitMinutes.unanswered : day,
      wrapUpMinutes: plan.limits ? limitMinutes.wrapUp : day,
    },
    bearings: plainBearings,
    now,
    cautiousNow: now,
    elapsed: world.clock.now,
  }
}

/** Whatever the house counts is counted here by its name. */
function metersOf(world: World): House['meters'] {
  const meter = (name: string) => (): void => world.count(`meter: ${name}`)
  return new Proxy({}, { get: (_, name) => meter(String(name)) }) as House['meters']
}

function keepHouse(world: World, journey: Journey, after: (work: () => void, ms: number) => void): void {
  if (!world.plan.limits) return
  const work = (): void => {
    journey.closeSilentCalls().catch(() => undefined)
    journey.closeOldWrapUps().catch(() => undefined)
    after(work, 5000)
  }
  after(work, world.chance.between(0, 5000))
}
