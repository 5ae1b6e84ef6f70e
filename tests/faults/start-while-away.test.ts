import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { askServer } from '../store/ask-server.ts'
import { type PostgresServer, startPostgres } from '../store/postgres-server.ts'
import { until } from './floor.ts'
import { makeHouse, type RealHouse, type Running, storyOfCall } from './real-house.ts'

let server: PostgresServer
let house: RealHouse

beforeEach(async () => {
  server = await startPostgres()
  house = await makeHouse({ config: { store: server.url } })
})
afterEach(async () => {
  await house.close()
  await server.stop()
})

async function ready({ url }: Running): Promise<string> {
  return (await fetch(`${url}/readyz`)).text()
}

async function untilReady(node: Running): Promise<void> {
  await until('it is ready', 60_000, async () => (await ready(node)) === 'ready\n')
}

async function untilDrained({ url }: Running): Promise<void> {
  await until('nothing is spooled any more', 60_000, async () =>
    /^greetline_spooled_events 0$/m.test(await (await fetch(`${url}/metrics`)).text()),
  )
}

const offer = (call: string, agent: object) => ({
  id: `${call}-1`,
  call,
  kind: 'offered',
  time: Date.now(),
  from: '+4915112345678',
  agents: [agent],
})

describe('a node that starts while its database is away', () => {
  it('[P36] listens, takes the events of its sources, says that it is not ready, and opens the rest when it can', async () => {
    await server.end('SIGINT')
    const node = await house.start()
    expect(await ready(node)).toContain('has not been reached')
    expect((await fetch(`${node.url}/livez`)).status).toBe(200)
    expect((await fetch(`${node.url}/v1/me`)).status).toBe(503)
    const offers = [
      offer('by-extension', { extension: '1001' }),
      offer('by-login', { login: 'bob' }),
      offer('by-nobody', { extension: '4711' }),
    ]
    for (const event of offers) expect((await node.post(event)).status).toBe(202)
    const forged = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }
    expect((await fetch(`${node.url}/v1/sources/main/events`, forged)).status).toBe(401)
    expect((await fetch(`${node.url}/v1/sources/other/events`, forged)).status).toBe(404)
    expect(node.logged()).toContain('Call events are kept on this node until it answers')
    expect(node.logged()).not.toContain('15112345678')
    await server.start()
    await untilReady(node)
    await untilDrained(node)
    const pops = await askServer(server.url, 'select call_id, account_id, state from pop order by call_id')
    expect(pops).toEqual([
      { call_id: 'main:by-extension', account_id: 'account-alice', state: 'ringing' },
      { call_id: 'main:by-login', account_id: 'account-bob', state: 'ringing' },
    ])
    expect(await askServer(server.url, `select phase from call where id = 'main:by-nobody'`)).toHaveLength(1)
    const [answered] = await Promise.all([node.post(storyOfCall('after-2', Date.now()))])
    expect(answered.status).toBe(202)
    expect((await node.end('SIGTERM')).code).toBe(0)
  })

  it('[P36] may be killed or stopped before it comes back', async () => {
    await server.end('SIGINT')
    const first = await house.start()
    expect((await first.post(offer('first', { extension: '1001' }))).status).toBe(202)
    await first.end('SIGKILL')
    const second = await house.start()
    expect((await second.post(offer('second', { extension: '1001' }))).status).toBe(202)
    const began = performance.now()
    expect((await second.end('SIGTERM')).code).toBe(0)
    expect(performance.now() - began).toBeLessThan(5000)
    await server.start()
    const third = await house.start()
    await untilDrained(third)
    const pops = await askServer(server.url, 'select call_id from pop order by call_id')
    expect(pops).toEqual([{ call_id: 'main:first' }, { call_id: 'main:second' }])
    await third.end('SIGTERM')
  })

  it('ends with a message where the database is there and is not the right one', async () => {
    const wrong = { store: server.url.replace(/postgres$/, 'nowhere') }
    await expect(house.start({ node: 'wrong', config: wrong })).rejects.toThrow(
      /Greetline cannot begin\..*"nowhere" does not exist/,
    )
    await askServer(server.url, 'update schema_version set version = 999')
    await expect(house.start()).rejects.toThrow(/run the newer program/)
  })

  it('says every few seconds what it waits for, where nobody of that name is there', async () => {
    const node = await house.start({
      node: 'typo',
      config: { store: 'postgres://u:secret-word@no-such-host.invalid/db' },
    })
    const lines = () =>
      node
        .logged()
        .split('\n')
        .filter((line) => line.includes('cannot be used'))
    await until('it has said so twice', 30_000, () => lines().length > 1)
    expect(lines()[0]).toContain('no-such-host.invalid/db')
    expect(node.logged()).not.toContain('secret-word')
  })
})
