import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { desktop } from '../../src/client/open-desktop.ts'
import type { ServiceState } from '../../src/wire/desktop-events.ts'
import type { Pop } from '../../src/wire/pop.ts'
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

  it('[P37] show what this node hears of calls meanwhile, and in the end what is stored and nothing else', async () => {
    const customer = { name: 'Anna Sommerfeld', numbers: [{ number: '+4915112345678' }] }
    expect((await (await house.signIn('sam')).ask('POST', '/v1/customers', customer)).status).toBe(201)
    const desk = desktop({ url: house.app.url, headers: { cookie: alice.cookie, origin: house.app.url } })
    const shown = () =>
      desk
        .pops()
        .filter((pop) => pop.callId.startsWith('main:g-'))
        .map((pop) => `${pop.callId} ${pop.state} ${pop.person?.name ?? pop.outcome}`)
        .sort()
        .join(', ')
    await house.post([offer('g-known'), offer('g-over')])
    await until(
      () => shown() === 'main:g-known ringing Anna Sommerfeld, main:g-over ringing Anna Sommerfeld',
      3000,
    )
    await server.end('SIGINT')
    await until(() => house.app.store.trouble() !== null, 3000)
    const told = performance.now()
    await house.post([
      offer('g-new'),
      { ...offer('g-known'), id: 'g-known-2', kind: 'answered', time: Date.now() + 1 },
      { id: 'g-over-2', call: 'g-over', kind: 'ended', time: Date.now() + 1 },
    ])
    await expect
      .poll(shown, { timeout: 1000 })
      .toBe('main:g-known connected Anna Sommerfeld, main:g-new ringing unknown')
    expect(performance.now() - told).toBeLessThan(1000)
    const number = desk.pops().find((pop) => pop.callId === 'main:g-new')?.caller.e164
    expect(number).toBe('+4915112345678')
    // Another desktop of hers, opened only now, shows what is new as well; it has no snapshot.
    const second = desktop({ url: house.app.url, headers: { cookie: alice.cookie, origin: house.app.url } })
    await until(() => second.pops().some((pop) => pop.callId === 'main:g-new'), 9000)
    second.close()
    await house.post([
      { id: 'g-new-2', call: 'g-new', kind: 'ended', time: Date.now() + 2 },
      // Late and again: it rings no more.
      { ...offer('g-new'), id: 'g-new-0', time: Date.now() - 50 },
      { ...offer('g-last'), time: Date.now() + 3 },
    ])
    await expect
      .poll(shown, { timeout: 1000 })
      .toBe('main:g-known connected Anna Sommerfeld, main:g-last ringing unknown')
    await server.start()
    await until(
      () => shown() === 'main:g-known connected Anna Sommerfeld, main:g-last ringing Anna Sommerfeld',
      5000,
    )
    await new Promise((resolve) => setTimeout(resolve, 500))
    const kept = (await house.app.store.readDesks(['account-alice'])).get('account-alice')
    expect(desk.version()).toBe(kept?.version)
    const byCall = (a: Pop, b: Pop) => (a.callId < b.callId ? -1 : 1)
    const stored = kept?.pops.map((text) => JSON.parse(text) as Pop) ?? []
    const after = desktop({ url: house.app.url, headers: { cookie: alice.cookie, origin: house.app.url } })
    await until(() => after.version() !== null, 3000)
    await new Promise((resolve) => setTimeout(resolve, 100))
    for (const one of [desk, after]) {
      expect([...one.pops()].sort(byCall)).toEqual(stored.sort(byCall))
    }
    after.close()
    await house.post({ id: 'g-last-2', call: 'g-last', kind: 'ended', time: Date.now() + 4 })
    await expect.poll(shown, { timeout: 3000 }).toBe('main:g-known connected Anna Sommerfeld')
    desk.close()
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
