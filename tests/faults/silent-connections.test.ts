import { connect, type Socket } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { DesktopChange } from '../../src/wire/desktop-events.ts'
import { eventually } from '../own-time.ts'
import { makeHouse, pause, type RealHouse, type Running, storyOfCall } from './real-house.ts'
import { openDesk, signIn } from './sign-in.ts'

/** More of them: GREETLINE_SILENT=10000 vitest run tests/faults/silent-connections.test.ts */
const many = Number(process.env.GREETLINE_SILENT ?? 3000)

let house: RealHouse
let server: Running
const silent: Socket[] = []

beforeEach(async () => {
  house = await makeHouse()
  server = await house.start()
})
afterEach(async () => {
  for (const socket of silent.splice(0)) socket.destroy()
  await house.close()
})

/** Opens connections that never say what they want; every second one begins to. */
async function openSilent(count: number): Promise<void> {
  const port = Number(new URL(server.url).port)
  for (let n = 0; n < count; n++) {
    const socket = connect(port, '127.0.0.1').on('error', () => undefined)
    silent.push(socket)
    socket.once(
      'connect',
      () => n % 2 === 0 && socket.write('GET /v1/desktop/ HTTP/1.1\r\nUpgrade: websocket\r\n'),
    )
    if (n % 100 === 0) await pause(1)
  }
}

it(`[P39] ${many} connections that say nothing are bounded, and signed-in desktops do not notice`, async () => {
  const cookie = await signIn(server.url, 'alice')
  const { socket: desk } = await openDesk(server.url, cookie)
  const changes: DesktopChange[] = []
  desk.on('change', (change) => changes.push(change))
  const opening = openSilent(many)
  for (const event of storyOfCall('silent-0', Date.now())) expect((await server.post(event)).status).toBe(202)
  await opening
  await pause(500)
  for (const event of storyOfCall('silent-2', Date.now())) expect((await server.post(event)).status).toBe(202)
  const told = () => new Set(changes.map((one) => one.kind === 'pop' && one.pop.callId))
  await eventually(() => expect(told().size).toBe(2))
  expect(desk.connected).toBe(true)
  expect(await signIn(server.url, 'bob')).not.toBe('')
  await eventually(() => expect(server.descriptors() ?? 0).toBeLessThan(1200))
  desk.close()
})
