import { afterEach, describe, expect, it } from 'vitest'
import { deliverWebhooks } from '../../src/webhooks/deliver-webhooks.ts'
import { openTelling } from '../../src/webhooks/open-telling.ts'
import { mostAttempts, pauseAfter, readRetryAfter } from '../../src/webhooks/retry-pauses.ts'
import { engines } from '../store/engines.ts'
import { openReceiver } from '../webhook-receiver.ts'

const secret = 'whsec_dGhlLXNlY3JldC1vZi1hbm90aGVyLXN5c3RlbS0x'
const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close()
})

describe.each(engines)('webhooks of two nodes on %s', (_, openStore) => {
  it('[P72] send each message once, a few at a time, and go on where a node has died', async () => {
    const file = await openStore()
    const crm = await openReceiver(secret, () => ({ afterMs: 40 }))
    open.push(file, crm)
    const { store } = file
    const webhook = {
      name: 'crm',
      url: crm.url,
      secrets: [secret],
      events: ['signal.posted'],
      personalData: false,
    } as const
    const clock = { ahead: 0 }
    const now = () => Date.now() + clock.ahead
    let ids = 0
    const newId = () => String(++ids).padStart(4, '0')
    const { tell } = openTelling({ webhooks: [webhook], store, newId, now, told: () => undefined })
    for (let n = 0; n < 24; n++) {
      await tell('signal.posted', {
        signalId: n,
        customerId: null,
        externalId: null,
        kind: 'late',
        postedAt: n,
      })
    }
    const claim = {
      webhook: 'crm',
      urlHash: '',
      node: 'dead',
      now: now(),
      leaseUntil: now() + 60_000,
      most: 3,
    }
    expect(await store.claimDeliveries(claim)).toHaveLength(3)

    const faults: unknown[] = []
    const nodes = ['one', 'two'].map((node) =>
      deliverWebhooks({
        webhooks: [webhook],
        store,
        node,
        now,
        random: () => 0,
        delivered: () => undefined,
        onFault: (reason) => faults.push(reason),
        everyMs: 10,
      }),
    )
    const waiting = async () => (await store.readWebhookFigures())[0]?.waiting
    await crm.until((all) => all.length === 21)
    while ((await waiting()) !== 3) await new Promise((resolve) => setTimeout(resolve, 10))
    clock.ahead = 61_000
    await crm.until((all) => all.length === 24)
    while ((await waiting()) !== 0) await new Promise((resolve) => setTimeout(resolve, 10))
    for (const node of nodes) await node.stop()
    expect(new Set(crm.heard.map(({ id }) => id)).size).toBe(24)
    expect(crm.mostAtOnce()).toBeLessThanOrEqual(8)
    expect(faults).toEqual([])
    expect(await store.readWebhookFigures()).toMatchObject([{ webhook: 'crm', waiting: 0, dead: 0 }])
    await store.forgetDeliveries({ delivered: now() + 1, all: 0 }, 100)
    expect(await store.readDeliveries({ webhook: null, state: null }, 100)).toEqual([])
  }, 30_000)

  it('a message goes with its customer when they are merged', async () => {
    const file = await openStore()
    open.push(file)
    const { store } = file
    const fields = {
      externalId: null,
      kind: 'person' as const,
      name: 'Li Wei',
      givenName: null,
      familyName: null,
      title: null,
      saidAs: null,
      pronunciation: null,
      language: null,
      timeZone: null,
      tier: 'standard',
      role: null,
      about: null,
      confidential: null,
      wishes: [],
      contactWishes: [],
      metrics: null,
      belongsTo: null,
    }
    const made = [await store.createCustomer(fields, [], 1), await store.createCustomer(fields, [], 1)]
    const [from, into] = made.map((write) => (write.kind === 'written' ? write.customer.id : 0))
    const message = { id: 'msg_1', type: 'signal.posted', body: '{}', at: 1, webhooks: ['crm'] }
    await store.tellOutside([{ ...message, customerId: from ?? 0 }])
    await store.tellOutside([{ ...message, id: 'msg_2', customerId: 999_999 }])
    await store.mergeCustomers(from ?? 0, into ?? 0, 2)
    expect(await store.readDeliveries({ webhook: 'crm', state: 'waiting' }, 9)).toHaveLength(2)
  })
})

describe('the pauses between attempts', () => {
  it('grow from five seconds to ten hours, eight attempts in all', () => {
    const all = Array.from({ length: mostAttempts }, (_, n) => pauseAfter(n + 1, null, 0))
    expect(all.map((pause) => pause && pause / 1000)).toEqual([5, 300, 1800, 7200, 18000, 36000, 36000, null])
    expect(pauseAfter(1, null, 1)).toBe(6000)
  })

  it('respect what a receiver asks for, within bounds', () => {
    expect(pauseAfter(1, 90_000, 0)).toBe(90_000)
    expect(pauseAfter(1, 1e12, 0)).toBe(36_000_000)
    expect(pauseAfter(8, 90_000, 0)).toBeNull()
    expect(readRetryAfter('120', 0)).toBe(120_000)
    expect(readRetryAfter('Thu, 01 Jan 1970 00:01:00 GMT', 0)).toBe(60_000)
    expect(readRetryAfter('soon', 0)).toBeNull()
    expect(readRetryAfter(null, 0)).toBeNull()
  })
})
