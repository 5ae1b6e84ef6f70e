import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { bearerToken } from '../house.ts'
import { beginCalling, type Callers } from './callers.ts'
import { expectWell } from './expect-well.ts'
import { ask, type Floor, openFloor, until } from './floor.ts'
import { compilePreload } from './preload.ts'
import { pause, type Running } from './real-house.ts'

const day = 24 * 60 * 60_000

const folder = mkdtempSync(join(tmpdir(), 'greetline-clock-'))
const clockFile = join(folder, 'ahead')
const preload = compilePreload('shifted-clock', folder)
const setClock = (ahead: number): void => writeFileSync(clockFile, String(ahead))
/** Of the nodes whose clock is set. */
const env = { LD_PRELOAD: preload ?? '', GREETLINE_TEST_CLOCK_FILE: clockFile }
/** Soon over, so that a wrong clock would end them. */
const config = { policy: { silentCallMinutes: 30, unansweredCallMinutes: 30, wrapUpMinutes: 30 } }

let floor: Floor
let callers: Callers
let told = 0

beforeEach(() => setClock(0))
afterEach(() => floor.close())
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** With a token, which says no time: a signature of another time would be refused. The phone system's clock is right. */
function byToken(node: Running | null): Running | null {
  const post: Running['post'] = (body) =>
    fetch(`${node?.url}/v1/sources/main/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${bearerToken}` },
      body: JSON.stringify(body),
    })
  return node && { ...node, post }
}

function beginCalls(server = floor.nextNode): void {
  told++
  callers = beginCalling(server, 3, `clock-${told}`, { paceMs: () => 100 })
}

async function open(): Promise<number> {
  const desks = await Promise.all(floor.desks.map(({ login }) => floor.readDesk(`account-${login}`)))
  return desks.reduce((sum, desk) => sum + desk.pops.length, 0)
}

async function expectSignedIn(): Promise<void> {
  for (const { cookie } of floor.desks) {
    const answers = floor.nodes.map(({ running }) => ask(running, cookie, 'GET', '/v1/me'))
    for (const answer of await Promise.all(answers)) expect(answer.status).toBe(200)
  }
}

const lines = (): number[] => floor.desks.map(({ wire }) => wire.made())

describe.skipIf(preload === null)('a clock that is wrong for a while', { timeout: 90_000 }, () => {
  for (const [how, ahead, store, nodes] of [
    ['a day ahead, of the only node', day, 'sqlite', 1],
    ['a day behind, of one node of two', -day, 'postgres', 2],
  ] as const) {
    it(`${how}, ends no call, no pop and no session, and shows every ring`, async () => {
      floor = await openFloor({ store, nodes, desks: 2, config, env: (name) => (name === 'n1' ? env : {}) })
      beginCalls(() => byToken(floor.nextNode()))
      await pause(500)
      const connected = lines()
      setClock(ahead)
      await pause(1000)
      await until('some calls are open', 30_000, async () => (await open()) > 2)
      await callers.freeze()
      const before = await open()
      expect(before).toBeGreaterThan(2)
      // What is done now and then is done within ten seconds: by the wrong clock, then by the right one.
      await pause(10_500)
      expect(await open()).toBe(before)
      await expectSignedIn()
      setClock(0)
      await pause(ahead < 0 ? 10_500 : 500)
      expect(await open()).toBe(before)
      await expectSignedIn()
      callers.goOn()
      await expectWell(floor, callers, { mayForget: true })
      expect(lines()).toEqual(connected)
      expect(callers.refused).toEqual([])
    })
  }

  it('is put right in small steps backwards, and nobody notices', async () => {
    setClock(4000)
    floor = await openFloor({ store: 'sqlite', nodes: 1, desks: 2, env: () => env })
    beginCalls()
    await pause(300)
    const connected = lines()
    for (let ahead = 4000; ahead >= 0; ahead -= 100) {
      setClock(ahead)
      await pause(50)
    }
    await expectWell(floor, callers)
    expect(lines()).toEqual(connected)
    expect(callers.refused).toEqual([])
  })
})

it.skipIf(preload === null)('nobody notices when winter time begins', { timeout: 30_000 }, async () => {
  const ahead = Date.UTC(2026, 9, 25, 0, 59, 56) - Date.now()
  setClock(ahead)
  floor = await openFloor({
    store: 'sqlite',
    nodes: 1,
    desks: 2,
    env: () => ({ ...env, TZ: 'Europe/Berlin' }),
  })
  beginCalls(() => byToken(floor.nextNode()))
  const connected = lines()
  await pause(5000)
  await expectWell(floor, callers)
  expect(lines()).toEqual(connected)
  expect(callers.refused).toEqual([])
})
