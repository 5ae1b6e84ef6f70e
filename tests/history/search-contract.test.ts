import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Place } from '../../src/history/check-text.ts'
import { nameMatch } from '../../src/history/find-interactions.ts'
import { scoreOf } from '../../src/history/rank-hit.ts'
import type { SearchOrderInput } from '../../src/wire/history-api.ts'
import { engines } from '../store/engines.ts'
import type { OpenedStore } from '../store/open-file-store.ts'
import { noon, person } from '../store/told-customers.ts'
import { openHistory, supervisor } from './opened-history.ts'

const minute = 60_000

describe.each(engines)('finding contacts on %s', (_engine, open) => {
  let opened: OpenedStore
  let history: ReturnType<typeof openHistory>

  beforeAll(async () => {
    opened = await open()
    history = openHistory(opened)
  })
  afterAll(() => history.close())

  const all = async (order: Partial<SearchOrderInput>): Promise<number[]> => {
    const ids: number[] = []
    for (let before: string | undefined; ; ) {
      const page = await history.ask({ ...order, most: 7, ...(before ? { before } : {}) })
      ids.push(...page.found.map((hit) => hit.interaction.id))
      if (page.next === null) return ids
      before = page.next
    }
  }

  it('[P100] every filter finds what a look at every row finds, alone, with words and with each other', async () => {
    const told = await tellMany(history)
    await history.index()
    const cases = filterCases()
    let total = 0
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.constantFrom(...cases), {
          maxLength: 3,
          selector: (one) => Object.keys(one.input)[0],
        }),
        fc.constantFrom('', 'refund ', '退款', 'refund -late '),
        async (picked, text) => {
          const order = Object.assign(
            { text },
            ...picked.map(({ input }) => input),
          ) as Partial<SearchOrderInput>
          const expected = told
            .filter((row) => picked.every(({ fits }) => fits(row)) && fitsText(row.text, text))
            .map(({ id }) => id)
            .sort((a, b) => b - a)
          expect(await all(order)).toEqual(expected)
          total += expected.length
        },
      ),
      { numRuns: 60, seed: 20_261_123 },
    )
    expect(total).toBeGreaterThan(500)
  })

  it('[P100] finds by cause, promise and tier as they stand now, whoever changes them', async () => {
    const { store } = history
    const written = await store.createCustomer(person('Nora Now', { tier: 'standard' }), [], noon)
    if (written.kind !== 'written') throw new Error(written.kind)
    const { id: customerId } = written.customer
    const opened = await store.openCase({
      externalId: null,
      reference: null,
      customerId,
      subject: 'Parcel',
      openedAt: noon - 1,
      ownerId: null,
      department: null,
      complaintAt: null,
    })
    if (opened.kind !== 'opened') throw new Error(opened.kind)
    const { id } = await history.tell('about a parcel', {
      customerId,
      callId: 'main:now-1',
      startedAt: noon + 500 * minute,
    })
    await history.index()
    expect(await all({ rootCause: 'process', customerId })).toEqual([])
    await store.changeCase(opened.case.id, null, { rootCause: 'process' }, 'sam', noon)
    await history.index()
    expect(await all({ rootCause: 'process', customerId })).toEqual([id])
    expect(await all({ caseId: opened.case.id })).toEqual([id])
    expect(await all({ openCase: true, customerId })).toEqual([id])
    expect(await all({ text: 'parcel ', openCase: true })).toEqual([id])
    await store.changeCase(opened.case.id, null, { reference: 'R-77/Б 4' }, 'sam', noon)
    await history.index()
    for (const text of [
      'case:r77б4',
      'case:"R-77/Б 4"',
      `case:${opened.case.id}`,
      `个案：#${opened.case.id}`,
    ]) {
      expect(await all({ text }), text).toEqual([id])
    }
    expect(await all({ caseReference: 'r-77-б-4' })).toEqual([id])
    expect(await all({ caseReference: 'R-77' })).toEqual([])
    expect(await all({ caseReference: '?' })).toEqual([])
    await store.changeCase(opened.case.id, null, { state: 'closed' }, 'sam', noon)
    await history.index()
    expect(await all({ openCase: true })).toEqual([])
    expect(await all({ openCase: false, customerId })).toEqual([id])
    const made = await store.makePromise({
      origin: 'test',
      originId: null,
      customerId,
      numberKey: null,
      callId: 'main:now-1',
      caseId: null,
      standing: null,
      text: 'call back',
      channel: 'call',
      ownerId: 'sam',
      department: null,
      madeBy: 'sam',
      madeAt: noon,
      dueAt: noon + minute,
      remindAt: null,
    })
    if (made.kind !== 'made') throw new Error(made.kind)
    await history.index()
    expect(await all({ promiseState: 'open', customerId })).toEqual([id])
    await store.changePromise(made.promise.id, { kind: 'kept', note: null }, 'sam', noon + 5)
    await history.index()
    expect(await all({ promiseState: 'open', customerId })).toEqual([])
    expect(await all({ promiseState: 'kept', customerId })).toEqual([id])
    await store.changeCustomer(customerId, null, { tier: 'gold' }, null, noon)
    await store.settleCustomers()
    await history.index()
    expect(await all({ tier: 'gold', customerId })).toEqual([id])
  })

  it('[P101] the best come first, the same on every page while contacts are added', async () => {
    const subject = 'quarzuhr defekt'
    const ids = {
      apart: (await history.tell('defekt war die andere, die quarzuhr nicht')).id,
      together: (await history.tell('eine quarzuhr defekt geliefert')).id,
      inSubject: (await history.tell('wie besprochen', { subject })).id,
      begun: (await history.tell('quarzuhren und defekte')).id,
    }
    for (let n = 0; n < 40; n++) await history.tell(`quarzuhr kam, defekt ist das Band ${n}`)
    await history.index()
    const found = await all({ text: 'quarzuhr defekt ', order: 'best' })
    expect(found.slice(0, 2)).toEqual([ids.inSubject, ids.together])
    expect(found.at(-1)).toBe(ids.apart)
    expect(found).toHaveLength(43)
    expect(found).not.toContain(ids.begun)
    const first = await history.ask({ text: 'quarzuhr defekt ', order: 'best', most: 10 })
    for (let n = 0; n < 9; n++) await history.tell('quarzuhr defekt quarzuhr defekt', { subject })
    await history.index()
    const rest = await history.ask({
      text: 'quarzuhr defekt ',
      order: 'best',
      most: 100,
      before: first.next ?? '',
    })
    const both = [...first.found, ...rest.found].map((hit) => hit.interaction.id)
    expect(both).toEqual(found)
    expect(new Set(both).size).toBe(43)
  })

  it('[P101] says where the words stand: in the text, the subject, names and numbers', async () => {
    const written = await history.store.createCustomer(person('Zoë Quitte'), [], noon)
    const customerId = written.kind === 'written' ? written.customer.id : 0
    await history.tell('Zoe rief an', {
      customerId,
      subject: 'Für Zoë',
      agentName: 'Zoe Zaun',
      numberKey: '+493055512345',
      numberRaw: '030 55512345',
    })
    await history.index()
    const [hit] = (await history.ask({ text: 'zoë 12345' })).found
    expect(hit?.highlights).toEqual([[0, 3]])
    expect(hit?.marks).toEqual({
      subject: [[4, 7]],
      customerName: [[0, 3]],
      agentName: [[0, 3]],
      number: [[8, 13]],
    })
  })

  it('[P141] finds Chinese however it is written, and marks it as it was written', async () => {
    const written = await history.store.createCustomer(person('陳後龍'), [], noon)
    const customerId = written.kind === 'written' ? written.customer.id : 0
    await history.tell('王先生：客戶投訴，頭髮在裡面', { customerId })
    await history.tell('王先生：客户投诉，头发在里面')
    await history.index()
    const found = async (text: string) =>
      (await history.ask({ text })).found.map(({ highlights, marks }) => ({ highlights, ...marks }))
    for (const text of ['客户投诉', '客戶投訴', '客户投訴']) {
      expect(await found(text), text).toEqual([{ highlights: [[4, 8]] }, { highlights: [[4, 8]] }])
    }
    for (const text of ['头发', '頭发', '發在里', '裏面']) expect(await found(text), text).toHaveLength(2)
    expect(await found('"头发在里" 陈后')).toEqual([{ highlights: [[9, 13]], customerName: [[0, 2]] }])
    for (const name of ['陈后', '陳后龙', '陳後龍']) {
      expect(await history.store.findCustomersByName(nameMatch(name) ?? '', 5, 5000), name).toEqual([
        customerId,
      ])
    }
  })

  it.each([
    ['half-width kana', 'ｶﾞｲﾄﾞ送付', ['ガイド', 'ｶﾞｲﾄﾞ', 'イド送']],
    ['full-width letters and digits', 'ＡＢ－１２３４５', ['ab-12345', 'AB12345', '１２３４５']],
    ['Arabic forms and vowel signs', 'مُحَمَّد إلى فاتورة', ['محمد', 'الي', 'أحمد الى فاتوره'.slice(5)]],
    ['accents', 'Zoë Łódź Straße Ångström', ['zoe', 'lodz', 'strasse', 'angstrom', 'ÅNGSTRÖM']],
    ['Thai', 'จัดส่งน้ำดื่ม', ['ส่ง', 'น้ำ', 'น้ำดื่ม']],
  ])('[P29] finds %s in any spelling', async (_what, body, queries) => {
    await history.tell(body, { startedAt: noon + 200 * 24 * 60 * minute })
    await history.index()
    for (const text of queries) expect(await history.find(text), text).toContain(body)
  })

  it('[P102] counts exactly, or says that there are more, and never with what the asker may not see', async () => {
    for (let n = 0; n < 700; n++) await history.tell(`zählwort ${n % 7 === 0 ? 'selten' : 'oft'}`)
    await history.index()
    expect(await history.count({ text: 'zählwort selten ' })).toEqual({
      count: 100,
      exact: true,
      wholeSince: null,
    })
    expect(await history.count({ text: 'gibtesnicht ' })).toEqual({ count: 0, exact: true, wholeSince: null })
    const much = await history.count({ text: 'zählwort ' })
    expect(much.exact ? much.count : 700).toBe(700)
    expect(much.count).toBeGreaterThan(100)
    const nobody = { ...supervisor, teams: ['south'] }
    expect(await history.count({ text: 'zählwort ' }, nobody)).toEqual({
      count: 0,
      exact: true,
      wholeSince: null,
    })
    expect((await history.ask({ text: 'zählwort ' }, nobody)).found).toEqual([])
  })

  it('[P102] tells nothing of another team’s, also while the index still takes it for their own', async () => {
    await opened.sql("insert into queue_team (queue, team) values ('billing', 'south')")
    await history.tell('heimlichwort', { queue: 'billing', startedAt: noon + 120 * 24 * 60 * minute })
    await history.index()
    const south = { ...supervisor, teams: ['south'] }
    const seen = async () => [
      (await history.ask({ text: 'heimlichwort ' }, south)).found.length,
      (await history.count({ text: 'heimlichwort ' }, south)).count,
    ]
    expect(await seen()).toEqual([1, 1])
    await opened.sql("update interaction set team = 'north' where body = 'heimlichwort'")
    expect(await seen()).toEqual([0, 0])
  })

  it('[P101] counts nearness half after ninety days, and words more the rarer they are', () => {
    const place: Place = { field: 'text', unit: 0, units: 1, whole: true, ranges: [] }
    const score = (age: number, weight = 1) =>
      scoreOf({ startedAt: noon - age * 24 * 60 * minute }, [[place]], [weight], noon)
    expect(score(0) - score(90)).toBe(2000)
    expect(score(0) - score(180)).toBe(3000)
    expect(score(0, 5) - score(0, 2)).toBe(3000)
  })

  it('[P100] finds each of many that come in one by one, within seconds, however many share an entry', async () => {
    const base = noon + 120 * 24 * 60 * minute
    for (let n = 0; n < 24; n++) {
      // From three in sixteen seconds to more than six in four.
      await history.tell(`nacheinander n${n}x`, { startedAt: base + (n < 12 ? n * 2500 : 60_000 + n * 100) })
      await history.index()
      expect(await all({ text: 'nacheinander ' })).toHaveLength(n + 1)
    }
    for (const n of [0, 3, 11, 12, 17, 23]) expect(await all({ text: `n${n}x ` })).toHaveLength(1)
    await history.sql('update interaction set indexed = 0 where id > 0')
    await history.index()
    expect(await all({ text: 'nacheinander ' })).toHaveLength(24)
  })

  it('[P100] finds each of a thousand contacts of one instant, that share no entry of the index', async () => {
    const at = noon + 90 * 24 * 60 * minute
    for (let n = 0; n < 300; n++) await history.tell(`gleichzeitig g${n}x`, { startedAt: at })
    await history.index()
    expect(await all({ text: 'gleichzeitig ' })).toHaveLength(300)
    for (const n of [0, 5, 6, 7, 150, 299]) expect(await all({ text: `g${n}x ` })).toHaveLength(1)
    await history.tell('gleichzeitig, aber später', { startedAt: at + 1 })
    await history.index()
    expect(await all({ text: 'gleichzeitig ' })).toHaveLength(301)
  })

  it.each([
    ['agent:anna', 'agent', ['Anna Schmidt']],
    ['坐席：李雷', 'agent', ['李雷']],
    ['queue:"billing desk"', 'queue', ['Billing desk']],
    ['-渠道:短信', 'channel', ['sms']],
    ['mood:angry', 'mood', ['positive', 'neutral', 'negative'].slice(2)],
    ['cause:流程', 'cause', ['process']],
    ['longer:1h30', 'longer', ['1h30']],
    ['from:2026-11 until:15.12.2026', 'from', ['2026-11']],
    ['agent:nobody', 'agent', []],
    ['tier:', null, []],
    ['::: "', null, []],
  ] as const)('[P103] reads %s', async (text, field, names) => {
    const { read } = await history.ask({ text })
    expect(read[0]?.field ?? null).toBe(field)
    expect(read[0]?.names ?? []).toEqual(names)
  })

  it('[P103] takes whatever is typed, cursors too', async () => {
    const word = fc.oneof(
      fc.constantFrom(
        'agent:',
        'OR',
        '|',
        '-',
        '"',
        'from:',
        '坐席：',
        'longer:',
        '退款',
        'refund',
        ':',
        '或',
      ),
      fc.string({ unit: 'binary', maxLength: 8 }),
    )
    await fc.assert(
      fc.asyncProperty(
        fc.array(word, { maxLength: 8 }),
        fc.string({ maxLength: 20 }),
        async (words, before) => {
          const text = words.join(' ').slice(0, 500)
          for (const order of ['newest', 'best'] as const) await history.ask({ text, order, before, most: 3 })
        },
      ),
      { numRuns: 100 },
    )
  })
})

interface Told {
  readonly id: number
  readonly text: string
  readonly channel: string
  readonly queue: string | null
  readonly accountId: string | null
  readonly disposition: string | null
  readonly sentiment: string | null
  readonly direction: string
  readonly lengthMs: number | null
  readonly tier: string | null
  readonly customerId: number | null
  readonly startedAt: number
}

/** Contacts of every sort, some of one second, drawn by their place. */
async function tellMany(history: ReturnType<typeof openHistory>): Promise<Told[]> {
  const tiers = ['standard', 'gold']
  const customers: number[] = []
  for (const tier of tiers) {
    const written = await history.store.createCustomer(person(`Kunde ${tier}`, { tier }), [], noon)
    if (written.kind === 'written') customers.push(written.customer.id)
  }
  const told: Told[] = []
  const of = <T>(list: readonly T[], n: number): T => list[n % list.length] as T
  for (let n = 0; n < 400; n++) {
    const startedAt = noon + 10 * 24 * 60 * minute + n * 700
    const lengthMs = n % 9 === 0 ? null : ((n * 37) % 90) * minute + (n % 3) * 1000
    const customerId = of([...customers, null], n)
    const row = {
      channel: of(['call', 'e-mail', 'chat'], n),
      direction: of(['inbound', 'outbound'] as const, Math.floor(n / 5)),
      queue: of(['billing', 'sales', null], Math.floor(n / 2)),
      accountId: of(['anna', 'li', null, null], Math.floor(n / 3)),
      disposition: of(['solved', null], Math.floor(n / 7)),
      sentiment: of(['positive', 'neutral', 'negative', null] as const, Math.floor(n / 4)),
    }
    const text = of(['refund please', 'refund late', '客户要求退款', 'hello'], Math.floor(n / 6))
    const endedAt = lengthMs === null ? null : startedAt + lengthMs
    const { id } = await history.tell(text, { ...row, startedAt, endedAt, customerId })
    const tier = customerId === null ? null : (tiers[customers.indexOf(customerId)] ?? null)
    told.push({ id, text, ...row, lengthMs, tier, customerId, startedAt })
  }
  return told
}

function fitsText(text: string, query: string): boolean {
  if (query === '') return true
  if (query === '退款') return text.includes('退款')
  return text.includes('refund') && !(query.includes('-late') && text.includes('late'))
}

interface FilterCase {
  readonly input: Partial<SearchOrderInput>
  readonly fits: (row: Told) => boolean
}

function filterCases(): FilterCase[] {
  const from = noon + 10 * 24 * 60 * minute
  return [
    {
      input: { channel: 'chat', from },
      fits: ({ channel, startedAt }) => channel === 'chat' && startedAt >= from,
    },
    { input: { queue: 'billing' }, fits: ({ queue }) => queue === 'billing' },
    { input: { accountId: 'anna' }, fits: ({ accountId }) => accountId === 'anna' },
    { input: { disposition: 'solved' }, fits: ({ disposition }) => disposition === 'solved' },
    { input: { sentiment: 'negative' }, fits: ({ sentiment }) => sentiment === 'negative' },
    { input: { tier: 'gold' }, fits: ({ tier }) => tier === 'gold' },
    {
      input: { direction: 'outbound' },
      fits: ({ direction }) => direction === 'outbound',
    },
    {
      input: { atLeastMs: 30 * minute },
      fits: ({ lengthMs }) => lengthMs !== null && lengthMs >= 30 * minute,
    },
    {
      input: { atMostMs: 10 * minute + 1000, atLeastMs: minute },
      fits: ({ lengthMs }) => lengthMs !== null && lengthMs >= minute && lengthMs <= 10 * minute + 1000,
    },
    {
      input: { until: from + 100_000, from: from + 20_000 },
      fits: ({ startedAt }) => startedAt >= from + 20_000 && startedAt < from + 100_000,
    },
  ]
}
