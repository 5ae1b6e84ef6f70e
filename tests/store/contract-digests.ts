import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { digestOf, plainBearings } from '../../src/house-bearings.ts'
import { calendarOf } from '../../src/screenpop/calendar.ts'
import type { CallStore } from '../../src/store/call-store.ts'
import type { CaseStore } from '../../src/store/case-store.ts'
import type { CustomerStore } from '../../src/store/customer-store.ts'
import type { DigestStore, SeasonCount } from '../../src/store/digest-store.ts'
import type { HistoryStore } from '../../src/store/history-store.ts'
import { interaction, noon, person } from './told-customers.ts'

export interface OpenedDigests {
  readonly store: CustomerStore & HistoryStore & DigestStore & CallStore & Pick<CaseStore, 'openCase'>
  sql(text: string, ...values: unknown[]): Promise<Record<string, unknown>[]>
  close(): Promise<void>
}

const day = 24 * 60 * 60_000
const bearings = { ...plainBearings, calendar: calendarOf('Europe/Berlin') }

/** What every engine must do with what is counted of customers and of the house. */
export function digestContract(engine: string, open: () => Promise<OpenedDigests>): void {
  describe(`digests on ${engine}`, () => {
    let opened: OpenedDigests
    let store: OpenedDigests['store']

    beforeEach(async () => {
      opened = await open()
      store = opened.store
    })
    afterEach(() => opened.close())

    const add = async (name: string, metrics: object | null = null): Promise<number> => {
      const write = await store.createCustomer(person(name, { metrics }), [], noon)
      return write.kind === 'written' ? write.customer.id : 0
    }
    const called = async (customerId: number, daysAgo: number, disposition: string | null) => {
      const startedAt = noon - daysAgo * day
      const write = await store.addInteraction(interaction('', { customerId, startedAt, disposition }))
      return write.kind === 'written' ? write.interaction.id : 0
    }
    /** As the background does: rows that were changed are indexed, then the digests that this made due are made. */
    const settle = async (now = noon): Promise<number> => {
      while ((await store.indexInteractions(50, () => '')) > 0);
      let all = 0
      for (let made = 1; made > 0; all += made) {
        made = await store.refreshDigests(now, 5, (card, contacts) => digestOf(bearings, now, card, contacts))
      }
      return all
    }
    const topics = async (id: number): Promise<Record<string, number>> => {
      const { habit } = (await store.readCard(id))?.digest ?? { habit: null }
      const { topics = [] } = JSON.parse(habit ?? '{}') as { topics?: { topic: string; count: number }[] }
      return Object.fromEntries(topics.map(({ topic, count }) => [topic, count]))
    }

    it('[P86] what a customer calls about is counted when a contact gets its disposition, and counted again when it is changed', async () => {
      const id = await add('Anna')
      const first = await called(id, 3, 'refund')
      const second = await called(id, 2, null)
      await settle()
      expect(await topics(id)).toEqual({ refund: 1 })
      await store.changeInteraction(second, { disposition: 'refund' })
      await settle()
      expect(await topics(id)).toEqual({ refund: 2 })
      expect((await store.readCard(id))?.digest?.contacts).toBe(2)
      await store.changeInteraction(first, { disposition: 'move' })
      await settle()
      expect(await topics(id)).toEqual({ refund: 1, move: 1 })
      expect(await settle()).toBe(0)
    })

    it('a contact that turns out to be another customer’s is counted there, and here no more', async () => {
      const [anna, ben] = [await add('Anna'), await add('Ben')]
      const row = await called(anna, 3, 'refund')
      await settle()
      await store.changeInteraction(row, { customerId: ben })
      await settle()
      expect([await topics(anna), await topics(ben)]).toEqual([{}, { refund: 1 }])
    })

    it('a merge counts both together, and adds up what other systems have counted', async () => {
      const from = await add('Anna', { revenue: 100, since: noon - 9 * day })
      const into = await add('Anna S.', { revenue: 50, since: noon - 3 * day, referrals: 1 })
      await called(from, 5, 'refund')
      await called(from, 4, 'move')
      await called(into, 3, 'refund')
      await settle()
      await store.mergeCustomers(from, into, noon)
      await settle()
      expect(await topics(into)).toEqual({ refund: 2, move: 1 })
      expect(await opened.sql('select customer_id as id from customer_digest')).toEqual([{ id: into }])
      const metrics = { revenue: 150, since: noon - 9 * day, referrals: 1 }
      expect((await store.readCard(into))?.metrics).toEqual(metrics)
    })

    it('customers of before are put down to be counted, those with news first', async () => {
      const ids = [await add('A'), await add('B'), await add('C')]
      await called(ids[2] ?? 0, 1, 'refund')
      await store.indexInteractions(10, () => '')
      expect(await store.seedDigests(0, 2)).toBe(ids[1])
      expect(await store.seedDigests(ids[1] ?? 0, 2)).toBe(ids[2])
      expect(await store.seedDigests(ids[2] ?? 0, 2)).toBeNull()
      const seen: number[] = []
      for (let n = 0; n < 4; n++) {
        await store.refreshDigests(noon, 1, (card, contacts) => {
          seen.push(card.id)
          return digestOf(bearings, noon, card, contacts)
        })
      }
      expect(seen[0]).toBe(ids[2])
      expect(seen.toSorted()).toEqual(ids)
    })

    it('news that come while a digest is made are not lost', async () => {
      const id = await add('Anna')
      await called(id, 3, 'refund')
      await store.indexInteractions(10, () => '')
      await called(id, 2, 'refund')
      await Promise.all([
        store.refreshDigests(noon, 5, (card, contacts) => digestOf(bearings, noon, card, contacts)),
        store.indexInteractions(10, () => ''),
      ])
      await settle()
      expect(await topics(id)).toEqual({ refund: 2 })
    })

    it('customers stand in lists by their stored value and risk', async () => {
      const rich = { revenue: 9000, since: noon - 4000 * day, referrals: 9, potential: 9000 }
      const [a, b, c] = [await add('A', rich), await add('B', { ...rich, revenue: 10 }), await add('C')]
      await store.openCase({
        externalId: null,
        customerId: c,
        reference: null,
        subject: 'x',
        openedAt: noon - 60 * day,
        closedAt: null,
      })
      await store.seedDigests(0, 10)
      await settle()
      expect((await store.readStandings('value', 0, 10)).map((one) => one.customerId)).toEqual([a, b])
      expect((await store.readStandings('value', 1, 10)).map((one) => one.name)).toEqual(['B'])
      expect(await store.readStandings('risk', 0, 10)).toMatchObject([
        { customerId: c, value: null, risk: 10 },
      ])
    })

    it('months that are counted again take the place of what was counted', async () => {
      const count = (month: number, contacts: number): SeasonCount => ({
        month,
        disposition: 'refund',
        queue: '',
        contacts,
      })
      await store.writeSeasons([24300, 24301], [count(24300, 5), count(24301, 2)])
      await store.writeSeasons([24301], [{ ...count(24301, 3), queue: 'billing' }])
      const rows = (await store.readSeasons()).toSorted((one, other) => one.month - other.month)
      expect(rows).toEqual([count(24300, 5), { ...count(24301, 3), queue: 'billing' }])
    })
  })
}
