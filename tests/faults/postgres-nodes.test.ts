import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openHouseStore } from '../../src/app.ts'
import { ownTime } from '../own-time.ts'
import { beginCalling } from './callers.ts'
import { expectWell } from './expect-well.ts'
import { type Floor, openFloor, until } from './floor.ts'
import { pause } from './real-house.ts'

let floor: Floor

beforeAll(async () => {
  floor = await openFloor({ store: 'postgres', nodes: 3, desks: 6 })
})
afterAll(() => floor.close())

describe('one of three nodes', { timeout: 60_000 }, () => {
  it('[P42] may be killed: its desktops show all at another within ten seconds, and nothing is lost', async () => {
    const callers = beginCalling(floor.nextNode, 4, 'nodes', { paceMs: () => 5, patienceMs: 10_000 })
    await until('the first calls', 30_000, () => callers.acknowledged.size > 50)
    const [, killed] = floor.nodes
    const moved = floor.desks.filter((_, n) => n % 3 === 1)
    await killed?.kill()
    const lived = ownTime()
    await until('they have gone', 2000, () => moved.every(({ wire }) => wire.lines() === 0))
    await until('they are elsewhere', 10_000, () =>
      moved.every(({ desktop, wire }) => wire.lines() === 1 && desktop.version() !== null),
    )
    expect(lived()).toBeLessThan(10_000)
    await pause(300)
    await killed?.start()
    await pause(500)
    await expectWell(floor, callers)
    expect(killed?.running?.isRunning()).toBe(true)
  })

  it('[P151] may be killed for good: who sat there and does not come back is offline at the others within twenty seconds', async () => {
    const store = await openHouseStore({ data: floor.house.data, store: floor.engine?.url() ?? '' })
    const present = async () =>
      (await store.readPresence(Date.now()))
        .filter(({ hasDesk }) => hasDesk)
        .map(({ accountId }) => accountId)
    const gone = floor.desks.filter((_, n) => n % 3 === 2)
    const here = floor.desks.length - gone.length
    await until('all are there', 30_000, async () => (await present()).length === floor.desks.length)
    // In one breath: the node can tell nothing of it any more.
    await floor.nodes[2]?.kill()
    for (const { desktop } of gone) desktop.close()
    await until('its agents are offline', 20_000, async () => (await present()).length === here)
    await store.close()
  })
})
