import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { changeOfPop, withPopChange } from '../../src/store/pop-changes.ts'
import type { TimelineEntry, TimelineKind } from '../../src/store/story-store.ts'
import { engines } from './engines.ts'
import type { OpenedStore } from './open-file-store.ts'
import { answered, ended, rang, storeCall } from './told-calls.ts'
import { interaction, noon, person } from './told-customers.ts'

const minute = 60_000
const hour = 60 * minute
const kinds: readonly TimelineKind[] = [
  'interaction',
  'promise',
  'case',
  'signal',
  'fact',
  'task',
  'asked-again',
]

describe('the versions of a pop', () => {
  it('[P135] come back as they were, whatever has changed between two of them', () => {
    const field = fc.constantFrom('greeting', 'leads', 'person', 'state', '__proto__', '名')
    const pop = fc.dictionary(field, fc.jsonValue())
    fc.assert(
      fc.property(pop, pop, (before, after) => {
        const [was, is] = [JSON.stringify(before), JSON.stringify(after)]
        expect(JSON.parse(withPopChange(was, changeOfPop(was, is)))).toEqual(JSON.parse(is))
      }),
    )
  })
})

describe.each(engines)('stories on %s', (_engine, open) => {
  let opened: OpenedStore
  let ada: number

  beforeEach(async () => {
    opened = await open()
    for (const id of ['alice', 'bob']) {
      const rights = { role: 'agent', language: 'en', extensions: [], passwordHash: null } as const
      await opened.store.createAccount({ id, login: id, name: id, ...rights, now: noon })
    }
    ada = await customer('Ada')
  })
  afterEach(() => opened.close())

  async function customer(name: string): Promise<number> {
    const written = await opened.store.createCustomer(person(name), [], noon)
    return written.kind === 'written' ? written.customer.id : 0
  }
  const popOf = (version: number, more: object = {}) => ({
    version,
    content: JSON.stringify({ callId: 'main:c', version, greeting: 'Good morning', leads: [], ...more }),
  })
  const shown = async () =>
    (await opened.store.readShownPops('main:c')).map(({ accountId, content }) => [
      accountId,
      JSON.parse(content) as object,
    ])

  it('[P135] each version that an agent was shown is told, before and after it has left the outbox', async () => {
    const step = (pops: Parameters<typeof storeCall>[1]['pops']) =>
      storeCall(opened.store, { id: 'c', events: rang(noon), pops })
    await step([{ ...popOf(1) }, { accountId: 'bob', ...popOf(1, { greeting: 'Hello' }) }])
    await step([{ ...popOf(2, { leads: ['a promise'] }) }])
    await step([{ ...popOf(3, { leads: ['a promise'], person: { name: '陈大文' } }) }])
    await step([{ accountId: 'bob', ...popOf(2, { closing: 'lost' }) }])
    const before = await shown()
    expect(before).toHaveLength(5)
    expect(before.filter(([who]) => who === 'alice').map(([, pop]) => pop)).toMatchObject([
      { version: 1, leads: [] },
      { version: 2, leads: ['a promise'] },
      { version: 3, person: { name: '陈大文' } },
    ])
    while (await opened.store.forgetOld({ events: 0, outbox: noon + 1 }, 2)) {
      expect(new Set(await shown())).toEqual(new Set(before))
    }
    const [left] = await opened.sql('select count(*) as n from outbox')
    expect(Number(left?.n)).toBe(1)
    expect(new Set(await shown())).toEqual(new Set(before))
  })

  it('[P135] what was shown is forgotten with the call’s events', async () => {
    await storeCall(opened.store, {
      id: 'c',
      events: [...rang(), answered(noon, 'alice'), ended(noon + minute)],
      pops: [popOf(1)],
    })
    await storeCall(opened.store, { id: 'later', events: rang(noon + hour), pops: [{}] })
    while (await opened.store.forgetOld({ events: noon + minute, outbox: noon + 1 }, 5));
    expect(await shown()).toEqual([])
  })

  it('[P136] a customer’s time line joins contacts, promises, cases, signals, facts and tasks, whatever the size of its pages', async () => {
    await live()
    const whole = await opened.store.readTimeline(ada, kinds, null, 100)
    expect(whole.map(({ at }) => at)).toEqual(whole.map(({ at }) => at).toSorted((one, other) => other - one))
    expect(new Set(whole.map(({ kind }) => kind))).toEqual(new Set(kinds))
    expect(whole.filter(({ kind }) => kind === 'promise')).toMatchObject([{ what: 'kept' }, { what: 'made' }])
    const call = whole.find((one) => one.kind === 'interaction' && one.legs !== null)
    expect(call).toMatchObject({ legs: { offers: [{ accountId: 'alice', closing: null }] } })
    for (const size of [1, 2, 3, 7]) {
      const paged: TimelineEntry[] = []
      for (;;) {
        const page = await opened.store.readTimeline(ada, kinds, paged.at(-1) ?? null, size)
        if (page.length === 0) break
        paged.push(...page)
      }
      expect(paged, `pages of ${size}`).toEqual(whole)
    }
    expect(await opened.store.readTimeline(ada, ['fact'], null, 5)).toMatchObject([{ key: 'size' }])
    expect(await opened.store.readTimeline(await customer('Bo'), kinds, null, 5)).toEqual([])
  })

  it('[P136] of who was merged the one who stays has the whole time line', async () => {
    await live()
    const before = await opened.store.readTimeline(ada, kinds, null, 100)
    const bo = await customer('Bo')
    await opened.store.mergeCustomers(ada, bo, noon)
    const merged = await opened.store.readTimeline(bo, kinds, null, 100)
    expect(merged.map(({ at, kind, part }) => [at, kind, part])).toEqual(
      before.map(({ at, kind, part }) => [at, kind, part]),
    )
    expect(await opened.store.readTimeline(ada, kinds, null, 100)).toEqual(merged)
  })

  /** Six letters within one millisecond, a call, and one of everything else. */
  async function live(): Promise<void> {
    const { store } = opened
    for (let n = 0; n < 6; n++) {
      await store.addInteraction(interaction(`letter ${n}`, { channel: 'letter', customerId: ada }))
    }
    await storeCall(store, {
      id: 'c',
      events: [...rang(), answered(noon, 'alice'), ended(noon + minute)],
      pops: [{ answeredAt: noon }],
      customerId: ada,
      interaction: { customerId: ada, accountId: 'alice', callId: 'main:c' },
    })
    const about = { externalId: null, customerId: ada, reference: null, openedAt: noon }
    await store.openCase({ ...about, subject: 'Parcel lost' }, 'alice')
    await opened.sql(`insert into promise (id, origin, customer_id, text, channel, owner_id, made_by, made_at, due_at,
      first_due_at, state, settled_at, settled_by, version)
      values (1, 'wrap-up', ${ada}, 'Call back', 'call', 'alice', 'alice', ${noon}, ${noon}, ${noon}, 'kept', ${noon + hour}, 'bob', 1)`)
    await opened.sql(`insert into signal (id, sender, customer_id, kind, severity, text, at, valid_from, valid_until,
      posted_at, changed_at, told_at, told_by, over_at)
      values (1, 'shop', ${ada}, 'delivery', 'info', 'On Thursday', ${noon}, 0, 1, 0, 0, ${noon + minute}, 'alice', 5)`)
    await opened.sql(`insert into fact (id, customer_id, key, value, said_by, channel, said_at)
      values (1, ${ada}, 'size', '42', 'customer', 'call', ${noon})`)
    await opened.sql(`insert into task (id, kind, customer_id, due_from, due_until, reason, origin, state, attempts,
      created_at, closed_at, version) values (1, 'callback', ${ada}, 0, 0, 'bill', 'agent', 'done', 0, ${noon}, ${noon + hour}, 1)`)
    await opened.sql(`insert into asked_again (id, at, key, call_id, account_id, customer_id, known)
      values (1, ${noon}, 'size', 'main:c', 'alice', ${ada}, 'known')`)
  }
})
