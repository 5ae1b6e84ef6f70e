import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Desktop as ClientDesktop, desktop } from '../../src/client/open-desktop.ts'
import type { ServiceState } from '../../src/wire/desktop-events.ts'
import type { Pop } from '../../src/wire/pop.ts'
import { openHouse, type Person, type TestHouse } from '../house.ts'
import { eventually, ownTime } from '../own-time.ts'
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

/** `mostMs`: in own time. */
const until = (holds: () => boolean, mostMs?: number) => eventually(() => expect(holds()).toBe(true), mostMs)

async function tell(...events: object[]): Promise<void> {
  expect((await house.post(events)).status).toBe(202)
}

async function spooled(): Promise<number> {
  const text = await (await fetch(`${house.app.url}/metrics`)).text()
  return Number(/^greetline_spooled_events (\d+)$/m.exec(text)?.[1] ?? Number.NaN)
}

/** Until it shows just what is stored of alice's desk, and as of the version that is stored. */
async function untilShowsWhatIsStored(desk: Pick<ClientDesktop, 'version' | 'pops'>): Promise<void> {
  const byCall = (a: Pop, b: Pop) => (a.callId < b.callId ? -1 : 1)
  await eventually(async () => {
    const kept = (await house.app.store.readDesks(['account-alice'])).get('account-alice')
    expect(desk.version()).toBe(kept?.version)
    const stored = kept?.pops.map((text) => JSON.parse(text) as Pop) ?? []
    expect([...desk.pops()].sort(byCall)).toEqual(stored.sort(byCall))
  })
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
    await tell(offer('meanwhile'))
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
    await until(() => news[1] === false)
    await until(() => other.pops().some((pop) => pop.callId === 'main:meanwhile'))
    await desk.until((pops) => pops.some((pop) => pop.callId === 'main:meanwhile'))
    await until(() => told.at(-1)?.degraded === undefined)
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
    await tell(offer('g-known'), offer('g-over'))
    await eventually(() =>
      expect(shown()).toBe('main:g-known ringing Anna Sommerfeld, main:g-over ringing Anna Sommerfeld'),
    )
    await server.end('SIGINT')
    await until(() => house.app.store.trouble() !== null)
    const lived = ownTime()
    await tell(
      offer('g-new'),
      { ...offer('g-known'), id: 'g-known-2', kind: 'answered', time: Date.now() + 1 },
      { id: 'g-over-2', call: 'g-over', kind: 'ended', time: Date.now() + 1 },
    )
    await eventually(() =>
      expect(shown()).toBe('main:g-known connected Anna Sommerfeld, main:g-new ringing unknown'),
    )
    expect(lived()).toBeLessThan(1000)
    const number = desk.pops().find((pop) => pop.callId === 'main:g-new')?.caller.e164
    expect(number).toBe('+4915112345678')
    // Another desktop of hers, opened only now, shows what is new as well; it has no snapshot.
    const second = desktop({ url: house.app.url, headers: { cookie: alice.cookie, origin: house.app.url } })
    await until(() => second.pops().some((pop) => pop.callId === 'main:g-new'), 30_000)
    second.close()
    await tell(
      { id: 'g-new-2', call: 'g-new', kind: 'ended', time: Date.now() + 2 },
      // Late and again: it rings no more.
      { ...offer('g-new'), id: 'g-new-0', time: Date.now() - 50 },
      { ...offer('g-last'), time: Date.now() + 3 },
    )
    await eventually(
      () => expect(shown()).toBe('main:g-known connected Anna Sommerfeld, main:g-last ringing unknown'),
      1000,
    )
    await server.start()
    await eventually(() =>
      expect(shown()).toBe('main:g-known connected Anna Sommerfeld, main:g-last ringing Anna Sommerfeld'),
    )
    await eventually(async () => expect(await spooled()).toBe(0))
    const after = desktop({ url: house.app.url, headers: { cookie: alice.cookie, origin: house.app.url } })
    for (const one of [desk, after]) await untilShowsWhatIsStored(one)
    await tell({ id: 'g-last-2', call: 'g-last', kind: 'ended', time: Date.now() + 4 })
    await eventually(() => expect(shown()).toBe('main:g-known connected Anna Sommerfeld'))
    for (const one of [desk, after]) {
      await untilShowsWhatIsStored(one)
      one.close()
    }
  })

  it('tells whoever asks something else at once that nothing can be stored', async () => {
    await server.end('SIGINT')
    await until(() => house.app.store.trouble() !== null)
    await new Promise((resolve) => setTimeout(resolve, 4500))
    const lived = ownTime()
    expect((await alice.ask('GET', '/v1/me')).status).toBe(503)
    expect((await alice.ask('GET', '/v1/desk/recent')).status).toBe(503)
    expect((await alice.ask('PUT', '/v1/desk/availability', { availability: 'away' })).status).toBe(503)
    expect(lived()).toBeLessThan(1000)
    await server.start()
    await until(() => house.app.store.trouble() === null)
    expect((await alice.ask('PUT', '/v1/desk/availability', { availability: 'away' })).status).toBe(200)
  })
})
