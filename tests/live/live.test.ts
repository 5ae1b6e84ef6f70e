import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LiveView } from '../../src/desktop/live/live-view.ts'
import type { LiveEntry } from '../../src/wire/live-api.ts'
import { type Desktop, openHouse, type TestHouse, testConfig } from '../house.ts'
import { freshDatabase } from '../store/postgres.ts'
import { watchLive } from './watch.ts'

const settings = {
  sources: [
    {
      ...testConfig.sources[0],
      queues: [
        { id: 'support', name: 'Support' },
        { id: 'sales', name: 'Sales', answerWithinSeconds: 60 },
      ],
    },
  ],
  teams: [
    { id: 'care', name: { en: 'Care' }, queues: ['support'] },
    { id: 'shop', name: { en: 'Shop' }, queues: ['sales'] },
  ],
}

const engines = [
  ['SQLite', async () => ({})],
  ['PostgreSQL', async () => ({ store: await freshDatabase() })],
] as const

describe.each(engines)('the live view, on %s', (engine, place) => {
  let house: TestHouse
  let other: TestHouse
  let desks: Desktop[]

  beforeEach(async () => {
    const where = await place()
    house = await openHouse({ ...settings, ...where })
    // Another node of the same house, where there can be one.
    other = engine === 'SQLite' ? house : await openHouse({ ...settings, ...where })
    desks = []
  })
  afterEach(async () => {
    for (const desk of desks) desk.close()
    await house.close()
    if (other !== house) await other.close()
  })

  async function deskOf(login: string, at = house): Promise<Desktop> {
    const desk = await (await at.signIn(login)).openDesktop()
    desks.push(desk)
    return desk
  }

  function aCall(from = '+4915112345678', began = Date.now()) {
    const call = randomUUID()
    let n = 0
    return {
      id: `main:${call}`,
      say: (kind: string, what: object = {}, after = 0) => {
        n += 1
        const numbers = { from, to: '+493023125100' }
        return { id: `${call}-${n}`, call, time: began + n + after, kind, ...numbers, ...what }
      },
    }
  }
  const alice = [{ extension: '1001' }]
  const bob = [{ extension: '1002' }]
  const of = (view: LiveView, id: string): LiveEntry | undefined => view.calls.get(id)

  it('[P118] shows who waits, why and how long, whom it was offered to and who missed it, at every node', async () => {
    const ada = await house.signIn('ada')
    await ada.ask('POST', '/v1/customers', {
      name: 'Erika Mustermann',
      tier: 'gold',
      numbers: [{ number: '+4915112345678' }],
    })
    const watching = watchLive(await deskOf('sam', other))
    const call = aCall()
    await house.post(call.say('arrived', { queue: 'support' }))
    const waits = await watching.until((view) => of(view, call.id)?.state === 'waiting')
    expect(of(waits, call.id)).toMatchObject({
      name: 'Erika Mustermann',
      tier: 'gold',
      honoured: true,
      queue: 'support',
      answerWithinMs: 20_000,
      reason: { kind: 'did' },
      agents: [],
      unrouted: false,
    })
    await deskOf('alice')
    const bobs = await deskOf('bob')
    await house.post(call.say('offered', { agents: [...alice, ...bob] }))
    await house.post(call.say('offer-ended', { agents: bob, result: 'missed' }))
    await house.post(call.say('answered', { agents: alice }))
    const spoken = await watching.until(
      (view) => view.agents.get(house.ids.alice ?? '')?.doing === 'speaking',
    )
    expect(of(spoken, call.id)).toMatchObject({ state: 'connected', agents: ['Alice Adams'] })
    expect(of(spoken, call.id)?.offers.map(({ agent, result }) => [agent, result])).toEqual([
      ['Alice Adams', 'won'],
      ['Bob Brown', 'missed'],
    ])
    expect(spoken.agents.get(house.ids.alice ?? '')).toMatchObject({ callId: call.id })
    await house.post(call.say('ended'))
    await watching.until(
      (view) => view.agents.get(house.ids.alice ?? '')?.doing === 'wrap-up' && !of(view, call.id),
    )
    // Who is signed in is read every few seconds.
    await watching.until((view) => view.agents.get(house.ids.bob ?? '')?.doing === 'free', 8000)
    bobs.close()
    await watching.until((view) => view.agents.get(house.ids.bob ?? '')?.doing === 'offline', 8000)
  })

  it('[P118] marks what reaches nobody and an agent who was shown nothing', async () => {
    const watching = watchLive(await deskOf('sam'))
    const unrouted = aCall('+4930111')
    await house.post([unrouted.say('arrived'), unrouted.say('answered', { agents: [{ extension: '9999' }] })])
    await watching.until((view) => of(view, unrouted.id)?.unrouted === true)
    const stale = aCall('+4930222', Date.now() - 120_000)
    await house.post([stale.say('arrived'), stale.say('offered', { agents: alice })])
    const seen = await watching.until((view) => of(view, stale.id)?.state === 'ringing')
    expect(of(seen, stale.id)?.degraded).toBe('not-popped')
  })

  it('[P119] counts the day as a recount does, also when a late event tells a story anew', async () => {
    const watching = watchLive(await deskOf('sam', other))
    const began = Date.now() - 50_000
    const inTime = aCall('+4930301', began)
    const late = aCall('+4930302', began)
    const soon = aCall('+4930303', began)
    const gaveUp = aCall('+4930304', began)
    const outbound = aCall('+4930305', began)
    await house.post([
      inTime.say('arrived', { queue: 'support' }),
      inTime.say('answered', { agents: alice }, 10_000),
      late.say('arrived', { queue: 'support' }),
      late.say('answered', { agents: bob }, 30_000),
      soon.say('arrived', { queue: 'support' }),
      soon.say('ended', { reason: 'abandoned' }, 2000),
      gaveUp.say('arrived', { queue: 'sales' }),
      gaveUp.say('ended', { reason: 'abandoned' }, 40_000),
      outbound.say('arrived', { direction: 'outbound', agents: alice }),
      outbound.say('answered', {}, 1000),
      outbound.say('ended', {}, 2000),
    ])
    // One call after the other comes into the view.
    const counted = await watching.until(
      ({ figures }) =>
        figures.get('main support')?.answered === 2 &&
        figures.get('main support')?.abandoned === 1 &&
        figures.get('main sales')?.abandoned === 1,
    )
    expect(counted.figures.get('main support')).toMatchObject({
      answered: 2,
      inTime: 1,
      abandoned: 1,
      abandonedSoon: 1,
      longestMs: 30_001,
    })
    expect(counted.figures.get('main sales')).toMatchObject({ answered: 0, abandoned: 1, abandonedSoon: 0 })
    // Told again it counts once.
    await house.post(soon.say('ended', { reason: 'abandoned' }, 2000))
    // What was thought to be given up was answered: the answer comes late and belongs before the end.
    await house.post({ ...gaveUp.say('answered', { agents: alice }, 5000) })
    const mended = await watching.until((view) => view.figures.get('main sales')?.answered === 1)
    expect(mended.figures.get('main sales')).toMatchObject({ abandoned: 0, inTime: 1 })
    expect(mended.figures.get('main support')).toMatchObject({ abandoned: 1 })
  })

  it('[P120] tells only what has changed, in versions without a gap, at most four times a second', async () => {
    const desk = await deskOf('sam')
    const watching = watchLive(desk)
    await watching.until(() => true)
    const first = aCall('+4930401')
    await house.post(first.say('arrived', { queue: 'support' }))
    await watching.until((view) => view.calls.has(first.id))
    const before = watching.messages.length
    const began = Date.now()
    for (let n = 0; n < 40; n++) await house.post(aCall(`+493050${100 + n}`).say('arrived'))
    await watching.until((view) => view.calls.size === 41, 15_000)
    const seconds = (Date.now() - began) / 1000
    const told = watching.messages.slice(before)
    expect(told.length).toBeLessThanOrEqual(Math.ceil(seconds * 4) + 1)
    expect(told.every(({ kind }) => kind === 'delta')).toBe(true)
    expect(told.flatMap(({ calls }) => calls).map(({ callId }) => callId)).not.toContain(first.id)
    expect(watching.messages.map(({ version }) => version)).toEqual(
      watching.messages.map((_, n) => (watching.messages[0]?.version ?? 0) + n),
    )
    const quiet = watching.messages.length
    await new Promise((resolve) => setTimeout(resolve, 1500))
    expect(watching.messages.length).toBe(quiet)
    desk.socket.emit('watch-live')
    await expect.poll(() => watching.messages.at(-1)?.kind).toBe('snapshot')
    expect(watching.messages.at(-1)?.calls).toHaveLength(41)
  })

  it('[P120] shows a supervisor the calls, agents and figures of their teams and no others', async () => {
    const ada = await house.signIn('ada')
    await ada.ask('PATCH', `/v1/accounts/${house.ids.alice}`, { team: 'care' })
    await ada.ask('PATCH', `/v1/accounts/${house.ids.bob}`, { team: 'shop' })
    await ada.ask('PATCH', `/v1/accounts/${house.ids.sam}`, { leads: ['care'] })
    const care = watchLive(await deskOf('sam'))
    const all = watchLive(await deskOf('ada'))
    const [support, sales, noQueue, taken] = [
      aCall('+4930601'),
      aCall('+4930602'),
      aCall('+4930603'),
      aCall('+4930604'),
    ]
    await house.post([
      support.say('arrived', { queue: 'support' }),
      sales.say('arrived', { queue: 'sales' }),
      noQueue.say('arrived'),
      // Of the other team's queue, but one of ours has taken it.
      taken.say('arrived', { queue: 'sales' }),
      taken.say('answered', { agents: alice }),
    ])
    await all.until((view) => view.calls.size === 4 && of(view, taken.id)?.state === 'connected')
    const seen = await care.until((view) => view.calls.size === 2)
    expect([...seen.calls.keys()].sort()).toEqual([support.id, taken.id].sort())
    expect([...seen.agents.values()].map(({ name }) => name)).toEqual(['Alice Adams'])
    await house.post(sales.say('ended', { reason: 'abandoned' }))
    await all.until((view) => view.figures.get('main sales')?.abandoned === 1)
    expect(care.view()?.figures.has('main sales')).toBe(false)
  })

  it('[P120] agents and auditors are shown nothing of it, whatever they ask for', async () => {
    const desk = await deskOf('alice')
    const watching = watchLive(desk)
    await house.post(aCall('+4930701').say('arrived'))
    await new Promise((resolve) => setTimeout(resolve, 1200))
    expect(watching.messages).toEqual([])
  })

  it('[P121] a link shows the wall without names, until an admin takes it back', async () => {
    const ada = await house.signIn('ada')
    await ada.ask('POST', '/v1/customers', {
      name: 'Erika Mustermann',
      tier: 'gold',
      numbers: [{ number: '+4915112345678' }],
    })
    const made = (await ada.ask('POST', '/v1/wall-links', { name: 'Hall' })).body as {
      link: { id: string }
      token: string
    }
    const wall = (token: string) =>
      fetch(`${other.app.url}/v1/wall`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: other.app.url },
        body: JSON.stringify({ token }),
      })
    await house.post(aCall().say('arrived', { queue: 'support' }))
    const shown = await wall(made.token)
    expect(shown.status).toBe(200)
    const text = await shown.text()
    expect(JSON.parse(text)).toMatchObject({
      name: 'Hall',
      waiting: 1,
      next: [{ firstName: null, honoured: true }],
    })
    expect(text).not.toMatch(/Erika|Mustermann|4915112345678/)
    expect((await wall(`${made.token.slice(0, -1)}x`)).status).toBe(404)
    const sam = await house.signIn('sam')
    expect((await sam.ask('GET', '/v1/wall-links')).status).toBe(403)
    expect((await ada.ask('DELETE', `/v1/wall-links/${made.link.id}`)).status).toBe(204)
    expect((await wall(made.token)).status).toBe(404)
  })
})
