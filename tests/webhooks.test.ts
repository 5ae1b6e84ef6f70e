import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import { openHouse, type TestHouse } from './house.ts'
import { openReceiver } from './webhook-receiver.ts'

const secret = 'whsec_dGhlLXNlY3JldC1vZi1hbm90aGVyLXN5c3RlbS0x'
const former = 'whsec_dGhlLXNlY3JldC1vZi1hbm90aGVyLXN5c3RlbS0w'
const caller = '+4930901820'
const second = 1000
const hour = 60 * 60 * second

type Receiver = Awaited<ReturnType<typeof openReceiver>>
const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close()
})

async function receiver(...given: Parameters<typeof openReceiver>): Promise<Receiver> {
  const opened = await openReceiver(...given)
  open.push(opened)
  return opened
}

async function house(webhooks: object[]): Promise<TestHouse> {
  const opened = await openHouse({ webhooks })
  open.push(opened)
  return opened
}

const to = ({ url }: Receiver, more: object = {}) => ({
  name: 'crm',
  url,
  secret,
  withoutTls: true,
  events: ['call.arrived', 'call.answered', 'call.ended', 'wrap-up.saved'],
  ...more,
})

/** A call that Alice answers and that ends; gives its id here. */
async function call(of: TestHouse, more: object = {}): Promise<string> {
  const id = randomUUID()
  const agents = [{ extension: '1001' }]
  const said = [
    { kind: 'arrived' },
    { kind: 'offered', agents },
    { kind: 'answered', agents },
    { kind: 'ended' },
  ]
  for (const [n, one] of said.entries()) {
    const from = { from: caller, to: '+493023125100', queue: 'support', ...more }
    const answer = await of.post({ id: `${id}-${n}`, call: id, time: Date.now() + n, ...from, ...one })
    expect(answer.status).toBe(202)
  }
  return `main:${id}`
}

describe('outgoing webhooks', () => {
  it('[P72] tell of a call and its wrap-up in signed messages, and what is personal only to whoever asks for it', async () => {
    const [crm, board] = [await receiver(secret), await receiver(former)]
    const opened = await house([
      to(crm, { personalData: true }),
      to(board, { name: 'board', secret: former }),
    ])
    const sam = await opened.signIn('sam')
    const anna = { name: 'Anna Sommerfeld', externalId: 'C-17', numbers: [{ number: caller }] }
    await sam.ask('POST', '/v1/customers', anna)
    const id = await call(opened)
    const alice = await opened.signIn('alice')
    const said = {
      disposition: 'solved',
      note: 'card 4111 1111 1111 1111',
      followUpAt: null,
      followUpText: '',
    }
    expect((await alice.ask('POST', `/v1/calls/${encodeURIComponent(id)}/wrap-up`, said)).status).toBe(204)

    for (const [one, knows] of [
      [crm, true],
      [board, false],
    ] as const) {
      const heard = await one.until((all) => all.length >= 4)
      expect(heard.map(({ type }) => type).sort()).toEqual([
        'call.answered',
        'call.arrived',
        'call.ended',
        'wrap-up.saved',
      ])
      expect(heard.every(({ genuine }) => genuine)).toBe(true)
      expect(new Set(heard.map((each) => each.id)).size).toBe(4)
      expect(heard.every(({ data }) => data.callId === id && data.externalId === 'C-17')).toBe(true)
      expect(heard.find(({ type }) => type === 'call.ended')?.data).toMatchObject({
        outcome: 'answered',
        agentName: 'Alice Adams',
        recognition: 'recognised',
      })
      const all = heard.map(({ text }) => text).join()
      expect(all.includes(caller)).toBe(knows)
      expect(all.includes('Sommerfeld')).toBe(knows)
      expect(all.includes('note')).toBe(knows)
      expect(all).not.toContain('4111 1111')
    }
  })

  it('[P72] say nothing of a withheld number, and nothing of calls among ourselves', async () => {
    const crm = await receiver(secret)
    const opened = await house([to(crm, { personalData: true })])
    await call(opened, { from: '1002', to: '1001', direction: 'internal', queue: undefined })
    await call(opened, { presentation: 'restricted' })
    const heard = await crm.until((all) => all.length >= 3)
    expect(heard).toHaveLength(3)
    expect(heard.map(({ text }) => text).join()).not.toContain('901820')
    expect(heard[0]?.data.personal).toEqual({ number: null, name: null })
  })

  it('[P72] are tried again with the same id after growing pauses, given up visibly, and sent again by an admin', async () => {
    const crm = await receiver(secret, (_, nth) => ({ status: nth > 8 ? 204 : 503 }))
    const opened = await house([to(crm, { events: ['call.ended'] })])
    await call(opened)
    const pauses = [6 * second, 361 * second, 0.7 * hour, 2.5 * hour, 6.1 * hour, 12.1 * hour, 12.1 * hour]
    let triedAt: number | null = null
    for (const [n, pause] of pauses.entries()) {
      await crm.until((all) => all.length === n + 1)
      await until(async () => {
        const [one] = await opened.app.store.readDeliveries({ webhook: null, state: 'waiting' }, 1)
        const last = one?.triedAt ?? null
        const isNew = last !== triedAt
        triedAt = last
        return isNew
      })
      opened.clock.ahead += pause
    }
    await crm.until((all) => all.length === 8)
    expect(new Set(crm.heard.map(({ id }) => id)).size).toBe(1)

    const ada = await opened.signIn('ada')
    const dead = () => ada.ask('GET', '/v1/webhooks/deliveries?state=dead')
    await until(async () => ((await dead()).body as { items: unknown[] }).items.length === 1)
    expect((await dead()).body).toMatchObject({
      items: [
        {
          webhook: 'crm',
          type: 'call.ended',
          attempts: 8,
          status: 503,
          failure: 'answered 503',
          dueAt: null,
        },
      ],
    })
    const [{ messageId }] = ((await dead()).body as { items: [{ messageId: string }] }).items
    expect(await ada.ask('POST', '/v1/webhooks/resend', { webhook: 'crm', messageId })).toMatchObject({
      body: { resent: 1 },
    })
    await crm.until((all) => all.length === 9)
    await until(async () => ((await dead()).body as { items: unknown[] }).items.length === 0)
    const figures = await (await fetch(`${opened.app.url}/metrics`)).text()
    expect(figures).toMatch(/greetline_webhook_attempts_total\{webhook="crm",result="failed"\} 7/)
    expect(figures).toMatch(/greetline_webhook_attempts_total\{webhook="crm",result="dead"\} 1/)
  }, 30_000)

  it('[P72] stop for a receiver that is gone (410) until somebody starts them, and hold up nobody else', async () => {
    const gone = await receiver(secret, (_, nth) => ({ status: nth === 1 ? 410 : 204 }))
    const crm = await receiver(secret)
    const opened = await house([
      to(gone, { name: 'gone', events: ['call.arrived'] }),
      to(crm, { events: ['call.arrived'] }),
    ])
    await call(opened)
    await gone.until((all) => all.length === 1)
    const ada = await opened.signIn('ada')
    const stopped = async () =>
      (
        (await ada.ask('GET', '/v1/webhooks')).body as { items: { name: string; stoppedAt: number | null }[] }
      ).items
        .filter((one) => one.stoppedAt !== null)
        .map(({ name }) => name)
    await until(async () => (await stopped()).length > 0)
    expect(await stopped()).toEqual(['gone'])
    await call(opened)
    await crm.until((all) => all.length === 2)
    expect(gone.heard).toHaveLength(1)
    expect((await ada.ask('POST', '/v1/webhooks/gone/start')).status).toBe(204)
    await gone.until((all) => all.length === 2)
    expect(await stopped()).toEqual([])
  })

  it('[P72] tell once that a case was opened and closed', async () => {
    const crm = await receiver(secret)
    const opened = await house([to(crm, { events: ['case.opened', 'case.closed'], personalData: true })])
    const sam = await opened.signIn('sam')
    const made = await sam.ask('POST', '/v1/customers', { name: 'Anna Sommerfeld', externalId: 'C-17' })
    const path = `/v1/customers/${(made.body as { id: number }).id}/cases`
    const { body } = await sam.ask('POST', path, { subject: 'Parcel 881', externalId: 'K-1' })
    await sam.ask('POST', path, { subject: 'Parcel 881', externalId: 'K-1' })
    const close = `/v1/cases/${(body as { id: number }).id}/close`
    await sam.ask('POST', close)
    await sam.ask('POST', close)
    const heard = await crm.until((all) => all.length === 2)
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(heard.map(({ type }) => type).sort()).toEqual(['case.closed', 'case.opened'])
    expect(heard[0]?.data).toMatchObject({ externalId: 'C-17', personal: { subject: 'Parcel 881' } })
  })

  it('[P72] tell once that a callback was planned', async () => {
    const crm = await receiver(secret)
    const opened = await house([to(crm, { events: ['callback.planned'], personalData: true })])
    const sam = await opened.signIn('sam')
    const dueFrom = Date.now() + hour
    const task = { number: caller, dueFrom, reason: 'asked for it', key: 'once' }
    for (let n = 0; n < 2; n++) await sam.ask('POST', '/v1/tasks', task)
    await sam.ask('POST', '/v1/tasks', { ...task, kind: 'follow-up', key: 'another' })
    const heard = await crm.until((all) => all.length === 1)
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(heard).toHaveLength(1)
    expect(heard[0]?.data).toMatchObject({
      reason: 'hand',
      dueAt: dueFrom + hour,
      personal: { number: caller, text: 'asked for it' },
    })
  })

  it('[P72] follow no redirect', async () => {
    const elsewhere = await receiver(secret)
    const crm = await receiver(secret, () => ({ status: 307, headers: { location: elsewhere.url } }))
    const opened = await house([to(crm, { events: ['call.arrived'] })])
    await call(opened)
    await crm.until((all) => all.length === 1)
    const ada = await opened.signIn('ada')
    await until(async () => {
      const { body } = await ada.ask('GET', '/v1/webhooks/deliveries?state=waiting')
      return (
        (body as { items: { failure: string | null }[] }).items[0]?.failure === 'redirects are not followed'
      )
    })
    expect(elsewhere.heard).toEqual([])
  })

  it('[P72] outlive a restart, and sign with both secrets while one is being replaced', async () => {
    let status = 500
    const crm = await receiver(former, () => ({ status }))
    const webhooks = [to(crm, { events: ['call.arrived'], formerSecret: former })]
    const opened = await house(webhooks)
    await call(opened)
    await crm.until((all) => all.length === 1)
    expect(crm.heard[0]?.genuine).toBe(true)
    status = 204
    opened.clock.ahead += 10 * second
    await opened.restart()
    await crm.until((all) => all.length === 2)
    expect(crm.heard[1]?.id).toBe(crm.heard[0]?.id)
  })

  it('need https, a secret of some length and names of their own', () => {
    const one = { name: 'a', url: 'http://crm.example/', secret: 'short', events: ['call.arrived'] }
    return expect(
      openHouse({ webhooks: [one, { ...one, url: 'https://crm.example/', secret }] }),
    ).rejects.toThrow(
      /webhooks\[0\]\.url: use https[\s\S]*webhooks\[0\]\.secret: a signing secret[\s\S]*webhooks\[1\]\.name/,
    )
  })
})

async function until(fits: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 8000
  while (!(await fits())) {
    if (Date.now() > end) throw new Error('waited in vain')
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}
