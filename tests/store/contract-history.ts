import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CustomerStore } from '../../src/store/customer-store.ts'
import type { HistoryStore, InteractionWrite } from '../../src/store/history-store.ts'
import { instantOfId } from '../../src/store/time-id.ts'
import { interaction, noon, person } from './told-customers.ts'

export interface OpenedHistory {
  readonly store: CustomerStore & HistoryStore
  sql(text: string, ...values: unknown[]): Promise<Record<string, unknown>[]>
  /** The same data as a process sees it that has just begun. */
  reopen(): Promise<void>
  close(): Promise<void>
}

/** What every engine must do with interactions and their index. */
export function historyContract(engine: string, open: () => Promise<OpenedHistory>): void {
  describe(`history on ${engine}`, () => {
    let opened: OpenedHistory

    beforeEach(async () => {
      opened = await open()
    })
    afterEach(() => opened.close())

    const add = async (...args: Parameters<typeof interaction>) =>
      written(await opened.store.addInteraction(interaction(...args)))

    it('gives back an interaction with the name of its customer; its id begins with its instant', async () => {
      const customer = await opened.store.createCustomer(person('王小明'), [], noon)
      const customerId = customer.kind === 'written' ? customer.customer.id : 0
      const stored = await add('order 1', { customerId, startedAt: noon - 5 })
      expect(stored).toMatchObject({ body: 'order 1', customerId, customerName: '王小明' })
      expect(instantOfId(stored.id)).toBe(noon - 5)
      expect(await opened.store.readInteraction(stored.id)).toEqual(stored)
      expect(await opened.store.readInteraction(5)).toBeNull()
    })

    it('keeps one interaction per external id and refuses a customer who is not there', async () => {
      const first = await add('first', { externalId: 'm-1' })
      expect(await opened.store.addInteraction(interaction('again', { externalId: 'm-1' }))).toEqual({
        kind: 'external-id-taken',
        interaction: first,
      })
      expect(await opened.store.addInteraction(interaction('x', { customerId: 4711 }))).toEqual({
        kind: 'customer-not-found',
      })
    })

    it('makes different ids for a thousand interactions of one instant, also after a restart', async () => {
      for (let n = 0; n < 400; n++) await add(`before ${n}`)
      await opened.reopen()
      for (let n = 0; n < 600; n++) await add(`after ${n}`)
      expect(await opened.sql('select count(*) as n from interaction')).toEqual([{ n: 1000 }])
    })

    it('changes what is given and has the index read the row again', async () => {
      const { id } = await add('first')
      while ((await opened.store.indexInteractions(10, () => 'first')) > 0);
      const changed = written(
        await opened.store.changeInteraction(id, { body: 'second', disposition: 'done' }),
      )
      expect(changed).toMatchObject({ body: 'second', disposition: 'done', outcome: null })
      expect(await opened.store.indexInteractions(10, (row) => row.body)).toBe(1)
      expect(await opened.store.changeInteraction(5, { body: '' })).toEqual({ kind: 'not-found' })
      expect(await opened.store.changeInteraction(id, { customerId: 4711 })).toEqual({
        kind: 'customer-not-found',
      })
    })

    it('pages a customer’s interactions newest first, without gap or repetition', async () => {
      const customer = await opened.store.createCustomer(person('Anna'), [], noon)
      const customerId = customer.kind === 'written' ? customer.customer.id : 0
      for (let n = 0; n < 25; n++) await add(`n${n}`, { customerId, startedAt: noon + n })
      const seen: string[] = []
      let before: number | null = null
      for (;;) {
        const page = await opened.store.readInteractionsOf(customerId, before, 10)
        if (page.length === 0) break
        seen.push(...page.map((one) => one.body))
        before = page.at(-1)?.id ?? null
      }
      expect(seen).toEqual(Array.from({ length: 25 }, (_, n) => `n${24 - n}`))
    })

    it('indexes the newest first, at most as many as asked for, and says how many', async () => {
      for (let n = 0; n < 7; n++) await add(`n${n}`, { startedAt: noon + n * 60_000 })
      const read: string[] = []
      const tokensOf = (row: { body: string }): string => {
        read.push(row.body)
        return row.body
      }
      expect(await opened.store.indexInteractions(5, tokensOf)).toBe(5)
      expect(await opened.store.indexInteractions(5, tokensOf)).toBe(2)
      expect(await opened.store.indexInteractions(5, tokensOf)).toBe(0)
      // Rows of the same seconds may share an entry, and are read again with it.
      expect(new Set(read)).toEqual(new Set(['n0', 'n1', 'n2', 'n3', 'n4', 'n5', 'n6']))
      expect(read.slice(0, 5)).not.toContain('n0')
    })

    it('does not make tokens of long texts together', async () => {
      for (let n = 0; n < 5; n++) await add('long '.repeat(3000), { startedAt: noon + n })
      expect(await opened.store.indexInteractions(50, () => 'long')).toBe(1)
    })

    it('a search without words reads by time alone, from inclusive to until exclusive', async () => {
      for (let n = 0; n < 5; n++) await add(`n${n}`, { startedAt: noon + n * 1000 })
      const answer = await opened.store.searchInteractions(
        {
          query: '{"words":{"wanted":[],"unwanted":[]},"filters":[],"not":[]}',
          from: noon + 1000,
          until: noon + 3000,
          order: 'newest',
          before: null,
          most: 10,
        },
        5000,
      )
      expect(answer.kind === 'page' && answer.hits.map((hit) => hit.interaction.body)).toEqual(['n2', 'n1'])
    })
  })
}

function written(write: InteractionWrite) {
  if (write.kind !== 'written') throw new Error(write.kind)
  return write.interaction
}
