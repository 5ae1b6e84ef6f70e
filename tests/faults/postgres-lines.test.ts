import { afterAll, beforeAll, beforeEach, describe, it } from 'vitest'
import { askServer } from '../store/ask-server.ts'
import { beginCalling, type Callers } from './callers.ts'
import { expectWell } from './expect-well.ts'
import { ask, type Engine, type Floor, type FloorNode, openFloor, until } from './floor.ts'
import { pause } from './real-house.ts'

let floor: Floor
let engine: Engine
let callers: Callers
let told = 0

beforeAll(async () => {
  floor = await openFloor({ store: 'postgres', nodes: 2, desks: 4 })
  engine = floor.engine as Engine
})
beforeEach(async () => {
  told++
  // As long as senders wait for an answer, usually.
  callers = beginCalling(floor.nextNode, 4, `lines-${told}`, { paceMs: () => 5, patienceMs: 5000 })
  await untilAcknowledged()
})
afterAll(() => floor.close())

async function untilAcknowledged(): Promise<number> {
  const before = callers.acknowledged.size
  return until('events are acknowledged', 15_000, () => callers.acknowledged.size > before + 10)
}

async function searches(node: FloorNode): Promise<boolean> {
  const body = { name: 'somebody' }
  const answer = await ask(node.running, floor.desks[0]?.cookie, 'POST', '/v1/customers/find', body)
  return answer.status === 200
}

const first = (): FloorNode => floor.nodes[0] as FloorNode

describe('a line that breaks', { timeout: 60_000 }, () => {
  it('[P41] between a node and the engine, without either hearing of it, is found and made anew', async () => {
    const all = () => Promise.all(Array.from({ length: 4 }, () => searches(first())))
    await until('it searches', 30_000, async () => (await all()).every(Boolean))
    for (const { toEngine } of floor.nodes) toEngine?.silence()
    const before = callers.acknowledged.size
    await until('events are acknowledged', 15_000, () => callers.acknowledged.size > before + 10)
    await until('it searches', 10_000, async () => (await all()).every(Boolean))
    await expectWell(floor, callers)
  })

  it('[P41] between one node and the engine for a while costs no event and no pop', async () => {
    first().toEngine?.hold()
    await pause(8000)
    first().toEngine?.mend()
    await until('the node is ready', 30_000, async () => {
      const answer = await fetch(`${first().running?.url}/readyz`)
      return answer.status === 200
    })
    await expectWell(floor, callers)
  })

  it('on which no hint comes is not missed: what is written is read by the clock', async () => {
    await askServer(engine.url(), 'drop trigger ring on outbox')
    await pause(1000)
    await expectWell(floor, callers)
    await askServer(
      engine.url(),
      `create trigger ring after insert on outbox for each statement execute function greetline_ring('desks')`,
    )
  })

  it('[P11] between desktops and their node is bridged by another one', async () => {
    const cut = floor.desks.filter((_, n) => n % 2 === 0)
    first().isReachable = false
    for (const { wire } of cut) wire.hold()
    await pause(2000)
    // What the balancer finds out in a while: that node cannot be reached, and its lines are over.
    for (const { wire } of cut) wire.cut()
    for (const { wire } of cut) wire.mend()
    await until('they are back', 30_000, () => cut.every(({ desktop }) => desktop.version() !== null))
    await expectWell(floor, callers)
    first().isReachable = true
  })

  it('[P11] between desktops and their nodes, without either hearing of it, is found within the heartbeat', async () => {
    for (const { wire } of floor.desks) wire.hold()
    await pause(3000)
    for (const { wire } of floor.desks) wire.mend()
    await expectWell(floor, callers)
  })
})
