import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { NewFact } from '../../src/store/fact-store.ts'
import type { OpenedStore } from './open-file-store.ts'
import { storeCall } from './told-calls.ts'
import { noon, person } from './told-customers.ts'

const minute = 60_000

/** What every engine must do with what customers have told. */
export function factContract(engine: string, open: () => Promise<OpenedStore>): void {
  describe(`facts on ${engine}`, () => {
    let opened: OpenedStore
    let store: OpenedStore['store']
    let ada: number
    let ben: number

    const add = async (name: string): Promise<number> => {
      const write = await store.createCustomer(person(name), [], noon)
      return write.kind === 'written' ? write.customer.id : 0
    }
    beforeEach(async () => {
      opened = await open()
      store = opened.store
      ada = await add('Ada')
      ben = await add('Ben')
    })
    afterEach(() => opened.close())

    const told = (customerId: number | null, value: string, more: Partial<NewFact> = {}): NewFact => ({
      customerId,
      key: 'address',
      value,
      saidBy: 'customer',
      accountId: 'alice',
      channel: 'call',
      saidAt: noon,
      callId: null,
      verifiedAt: null,
      verifiedBy: null,
      staleAt: null,
      ...more,
    })
    const keep = (...args: Parameters<typeof told>) => store.keepFact(told(...args), noon)
    const holding = async (customerId: number) =>
      (await store.readFacts(customerId, 50)).filter(({ replacedAt }) => replacedAt === null)
    const valuesOf = async (customerId: number) => (await holding(customerId)).map(({ value }) => value)
    const begin = (id: string) => storeCall(store, { id, events: [{ kind: 'arrived', at: noon }], pops: [] })

    it('[P68] keeps of each key what was said last, and what was said before as history', async () => {
      await keep(ada, 'Lane 1')
      await keep(ada, 'Lane 2', { saidAt: noon + 1 })
      await keep(ada, 'green', { key: 'colour' })
      expect(await valuesOf(ada)).toEqual(['Lane 2', 'green'])
      const [, , earlier] = await store.readFacts(ada, 50)
      expect(earlier).toMatchObject({
        value: 'Lane 1',
        replacedAt: noon,
        saidBy: 'customer',
        channel: 'call',
      })
      expect((await store.readCard(ada))?.facts.map(({ key, value }) => [key, value])).toEqual([
        ['address', 'Lane 2'],
        ['colour', 'green'],
      ])
      expect((await store.readCard(ben))?.facts).toEqual([])
    })

    it('the same again changes nothing, however often it is told', async () => {
      await keep(ada, 'Lane 1')
      expect(await keep(ada, 'Lane 1')).toMatchObject({ kind: 'unchanged' })
      const nightly = { saidBy: 'system', channel: 'crm', saidAt: noon + minute } as const
      expect(await keep(ada, 'Lane 1', nightly)).toMatchObject({ kind: 'unchanged' })
      expect(await store.readFacts(ada, 50)).toHaveLength(1)
      expect(await keep(ada, 'Lane 1', { saidAt: noon + minute, channel: 'e-mail' })).toMatchObject({
        kind: 'kept',
        fact: { saidAt: noon + minute, channel: 'e-mail' },
      })
      expect(await store.readFacts(ada, 50)).toHaveLength(1)
    })

    it('what comes late is history, once, and takes no newer one’s place', async () => {
      await keep(ada, 'Lane 2', { saidAt: noon + minute })
      expect(await keep(ada, 'Lane 1')).toMatchObject({ kind: 'older' })
      expect(await keep(ada, 'Lane 1')).toMatchObject({ kind: 'older' })
      expect(await valuesOf(ada)).toEqual(['Lane 2'])
      expect(await store.readFacts(ada, 50)).toHaveLength(2)
    })

    it('is made sure of, stays so when it is said again, and ends with another value', async () => {
      await keep(ada, 'Lane 1')
      expect(await store.verifyFact(ada, 'address', 'bob', noon + 1)).toMatchObject({
        verifiedAt: noon + 1,
        verifiedBy: 'bob',
      })
      await keep(ada, 'Lane 1', { saidAt: noon + 2 })
      expect(await holding(ada)).toMatchObject([{ verifiedAt: noon + 1, saidAt: noon + 2 }])
      await keep(ada, 'Lane 2', { saidAt: noon + 3 })
      expect(await holding(ada)).toMatchObject([{ verifiedAt: null }])
      expect(await store.verifyFact(ada, 'colour', 'bob', noon)).toBeNull()
    })

    it('is withdrawn, stays readable, and can be said anew', async () => {
      await keep(ada, 'Lane 1')
      expect(await store.withdrawFact(ada, 'address', 'bob', noon + 1)).toMatchObject({ withdrawnBy: 'bob' })
      expect(await store.withdrawFact(ada, 'address', 'bob', noon + 1)).toBeNull()
      expect(await store.readFacts(ada, 50)).toMatchObject([{ withdrawnBy: 'bob', replacedAt: noon + 1 }])
      expect((await store.readCard(ada))?.facts).toEqual([])
      await keep(ada, 'Lane 1', { saidAt: noon + 2 })
      expect(await valuesOf(ada)).toEqual(['Lane 1'])
    })

    it('belongs to nobody who is not there', async () => {
      expect(await keep(4711, 'x')).toEqual({ kind: 'not-found' })
      expect(await store.readFacts(4711, 50)).toEqual([])
    })

    it('[P68] a merge brings the facts of both together: the newest of each key holds', async () => {
      await keep(ada, 'Lane 1', { saidAt: noon + 2 })
      await keep(ada, 'green', { key: 'colour' })
      await keep(ben, 'Lane 2', { saidAt: noon + 1 })
      await keep(ben, 'blue', { key: 'colour', saidAt: noon + 1 })
      await keep(ben, '42', { key: 'shoe-size' })
      await store.recordAskedAgain({
        at: noon,
        key: 'address',
        callId: 'main:1',
        accountId: 'alice',
        customerId: ben,
        known: 'known',
      })
      await store.mergeCustomers(ben, ada, noon)
      expect((await holding(ada)).map(({ value }) => value).toSorted()).toEqual(['42', 'Lane 1', 'blue'])
      expect(await store.readFacts(ben, 50)).toEqual(await store.readFacts(ada, 50))
      expect(await store.readFacts(ada, 50)).toHaveLength(5)
      expect(await keep(ben, 'Lane 3', { saidAt: noon + 3 })).toMatchObject({ fact: { customerId: ada } })
      expect(await opened.sql('select customer_id as id from asked_again')).toEqual([{ id: ada }])
    })

    it('[P69] what was said on a call of an unknown caller stays with the call, and goes to whom it was', async () => {
      await begin('1')
      const callId = 'main:1'
      await keep(null, 'Lane 1', { callId })
      await keep(null, 'Lane 2', { callId, saidAt: noon + 1 })
      await keep(null, 'green', { key: 'colour', callId })
      await keep(ada, 'Lane 0')
      await keep(ada, 'blue', { key: 'colour', saidAt: noon + minute })
      expect((await store.readFactsOfCall(callId)).map(({ value }) => value)).toEqual(['Lane 2', 'green'])
      await store.giveFactsOfCall(callId, ada, noon + 2)
      expect(await store.readFactsOfCall(callId)).toEqual([])
      expect(await valuesOf(ada)).toEqual(['blue', 'Lane 2'])
      expect(await store.readFacts(ada, 50)).toHaveLength(5)
    })

    it('[P69] where the caller was somebody else, the other has again what they had, whatever was said', async () => {
      await begin('1')
      const callId = 'main:1'
      await keep(ada, 'Lane 0')
      await keep(ada, 'same', { key: 'colour' })
      await keep(ada, 'Lane 1', { callId, saidAt: noon + 1 })
      await keep(ada, 'same', { key: 'colour', callId, saidAt: noon + 1 })
      await keep(ada, 'new', { key: 'size', callId, saidAt: noon + 1 })
      expect(await store.giveFactsOfCall(callId, ben, noon + 2)).toEqual([ada])
      expect((await valuesOf(ada)).toSorted()).toEqual(['Lane 0', 'same'])
      expect((await valuesOf(ben)).toSorted()).toEqual(['Lane 1', 'new', 'same'])
      expect(await store.giveFactsOfCall(callId, null, noon + 3)).toEqual([ben])
      expect(await valuesOf(ben)).toEqual([])
      expect(await store.readFactsOfCall(callId)).toHaveLength(3)
      expect(await store.giveFactsOfCall(callId, null, noon + 3)).toEqual([])
    })

    it('of two who say it on one call at once both are heard', async () => {
      await begin('1')
      const callId = 'main:1'
      await Promise.all(
        ['a', 'b', 'c', 'd'].map((value, n) => keep(null, value, { callId, saidAt: noon + n })),
      )
      expect(await store.readFactsOfCall(callId)).toHaveLength(1)
      await Promise.all(['a', 'b', 'c', 'd'].map((value, n) => keep(ada, value, { saidAt: noon + n })))
      expect(await valuesOf(ada)).toEqual(['d'])
    })

    it('an import keeps what it is told, once, and takes what is said of a merged customer to the survivor', async () => {
      const row = (n: number, size: string) => ({
        externalId: `k${n}`,
        fields: { name: `Customer ${n}` },
        numbers: [],
        facts: [
          { key: 'size', value: size },
          { key: 'colour', value: 'green' },
        ],
      })
      const rows = Array.from({ length: 23 }, (_, n) => row(n, '1'))
      expect(await store.importCustomers(rows, noon)).toMatchObject({ created: 23, changed: 0 })
      expect(await store.importCustomers(rows, noon + 1)).toMatchObject({ created: 0, changed: 0 })
      expect(await store.importCustomers([row(1, '2'), row(2, '1')], noon + 2)).toMatchObject({ changed: 1 })
      const idOf = async (n: number) => (await store.findCustomerByExternalId(`k${n}`)) ?? 0
      expect((await valuesOf(await idOf(1))).toSorted()).toEqual(['2', 'green'])
      expect(await store.readFacts(await idOf(2), 50)).toMatchObject([
        { saidBy: 'system', channel: 'import', saidAt: noon },
        { saidBy: 'system' },
      ])
      await store.mergeCustomers(await idOf(3), await idOf(4), noon + 3)
      await store.importCustomers([row(3, '9')], noon + 4)
      expect((await valuesOf(await idOf(4))).toSorted()).toEqual(['9', 'green'])
      expect(await store.readFacts(await idOf(22), 50)).toHaveLength(2)
    })

    it('counts by key how often callers were asked again', async () => {
      const asked = { callId: 'main:1', accountId: 'alice', customerId: null }
      const record = (at: number, key: string, known: 'known' | 'confirm' | 'missing') =>
        store.recordAskedAgain({ ...asked, at, key, known })
      await record(noon, 'address', 'known')
      await record(noon + 1, 'address', 'known')
      await record(noon + 2, 'address', 'missing')
      await record(noon + 3, 'colour', 'confirm')
      await record(noon + 9, 'colour', 'confirm')
      expect(await store.countAskedAgain(noon, noon + 9)).toEqual([
        { key: 'address', known: 'known', times: 2 },
        { key: 'address', known: 'missing', times: 1 },
        { key: 'colour', known: 'confirm', times: 1 },
      ])
      expect(await store.countAskedAgain(noon + 9, noon)).toEqual([])
    })
  })
}
