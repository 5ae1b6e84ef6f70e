import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { newCustomer } from '../../src/wire/customer-api.ts'
import { engines } from '../store/engines.ts'
import { interaction } from '../store/told-customers.ts'
import { openRoom, program } from './opened-customers.ts'

describe.each(engines)('customers for people and programs on %s', (_engine, open) => {
  let room: Awaited<ReturnType<typeof openRoom>>

  beforeEach(async () => {
    room = await openRoom(open)
  })
  afterEach(() => room.close())

  const create = (fields: object, who = program) =>
    room.ask('createCustomer', { body: newCustomer.parse(fields), who })
  const find = async (body: object) =>
    (await room.ask('findCustomer', { body, who: program })).items.map((item) => item.name)
  const audit = () => room.sql('select account_id, action, subject from audit order by id')

  it('[P19] keeps numbers under the key they are found by, however they are spelled', async () => {
    const made = await create({
      name: 'Anna Schmidt',
      numbers: [
        { number: '030 1234567', verified: true },
        { number: '+49 30 99*', label: 'office' },
        { number: '1001', source: 'main' },
      ],
    })
    expect(made.numbers.toSorted((a, b) => (a.numberKey < b.numberKey ? -1 : 1))).toEqual([
      { numberKey: '+49301234567', raw: '030 1234567', label: null, verified: true },
      { numberKey: '+493099*', raw: '+49 30 99*', label: 'office', verified: false },
      { numberKey: 'ext:1001@main', raw: '1001', label: null, verified: false },
    ])
    expect(await room.sql("select ending from customer_number where number_key = '+49301234567'")).toEqual([
      { ending: '1234567' },
    ])
  })

  it.each(['+49 30 1234567', '0301234567', '0049 (30) 123-4567'])(
    'finds by the number %s',
    async (number) => {
      await create({ name: 'Anna', numbers: [{ number: '030/1234567' }] })
      await create({ name: 'House', numbers: [{ number: '030 12345*' }] })
      expect(await find({ number })).toEqual(['Anna'])
      expect(await find({ number: '030 1234599' })).toEqual(['House'])
    },
  )

  it('refuses a number that cannot be read and says which, and keeps nothing', async () => {
    const made = create({ name: 'Anna', numbers: [{ number: '030 1234567' }, { number: 'call me' }] })
    await expect(made).rejects.toMatchObject({
      code: 'bad-input',
      faults: [{ path: 'numbers.1.number', message: expect.any(String) }],
    })
    await expect(create({ name: 'Ben', numbers: [{ number: 'anonymous' }] })).rejects.toMatchObject({
      status: 422,
    })
    expect(await find({ name: 'anna' })).toEqual([])
  })

  it('finds by external id and by any of the names, in any script, also unfinished', async () => {
    await create({ name: 'Jürgen Müller', externalId: 'crm-1', saidAs: 'Professor Müller' })
    await create({ name: '王小明' })
    expect(await find({ externalId: ' crm-1 ' })).toEqual(['Jürgen Müller'])
    expect(await find({ name: 'juergen mull' })).toEqual(['Jürgen Müller'])
    expect(await find({ name: 'prof' })).toEqual(['Jürgen Müller'])
    expect(await find({ name: '小明' })).toEqual(['王小明'])
    expect(await find({ name: '王' })).toEqual(['王小明'])
    expect(await find({ name: '"' })).toEqual([])
    expect(await find({})).toEqual([])
  })

  it('changes by version, refuses who was overtaken, and finds by the new name only', async () => {
    const made = await create({ name: 'Anna Schmidt', about: 'short' })
    const change = (body: object) => room.ask('changeCustomer', { params: { id: made.id }, body })
    expect(await change({ version: 1, name: 'Anna Berg' })).toMatchObject({ version: 2, about: 'short' })
    await expect(change({ version: 1, name: 'X' })).rejects.toMatchObject({ code: 'conflict' })
    await expect(change({ tier: 'diamond' })).rejects.toMatchObject({ faults: [{ path: 'tier' }] })
    await expect(change({ belongsTo: 5 })).rejects.toMatchObject({ faults: [{ path: 'belongsTo' }] })
    expect(await find({ name: 'berg' })).toEqual(['Anna Berg'])
    expect(await find({ name: 'schmidt' })).toEqual([])
  })

  it('merges two records and refuses to merge one with itself', async () => {
    const into = await create({ name: 'Anna Schmidt', externalId: 'a' })
    const from = await create({ name: 'A. Schmidt', externalId: 'b', numbers: [{ number: '030 1234567' }] })
    const merged = await room.ask('mergeCustomer', { params: { id: from.id }, body: { into: into.id } })
    expect(merged).toMatchObject({ id: into.id, numbers: [{ numberKey: '+49301234567' }] })
    expect(await find({ number: '0301234567' })).toEqual(['Anna Schmidt'])
    expect(await find({ externalId: 'b' })).toEqual(['Anna Schmidt'])
    expect(await find({ name: 'schmidt' })).toEqual(['Anna Schmidt'])
    const again = room.ask('mergeCustomer', { params: { id: from.id }, body: { into: into.id } })
    await expect(again).rejects.toMatchObject({ faults: [{ path: 'into' }] })
  })

  it('writes one line of the record for each customer a person looks at, none for programs', async () => {
    const { id } = await create({ name: 'Anna', externalId: 'a' })
    const before = (await audit()).length
    await room.ask('readCustomer', { params: { id }, who: program })
    await room.ask('readCustomer', { params: { id } })
    await room.ask('findCustomer', { body: { externalId: 'a' } })
    await room.ask('readCases', { params: { id } })
    await room.ask('readCustomerInteractions', { params: { id }, query: { most: 5 } })
    const subject = `customer:${id}`
    expect((await audit()).slice(before)).toEqual([
      { account_id: 'alice', action: 'read-customer', subject },
      { account_id: 'alice', action: 'find-customer', subject },
      { account_id: 'alice', action: 'read-customer-cases', subject },
      { account_id: 'alice', action: 'read-customer-interactions', subject },
    ])
    await expect(room.ask('readCustomer', { params: { id: 5 } })).rejects.toMatchObject({ status: 404 })
  })

  it('shows nothing when the record cannot be written', async () => {
    const { id } = await create({ name: 'Anna' })
    await room.sql('drop table audit')
    await expect(room.ask('readCustomer', { params: { id } })).rejects.toThrow('audit')
  })

  it('pages a history and gives the cursor only while more is there', async () => {
    const { id } = await create({ name: 'Anna' })
    for (let n = 0; n < 5; n++) await room.store.addInteraction(interaction(`n${n}`, { customerId: id }))
    const page = (before?: number) =>
      room.ask('readCustomerInteractions', { params: { id }, query: { most: 3, before } })
    const first = await page()
    expect(first.items.map((item) => item.text)).toEqual(['n4', 'n3', 'n2'])
    const second = await page(first.next ?? 0)
    expect(second).toMatchObject({
      items: [{ text: 'n1', customerName: 'Anna' }, { text: 'n0' }],
      next: null,
    })
  })

  it('opens a case once per external id and closes it', async () => {
    const [anna, ben] = [await create({ name: 'Anna' }), await create({ name: 'Ben' })]
    const body = { externalId: 'T-1', reference: null, subject: 'lamp' }
    const opened = await room.ask('openCase', { params: { id: anna.id }, body })
    expect(await room.ask('openCase', { params: { id: anna.id }, body })).toEqual(opened)
    await expect(room.ask('openCase', { params: { id: ben.id }, body })).rejects.toMatchObject({
      code: 'already-exists',
    })
    await room.ask('closeCase', { params: { id: opened.id } })
    const { items } = await room.ask('readCases', { params: { id: anna.id } })
    expect(items).toMatchObject([{ id: opened.id, closedAt: expect.any(Number) }])
  })
})
