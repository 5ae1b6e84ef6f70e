import { generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Pop } from '../src/wire/pop.ts'
import { type Desktop, openHouse, type TestHouse } from './house.ts'
import { eventually } from './own-time.ts'
import { askServer } from './store/ask-server.ts'
import { freshDatabase } from './store/postgres.ts'

/** Two programs of one house on one PostgreSQL, as they run on two machines. */
let url: string
let a: TestHouse
let b: TestHouse
let desks: Desktop[]

beforeEach(async () => {
  url = await freshDatabase()
  a = await openHouse({ store: url })
  b = await openHouse({ store: url })
  desks = []
})
afterEach(async () => {
  for (const desk of desks) desk.close()
  await Promise.all([a.close(), b.close()])
})

const alice = [{ extension: '1001' }]
const bob = [{ extension: '1002' }]

function aCall() {
  const call = randomUUID()
  const began = Date.now()
  let n = 0
  return {
    id: `main:${call}`,
    say: (kind: string, what: object = {}) => {
      n += 1
      const numbers = { from: '+4915112345678', to: '+493023125100' }
      return { id: `${call}-${n}`, call, time: began + n, kind, ...numbers, ...what }
    },
  }
}

async function deskOf(house: TestHouse, login: string): Promise<Desktop> {
  const desk = await (await house.signIn(login)).openDesktop()
  desks.push(desk)
  return desk
}

function gone({ socket }: Desktop): Promise<string> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('the socket is still open')), 5000)
    let said = 'nothing'
    socket.on('goodbye', ({ reason }) => {
      said = reason
    })
    socket.on('disconnect', () => {
      clearTimeout(late)
      resolve(said)
    })
  })
}

async function metricsOf({ app }: TestHouse): Promise<string> {
  return (await fetch(`${app.url}/metrics`)).text()
}

async function took<T>(work: Promise<T>): Promise<number> {
  const began = performance.now()
  await work
  return performance.now() - began
}

const state = (pops: Pop[], id: string) => pops.find((pop) => pop.callId === id)?.state

describe('two nodes of one house', () => {
  it('[P35] an agent sees the call, whichever node the phone system tells of it', async () => {
    const [alicesDesk, bobsDesk] = [await deskOf(b, 'alice'), await deskOf(a, 'bob')]
    const call = aCall()
    await a.post([call.say('arrived'), call.say('offered', { agents: [...alice, ...bob] })])
    const rung = took(alicesDesk.until((pops) => state(pops, call.id) === 'ringing'))
    await bobsDesk.until((pops) => state(pops, call.id) === 'ringing')
    expect(await rung).toBeLessThan(1000)
    await b.post(call.say('answered', { agents: alice }))
    await alicesDesk.until((pops) => state(pops, call.id) === 'connected')
    await bobsDesk.until((pops) => state(pops, call.id) === 'closed')
    await a.post(call.say('ended'))
    await alicesDesk.until((pops) => state(pops, call.id) === 'wrap-up')
    for (const desk of [alicesDesk, bobsDesk]) {
      const from = desk.snapshot.version
      expect(desk.changes.map((change) => change.version)).toEqual(
        desk.changes.map((_, place) => from + 1 + place),
      )
    }
  })

  it('events of one call that both are told at once lead to the one right state', async () => {
    const desk = await deskOf(b, 'alice')
    for (let round = 0; round < 10; round++) {
      const call = aCall()
      const events = [
        call.say('arrived'),
        call.say('offered', { agents: alice }),
        call.say('answered', { agents: alice }),
        call.say('held'),
        call.say('resumed'),
        call.say('ended'),
      ]
      const answers = await Promise.all(events.map((event, n) => (n % 2 === 0 ? a : b).post(event)))
      expect(answers.map((answer) => answer.status)).toEqual(events.map(() => 202))
      await desk.until((pops) => state(pops, call.id) === 'wrap-up')
      const [kept] = await askServer(url, 'select phase, answered_by, version from call where id = $1', [
        call.id,
      ])
      expect(kept).toMatchObject({ phase: 'ended', answered_by: '["account-alice"]' })
    }
    const versions = desk.changes.map((change) => change.version)
    expect(versions).toEqual(versions.map((_, place) => desk.snapshot.version + 1 + place))
  })

  it('[P35] nothing is missed when the connection that listens is cut, nor where it hears nothing at all', async () => {
    const desk = await deskOf(b, 'alice')
    await askServer(
      url,
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid()`,
    )
    const first = aCall()
    await a.post(first.say('offered', { agents: alice }))
    const cut = took(desk.until((pops) => state(pops, first.id) === 'ringing'))
    expect(await cut).toBeLessThan(1500)
    await askServer(url, 'drop trigger ring on outbox')
    const second = aCall()
    await a.post(second.say('offered', { agents: alice }))
    const unheard = took(desk.until((pops) => state(pops, second.id) === 'ringing'))
    expect(await unheard).toBeLessThan(1500)
  })

  it('who is shut out at one node is out at the other within a second', async () => {
    const admin = await a.signIn('ada')
    const person = await b.signIn('alice')
    const desk = await person.openDesktop()
    desks.push(desk)
    expect((await person.ask('GET', '/v1/me')).status).toBe(200)
    const out = took(gone(desk))
    const changed = await admin.ask('PATCH', '/v1/accounts/account-alice', { disabled: true })
    expect(changed.status).toBe(200)
    expect(await out).toBeLessThan(1500)
    expect((await person.ask('GET', '/v1/me')).status).toBe(401)
    const call = aCall()
    await b.post([call.say('arrived'), call.say('offered', { agents: alice })])
    expect(await askServer(url, 'select 1 from pop')).toEqual([])
  })

  it('who signs out at one node, or is given another role, loses the socket at the other', async () => {
    const person = await a.signIn('bob')
    const there = await b.signIn('bob')
    const [kept, gives] = [await there.openDesktop(), await deskOf(b, 'carol')]
    desks.push(kept)
    const other = await openWith(b, person.cookie)
    desks.push(other)
    const [otherOut, carolOut] = [gone(other), gone(gives)]
    expect((await person.ask('DELETE', '/v1/session')).status).toBe(204)
    expect(await otherOut).toBe('signed-out')
    expect(kept.socket.connected).toBe(true)
    const admin = await a.signIn('ada')
    await admin.ask('PATCH', '/v1/accounts/account-carol', { role: 'supervisor' })
    expect(await carolOut).toBe('signed-out')
  })

  it('an extension that is given at one node is known at the other', async () => {
    const admin = await a.signIn('ada')
    await admin.ask('PATCH', '/v1/accounts/account-sam', {
      extensions: [{ source: 'main', extension: '1009' }],
    })
    const desk = await deskOf(b, 'sam')
    await new Promise((resolve) => setTimeout(resolve, 1000))
    const call = aCall()
    await b.post(call.say('offered', { agents: [{ extension: '1009' }] }))
    await desk.until((pops) => state(pops, call.id) === 'ringing')
  })

  it('an agent may say who it is at a node that has heard less of the call', async () => {
    const sam = await a.signIn('sam')
    const made = await sam.ask('POST', '/v1/customers', { name: 'Max Mustermann' })
    const { id: customerId } = made.body as { id: number }
    const person = await b.signIn('alice')
    const desk = await person.openDesktop()
    desks.push(desk)
    const call = aCall()
    await b.post(call.say('arrived'))
    await a.post([call.say('offered', { agents: alice }), call.say('answered', { agents: alice })])
    await desk.until((pops) => state(pops, call.id) === 'connected')
    const path = `/v1/calls/${encodeURIComponent(call.id)}`
    expect((await person.ask('GET', `${path}/pop`)).body).toMatchObject({ state: 'connected' })
    const said = await person.ask('POST', `${path}/identity`, { customerId, verdict: 'is' })
    expect(said.status).toBe(204)
    await desk.until((pops) => pops[0]?.person?.name === 'Max Mustermann')
  })

  it.each(['the same', 'the other'])(
    'a pop that was painted at another node than was told of the call counts, where %s node hears the answer',
    async (which) => {
      const desk = await deskOf(b, 'alice')
      const call = aCall()
      const began = Date.now()
      await a.post([call.say('arrived'), call.say('offered', { agents: alice })])
      const [pop] = await desk.until((pops) => state(pops, call.id) === 'ringing')
      const timesOf = async () =>
        (
          await askServer(url, 'select stored_at, sent_at, rendered_at from pop where call_id = $1', [
            call.id,
          ])
        )[0]
      desk.socket.emit('rendered', { callId: call.id, version: pop?.version ?? 0 })
      await eventually(async () => expect((await timesOf())?.rendered_at).not.toBeNull())
      const times = Object.values((await timesOf()) ?? {}).map(Number)
      expect(times).toEqual(times.toSorted())
      expect(times.every((time) => time >= began && time <= Date.now())).toBe(true)
      expect(await metricsOf(b)).toMatch(/greetline_way_seconds_count\{step="rendered"\} 1/)
      const answering = which === 'the same' ? a : b
      await answering.post(call.say('answered', { agents: alice }))
      expect(await metricsOf(answering)).toMatch(/greetline_offers_greeted_total\{in_time="yes"\} 1/)
      const unseen = aCall()
      await a.post([unseen.say('arrived'), unseen.say('offered', { agents: bob })])
      await answering.post(unseen.say('answered', { agents: bob }))
      expect(await metricsOf(answering)).toMatch(/greetline_offers_greeted_total\{in_time="no"\} 1/)
    },
  )

  it('supervisors hear at every node that the list of live calls is another', async () => {
    const desk = await deskOf(b, 'sam')
    const told = new Promise<void>((resolve) => desk.socket.once('live-calls', () => resolve()))
    await a.post(aCall().say('arrived'))
    await told
  })
})

/** The same session at the other node, as a load balancer may send it. */
async function openWith(house: TestHouse, cookie: string): Promise<Desktop> {
  const { io } = await import('socket.io-client')
  const socket = io(house.app.url, {
    path: '/v1/desktop',
    transports: ['websocket'],
    extraHeaders: { cookie, origin: house.app.url },
    reconnection: false,
    forceNew: true,
  })
  const snapshot = await new Promise((resolve, reject) => {
    socket.once('connect_error', reject)
    socket.once('snapshot', resolve)
  })
  return { socket, snapshot, changes: [], close: () => socket.close() } as unknown as Desktop
}

describe('two nodes that are told of the legs of a call', () => {
  it('[P35][P50] a link that one node was told of holds at the other, and what was begun apart is joined', async () => {
    const token = 'token-in-the-address-of-a-phone-system'
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const key = publicKey.export({ type: 'spki', format: 'pem' }).toString()
    const source = { name: 'main', kind: 'sipgate', tokens: [token], secrets: [key] }
    const config = { store: url, sources: [{ ...source, numberFormat: 'e164-no-plus', region: 'DE' }] }
    const [one, other] = [await openHouse(config), await openHouse(config)]
    const push = async (house: TestHouse, form: Record<string, string>) => {
      const body = new URLSearchParams(form).toString()
      const answer = await fetch(`${house.app.url}/v1/sources/main/sipgate/${token}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          'x-sipgate-signature': sign('sha256', Buffer.from(body), privateKey).toString('base64'),
        },
        body,
      })
      expect(answer.status).toBe(200)
    }
    const desk = await deskOf(other, 'bob')
    const [first, second] = [randomUUID(), randomUUID()]
    const customer = { from: '4915112345678', to: '493023125100', direction: 'in' }
    await push(one, { event: 'newCall', callId: first, ...customer, 'user[]': '1001' })
    await push(other, { event: 'answer', callId: second, ...customer, user: '1002' })
    await desk.until((pops) => state(pops, `main:${second}`) === 'connected')
    await push(one, { event: 'newCall', callId: second, origCallId: first, ...customer, 'user[]': '1002' })
    await desk.until((pops) => state(pops, `main:${first}`) === 'connected')
    await desk.until((pops) => state(pops, `main:${second}`) === 'closed')
    await push(one, { event: 'hangup', callId: first, ...customer, cause: 'normalClearing' })
    expect(state(desk.pops(), `main:${first}`)).toBe('connected')
    await push(other, { event: 'hangup', callId: second, ...customer, cause: 'normalClearing' })
    await desk.until((pops) => state(pops, `main:${first}`) === 'wrap-up')
    await Promise.all([one.close(), other.close()])
  })
})

it('[P71] what is worded at one node is said at the other within seconds', async () => {
  const sam = await a.signIn('sam')
  const text = 'Hello from the other node. {introduction}'
  expect((await sam.ask('PUT', '/v1/greetings/en/unknown', { text, version: 0 })).status).toBe(200)
  const desk = await deskOf(b, 'alice')
  await vi.waitFor(
    async () => {
      const call = aCall()
      await b.post([call.say('arrived'), call.say('offered', { agents: alice })])
      const pops = await desk.until((all) => all.some(({ callId }) => callId === call.id))
      const pop = pops.find(({ callId }) => callId === call.id)
      expect(pop?.greeting.text).toMatch(/^Hello from the other node\. This is/)
    },
    { timeout: 10_000, interval: 500 },
  )
})
