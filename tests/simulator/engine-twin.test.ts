import { expect, it } from 'vitest'
import type { House } from '../../src/house.ts'
import { openJourney } from '../../src/journey.ts'
import { callStore } from '../../src/store/call-queries.ts'
import { deskStore } from '../../src/store/desk-queries.ts'
import type { Desk } from '../../src/store/desk-store.ts'
import { openSqlite } from '../../src/store/sqlite-connection.ts'
import { sqliteEngine } from '../../src/store/sqlite-engine.ts'
import { type Engine, openEngine, toldOf } from './engine.ts'
import { houseOf } from './node.ts'
import { tellCalls } from './tell-calls.ts'
import { openWorld, type World } from './world.ts'

const agents = ['alice', 'bob', 'carol', 'dave']

type Real = ReturnType<typeof callStore> & ReturnType<typeof deskStore>

/** Asks both, and says what they both say. */
function storeOfBoth(world: World, engine: Engine, real: Real): House['store'] {
  return {
    async readCall(id) {
      const stored = engine.readCall(id)
      const truth = await real.readCall(id)
      expect(truth === null).toBe(stored === null)
      const byId = <T extends { id: string }>(all: readonly T[] = []) =>
        [...all].sort((a, b) => (a.id < b.id ? -1 : 1))
      expect({ ...stored, events: byId(stored?.events), pops: [] }).toEqual({
        ...truth,
        events: byId(truth?.events),
        pops: [],
      })
      return stored
    },
    async followCall(step) {
      const isLate = world.chance.of(0.1)
      const tried = isLate ? { ...step, expectedVersion: step.expectedVersion + 1 } : step
      const result = engine.followCall(tried, engine.takeIds(toldOf(step).length))
      expect(await real.followCall(tried)).toEqual(result)
      return result
    },
    findCallers: async (wanted) => engine.customers.findCallers(wanted),
    readCard: async (id) => engine.customers.readCard(id),
    takeDialled: async () => null,
    readMattersOfNumber: async () => ({ promises: [], signals: [] }),
    readCustomersSeenWith: async () => [],
    findShownCalls: async () => [],
    findSilentCalls: async () => [],
    findOldWrapUps: async () => [],
    recordJudgement: async () => undefined,
    recordRendered: async () => null,
  }
}

async function compare(world: World, engine: Engine, real: Real): Promise<void> {
  const now = world.clock.now() + world.chance.between(0, 60_000)
  for (const agent of agents) {
    const truth = (await real.readDesks([agent])).get(agent) as Desk
    const desk = engine.readDesk(agent)
    expect({ ...desk, pops: [...desk.pops].sort() }).toEqual({ ...truth, pops: [...truth.pops].sort() })
  }
  const withoutTime = ({ accountId, version, body }: (typeof engine.outbox)[number]) => ({
    accountId,
    version,
    body,
  })
  expect((await real.readOutbox(0, 1000)).map((row) => withoutTime({ ...row, committedAt: 0 }))).toEqual(
    engine.readOutbox(0, 1000).map((row) => withoutTime({ ...row, committedAt: 0 })),
  )
  const silence = { answered: now - 20_000, unanswered: now - 10_000 }
  expect([...(await real.findSilentCalls(silence, 100))].sort()).toEqual(
    engine.findSilentCalls(silence, 100).sort(),
  )
  const byId = (all: readonly { callId: string; accountId: string }[]) =>
    all.map(({ callId, accountId }) => `${callId} ${accountId}`).sort()
  expect(byId(await real.findOldWrapUps(now, 100))).toEqual(byId(engine.findOldWrapUps(now, 100)))
}

it('the store of the simulator answers as SQLite does', async () => {
  for (let seed = 1; seed <= 30; seed++) {
    const world = openWorld(seed)
    const engine = openEngine(world)
    const connection = openSqlite(':memory:')
    const real: Real = { ...callStore(sqliteEngine(connection)), ...deskStore(sqliteEngine(connection)) }
    const store = storeOfBoth(world, engine, real)
    const house = houseOf(world, store, () => undefined, world.clock.now)
    const journeys = [openJourney(house), openJourney(house)]
    for (const event of tellCalls(world).flat()) {
      await world.chance.pick(journeys).take([event])
      if (world.chance.of(0.2)) {
        const [agent, availability] = [
          world.chance.pick(agents),
          world.chance.pick(['available', 'away'] as const),
        ]
        const now = world.clock.now()
        const [id = 0] = engine.takeIds(1)
        expect(await real.setAvailability(agent, availability, now)).toEqual(
          engine.setAvailability(agent, availability, now, id),
        )
      }
      await compare(world, engine, real)
    }
    await connection.close()
  }
})
