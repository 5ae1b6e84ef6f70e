import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { askServer } from '../store/ask-server.ts'
import { beginCalling, type Callers } from './callers.ts'
import { expectWell } from './expect-well.ts'
import { ask, type Engine, type Floor, openFloor, until } from './floor.ts'
import { pause } from './real-house.ts'

let floor: Floor
let engine: Engine
let callers: Callers
let told = 0

beforeAll(async () => {
  floor = await openFloor({ store: 'postgres', nodes: 2, desks: 4, settings: { max_connections: '60' } })
  engine = floor.engine as Engine
})
beforeEach(async () => {
  told++
  callers = beginCalling(floor.nextNode, 4, `away-${told}`, { paceMs: () => 5, patienceMs: 10_000 })
  await untilAcknowledged()
})
afterEach(() => expect(callers.refused).toEqual([]))
afterAll(() => floor.close())

/** Until events are acknowledged again, ms. */
async function untilAcknowledged(): Promise<number> {
  const before = callers.acknowledged.size
  return until('events are acknowledged', 15_000, () => callers.acknowledged.size > before + 10)
}

const search = async (n: number): Promise<number> => {
  const desk = floor.desks[0]
  const body = { name: 'somebody' }
  return (await ask(floor.nodes[n]?.running, desk?.cookie, 'POST', '/v1/customers/find', body)).status
}

describe('an engine that goes away', { timeout: 60_000 }, () => {
  for (const [how, signal] of [
    ['restarts within two seconds', 'SIGINT'],
    ['is killed', 'SIGKILL'],
  ] as const) {
    it(`[P41] and ${how} costs no event and no pop, and is worked with within five seconds`, async () => {
      if (signal === 'SIGKILL') engine.server.signalAll(signal)
      await engine.server.end(signal)
      await pause(2000)
      await engine.server.start()
      expect(await untilAcknowledged()).toBeLessThan(5000)
      await expectWell(floor, callers)
    })
  }

  it('and stands still for five seconds costs none either', async () => {
    engine.server.signalAll('SIGSTOP')
    await pause(5000)
    engine.server.signalAll('SIGCONT')
    expect(await untilAcknowledged()).toBeLessThan(5000)
    await expectWell(floor, callers)
  })

  for (const [which, chosen] of [
    ['that serves calls', `application_name = 'greetline' and ${isBell('not in')}`],
    ['that listens', isBell('in')],
    ['that searches', `application_name = 'greetline search'`],
    ['of any kind', 'true'],
  ] as const) {
    it(`may cut every connection ${which}`, async () => {
      const bothSearch = async () => (await search(0)) + (await search(1)) === 400
      await until('both nodes search', 10_000, bothSearch)
      const cut = await askServer(
        engine.url(),
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = 'house' and application_name like 'greetline%' and ${chosen}`,
      )
      expect(cut.length).toBeGreaterThan(1)
      expect(await untilAcknowledged()).toBeLessThan(5000)
      await until('both nodes search', 5000, bothSearch)
      await expectWell(floor, callers)
    })
  }

  it('may have no connection left for us', async () => {
    const others: pg.Client[] = []
    const take = async (): Promise<boolean> => {
      const client = new pg.Client({ connectionString: engine.server.url })
      client.on('error', () => undefined)
      return client.connect().then(
        () => others.push(client) > 0,
        () => false,
      )
    }
    while (await take());
    await others[0]?.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'greetline%'`,
    )
    for (let n = 0; n < 20; n++) {
      while (await take());
      await pause(100)
    }
    await Promise.all(others.map((client) => client.end()))
    expect(await untilAcknowledged()).toBeLessThan(5000)
    await expectWell(floor, callers)
  })

  it('may keep all connections of a node waiting for a lock', async () => {
    const other = new pg.Client({ connectionString: engine.url() })
    await other.connect()
    await other.query('begin; lock table call in access exclusive mode')
    const more = beginCalling(floor.nextNode, 40, `locked-${told}`, { paceMs: () => 1000 })
    await pause(3000)
    await other.query('rollback')
    await other.end()
    expect(await untilAcknowledged()).toBeLessThan(5000)
    await more.stop()
    await expectWell(floor, more)
    await expectWell(floor, callers)
  })
})

/** Whoever listens holds the node's number meanwhile. */
function isBell(within: 'in' | 'not in'): string {
  return `pid ${within} (select pid from pg_locks where locktype = 'advisory')`
}
