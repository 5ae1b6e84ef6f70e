import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CaseStore } from '../../src/store/case-store.ts'
import type { CustomerStore, CustomerWrite, ImportRow } from '../../src/store/customer-store.ts'
import type { HistoryStore } from '../../src/store/history-store.ts'
import type { TaskStore } from '../../src/store/task-store.ts'
import { interaction, noon, number, person } from './told-customers.ts'

export interface OpenedCustomers {
  readonly store: CustomerStore & CaseStore & TaskStore & HistoryStore
  /** Rows of a statement with `?` placeholders, for what the port does not show. */
  sql(text: string, ...values: unknown[]): Promise<Record<string, unknown>[]>
  close(): Promise<void>
}

/** What every engine must do with customers, their numbers and their cases. */
export function customerContract(engine: string, open: () => Promise<OpenedCustomers>): void {
  describe(`customers on ${engine}`, () => {
    let opened: OpenedCustomers
    let store: OpenedCustomers['store']

    beforeEach(async () => {
      opened = await open()
      store = opened.store
    })
    afterEach(() => opened.close())

    const add = async (...args: Parameters<typeof person>) =>
      idOf(await store.createCustomer(person(...args), [], noon))

    it('gives back a customer as it was written', async () => {
      const company = await add('Star Courier', { kind: 'company' })
      const fields = person('王小明', {
        externalId: 'crm-1',
        title: '先生',
        timeZone: 'Asia/Shanghai',
        wishes: ['only mornings', 'no e-mail'],
        belongsTo: company,
      })
      const numbers = [number('+8613800138000', { label: 'mobile', verifiedAt: noon }), number('+49301234*')]
      const id = idOf(await store.createCustomer(fields, numbers, noon))
      const found = await store.readCustomer(id)
      expect(found?.customer).toEqual({
        ...fields,
        id,
        mergedInto: null,
        version: 1,
        createdAt: noon,
        updatedAt: noon,
      })
      expect(found?.numbers.toSorted(byKey)).toEqual(numbers.toSorted(byKey))
      expect(await store.findCustomerByExternalId('crm-1')).toBe(id)
    })

    it('keeps U+FFFD for a character that not every engine can keep', async () => {
      const id = await add('A\0nna', { externalId: 'crm\0' })
      expect((await store.readCustomer(id))?.customer.name).toBe('A\uFFFDnna')
      expect(await store.findCustomerByExternalId('crm\0')).toBe(id)
    })

    it('refuses an external id that another customer has, on creating and on changing', async () => {
      await add('One', { externalId: 'crm-1' })
      const two = await add('Two')
      expect(await store.createCustomer(person('Three', { externalId: 'crm-1' }), [], noon)).toEqual({
        kind: 'external-id-taken',
      })
      expect(await store.changeCustomer(two, null, { externalId: 'crm-1' }, null, noon)).toEqual({
        kind: 'external-id-taken',
      })
    })

    it('changes only what is given, counts the version, and knows who was overtaken', async () => {
      const id = await add('Anna Schmidt', { about: 'likes short answers' })
      const first = await store.changeCustomer(id, 1, { tier: 'gold' }, null, noon + 1)
      expect(first).toMatchObject({
        kind: 'written',
        customer: { tier: 'gold', about: 'likes short answers', version: 2, updatedAt: noon + 1 },
      })
      expect(await store.changeCustomer(id, 1, { tier: 'silver' }, null, noon)).toEqual({ kind: 'overtaken' })
      expect(await store.changeCustomer(987, null, {}, null, noon)).toEqual({ kind: 'not-found' })
    })

    it('replaces numbers, and a number verified before keeps its instant', async () => {
      const id = idOf(
        await store.createCustomer(
          person('Anna'),
          [number('+4930111111', { verifiedAt: 5 }), number('+4930222222')],
          noon,
        ),
      )
      await store.changeCustomer(
        id,
        null,
        {},
        [number('+4930111111', { verifiedAt: noon }), number('+4930333333')],
        noon,
      )
      const keys = (await store.readCustomer(id))?.numbers.map((one) => [one.numberKey, one.verifiedAt])
      expect(keys?.toSorted()).toEqual([
        ['+4930111111', 5],
        ['+4930333333', null],
      ])
    })

    it('refuses a group that is not there, and a customer as its own group', async () => {
      const id = await add('Anna')
      expect(await store.changeCustomer(id, null, { belongsTo: 4711 }, null, noon)).toEqual({
        kind: 'group-not-found',
      })
      expect(await store.changeCustomer(id, null, { belongsTo: id }, null, noon)).toEqual({
        kind: 'group-not-found',
      })
      expect(await store.createCustomer(person('Ben', { belongsTo: 4711 }), [], noon)).toEqual({
        kind: 'group-not-found',
      })
    })

    it('finds the owners of a number before those of a switchboard that begins like it', async () => {
      const owner = idOf(await store.createCustomer(person('Anna'), [number('+4930123456')], noon))
      const house = idOf(await store.createCustomer(person('House'), [number('+493012*')], noon))
      expect(await store.findCustomersByNumber(['+4930123456', '+493012*'], 5)).toEqual([owner])
      expect(await store.findCustomersByNumber(['+4930129999', '+493012*'], 5)).toEqual([house])
      expect(await store.findCustomersByNumber(['+4930'], 5)).toEqual([])
    })

    it('a merge moves numbers, cases, judgements, members and a long history, and the old id leads on', async () => {
      const into = await add('Anna Schmidt', { externalId: 'crm-1' })
      const from = idOf(
        await store.createCustomer(
          person('A. Schmidt', { externalId: 'crm-2' }),
          [number('+4930111111', { verifiedAt: 7 })],
          noon,
        ),
      )
      const member = await add('Ben', { belongsTo: from })
      await store.openCase({
        externalId: null,
        customerId: from,
        reference: 'R-1',
        subject: 'broken lamp',
        openedAt: noon,
        closedAt: null,
      })
      for (let n = 0; n < 250; n++) {
        await store.addInteraction(interaction(`call ${n}`, { customerId: from, startedAt: noon + n }))
      }
      await opened.sql(
        "insert into judgement (number_key, customer_id, verdict, account_id, call_id, at) values ('+49301', ?, 'is', 'a', 'c', 1) returning at",
        from,
      )

      const cases = await store.readCases(from)
      const merged = await store.mergeCustomers(from, into, noon + 9)
      expect(merged).toMatchObject({ kind: 'written', customer: { id: into } })
      expect((await store.readCustomer(from))?.customer.id).toBe(into)
      expect(await store.findCustomerByExternalId('crm-2')).toBe(into)
      expect((await store.readCustomer(into))?.numbers).toMatchObject([
        { numberKey: '+4930111111', verifiedAt: 7 },
      ])
      expect(cases).toMatchObject([{ reference: 'R-1' }])
      expect(await store.readCases(from)).toEqual(cases.map((one) => ({ ...one, customerId: into })))
      expect(await store.readInteractionsOf(from, null, 1000)).toHaveLength(250)
      expect(await opened.sql('select count(*) as n from interaction where customer_id = ?', from)).toEqual([
        { n: 0 },
      ])
      expect(await opened.sql('select customer_id as id from judgement')).toEqual([{ id: into }])
      expect((await store.readCustomer(member))?.customer.belongsTo).toBe(into)
    })

    it('a merge into the merged, or of one into itself, makes no circle', async () => {
      const one = await add('One')
      const two = await add('Two')
      await store.mergeCustomers(one, two, noon)
      await store.mergeCustomers(two, one, noon)
      expect((await store.readCustomer(one))?.customer.id).toBe(two)
      expect((await store.readCustomer(two))?.customer).toMatchObject({ id: two, mergedInto: null })
    })

    it('finishes at the start what a stopped process left of a merge', async () => {
      const into = await add('Into')
      const from = await add('From')
      await store.addInteraction(interaction('left behind', { customerId: from }))
      await opened.sql(
        'update customer set merged_into = ?, unsettled = 0 where id = ? returning id',
        into,
        from,
      )
      expect(await store.readInteractionsOf(into, null, 10)).toEqual([])
      await store.settleCustomers()
      expect(await store.readInteractionsOf(into, null, 10)).toMatchObject([{ body: 'left behind' }])
    })

    it('lets the interactions of a renamed customer be indexed anew, however many', async () => {
      const id = await add('Old Name')
      for (let n = 0; n < 230; n++)
        await store.addInteraction(interaction('x', { customerId: id, startedAt: noon + n }))
      while ((await store.indexInteractions(50, () => 'x')) > 0);
      await store.changeCustomer(id, null, { name: 'New Name' }, null, noon)
      expect(await opened.sql('select count(*) as n from interaction where indexed = 0')).toEqual([
        { n: 230 },
      ])
    })

    it('an import creates and changes by external id, and a second time changes nothing', async () => {
      const rows = [
        row('c1', { name: 'Star', kind: 'company' }),
        row('p1', { name: 'Anna', tier: 'gold' }, 'c1', '+4930111111'),
      ]
      expect(await store.importCustomers(rows, noon)).toEqual({ created: 2, changed: 0, withoutGroup: [] })
      expect(await store.importCustomers(rows, noon + 1)).toEqual({
        created: 0,
        changed: 0,
        withoutGroup: [],
      })
      const renamed = [row('p1', { name: 'Anna Berg' }, undefined, '+4930222222')]
      expect(await store.importCustomers(renamed, noon + 2)).toMatchObject({ created: 0, changed: 1 })
      const anna = await store.readCustomer((await store.findCustomerByExternalId('p1')) ?? 0)
      expect(anna?.customer).toMatchObject({ name: 'Anna Berg', tier: 'gold', version: 2 })
      expect(anna?.customer.belongsTo).toBe(await store.findCustomerByExternalId('c1'))
      expect(anna?.numbers).toHaveLength(2)
    })

    it('an import names the rows whose group is not there, and writes the others', async () => {
      const rows = [row('p1', { name: 'Anna' }, 'nobody'), row('p2', { name: 'Ben' })]
      expect(await store.importCustomers(rows, noon)).toEqual({ created: 1, changed: 0, withoutGroup: [0] })
      expect(await store.findCustomerByExternalId('p1')).toBeNull()
    })

    it('an import row of a merged customer adds its numbers to the survivor and nothing else', async () => {
      const into = await add('Anna Schmidt', { externalId: 'a' })
      const from = await add('A. Schmidt', { externalId: 'b' })
      await store.mergeCustomers(from, into, noon)
      const rows = [row('b', { name: 'Somebody else' }, undefined, '+4930444444')]
      expect(await store.importCustomers(rows, noon)).toMatchObject({ created: 0, changed: 1 })
      expect(await store.readCustomer(into)).toMatchObject({
        customer: { name: 'Anna Schmidt' },
        numbers: [{ numberKey: '+4930444444' }],
      })
    })

    it('opens a case once per external id and closes it at its first instant', async () => {
      const customerId = await add('Anna')
      const wanted = {
        externalId: 'T-1',
        customerId,
        reference: null,
        subject: 'lamp',
        openedAt: noon,
        closedAt: null,
      }
      const opened = await store.openCase(wanted)
      expect(opened.kind).toBe('opened')
      expect((await store.openCase(wanted)).kind).toBe('external-id-taken')
      expect(await store.openCase({ ...wanted, externalId: 'T-2', customerId: 4711 })).toEqual({
        kind: 'not-found',
      })
      const id = opened.kind === 'opened' ? opened.case.id : 0
      expect(await store.closeCase(id, noon + 1)).toBe(true)
      expect(await store.closeCase(id, noon + 2)).toBe(true)
      expect(await store.readCases(customerId)).toMatchObject([{ id, closedAt: noon + 1 }])
      expect(await store.closeCase(4711, noon)).toBe(false)
    })
  })
}

function idOf(write: CustomerWrite): number {
  if (write.kind !== 'written') throw new Error(write.kind)
  return write.customer.id
}

function row(
  externalId: string,
  fields: ImportRow['fields'],
  belongsTo?: string,
  ...keys: string[]
): ImportRow {
  const numbers = keys.map((key) => number(key))
  return { externalId, fields, numbers, ...(belongsTo === undefined ? {} : { belongsTo }) }
}

function byKey(one: { numberKey: string }, other: { numberKey: string }): number {
  return one.numberKey < other.numberKey ? -1 : 1
}
