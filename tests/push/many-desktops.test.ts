import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import type { Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { Refusal } from '../../src/errors.ts'
import { eventually } from '../own-time.ts'
import { closeLater, openDesk, openDeskHouse, popOf, shown } from './desk-house.ts'
import { openRawDesk } from './raw-desk.ts'

const alice = {
  accountId: 'alice',
  name: 'alice',
  role: 'agent',
  teams: null,
  sessionHash: null,
  address: '',
} as const

describe('all desktops at once', () => {
  it('[P40] after a restart each shows what is there and is in once, those too that had to come back', async () => {
    const before = await openDeskHouse()
    const names = Array.from({ length: 200 }, (_, n) => `agent-${n}`)
    for (const name of names) await before.write(popOf(`old-${name}`, 1), name)
    const desks = names.map((name) => openDesk(before.url, name, { random: () => 0 }))
    const areIn = () => expect(desks.filter((desk) => desk.version() === null)).toEqual([])
    await eventually(areIn)
    await before.stop()
    for (const name of names) {
      await before.write(popOf(`old-${name}`, 2, 'closed'), name, 'lost')
      await before.write(popOf(`new-${name}`, 1), name, 'lost')
    }
    const house = await openDeskHouse({ after: before, perSecond: 60 })
    let version = 1
    const calling = setInterval(() => void house.write(popOf('new-agent-0', ++version), 'agent-0'), 50)
    await eventually(() => expect(house.desktops.connected()).toBe(200))
    clearInterval(calling)
    await eventually(() =>
      expect(desks.map(shown)).toEqual(
        names.map((name, n) => [`new-${name} ${n === 0 ? version : 1} ringing`]),
      ),
    )
    expect(house.desktops.connected()).toBe(200)
    expect([...new Set(house.turnedAway)]).toEqual(['busy'])
  })

  it('[P40] are sent snapshots some at a time, and what else is to be done comes in between', async () => {
    const reads: { desks: number; turn: number }[] = []
    let turn = 0
    let isOver = false
    const count = (): void => {
      turn++
      if (!isOver) setImmediate(count)
    }
    const house = await openDeskHouse({
      perSecond: 10_000,
      store: {
        async readDesks(ids) {
          reads.push({ desks: ids.length, turn })
          return new Map(ids.map((id) => [id, { version: 1, availability: 'away' as const, pops: [] }]))
        },
        readDeskVersions: async () => new Map(),
      },
    })
    const desks = await Promise.all(
      Array.from({ length: 120 }, (_, n) => openRawDesk(house.url, { token: `agent-${n}` })),
    )
    reads.length = 0
    count()
    const again = desks.map(({ socket }) => once(socket, 'message'))
    for (const desk of desks) desk.say('resync')
    await Promise.all(again)
    isOver = true
    expect(reads.reduce((sum, { desks }) => sum + desks, 0)).toBe(120)
    expect(Math.max(...reads.map(({ desks }) => desks))).toBeLessThanOrEqual(25)
    expect(new Set(reads.map(({ turn }) => turn)).size).toBe(reads.length)
  })
})

describe('all desktops at once, while the store cannot be read', () => {
  it('are let in and told so, and shown what is there when it can be', async () => {
    let isAway = true
    const house = await openDeskHouse({
      perSecond: 10_000,
      isDegraded: () => isAway,
      store: {
        async readDesks(ids) {
          if (isAway) throw new Refusal('store-unavailable')
          return new Map(ids.map((id) => [id, { version: 1, availability: 'away' as const, pops: [] }]))
        },
        readDeskVersions: async () => new Map(),
      },
    })
    const desks = Array.from({ length: 250 }, (_, n) => openDesk(house.url, `agent-${n}`))
    await eventually(() => expect(house.desktops.connected()).toBe(250))
    expect(house.turnedAway).toEqual([])
    isAway = false
    await eventually(() => expect(desks.every((desk) => desk.version() === 1)).toBe(true))
  })
})

describe('the door', () => {
  it('[P40] tells those it has no time for to come back, and does nothing else for them', async () => {
    const { house, identified } = await openCountingHouse()
    const answers = await Promise.all(Array.from({ length: 6 }, () => ask(house.url)))
    const busy = answers.filter(({ status }) => status === 503)
    expect(busy.length).toBeGreaterThanOrEqual(3)
    expect(busy.every(({ headers }) => headers['retry-after'] === '2')).toBe(true)
    expect(identified()).toBe(6 - busy.length)
    expect(house.turnedAway.filter((why) => why === 'busy')).toHaveLength(busy.length)
  })

  it('[P153] says why it lets somebody not in: another page, nobody we know, no room, no answer from the store', async () => {
    const other = await openDeskHouse({ mayComeFrom: () => false })
    expect((await ask(other.url)).status).toBe(403)
    const house = await openDeskHouse({ mostSockets: 1 })
    expect((await ask(house.url, 'stranger')).status).toBe(401)
    await openRawDesk(house.url)
    const full = await ask(house.url)
    expect([full.status, full.headers['retry-after']]).toEqual([503, '2'])
    const away = await openDeskHouse({ identify: () => Promise.reject(new Error('the store is away')) })
    expect((await ask(away.url)).status).toBe(503)
    expect([...other.turnedAway, ...house.turnedAway, ...away.turnedAway]).toEqual([
      'origin',
      'unknown',
      'full',
      'busy',
    ])
  })

  it('outlives those that break off while they wait or are looked up', async () => {
    let answer = (_: typeof alice): void => undefined
    const house = await openDeskHouse({
      perSecond: 1,
      identify: () => new Promise((resolve) => (answer = resolve)),
    })
    for (const wait of [30, 30, 30]) {
      const { socket } = await beginAsking(house.url)
      await new Promise((resolve) => setTimeout(resolve, wait))
      socket.resetAndDestroy()
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
    answer(alice)
    await eventually(() => expect(house.desktops.connected()).toBe(0))
  })

  it('[P153] does not let begin who was signed out after being let in', async () => {
    let isSignedIn = true
    const house = await openDeskHouse({ identify: async () => (isSignedIn ? alice : null) })
    const { socket, heard } = await openRawDesk(house.url, { isSilent: true })
    isSignedIn = false
    const said = once(socket, 'message')
    socket.send('40')
    await said
    expect(heard.at(-1)).toBe('44{"message":"signed-out"}')
    expect(house.desksRead()).toBe(0)
  })

  it('keeps those who are in when the store cannot say whether they may be', async () => {
    let isAway = false
    const house = await openDeskHouse({
      times: { recheck: 50 },
      identify: () => (isAway ? Promise.reject(new Error('the store is away')) : Promise.resolve(alice)),
    })
    const desk = openDesk(house.url)
    await eventually(() => expect(desk.version()).toBe(0))
    isAway = true
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(house.desktops.connected()).toBe(1)
    expect(house.cut).toEqual([])
  })
})

async function openCountingHouse() {
  let identified = 0
  const house = await openDeskHouse({
    perSecond: 1,
    identify: async () => {
      identified++
      return null
    },
  })
  return { house, identified: () => identified }
}

const upgrade = { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13' }

function asking(url: string, token: string) {
  return request(`${url}/v1/desktop/?EIO=4&transport=websocket`, {
    headers: {
      ...upgrade,
      'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
      authorization: `Bearer ${token}`,
    },
  }).on('error', () => undefined)
}

/** Asks for a websocket and is answered that there is none. */
async function ask(url: string, token = 'alice') {
  const sent = asking(url, token)
  sent.end()
  const [answer] = (await once(sent, 'response')) as [IncomingMessage]
  answer.resume()
  return { status: answer.statusCode, headers: answer.headers }
}

/** Asks and waits for no answer. */
async function beginAsking(url: string): Promise<{ socket: Socket }> {
  const sent = asking(url, 'alice')
  sent.end()
  const [socket] = (await once(sent, 'socket')) as [Socket]
  closeLater({ close: () => sent.destroy() })
  if (socket.connecting) await once(socket, 'connect')
  return { socket }
}
