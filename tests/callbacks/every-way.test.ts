import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openVisits } from '../../src/open-callbacks.ts'
import { openHouse, type Person, type TestHouse } from '../house.ts'
import { openReceiver } from '../webhook-receiver.ts'

const secret = 'whsec_dGhlLXNlY3JldC1vZi1hbm90aGVyLXN5c3RlbS0x'
const reason = 'never ring me, says Ada'
const said = { saidBy: 'customer', channel: 'call', text: reason }
const doNotRing = { kind: 'write', ...said }
const notEvenWrite = { kind: 'channel', prefer: [], avoid: ['e-mail', 'sms'], ...said }
let house: TestHouse
let gateway: Awaited<ReturnType<typeof openReceiver>>
let sam: Person
let alice: Person
let customerId: number

beforeAll(async () => {
  gateway = await openReceiver(secret)
  house = await openHouse({
    publicUrl: 'https://calls.example',
    webhooks: [
      {
        name: 'gateway',
        url: gateway.url,
        secret,
        withoutTls: true,
        events: ['survey.sent'],
      },
    ],
    surveys: [{ name: 'after-call', dispositions: ['solved'], bad: { callBackHours: 12 } }],
    visits: [{ tier: 'gold', everyDays: 1 }],
  })
  sam = await house.signIn('sam')
  alice = await house.signIn('alice')
  customerId = await customer({ numbers: [{ number: '+4915112345678' }], tier: 'gold' })
})
afterAll(async () => {
  await house.close()
  await gateway.close()
})

async function customer(more: object): Promise<number> {
  const made = await sam.ask('POST', '/v1/customers', { name: 'Ada', contactWishes: [doNotRing], ...more })
  expect(made.status, JSON.stringify(made.body)).toBe(201)
  return (made.body as { id: number }).id
}

/** What becomes of the worst answer of somebody with this number and these wishes. */
async function worstAnswer(number: string, contactWishes: object[]) {
  const id = await customer({ numbers: [{ number }], contactWishes: [] })
  const sent = gateway.heard.length
  const call = randomUUID()
  const agents = [{ extension: '1001' }]
  for (const [n, kind] of ['arrived', 'offered', 'answered', 'ended'].entries()) {
    const told = { id: `${call}-${n}`, call, time: Date.now() + n, kind, from: number, to: '+493023125100' }
    expect((await house.post({ ...told, ...(n === 0 ? {} : { agents }) })).status).toBe(202)
  }
  const wrapUp = { disposition: 'solved', note: '', followUpAt: null, followUpText: '' }
  expect((await alice.ask('POST', `/v1/calls/main%3A${call}/wrap-up`, wrapUp)).status).toBe(204)
  const heard = await gateway.until((all) => all.length > sent)
  // They say so after they were asked: hours hold for the question too.
  expect((await sam.ask('PATCH', `/v1/customers/${id}`, { contactWishes })).status).toBe(200)
  const url = String(heard.at(-1)?.data.link).replace('https://calls.example', house.app.url)
  const answer = await fetch(url, { method: 'POST', body: new URLSearchParams({ satisfaction: '1' }) })
  expect(answer.status).toBe(200)
  return house.app.store.readTasksOf(id)
}

it('[P83] whoever asks not to be rung is not, by whatever way somebody would, and the reason is said', async () => {
  const refused = (answer: { status: number; body: unknown }) => {
    expect(answer).toMatchObject({
      status: 409,
      body: { error: { code: 'against-wish', faults: [{ message: reason }] } },
    })
  }
  const dueFrom = Date.now() + 60_000
  for (const kind of ['callback', 'visit']) {
    refused(await alice.ask('POST', '/v1/tasks', { kind, customerId, dueFrom }))
  }
  refused(await alice.ask('POST', '/v1/calls/dial', { customerId }))
  const planned = await alice.ask('POST', '/v1/tasks', { kind: 'follow-up', customerId, dueFrom })
  refused(await alice.ask('POST', '/v1/calls/dial', { taskId: (planned.body as { id: number }).id }))

  const signal = { customerId, kind: 'outage', topic: 'outage-17', text: 'No power' }
  expect((await sam.ask('POST', '/v1/signals', signal)).status).toBe(200)
  const reach = await sam.ask('POST', '/v1/signals/reach-out', { way: 'callback', topic: 'outage-17' })
  expect(reach.body).toEqual({ planned: 0, passedOver: 1 })

  const { config, app } = house
  const planVisits = openVisits({ config, store: app.store, now: () => Date.now() + 5 * 86_400_000 })
  const glad = await customer({ name: 'Gladys', contactWishes: [], tier: 'gold' })
  expect(await planVisits()).toBe(1)
  expect(await app.store.readTasksOf(glad)).toMatchObject([{ kind: 'visit' }])

  const changed = await sam.ask('PATCH', `/v1/customers/${customerId}`, { contactWishes: [notEvenWrite] })
  expect(changed.status).toBe(200)
  refused(await alice.ask('POST', '/v1/tasks', { kind: 'message', customerId, dueFrom }))
})

it('[P83] a bad answer of somebody who is not to be rung is not lost: it is written to, or seen to, or rung later', async () => {
  expect(await worstAnswer('+4915112345601', [doNotRing])).toMatchObject([
    { kind: 'message', origin: 'survey', state: 'open', reason: expect.stringContaining(reason) },
  ])
  const noMail = { ...notEvenWrite, avoid: ['e-mail'] }
  expect(await worstAnswer('+4915112345602', [doNotRing, noMail])).toMatchObject([
    { kind: 'follow-up', origin: 'survey', reason: expect.stringContaining(reason) },
  ])
  // For one more hour, by the clock of the house: theirs is not known.
  const clock = (ms: number) =>
    new Date(ms).toLocaleTimeString('en-GB', {
      timeZone: 'Europe/Berlin',
      hour: '2-digit',
      minute: '2-digit',
    })
  const now = Date.now()
  const hour = 60 * 60_000
  const busy = { kind: 'hours', sense: 'never', days: [], from: clock(now - hour), until: clock(now + hour) }
  const [task] = await worstAnswer('+4915112345603', [{ ...busy, ...said }])
  expect(task).toMatchObject({ kind: 'callback', origin: 'survey' })
  expect((task?.dueFrom ?? 0) - now).toBeGreaterThan(0.9 * hour)
  expect((task?.dueFrom ?? 0) - now).toBeLessThan(2.1 * hour)
})
