import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { recall } from '../../src/call/call.ts'
import { placeTestCall, type TestLine } from '../../src/mystery/place-test-call.ts'
import { deskOpener } from '../../src/test-desk.ts'
import { testPhone } from '../../src/test-phone.ts'
import type { AlertView } from '../../src/wire/alert-api.ts'
import type { MysteryCallView, MysteryRunView } from '../../src/wire/mystery-api.ts'
import type { Pop } from '../../src/wire/pop.ts'
import { openWire } from '../faults/wire.ts'
import { openHouse, type Person, signingSecret } from '../house.ts'
import { watchLive } from '../live/watch.ts'
import { freshDatabase } from '../store/postgres.ts'
import { openReceiver } from '../webhook-receiver.ts'

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close()
})

const number = '+4915112345678'
const test = {
  name: 'anna',
  source: 'main',
  number,
  to: '+493023125100',
  queue: 'support',
  attestation: 'A',
  expects: { customer: 'C-1', greeting: 'Weber' },
  everyMinutes: 60,
  deadlineMs: 4000,
}

async function house(change: object = {}, more: object = {}) {
  const opened = await openHouse(more)
  open.push(opened)
  const anna = { name: 'Anna Weber', externalId: 'C-1', language: 'en', numbers: [{ number }] }
  const made = await (await opened.signIn('sam')).ask('POST', '/v1/customers', anna)
  // The first test call is due as soon as one is configured, and has to find her.
  await opened.restart({ ...more, mysteryCalls: [{ ...test, ...change }] })
  return { opened, sam: await opened.signIn('sam'), annaId: (made.body as { id: number }).id }
}

async function views(sam: Person): Promise<readonly MysteryCallView[]> {
  return ((await sam.ask('GET', '/v1/mystery-calls')).body as { items: MysteryCallView[] }).items
}

/** The run that comes after those that are there. */
async function placed(sam: Person): Promise<MysteryRunView> {
  const before = (await views(sam))[0]?.runs.length ?? 0
  expect((await sam.ask('POST', '/v1/mystery-calls/anna/call')).status).toBe(204)
  for (let tries = 0; tries < 300; tries++) {
    const runs = (await views(sam))[0]?.runs ?? []
    if (runs.length > before && runs[0]) return runs[0]
    await pause(100)
  }
  throw new Error('no run')
}

/** The one that is due as soon as the house is open. */
async function first(sam: Person): Promise<MysteryRunView> {
  for (let tries = 0; tries < 300; tries++) {
    const run = (await views(sam))[0]?.runs[0]
    if (run) return run
    await pause(100)
  }
  throw new Error('no run')
}

describe('test calls of the house’s own', () => {
  it('[P126] goes the whole way from a signed event to the pop on a desk, and every step has its time', async () => {
    const { sam } = await house({ hours: { days: [1], from: '00:00', until: '00:01' } })
    const run = await placed(sam)
    expect(run).toMatchObject({ result: 'passed', stoppedAt: null, why: null, faults: [] })
    expect(run.steps.map(({ step }) => step)).toEqual([
      'desk',
      'accepted',
      'popped',
      'answered',
      'ended',
      'closed',
    ])
    expect(run.askedBy).toBe('Sam Super')
  })

  it('[P126] a test call is counted nowhere, shown to nobody else and told to no other system', async () => {
    const secret = 'whsec_dGhlLXNlY3JldC1vZi1hbm90aGVyLXN5c3RlbS0x'
    const receiver = await openReceiver(secret)
    open.push(receiver)
    const events = ['call.arrived', 'call.answered', 'call.ended']
    const hook = { name: 'crm', url: receiver.url, secret, withoutTls: true, events }
    const { opened, sam, annaId } = await house({}, { webhooks: [hook] })
    const alice = await opened.signIn('alice')
    const desk = await alice.openDesktop()
    expect((await first(sam)).result).toBe('passed')
    expect((await placed(sam)).result).toBe('passed')
    // A real call from the same number counts as it always did, and tells that webhooks and search work at all.
    const call = { call: 'real-1', from: number, to: '+493023125100', queue: 'support' }
    const say = (id: string, kind: string, more: object = {}) =>
      opened.post({ id, kind, time: Date.now(), ...call, ...more })
    await say('1', 'arrived')
    await say('2', 'answered', { agents: [{ extension: '1001' }] })
    await say('3', 'ended')
    await desk.until((pops) => pops.some(({ state }) => state === 'wrap-up'))
    const found = async () =>
      (
        (await sam.ask('POST', '/v1/interactions/search', { queue: 'support' })).body as {
          found: { interaction: { callId: string } }[]
        }
      ).found.map(({ interaction }) => interaction)
    let items = await found()
    for (let tries = 0; items.length === 0 && tries < 50; tries++) {
      await pause(100)
      items = await found()
    }
    expect(items.map(({ callId }) => callId)).toEqual(['main:real-1'])
    const line = await sam.ask('GET', `/v1/customers/${annaId}/interactions`)
    expect((line.body as { items: unknown[] }).items).toHaveLength(1)
    const told = await receiver.until((all) => all.length >= 3)
    expect(new Set(told.map(({ data }) => data.callId))).toEqual(new Set(['main:real-1']))
    expect(desk.pops().map(({ callId }) => callId)).toEqual(['main:real-1'])
    const colleagues = await alice.ask('GET', '/v1/desk/colleagues')
    expect(JSON.stringify(colleagues.body)).not.toContain('test-desk')
    const watching = watchLive(await sam.openDesktop())
    const { agents } = await watching.until((view) => view.agents.size > 0)
    expect([...agents.values()].map(({ name }) => name)).not.toContain('Test desk')
    const metrics = await (await fetch(`${opened.app.url}/metrics`)).text()
    expect(metrics).toContain('greetline_recognitions_total{outcome="recognised"} 1')
    desk.close()
  })

  it('[P126] nobody hides a real call by naming it as a test call', async () => {
    const { opened, sam } = await house()
    await first(sam)
    const call = `greetline-test-${'0'.repeat(32)}-${'0'.repeat(32)}`
    await opened.post({ id: 'x', kind: 'arrived', time: Date.now(), call, from: number })
    const live = (await sam.ask('GET', '/v1/calls/live')).body as { items: { callId: string }[] }
    expect(live.items.map(({ callId }) => callId)).toEqual([`main:${call}`])
  })

  it('[P127] a secret that was changed on one side only is found, and over once both are the same', async () => {
    const { opened, sam } = await house({ secret: signingSecret })
    expect((await first(sam)).result).toBe('passed')
    const changed = 'whsec_YW5vdGhlci1zZWNyZXQtZm9yLXRoaXMtc291cmNl'
    const [source] = opened.config.sources
    const withSecret = (secrets: string[]) =>
      opened.restart({
        sources: [{ ...source, secrets }],
        mysteryCalls: [{ ...test, secret: signingSecret }],
      })
    await withSecret([changed])
    expect(await told(await opened.signIn('sam'))).toEqual(['failed', 'accepted', 'refused', 'critical'])
    await withSecret([changed, signingSecret])
    expect(await told(await opened.signIn('sam'))).toEqual(['passed'])
  }, 30_000)
})

/** What comes of the next one, and what supervisors are told of it: an alert with its step and reason, or none. */
async function told(sam: Person): Promise<string[]> {
  const { result, stoppedAt, why, faults } = await placed(sam)
  const alerts = async () => ((await sam.ask('GET', '/v1/alerts/open')).body as { items: AlertView[] }).items
  if (result === 'passed') {
    await expect.poll(alerts, { timeout: 5000 }).toEqual([])
    return [result]
  }
  await expect.poll(async () => (await alerts()).length, { timeout: 5000 }).toBe(1)
  const [alert] = await alerts()
  const reason = why ?? faults.join(' ')
  expect(alert).toMatchObject({
    rule: 'mystery-call',
    figures: { result, step: stoppedAt ?? '', why: reason },
  })
  return [result, stoppedAt ?? '', reason, alert?.severity ?? '']
}

describe('what breaks on the way of a test call', () => {
  type Opened = Awaited<ReturnType<typeof house>>
  const change = async ({ sam, annaId }: Opened, body: object): Promise<void> => {
    const { version } = (await sam.ask('GET', `/v1/customers/${annaId}`)).body as { version: number }
    expect((await sam.ask('PATCH', `/v1/customers/${annaId}`, { version, ...body })).status).toBe(200)
  }
  const lock = async ({ opened }: Opened, disabled: boolean): Promise<void> => {
    const ada = await opened.signIn('ada')
    expect((await ada.ask('PATCH', '/v1/accounts/test-desk', { disabled })).status).toBe(200)
  }
  const breaks: readonly [
    what: string,
    breakIt: (at: Opened) => Promise<void>,
    mend: (at: Opened) => Promise<void>,
    told: readonly string[],
  ][] = [
    [
      'the number is the customer’s no more',
      (at) => change(at, { numbers: [] }),
      (at) => change(at, { numbers: [{ number }] }),
      ['wrong', '', 'customer outcome greeting', 'critical'],
    ],
    [
      'the customer is gone',
      (at) => change(at, { externalId: 'C-2' }),
      (at) => change(at, { externalId: 'C-1' }),
      ['failed', 'desk', 'no-customer', 'critical'],
    ],
    [
      'the greeting is another',
      (at) => change(at, { name: 'Anna Meier' }),
      (at) => change(at, { name: 'Anna Weber' }),
      ['wrong', '', 'greeting', 'critical'],
    ],
    [
      'the account is locked',
      (at) => lock(at, true),
      (at) => lock(at, false),
      ['failed', 'desk', 'refused', 'critical'],
    ],
  ]
  it.each(breaks)(
    '[P127] %s: it fails at that step, raises an alert, and is over by itself',
    async (_what, breakIt, mend, wanted) => {
      const at = await house()
      expect((await first(at.sam)).result).toBe('passed')
      await breakIt(at)
      expect(await told(at.sam)).toEqual(wanted)
      await mend(at)
      expect(await told(at.sam)).toEqual(['passed'])
    },
    30_000,
  )

  it('[P127] no socket can be had: it fails at the desk, and is over once there is one', async () => {
    const { opened, sam } = await house({}, { mostDesktops: 1 })
    expect((await first(sam)).result).toBe('passed')
    const only = await (await opened.signIn('alice')).openDesktop()
    expect(await told(sam)).toEqual(['failed', 'desk', 'unreachable', 'critical'])
    only.close()
    expect(await told(sam)).toEqual(['passed'])
  }, 60_000)

  it('[P127] the socket is cut while it rings: it fails where the desk should show the answer, and the call is ended all the same', async () => {
    const { opened, sam } = await house()
    expect((await first(sam)).result).toBe('passed')
    const { app, config } = opened
    const parts = { ...app, config, url: () => app.url, now: Date.now, newId: randomUUID }
    const desks = deskOpener(parts)
    open.push(desks)
    const [set] = config.mysteryCalls
    if (!set) throw new Error('no test call')
    const phone = testPhone(
      { ...parts, take: () => Promise.reject(new Error('posted')), phoneSystems: () => undefined },
      set,
    )
    const line: TestLine = {
      phone,
      async openDesk() {
        const desk = await desks.open()
        const cut = (pop: Pop): void => {
          desk.rendered(pop)
          void desk.close()
        }
        return { ...desk, rendered: cut }
      },
      closePop: async () => undefined,
      elapsed: () => performance.now(),
      wait: (ms) => pause(ms),
    }
    const expects = async () => ({ customerId: null, outcome: 'recognised', greeting: 'Weber' }) as const
    const outcome = await placeTestCall(line, expects, 4000)
    expect(outcome).toMatchObject({ result: 'failed', stoppedAt: 'answered', why: 'timeout' })
    const stored = await app.store.readCall(phone.callId)
    expect(stored && recall(stored.events).call.phase).toBe('ended')
  }, 40_000)

  it('[P127] the database is away: written down as soon as it is back, with an alert, and over with the next', async () => {
    const url = new URL(await freshDatabase())
    let isThere = true
    const { port } = url
    const wire = await openWire(() => (isThere ? Number(port) : null))
    url.port = String(wire.port)
    open.push(wire)
    const { sam } = await house({ everyMinutes: 60 }, { store: url.href })
    expect((await first(sam)).result).toBe('passed')
    isThere = false
    wire.cut()
    await pause(12_000)
    isThere = true
    const newest = async () => (await views(sam).catch(() => []))[0]?.runs[0]
    await expect
      .poll(newest, { timeout: 20_000 })
      .toMatchObject({ result: 'failed', stoppedAt: 'desk', why: 'store-away' })
    const alerts = async () =>
      ((await sam.ask('GET', '/v1/alerts/open')).body as { items: AlertView[] }).items
    await expect.poll(alerts, { timeout: 10_000 }).toMatchObject([{ figures: { why: 'store-away' } }])
    expect(await told(sam)).toEqual(['passed'])
  }, 60_000)
})
