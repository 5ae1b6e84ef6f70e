import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { askServer } from '../store/ask-server.ts'
import { beginCalling } from './callers.ts'
import { expectWell } from './expect-well.ts'
import { type Engine, type Floor, type FloorNode, openFloor, until } from './floor.ts'
import { pause, type Running, storyOfCall } from './real-house.ts'

let floor: Floor
let engine: Engine
let node: FloorNode

beforeEach(async () => {
  floor = await openFloor({ store: 'postgres', nodes: 1, desks: 2 })
  engine = floor.engine as Engine
  node = floor.nodes[0] as FloorNode
})
afterEach(() => floor.close())

async function figure(name: string): Promise<number> {
  const text = await (await fetch(`${node.running?.url}/metrics`)).text()
  return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1] ?? Number.NaN)
}

const spooled = (): Promise<number> => figure('greetline_spooled_events')
const untilDrained = (): Promise<number> =>
  until('all is drained', 60_000, async () => (await spooled()) === 0)

async function post(...events: readonly object[]): Promise<number[]> {
  const statuses: number[] = []
  for (const event of events) statuses.push((await (node.running as Running).post(event)).status)
  return statuses
}

describe('while the database is away', () => {
  it('[P36] for six seconds each event is answered 202 at once, and afterwards it is there once and on the desks', async () => {
    const callers = beginCalling(floor.nextNode, 4, 'away', { paceMs: () => 20, patienceMs: 5000 })
    await pause(500)
    await engine.server.end('SIGINT')
    await pause(6500)
    await until('many are spooled', 60_000, async () => (await spooled()) > 100)
    const ready = await fetch(`${node.running?.url}/readyz`)
    expect([ready.status, await ready.text()]).toEqual([503, expect.stringContaining('does not answer')])
    await engine.server.start()
    await untilDrained()
    await expectWell(floor, callers)
    expect(callers.refused).toEqual([])
    expect(await figure('greetline_spool_drained_total')).toBeGreaterThan(100)
    expect((await fetch(`${node.running?.url}/readyz`)).status).toBe(200)
  })

  it('[P36] what was answered outlives a kill of the node', async () => {
    await engine.server.end('SIGINT')
    const callers = beginCalling(() => node.running, 4, 'killed', { paceMs: () => 5, patienceMs: 5000 })
    await until('some are spooled', 60_000, async () => (await spooled()) > 100)
    await callers.freeze()
    await node.kill()
    await engine.server.start()
    await node.start()
    await untilDrained()
    callers.goOn()
    await pause(300)
    await expectWell(floor, callers)
  })

  it('[P37] the events of a call stay in their order, and a ring is as old as it is', async () => {
    const now = Date.now()
    const [fresh, old] = [storyOfCall('fresh-2', now - 1000), storyOfCall('old-2', now - 300_000)]
    await engine.server.end('SIGINT')
    const began = Date.now()
    expect(await post(...fresh.slice(0, 3), ...old.slice(0, 3))).toEqual([202, 202, 202, 202, 202, 202])
    const ended = Date.now()
    await pause(700)
    await engine.server.start()
    expect(await post(fresh[3] as object)).toEqual([202])
    await untilDrained()
    const rows = await askServer(
      engine.url(),
      `select event_id, received_at from call_event where call_id = 'main:fresh-2' order by at`,
    )
    expect(rows.map((row) => row.event_id)).toEqual(fresh.slice(0, 4).map(({ id }) => id))
    const times = rows.slice(0, 3).map((row) => Number(row.received_at))
    expect(times.every((at) => at >= began && at <= ended)).toBe(true)
    const pops = await askServer(engine.url(), 'select call_id, state from pop order by state desc')
    expect(pops).toEqual([
      { call_id: 'main:fresh-2', state: 'connected' },
      { call_id: 'main:fresh-2', state: 'closed' },
    ])
    const [call] = await askServer(engine.url(), `select phase from call where id = 'main:old-2'`)
    expect(call).toEqual({ phase: 'ringing' })
  })

  it('[P38] an event that the database refuses keeps out none of the others, and is kept', async () => {
    await askServer(
      engine.url(),
      `create function refuse() returns trigger language plpgsql as
       $$ begin raise exception 'not this one: %', new.body; end $$;
       create trigger refuse before insert on call_event for each row
       when (new.event_id in ('poison-2-4', 'direct-2-4')) execute function refuse()`,
    )
    expect(await post(...storyOfCall('direct-2', Date.now()))).toEqual(Array(7).fill(202))
    const story = storyOfCall('poison-2', Date.now())
    await engine.server.end('SIGINT')
    expect(await post(...story, ...storyOfCall('well-2', Date.now()))).toEqual(Array(14).fill(202))
    await engine.server.start()
    await untilDrained()
    const rows = await askServer(
      engine.url(),
      'select call_id, count(*)::int as n from call_event group by call_id order by call_id',
    )
    expect(rows).toEqual([
      { call_id: 'main:direct-2', n: 6 },
      { call_id: 'main:poison-2', n: 6 },
      { call_id: 'main:well-2', n: 7 },
    ])
    expect(await figure('greetline_spool_set_aside')).toBe(2)
    expect(floor.logged()).toContain('"event":"answered","why":"P0001"')
    expect(floor.logged()).not.toContain('not this one')
    await askServer(engine.url(), 'drop trigger refuse on call_event')
    await node.kill()
    await node.start()
    await untilDrained()
    const [call] = await askServer(engine.url(), `select answered_by from call where id = 'main:poison-2'`)
    expect(call).toEqual({ answered_by: expect.stringContaining('account-') })
  })
})
