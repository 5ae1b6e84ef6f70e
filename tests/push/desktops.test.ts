import { randomUUID } from 'node:crypto'
import { io } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openHouse, type Person, type TestHouse } from '../house.ts'
import { eventually, ownTime } from '../own-time.ts'

let house: TestHouse
let alice: Person
const apiToken = 'token-of-a-program-that-supervises'

beforeAll(async () => {
  house = await openHouse({ apiTokens: [{ name: 'crm', role: 'supervisor', token: apiToken }] })
  alice = await house.signIn('alice')
})
afterAll(() => house.close())

function opens(headers: Record<string, string>, transports: string[] = ['websocket']): Promise<string> {
  const socket = io(house.app.url, {
    path: '/v1/desktop',
    transports,
    extraHeaders: headers,
    reconnection: false,
    forceNew: true,
  })
  return new Promise<string>((resolve) => {
    socket.once('snapshot', () => resolve('snapshot'))
    socket.once('connect_error', () => resolve('refused'))
  }).finally(() => socket.close())
}

async function ring(agents = [{ extension: '1001' }]): Promise<string> {
  const call = randomUUID()
  const event = { id: `${call}-1`, call, time: Date.now(), kind: 'offered', from: '+4915112345678', agents }
  expect((await house.post(event)).status).toBe(202)
  return `main:${call}`
}

describe('who may open a desktop', () => {
  it('[P153] our own page with a session, and a program with a token; nobody else', async () => {
    const origin = house.app.url
    expect(await opens({ origin, cookie: alice.cookie })).toBe('snapshot')
    expect(await opens({ authorization: `Bearer ${apiToken}` })).toBe('snapshot')
    const refused: Record<string, string>[] = [
      { origin },
      { origin, cookie: 'greetline=made-up' },
      { origin: 'https://evil.example', cookie: alice.cookie },
      { origin: 'null', cookie: alice.cookie },
      { origin: `${origin}.evil.example`, cookie: alice.cookie },
      { cookie: alice.cookie },
      { authorization: 'Bearer another-token-that-is-long-enough' },
      { origin: 'https://evil.example', authorization: `Bearer ${apiToken}` },
    ]
    for (const headers of refused) expect(await opens(headers), JSON.stringify(headers)).toBe('refused')
  })

  it('[P153] only by websocket: there is no polling to protect', async () => {
    expect(await opens({ origin: house.app.url, cookie: alice.cookie }, ['polling'])).toBe('refused')
  })

  it('[P153] signing out cuts the sockets of that session at once', async () => {
    const person = await house.signIn('bob')
    const desk = await person.openDesktop()
    const told = new Promise((resolve) => desk.socket.once('goodbye', resolve))
    const cut = new Promise((resolve) => desk.socket.once('disconnect', resolve))
    await person.ask('DELETE', '/v1/session')
    expect(await told).toEqual({ reason: 'signed-out' })
    await cut
  })
})

describe('what a desktop is sent', () => {
  it('[P28] changes are numbered without a gap, on each of an agent’s desktops alike', async () => {
    const [one, two] = await Promise.all([alice.openDesktop(), alice.openDesktop()])
    const calls = [await ring(), await ring(), await ring()]
    for (const desk of [one, two]) {
      await desk.until((pops) => calls.every((id) => pops.some((pop) => pop.callId === id)))
      const versions = desk.changes.map((change) => change.version)
      expect(versions).toEqual(versions.map((_, n) => desk.snapshot.version + 1 + n))
    }
    one.close()
    two.close()
  })

  it('[P28] whoever asks is told all anew; the heartbeat says within 15 s what the version is', async () => {
    const desk = await alice.openDesktop()
    const id = await ring()
    await desk.until((pops) => pops.some((pop) => pop.callId === id))
    const version = desk.changes.at(-1)?.version
    const again = new Promise<{ version: number; pops: { callId: string }[] }>((resolve) =>
      desk.socket.once('snapshot', resolve),
    )
    desk.socket.emit('resync')
    expect((await again).version).toBe(version)
    expect((await again).pops.map((pop) => pop.callId)).toContain(id)
    const lived = ownTime()
    const beat = await new Promise<{ version: number }>((resolve) => desk.socket.once('heartbeat', resolve))
    expect(beat.version).toBe(version)
    expect(lived()).toBeLessThan(16_000)
    desk.close()
  })

  it('what a desktop sends that it should not is passed over', async () => {
    const desk = await alice.openDesktop()
    const emit = desk.socket.emit.bind(desk.socket) as (event: string, ...what: unknown[]) => unknown
    for (const what of [null, 5, 'x', [], {}, { callId: 5 }, { callId: 'x', version: 'y' }])
      emit('rendered', what)
    emit('snapshot', { version: 1 })
    emit('__proto__', {})
    const id = await ring()
    await desk.until((pops) => pops.some((pop) => pop.callId === id))
    desk.close()
  })

  it('a painted pop is counted, and whether it was in time', async () => {
    const desk = await alice.openDesktop()
    const call = randomUUID()
    const say = (kind: string, n: number) =>
      house.post({
        id: `${call}-${n}`,
        call,
        time: Date.now() + n,
        kind,
        from: '+4915112345678',
        agents: [{ extension: '1001' }],
      })
    await say('offered', 1)
    await desk.until((pops) => pops.some((pop) => pop.callId === `main:${call}`))
    desk.socket.emit('rendered', { callId: `main:${call}`, version: 1 })
    await eventually(async () =>
      expect(await (await fetch(`${house.app.url}/metrics`)).text()).toMatch(
        /greetline_way_seconds_count\{step="rendered"\} [1-9]/,
      ),
    )
    await say('answered', 2)
    const metrics = await (await fetch(`${house.app.url}/metrics`)).text()
    expect(metrics).toMatch(/greetline_offers_greeted_total\{in_time="yes"\} 1/)
    desk.close()
  })
})
