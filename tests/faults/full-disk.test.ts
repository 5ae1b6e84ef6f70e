import { existsSync, readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { beginCalling } from './callers.ts'
import { expectNothingLost } from './look-into-house.ts'
import { makeHouse, pause, type RealHouse, type Running, storyOfCall } from './real-house.ts'
import { openDesk, signIn } from './sign-in.ts'
import { mountSmallDisk, type SmallDisk } from './small-disk.ts'

let disk: SmallDisk | null
let house: RealHouse

beforeEach(async () => {
  disk = mountSmallDisk(96)
  house = await makeHouse(disk ? { data: `${disk.path}/data` } : {})
})
afterEach(async () => {
  await house.close()
  disk?.remove()
})

async function ready(server: Running): Promise<string> {
  const answer = await fetch(`${server.url}/readyz`)
  return `${answer.status} ${await answer.text()}`
}

async function until(what: string, ms: number, fits: () => Promise<boolean> | boolean): Promise<void> {
  const end = performance.now() + ms
  while (!(await fits())) {
    expect(performance.now(), what).toBeLessThan(end)
    await pause(25)
  }
}

describe('a disk that is full', () => {
  it('[P3] keeps events out, nothing else, and loses none that was answered', {
    timeout: 180_000,
  }, async (context) => {
    context.skip(disk === null, 'a small disk cannot be mounted here: it takes root')
    const small = disk as SmallDisk
    const server = await house.start()
    const reserve = `${house.database}.reserve`
    await until('the reserve is made', 30_000, () => existsSync(reserve))
    const cookie = await signIn(server.url, 'alice')
    const { socket, snapshot } = await openDesk(server.url, cookie)
    expect(snapshot.degraded).toBeUndefined()
    let online = true
    const callers = beginCalling(() => (online ? server : null), 4, 'full')
    await pause(300)

    small.fill()
    await until('the reserve is given up', 30_000, () => !existsSync(reserve))
    await until('events are kept out', 30_000, async () => {
      small.fill()
      return (await ready(server)).startsWith('503')
    })
    const [event] = storyOfCall('kept-out-1', Date.now())
    const refused = await until503(server, event)
    expect(refused.headers.get('retry-after')).toBe('1')
    expect(await refused.json()).toMatchObject({ error: { code: 'store-unavailable' } })
    expect(await ready(server)).toBe('503 not ready: the disk is full\n')
    expect((await fetch(`${server.url}/livez`)).status).toBe(200)
    expect((await fetch(`${server.url}/v1/me`, { headers: { cookie } })).status).toBe(200)
    // A checkpoint may give back room for one thing or another, and what could be kept is told as well.
    await until('who opens the desk is told', 30_000, async () => {
      small.fill()
      const opened = await openDesk(server.url, cookie)
      opened.socket.disconnect()
      return opened.snapshot.degraded === true
    })
    expect(socket.connected).toBe(true)
    await pause(1000)

    small.clear()
    await until('the store works again', 30_000, async () => (await ready(server)) === '200 ready\n')
    await until('the reserve is made again', 30_000, () => existsSync(reserve))
    await callers.stop()
    online = false
    expect(socket.connected).toBe(true)
    expect((await openDesk(server.url, cookie)).snapshot.degraded).toBeUndefined()
    expect(callers.refused.every((status) => status === 503)).toBe(true)
    expect(callers.refused.length).toBeGreaterThan(5)
    await server.end('SIGTERM')
    const log = server.logged()
    expect(log.split('nothing can be stored').length - 1).toBe(1)
    expect(log).toContain('its reserve is given up')
    expect(log).toContain('the disk is nearly full')
    expect(log.split('"level":50').length).toBeLessThan(5)
    expectNothingLost(house.database, callers.acknowledged, callers.calls)
  })

  it('from the start is told, and its reserve lets the program begin', async (context) => {
    context.skip(disk === null, 'a small disk cannot be mounted here: it takes root')
    const small = disk as SmallDisk
    const first = await house.start()
    await until('the reserve is made', 30_000, () => existsSync(`${house.database}.reserve`))
    await first.end('SIGKILL')
    small.fill()
    const second = await house.start()
    expect(second.logged()).toContain('its reserve is given up')
    expect((await second.post(storyOfCall('begun-1', Date.now())[0])).status).toBe(202)
    await second.end('SIGTERM')
    expect(readFileSync(house.database).length).toBeGreaterThan(4096)
  })
})

/** What is left of the room may take one event or another. */
async function until503(server: Running, event: unknown): Promise<Response> {
  for (;;) {
    const answer = await server.post({ ...(event as object), id: crypto.randomUUID() })
    if (answer.status !== 202) return answer
  }
}
