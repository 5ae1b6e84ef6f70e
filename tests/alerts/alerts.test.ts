import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AlertView } from '../../src/wire/alert-api.ts'
import { type Desktop, openHouse, type TestHouse, testConfig } from '../house.ts'
import { freshDatabase } from '../store/postgres.ts'

const settings = {
  sources: [{ ...testConfig.sources[0], queues: [{ id: 'support', name: 'Support' }] }],
  teams: [
    { id: 'care', name: { en: 'Care' }, queues: ['support'] },
    { id: 'shop', name: { en: 'Shop' }, queues: [] },
  ],
}

const engines = [
  ['SQLite', async () => ({})],
  ['PostgreSQL', async () => ({ store: await freshDatabase() })],
] as const

describe.each(engines)('alerts in a house, on %s', (engine, place) => {
  let house: TestHouse
  let other: TestHouse
  let desks: Desktop[]

  beforeEach(async () => {
    const where = await place()
    house = await openHouse({ ...settings, ...where })
    other = engine === 'SQLite' ? house : await openHouse({ ...settings, ...where })
    desks = []
  })
  afterEach(async () => {
    for (const desk of desks) desk.close()
    await house.close()
    if (other !== house) await other.close()
  })

  const openAlerts = async (login: string): Promise<AlertView[]> =>
    ((await (await house.signIn(login)).ask('GET', '/v1/alerts/open')).body as { items: AlertView[] }).items

  it('[P124] an honoured customer who waits too long is told to those whose team it is, and is over when answered', async () => {
    const ada = await house.signIn('ada')
    await ada.ask('POST', '/v1/customers', {
      name: 'Erika Mustermann',
      tier: 'gold',
      numbers: [{ number: '+4915112345678' }],
    })
    await ada.ask('PATCH', `/v1/accounts/${house.ids.sam}`, { leads: ['shop'] })
    const call = randomUUID()
    const event = { call, from: '+4915112345678', to: '+493023125100', queue: 'support' }
    const desk = await (await other.signIn('ada')).openDesktop()
    desks.push(desk)
    const hints: number[] = []
    desk.socket.on('alerts', () => hints.push(1))
    await house.post({ ...event, id: `${call}-1`, time: Date.now() - 70_000, kind: 'arrived' })
    await expect
      .poll(async () => (await openAlerts('ada')).length, { timeout: 25_000, interval: 500 })
      .toBe(1)
    const [alert] = await openAlerts('ada')
    expect(alert).toMatchObject({
      rule: 'honoured-waiting',
      severity: 'critical',
      customerName: 'Erika Mustermann',
      callId: `main:${call}`,
      figures: { queue: 'support' },
    })
    expect(await openAlerts('sam')).toEqual([])
    await expect.poll(() => hints.length, { timeout: 5000 }).toBeGreaterThan(0)
    const sam = await house.signIn('sam')
    const path = `/v1/alerts/${alert?.id}/mark`
    expect((await sam.ask('POST', path, { version: 1 })).status).toBe(404)
    const marked = await ada.ask('POST', path, { version: 1, assignedTo: house.ids.ada })
    expect(marked.body).toMatchObject({ seenBy: 'Ada Admin', assignedTo: { name: 'Ada Admin' }, version: 2 })
    expect((await ada.ask('POST', path, { version: 1 })).status).toBe(409)
    const agents = [{ extension: '1001' }]
    await house.post({ ...event, id: `${call}-2`, time: Date.now(), kind: 'answered', agents })
    await expect
      .poll(async () => (await openAlerts('ada')).length, { timeout: 25_000, interval: 500 })
      .toBe(0)
    const history = (await ada.ask('GET', '/v1/alerts')).body as { items: AlertView[] }
    expect(history.items).toMatchObject([{ id: alert?.id, seenBy: 'Ada Admin' }])
    expect(history.items[0]?.overAt).toBeGreaterThan(0)
    const alice = await house.signIn('alice')
    expect((await alice.ask('GET', '/v1/alerts/open')).status).toBe(403)
  }, 70_000)

  it('[P124] a third contact about an open matter and a promise about to break are told, and end with their cause', async () => {
    const ada = await house.signIn('ada')
    const made = await ada.ask('POST', '/v1/customers', {
      name: 'Ben Weber',
      numbers: [{ number: '+49309018201' }],
    })
    const { id } = made.body as { id: number }
    const opened = await ada.ask('POST', `/v1/customers/${id}/cases`, { subject: 'Parcel lost' })
    expect(opened.status).toBeLessThan(300)
    const caseId = (opened.body as { id: number }).id
    for (const call of ['one', 'two']) {
      const event = { call, from: '+49309018201', to: '+493023125100', time: Date.now() }
      await house.post([
        { ...event, id: `${call}-1`, kind: 'arrived' },
        {
          ...event,
          id: `${call}-2`,
          kind: 'answered',
          time: event.time + 1,
          agents: [{ extension: '1001' }],
        },
        { ...event, id: `${call}-3`, kind: 'ended', time: event.time + 2 },
      ])
    }
    const promised = await ada.ask('POST', '/v1/promises', {
      customerId: id,
      text: 'Call back with the tracking number',
      dueAt: Date.now() + 5 * 60_000,
    })
    expect(promised.status, JSON.stringify(promised.body)).toBeLessThan(300)
    const rules = async () => (await openAlerts('ada')).map(({ rule }) => rule).sort()
    const patiently = { timeout: 25_000, interval: 500 }
    await expect.poll(rules, patiently).toEqual(['case-unresolved', 'promise-at-risk'])
    const [first] = (await openAlerts('ada')).filter(({ rule }) => rule === 'case-unresolved')
    expect(first).toMatchObject({ text: 'Parcel lost', figures: { contacts: 3 }, customerName: 'Ben Weber' })
    const promise = (promised.body as { id: number }).id
    await ada.ask('PATCH', `/v1/promises/${promise}`, { kind: 'kept' })
    await ada.ask('POST', `/v1/cases/${caseId}/close`)
    await expect.poll(rules, patiently).toEqual([])
  }, 70_000)
})
