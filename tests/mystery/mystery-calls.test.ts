import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import type { MysteryCallView, MysteryRunView } from '../../src/wire/mystery-api.ts'
import { openHouse, type Person, signingSecret } from '../house.ts'
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
  const opened = await openHouse({ mysteryCalls: [{ ...test, ...change }], ...more })
  open.push(opened)
  const sam = await opened.signIn('sam')
  const anna = { name: 'Anna Weber', externalId: 'C-1', language: 'en', numbers: [{ number }] }
  const made = await sam.ask('POST', '/v1/customers', anna)
  return { opened, sam, annaId: (made.body as { id: number }).id }
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

  it('[P127] what really breaks is found, and over by itself once it is mended', async () => {
    const { opened, sam, annaId } = await house()
    expect((await first(sam)).result).toBe('passed')
    const change = async (body: object) => {
      const { version } = (await sam.ask('GET', `/v1/customers/${annaId}`)).body as { version: number }
      const answer = await sam.ask('PATCH', `/v1/customers/${annaId}`, { version, ...body })
      expect(answer.status).toBe(200)
    }
    await change({ numbers: [] })
    expect(await placed(sam)).toMatchObject({ result: 'wrong', faults: ['customer', 'outcome', 'greeting'] })
    await change({ numbers: [{ number }] })
    expect((await placed(sam)).result).toBe('passed')
    await change({ name: 'Anna Meier' })
    expect(await placed(sam)).toMatchObject({ result: 'wrong', faults: ['greeting'] })
    await change({ name: 'Anna Weber' })
    const ada = await opened.signIn('ada')
    expect((await ada.ask('PATCH', '/v1/accounts/test-desk', { disabled: true })).status).toBe(200)
    expect(await placed(sam)).toMatchObject({ result: 'failed', stoppedAt: 'desk' })
    expect((await ada.ask('PATCH', '/v1/accounts/test-desk', { disabled: false })).status).toBe(200)
    expect((await placed(sam)).result).toBe('passed')
  })

  it('[P127] a secret that was changed on one side only is found', async () => {
    const { opened, sam } = await house({ secret: signingSecret })
    expect((await first(sam)).result).toBe('passed')
    const changed = 'whsec_YW5vdGhlci1zZWNyZXQtZm9yLXRoaXMtc291cmNl'
    const [source] = opened.config.sources
    await opened.restart({
      sources: [{ ...source, secrets: [changed] }],
      mysteryCalls: [{ ...test, secret: signingSecret }],
    })
    const again = await opened.signIn('sam')
    expect(await placed(again)).toMatchObject({ result: 'failed', stoppedAt: 'accepted', why: 'refused' })
  })
})
