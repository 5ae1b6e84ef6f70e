import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { callStore } from '../../src/store/call-queries.ts'
import type { NewPromise } from '../../src/store/new-promise.ts'
import type { PromiseStore } from '../../src/store/promise-store.ts'
import type { NewSignal, SignalStore } from '../../src/store/signal-store.ts'
import { openSqlite } from '../../src/store/sqlite-connection.ts'
import { sqliteEngine } from '../../src/store/sqlite-engine.ts'
import { engines } from './engines.ts'
import type { OpenedStore } from './open-file-store.ts'
import { noon, number, person } from './told-customers.ts'

const hour = 60 * 60_000
const day = 24 * hour

const all = { state: null, ownerId: null, department: null, customerId: null, after: 0, most: 9 } as const

type MattersStore = OpenedStore['store'] & PromiseStore & SignalStore

describe.each(engines)('promises and signals on %s', (_engine, open) => {
  let opened: OpenedStore
  let store: MattersStore

  beforeEach(async () => {
    opened = await open()
    store = opened.store as MattersStore
    for (const login of ['alice', 'bob']) {
      const rights = { role: 'agent', language: 'en', extensions: [], passwordHash: null } as const
      await store.createAccount({ id: login, login, name: `${login} Ng`, ...rights, now: noon })
    }
  })
  afterEach(() => opened.close())

  const customer = async (name: string, more: { externalId?: string; numbers?: string[] } = {}) => {
    const numbers = (more.numbers ?? []).map((key) => number(key))
    const write = await store.createCustomer(
      person(name, { externalId: more.externalId ?? null }),
      numbers,
      noon,
    )
    if (write.kind !== 'written') throw new Error(write.kind)
    return write.customer.id
  }
  const promise = (more: Partial<NewPromise> = {}): NewPromise => ({
    origin: 'token:crm',
    originId: null,
    customerId: null,
    numberKey: null,
    callId: null,
    caseId: null,
    standing: null,
    text: 'Call back',
    channel: 'call',
    ownerId: 'alice',
    department: null,
    madeBy: 'token:crm',
    madeAt: noon,
    dueAt: noon + hour,
    remindAt: noon + hour / 2,
    ...more,
  })
  const make = async (more: Partial<NewPromise> = {}) => {
    const made = await store.makePromise(promise(more))
    if (made.kind === 'not-found') throw new Error('not found')
    return made.promise
  }
  const signal = (of: NewSignal['of'], more: Partial<NewSignal> = {}): NewSignal => ({
    sender: 'token:shop',
    externalId: null,
    of,
    kind: 'delivery',
    topic: null,
    severity: 'warning',
    text: 'The parcel comes on Thursday',
    answer: 'It was overloaded; it comes on Thursday before noon.',
    at: noon,
    validFrom: noon,
    validUntil: noon + 3 * day,
    ...more,
  })
  const known = async (id: number) => {
    const card = await store.readCard(id)
    return {
      promises: card?.promises.map(({ text }) => text),
      signals: card?.signals.map(({ text }) => text),
    }
  }

  it('[P79] a promise is made once, however often it is told, and belongs to the one who survives a merge', async () => {
    const [li, chan] = [await customer('Li'), await customer('Chan')]
    const told = promise({ customerId: li, originId: '17' })
    const first = await store.makePromise(told)
    expect(first.kind).toBe('made')
    expect(await store.makePromise({ ...told, text: 'another' })).toMatchObject({
      kind: 'known',
      promise: { text: 'Call back' },
    })
    await store.mergeCustomers(li, chan, noon)
    expect(await known(chan)).toEqual({ promises: ['Call back'], signals: [] })
    expect(await store.makePromise(promise({ customerId: li, text: 'to who was merged' }))).toMatchObject({
      kind: 'made',
      promise: { customerId: chan, customerName: 'Chan' },
    })
    expect(await store.makePromise(promise({ customerId: 1 }))).toEqual({ kind: 'not-found' })
  })

  it('[P79] is kept, released, given another date or to somebody else only while it is open; good only when it was broken', async () => {
    const li = await customer('Li')
    const { id } = await make({ customerId: li })
    const moved = {
      kind: 'moved',
      dueAt: noon + day,
      remindAt: noon + day,
      note: 'she asked for it',
    } as const
    expect(await store.changePromise(id, moved, 'alice', noon)).toMatchObject({
      kind: 'changed',
      promise: { dueAt: noon + day, firstDueAt: noon + hour, state: 'open', note: 'she asked for it' },
    })
    const passed = { kind: 'passed-on', ownerId: 'bob', department: null } as const
    expect(await store.changePromise(id, passed, 'alice', noon)).toMatchObject({
      promise: { ownerId: 'bob' },
    })
    expect((await store.readOwnPromises('bob', 10)).map((one) => one.id)).toEqual([id])
    expect(await store.readOwnPromises('alice', 10)).toEqual([])
    expect((await store.changePromise(id, { kind: 'good', note: null }, 'bob', noon)).kind).toBe('conflict')
    expect(await store.changePromise(id, { kind: 'kept', note: null }, 'bob', noon + 1)).toMatchObject({
      kind: 'changed',
      promise: { state: 'kept', settledAt: noon + 1, settledBy: 'bob' },
    })
    expect((await store.changePromise(id, { kind: 'kept', note: null }, 'bob', noon + 2)).kind).toBe(
      'changed',
    )
    expect((await store.changePromise(id, { kind: 'released', note: 'x' }, 'bob', noon)).kind).toBe(
      'conflict',
    )
    expect((await store.changePromise(id, moved, 'bob', noon)).kind).toBe('conflict')
    expect((await store.changePromise(1, moved, 'bob', noon)).kind).toBe('not-found')
    expect(await known(li)).toEqual({ promises: [], signals: [] })
  })

  it('[P79] lists a department’s with everybody’s own, broken ones too, save what the house promises all', async () => {
    const li = await customer('Li')
    const of = { customerId: li, ownerId: null, department: 'fitters', remindAt: null }
    await make({ customerId: li, text: 'own', dueAt: noon + 3 * hour })
    await make({ customerId: li, text: 'bob’s', ownerId: 'bob' })
    const { id } = await make({ ...of, text: 'said', dueAt: noon + 2 * hour })
    await make({ ...of, text: 'standing', standing: 'call-back', dueAt: noon + hour })
    await make({ ...of, text: 'nobody’s', department: null, standing: 'call-back' })
    await make({ ...of, text: 'later', dueAt: noon + 9 * hour })
    const listed = async (most = 10) => (await store.readOwnPromises('alice', most)).map(({ text }) => text)
    expect(await listed()).toEqual(['said', 'own', 'later'])
    expect([await listed(2), await listed(1)]).toEqual([['said', 'own'], ['own']])
    await store.breakPromises(noon + 4 * hour, noon + 5 * hour, 10, () => [])
    expect((await store.readPromise(id))?.state).toBe('broken')
    expect(await listed()).toEqual(['said', 'own', 'later'])
  })

  it('[P79] reminds its owner once, then breaks it once, and tells it on the owner’s desk', async () => {
    const li = await customer('Li')
    const { id } = await make({ customerId: li })
    const later = await make({ customerId: li, text: 'later', dueAt: noon + day, remindAt: noon + day })
    const billings = await make({
      customerId: li,
      text: 'of a department',
      ownerId: null,
      department: 'Billing',
    })
    const news = (type: string) => (one: { id: number; customerId: number | null }) => [
      { id: `${type} ${one.id}`, type, customerId: one.customerId, body: '{}', at: noon, webhooks: ['crm'] },
    ]
    expect(await store.remindOfPromises(noon, 10, news('due'))).toEqual({
      seen: 0,
      promises: [],
      messages: [],
    })
    const reminded = (
      await Promise.all([1, 2, 3].map(() => store.remindOfPromises(noon + hour / 2, 10, news('due'))))
    ).flatMap(({ messages }) => messages)
    expect(reminded.map(({ accountId, body }) => [accountId, JSON.parse(body)])).toEqual([
      [
        'alice',
        {
          kind: 'promise',
          version: 3,
          promise: { id, text: 'Call back', dueAt: noon + hour, customerName: 'Li', news: 'due' },
        },
      ],
    ])
    const breaks = await Promise.all(
      [1, 2, 3].map(() => store.breakPromises(noon + hour + 1, noon + 2 * hour, 10, news('broken'))),
    )
    const told = breaks.flatMap(({ messages }) => messages).map(({ body }) => JSON.parse(body).promise.news)
    expect(told).toEqual(['broken'])
    const written = await opened.sql('select id from webhook_message order by id')
    const wanted = (await store.readPromises(all)).map((one) => one.id)
    expect(written.map((row) => row.id)).toEqual([
      `broken ${wanted[0]}`,
      `broken ${wanted[2]}`,
      `due ${wanted[0]}`,
      `due ${wanted[2]}`,
    ])
    const card = await store.readCard(li)
    expect(card?.promises.map(({ state, owner, brokenAt }) => [state, owner, brokenAt])).toEqual([
      ['broken', 'alice Ng', noon + 2 * hour],
      ['broken', 'Billing', noon + 2 * hour],
      ['open', 'alice Ng', null],
    ])
    expect((await store.readOwnPromises('alice', 10)).map((one) => one.id)).toEqual([
      id,
      billings.id,
      later.id,
    ])
    expect(
      await store.changePromise(id, { kind: 'good', note: 'voucher' }, 'alice', noon + 3 * hour),
    ).toMatchObject({
      kind: 'changed',
      promise: { state: 'broken', madeGoodAt: noon + 3 * hour },
    })
    expect((await known(li)).promises).toEqual(['of a department', 'later'])
    await store.endBrokenPromises(noon + 30 * day, noon + 31 * day, 10)
    expect((await known(li)).promises).toEqual(['later'])
    expect(await store.countPromises(noon - 1, noon + day)).toEqual([
      expect.objectContaining({
        ownerId: 'alice',
        made: 2,
        open: 1,
        broken: 1,
        madeGood: 1,
        kept: 0,
        moved: 0,
      }),
      expect.objectContaining({ ownerId: null, department: 'Billing', made: 1, broken: 1, madeGood: 0 }),
    ])
  })

  it('[P78] finds a signal by customer id, external id or number, also of one who was merged', async () => {
    const li = await customer('Li', { externalId: 'K-1', numbers: ['+4930111'] })
    const chan = await customer('Chan', { numbers: ['+4930222', '+4930333'] })
    await customer('Chan’s wife', { numbers: ['+4930333'] })
    const posted = await store.postSignals(
      [
        signal({ kind: 'customer', id: chan }, { text: 'by id' }),
        signal({ kind: 'external', externalId: 'K-1' }, { text: 'by external id' }),
        signal({ kind: 'number', numberKey: '+4930222', raw: '030 222' }, { text: 'by number' }),
        signal({ kind: 'number', numberKey: '+4930333', raw: '030 333' }, { text: 'by a shared number' }),
        signal({ kind: 'number', numberKey: '+4930999', raw: '030 999' }, { text: 'by nobody’s number' }),
        signal({ kind: 'external', externalId: 'K-2' }),
        signal({ kind: 'customer', id: 5 }),
      ],
      noon,
    )
    expect(posted.map((one) => ('whose' in one ? one.whose : one.kind))).toEqual([
      { customerId: chan, numberKey: null },
      { customerId: li, numberKey: null },
      { customerId: chan, numberKey: null },
      { customerId: null, numberKey: '+4930333' },
      { customerId: null, numberKey: '+4930999' },
      'no-such-customer',
      'no-such-customer',
    ])
    expect((await known(li)).signals).toEqual(['by external id'])
    expect((await known(chan)).signals).toEqual(['by id', 'by number', 'by a shared number'])
    expect((await store.readMattersOfNumber('+4930999')).signals.map(({ text }) => text)).toEqual([
      'by nobody’s number',
    ])
    const eve = await customer('Eve', { numbers: ['+4930999'] })
    expect((await known(eve)).signals).toEqual(['by nobody’s number'])
    await store.mergeCustomers(li, eve, noon)
    expect((await known(eve)).signals?.toSorted()).toEqual(['by external id', 'by nobody’s number'])
    const again = signal({ kind: 'external', externalId: 'K-1' }, { text: 'after the merge' })
    expect(await store.postSignals([again], noon)).toMatchObject([{ whose: { customerId: eve } }])
  })

  it('[P78] the same signal again changes nothing, a changed one is changed and not told yet', async () => {
    const li = await customer('Li')
    const first = signal({ kind: 'customer', id: li }, { externalId: 'S-1', topic: 'strike' })
    const [made] = await store.postSignals([first], noon)
    const id = made && 'id' in made ? made.id : 0
    expect(await store.postSignals([first, first], noon + 1)).toMatchObject([
      { kind: 'unchanged', id },
      { kind: 'unchanged', id },
    ])
    expect(await store.signalsTold([id, 99], { by: 'alice', how: 'call', now: noon })).toEqual([id])
    expect(await store.signalsTold([id], { by: 'bob', how: 'call', now: noon })).toEqual([])
    expect(await store.readSignals({ topic: 'strike', told: false, after: 0, most: 9 })).toEqual([])
    expect(await store.postSignals([{ ...first, text: 'on Friday' }], noon + 2)).toMatchObject([
      { kind: 'changed', id },
    ])
    expect(await store.readSignals({ topic: 'strike', told: false, after: 0, most: 9 })).toMatchObject([
      { id, text: 'on Friday', toldAt: null, customerName: 'Li', changedAt: noon + 2 },
    ])
    expect(await store.postSignals([{ ...first, sender: 'token:other' }], noon)).toMatchObject([
      { kind: 'created' },
    ])
    expect(await store.withdrawSignal(id, noon + 3)).toEqual({ customerId: li, numberKey: null })
    expect(await store.withdrawSignal(id, noon + 3)).toBeNull()
    expect((await known(li)).signals).toHaveLength(1)
    expect(await store.postSignals([{ ...first, text: 'on Friday' }], noon + 4)).toMatchObject([
      { kind: 'changed' },
    ])
    expect((await known(li)).signals).toHaveLength(2)
  })

  it('[P78] a topic is counted, withdrawn as a whole, ends at its time and is forgotten', async () => {
    const ids: number[] = []
    for (let n = 0; n < 5; n++) ids.push(await customer(`C${n}`))
    await store.postSignals(
      ids.map((id, n) =>
        signal({ kind: 'customer', id }, { topic: n < 3 ? 'outage' : 'strike', validUntil: noon + n }),
      ),
      noon,
    )
    const [told] = await store.readSignals({ topic: 'outage', told: null, after: 0, most: 9 })
    await store.signalsTold([told?.id ?? 0], { by: 'alice', how: 'call', now: noon })
    expect(await store.readSignalTopics(10)).toMatchObject([
      { topic: 'outage', customers: 3, told: 1, severity: 'warning', kind: 'delivery' },
      { topic: 'strike', customers: 2, told: 0 },
    ])
    expect(await store.withdrawTopic('outage', noon, 2)).toHaveLength(2)
    expect(await store.withdrawTopic('outage', noon, 2)).toHaveLength(1)
    expect(await store.withdrawTopic('outage', noon, 2)).toEqual([])
    expect((await store.readSignalTopics(10)).map(({ topic }) => topic)).toEqual(['strike'])
    expect(await store.endSignals(noon + 3, 10)).toBe(false)
    expect((await store.readSignalTopics(10)).map(({ customers }) => customers)).toEqual([1])
    expect(await store.forgetSignals(noon + 4, 2)).toBe(true)
    expect(await store.forgetSignals(noon + 4, 9)).toBe(false)
    expect((await opened.sql('select count(*) as n from signal'))[0]).toEqual({ n: 1 })
  })
})

it('what leads a pop is read by small indexes of what is not over', async () => {
  const connection = openSqlite(':memory:')
  const statements = new Set<string>()
  const prepare = (text: string) => {
    statements.add(text)
    return connection.prepare(text)
  }
  const engine = sqliteEngine({ ...connection, prepare })
  connection
    .prepare(
      `insert into customer (id, kind, name, tier, wishes, version, created_at, updated_at) values (7, 'person', 'Li', 'x', '[]', 1, 0, 0)`,
    )
    .run()
  await callStore(engine).readCard(7)
  await callStore(engine).readMattersOfNumber('+4930')
  const plans = [...statements]
    .filter((text) => /from (promise|signal) /.test(text))
    .map((text) => {
      const nothing = [...text.matchAll(/\?/g)].map(() => null)
      const steps = connection.prepare(`explain query plan ${text}`).all(...nothing) as { detail: string }[]
      return steps.map((step) => step.detail).join('\n')
    })
  await connection.close()
  expect(plans).toHaveLength(4)
  for (const plan of plans) expect(plan).not.toMatch(/SCAN [a-z]/)
  expect(plans.join('\n')).toMatch(
    /USING INDEX promise_of_customer \(customer_id=\?\)[\s\S]+signal_of_customer/,
  )
})
