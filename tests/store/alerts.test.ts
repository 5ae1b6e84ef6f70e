import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type AlertCause, type Alerting, openAlerting } from '../../src/alerts/raise-alert.ts'
import { engines } from './engines.ts'
import type { OpenedStore } from './open-file-store.ts'
import { noon, number, person } from './told-customers.ts'

describe.each(engines)('alerts, on %s', (_engine, open) => {
  let opened: OpenedStore
  let now = noon

  beforeEach(async () => {
    now = noon
    opened = await open()
  })
  afterEach(() => opened.close())

  const told: string[] = []
  /** As another node would have it. */
  function alerting(): Alerting {
    return openAlerting({
      store: opened.store,
      messagesOf: (type, data) => [
        {
          id: `msg_${randomUUID()}`,
          type,
          customerId: null,
          body: JSON.stringify(data()),
          at: now,
          webhooks: ['crm'],
        },
      ],
      told: () => told.push('told'),
      changed: () => undefined,
      newId: randomUUID,
      now: () => now,
    })
  }
  const cause: AlertCause = { rule: 'case-unresolved', subjectKey: 'case:7', figures: { contacts: 3 } }
  const typesSent = async () =>
    (await opened.store.readDeliveries({ webhook: null, state: null }, 100)).map(({ type }) => type).sort()

  it('[P122] raises one alert for one cause, whichever nodes find it at once, and tells other systems once', async () => {
    const nodes = [alerting(), alerting(), alerting(), alerting()]
    const raised = await Promise.all(nodes.map((node) => node.raiseAlert(cause)))
    expect(raised.filter(Boolean)).toHaveLength(1)
    expect(await opened.store.readOpenAlerts(null, 10)).toHaveLength(1)
    expect(await typesSent()).toEqual(['alert.raised'])
    const ended = await Promise.all(nodes.map((node) => node.endAlert(cause.rule, cause.subjectKey)))
    expect(ended.filter(Boolean)).toHaveLength(1)
    expect(await typesSent()).toEqual(['alert.over', 'alert.raised'])
  })

  it('[P122] raises it again once it was over, and keeps the first in the history', async () => {
    const node = alerting()
    await node.raiseAlert(cause)
    now += 60_000
    await node.endAlert(cause.rule, cause.subjectKey)
    now += 60_000
    expect(await node.raiseAlert({ ...cause, figures: { contacts: 4 } })).toBe(true)
    const history = await opened.store.readAlerts(now + 1, 10, null)
    expect(history.map(({ figures, overAt }) => [figures.contacts, overAt])).toEqual([
      [4, null],
      [3, noon + 60_000],
    ])
    expect(await node.endAlert('case-unresolved', 'case:8')).toBe(false)
  })

  it('is seen by the first who saw it, and marked only as it was read', async () => {
    await alerting().raiseAlert(cause)
    const [alert] = await opened.store.readOpenAlerts(null, 10)
    if (!alert) throw new Error('nothing is open')
    const mark = { id: alert.id, expectedVersion: alert.version, assignedTo: null }
    const seen = await opened.store.markAlert({ ...mark, seen: { by: 'ann', at: noon + 1 } })
    expect(seen).toMatchObject({ seenBy: 'ann', seenAt: noon + 1, version: 2 })
    expect(await opened.store.markAlert({ ...mark, seen: { by: 'bob', at: noon + 2 } })).toBeNull()
    const taken = await opened.store.markAlert({
      id: alert.id,
      expectedVersion: 2,
      seen: { by: 'bob', at: noon + 2 },
      assignedTo: 'bob',
    })
    expect(taken).toMatchObject({ seenBy: 'ann', assignedTo: 'bob' })
  })

  it('goes with the customer when two records are one', async () => {
    const [one, other] = await Promise.all(
      ['Ada', 'Adda'].map((name) =>
        opened.store.createCustomer(person(name), [number(`+4930${name.length}000000`)], noon),
      ),
    )
    if (one?.kind !== 'written' || other?.kind !== 'written') throw new Error('not written')
    await alerting().raiseAlert({ ...cause, customerId: one.customer.id })
    await opened.store.mergeCustomers(one.customer.id, other.customer.id, noon)
    const [alert] = await opened.store.readOpenAlerts(null, 10)
    expect(alert).toMatchObject({ customerId: other.customer.id, customerName: 'Adda' })
  })

  it('a job is one node’s until it gives it back or falls silent', async () => {
    const { store } = opened
    const take = (node: string, at: number) => store.takeLease('alerts', node, at, at + 10_000)
    const first = await Promise.all([take('a', noon), take('b', noon)])
    expect(first.filter(Boolean)).toHaveLength(1)
    const owner = first[0] ? 'a' : 'b'
    const rest = first[0] ? 'b' : 'a'
    expect(await take(owner, noon + 5000)).toBe(true)
    expect(await take(rest, noon + 12_000)).toBe(false)
    expect(await take(rest, noon + 15_001)).toBe(true)
    await store.giveBackLease('alerts', rest)
    expect(await take(owner, noon + 15_002)).toBe(true)
  })
})
