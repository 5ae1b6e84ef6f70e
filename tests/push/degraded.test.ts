import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { desktop } from '../../src/client/open-desktop.ts'
import type { ServiceState } from '../../src/wire/desktop-events.ts'
import { openHouse, type Person, type TestHouse } from '../house.ts'
import { type PostgresServer, startPostgres } from '../store/postgres-server.ts'

let server: PostgresServer
let house: TestHouse
let alice: Person

beforeAll(async () => {
  server = await startPostgres()
  house = await openHouse({ store: server.url })
  alice = await house.signIn('alice')
})
afterAll(async () => {
  await house.close()
  await server.stop()
})

async function until(holds: () => boolean, withinMs: number): Promise<number> {
  const began = performance.now()
  while (!holds()) {
    if (performance.now() - began > withinMs) throw new Error('waited in vain')
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  return performance.now() - began
}

const offer = (call: string) => ({
  id: `${call}-1`,
  call,
  kind: 'offered',
  time: Date.now(),
  from: '+4915112345678',
  agents: [{ extension: '1001' }],
})

describe('desktops while the database is away', () => {
  it('[P11][P36] stay, are told within two seconds, may come and go, and show all when it is over', async () => {
    const desk = await alice.openDesktop()
    const told: ServiceState[] = []
    desk.socket.on('service', (state) => told.push(state))
    let ended = ''
    desk.socket.on('disconnect', (why) => {
      ended = why
    })
    await server.end('SIGINT')
    await until(() => told.at(-1)?.degraded === true, 2000)
    expect((await house.post(offer('meanwhile'))).status).toBe(202)
    const news: boolean[] = []
    const other = desktop({
      url: house.app.url,
      headers: { cookie: alice.cookie, origin: house.app.url },
      onDegraded: (is) => news.push(is),
    })
    await until(() => news[0] === true, 4000)
    desk.socket.emit('resync')
    await new Promise((resolve) => setTimeout(resolve, 1500))
    expect(other.version()).toBeNull()
    await server.start()
    await until(() => news[1] === false, 3000)
    await until(() => other.pops().some((pop) => pop.callId === 'main:meanwhile'), 3000)
    await desk.until((pops) => pops.some((pop) => pop.callId === 'main:meanwhile'))
    await until(() => told.at(-1)?.degraded === undefined, 1000)
    expect(ended).toBe('')
    desk.close()
    other.close()
  })

  it('tells whoever asks something else at once that nothing can be stored', async () => {
    await server.end('SIGINT')
    await new Promise((resolve) => setTimeout(resolve, 4500))
    const began = performance.now()
    expect((await alice.ask('GET', '/v1/me')).status).toBe(503)
    expect((await alice.ask('GET', '/v1/desk/recent')).status).toBe(503)
    expect((await alice.ask('PUT', '/v1/desk/availability', { availability: 'away' })).status).toBe(503)
    expect(performance.now() - began).toBeLessThan(1000)
    await server.start()
    await until(() => house.app.store.trouble() === null, 3000)
    expect((await alice.ask('PUT', '/v1/desk/availability', { availability: 'away' })).status).toBe(200)
  })
})
