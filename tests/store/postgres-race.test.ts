import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { recall, retell } from '../../src/call/call.ts'
import type { CallEvent } from '../../src/call/call-event.ts'
import { readConfig } from '../../src/config.ts'
import { noDirectories } from '../../src/directories/open-directories.ts'
import { noFacts } from '../../src/facts-of-calls.ts'
import { nameTokens } from '../../src/history/search-tokens.ts'
import type { House } from '../../src/house.ts'
import { plainBearings } from '../../src/house-bearings.ts'
import { type Journey, openJourney } from '../../src/journey.ts'
import { openMeters } from '../../src/metrics.ts'
import { usualPolicy } from '../../src/recognition/recognition-policy.ts'
import { usualDisclosure } from '../../src/screenpop/disclose.ts'
import { builtInBook } from '../../src/screenpop/greet.ts'
import { sourceDesk } from '../../src/source-desk.ts'
import { openPostgresStore } from '../../src/store/postgres-store.ts'
import type { Store } from '../../src/store/store.ts'
import { tellNobody } from '../../src/webhooks/open-telling.ts'
import { story } from '../call/stories.ts'
import { testConfig } from '../house.ts'
import { freshDatabase } from './postgres.ts'

const runs = 60

/** Two nodes on one database, and a third database on which the same stories are told in order. */
describe('two nodes that hear the same calls at once', () => {
  let stores: Store[]
  let nodes: Journey[]
  let orderly: Journey

  beforeAll(async () => {
    const [shared, own] = [await freshDatabase(), await freshDatabase()]
    stores = await Promise.all([openStore(shared), openStore(shared), openStore(own)])
    const journeys = stores.map((store) => openJourney(houseOn(store)))
    nodes = journeys.slice(0, 2)
    orderly = journeys[2] as Journey
  })
  afterAll(() => Promise.all(stores.map((store) => store.close())))

  it('[P5][P12] take the call to the one right state: one pop per agent, no version left out', async () => {
    let n = 0
    await fc.assert(
      fc.asyncProperty(twoHearings, async ([events, ...hearings]) => {
        const call = `c${n++}`
        const ofCall = (one: CallEvent) => ({ ...one, call })
        await Promise.all(
          hearings.map((heard, node) => Promise.all(heard.map((one) => nodes[node]?.take([ofCall(one)])))),
        )
        for (const one of events) await orderly.take([ofCall(one)])
        await agree(call, events)
      }),
      { numRuns: runs },
    )
    await expectNoGaps()
  })

  const agree = async (call: string, events: readonly CallEvent[]): Promise<void> => {
    const [shared, own] = [
      await stores[0]?.readCall(`main:${call}`),
      await stores[2]?.readCall(`main:${call}`),
    ]
    const { call: told } = recall(shared?.events ?? [])
    expect(told).toEqual({ ...retell(events), call })
    const popsOf = (one: typeof shared) =>
      one?.pops
        .map(({ accountId, state, closing, answeredAt }) => ({ accountId, state, closing, answeredAt }))
        .toSorted((a, b) => (a.accountId < b.accountId ? -1 : 1))
    const agents = shared?.pops.map((pop) => pop.accountId) ?? []
    expect(new Set(agents).size).toBe(agents.length)
    // A pop that was never shown because its offer was over before it was heard of needs none.
    const shown = new Set(agents)
    expect(popsOf(shared)).toEqual(popsOf(own)?.filter((pop) => shown.has(pop.accountId)))
    expect(popsOf(own)?.filter((pop) => !shown.has(pop.accountId) && pop.state !== 'closed')).toEqual([])
  }

  const expectNoGaps = async (): Promise<void> => {
    const rows = (await stores[1]?.readOutbox(0, 100_000)) ?? []
    expect(rows.length).toBeGreaterThan(runs)
    const agents = [...new Set(rows.map((row) => row.accountId))]
    const versions = await stores[1]?.readDeskVersions(agents)
    for (const agent of agents) {
      const told = rows.filter((row) => row.accountId === agent).map((row) => row.version)
      expect(told).toEqual(Array.from({ length: versions?.get(agent) ?? 0 }, (_, place) => place + 1))
    }
  }
})

/** A story, and what each of two nodes hears of it: together all, some of it both, in any order. */
const twoHearings = story.chain((events) => {
  const shuffled = fc.shuffledSubarray([...events], { minLength: events.length, maxLength: events.length })
  return fc
    .tuple(fc.constant(events), shuffled, fc.infiniteStream(fc.nat({ max: 2 })))
    .map(([, all, chance]) => {
      const hearings: [CallEvent[], CallEvent[]] = [[], []]
      for (const one of all) {
        const who = chance.next().value
        if (who !== 1) hearings[0].push(one)
        if (who !== 0) hearings[1].push(one)
      }
      return [events, ...hearings] as const
    })
})

function openStore(url: string): Promise<Store> {
  return openPostgresStore({
    url,
    nameTokens,
    searchReader: new URL('../../src/history/search-reader.ts', import.meta.url),
    now: Date.now,
    elapsed: () => performance.now(),
    onFault: (reason) => {
      throw reason
    },
    tell: () => undefined,
  })
}

function houseOn(store: Store): House {
  const config = readConfig(testConfig, {}, { demo: false, folder: '/' })
  return {
    name: 'Star Courier',
    store,
    sources: new Map(config.sources.map((source) => [source.name, sourceDesk(source)])),
    nameOfDepartment: (id) => id,
    agents: { resolve: () => null, nameOf: (id) => id },
    deliver: () => undefined,
    liveCallsChanged: () => undefined,
    directories: noDirectories,
    crmUrl: null,
    outside: tellNobody,
    facts: noFacts,
    greetings: builtInBook,
    meters: openMeters(
      () => 0,
      () => 0,
    ),
    policy: {
      ...config.policy,
      staleRingSeconds: Number.MAX_SAFE_INTEGER,
      recognition: { ...usualPolicy, useRestrictedNumbers: false, checkedClaim: null },
      disclosure: usualDisclosure,
    },
    bearings: plainBearings,
    now: () => 1_900_000_000_000,
    cautiousNow: () => 1_900_000_000_000,
    elapsed: () => performance.now(),
  }
}
