import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Refusal } from '../../src/errors.ts'
import { keepIndex } from '../../src/history/keep-index.ts'
import { eventually } from '../own-time.ts'
import { engines } from '../store/engines.ts'
import { interaction, noon, person } from '../store/told-customers.ts'
import { openHistory, supervisor } from './opened-history.ts'

describe.each(engines)('the words of a search on %s', (_engine, open) => {
  let history: ReturnType<typeof openHistory>
  const texts = {
    chinese: '客户王小明来电询问订单20240001的物流，已承诺明天回电',
    otherChinese: '王小红说小明不在，请改天再打',
    japanese: '田中さんからサービスセンターへの問い合わせ。ｶﾞｲﾄﾞを送付',
    korean: '김민수 고객님이 배송 지연을 문의함',
    thai: 'ลูกค้าสมชายสอบถามเรื่องการจัดส่งน้ำดื่ม',
    arabic: 'اتصل أحمد مُحَمَّد بخصوص الفاتورة ٢٠٢٤ عند ٱلرحمن',
    german: 'Frau Müller-Lüdenscheidt, Straße 5, wünscht Rückruf wegen Maßanfertigung',
    spelledOut: 'Herr Mueller fragt nach der Rechnung',
    mail: 'schreibt von anna.schmidt@mail.example.com wegen AB-12345/7',
    greek: 'Ο κύριος Παπαδόπουλος ζήτησε επιστροφή',
    russian: 'Пётр Чайковский просит перезвонить',
    vietnamese: 'Nguyễn Đình Chiểu hỏi về hóa đơn',
  }

  beforeAll(async () => {
    history = openHistory(await open())
    for (const text of Object.values(texts)) await history.tell(text)
    await history.index()
  })
  afterAll(() => history.close())

  const cases: readonly (readonly [query: string, found: readonly (keyof typeof texts)[]])[] = [
    ['王小', ['otherChinese', 'chinese']],
    ['小明', ['otherChinese', 'chinese']],
    ['王小明', ['chinese']],
    ['王', ['otherChinese', 'chinese']],
    ['电', ['chinese']],
    ['打', ['otherChinese']],
    ['物流 王小明', ['chinese']],
    ['王小 -小红', ['chinese']],
    ['王小 -"王小红"', ['chinese']],
    ['田中', ['japanese']],
    ['サービス', ['japanese']],
    ['ガイド', ['japanese']],
    ['김민수', ['korean']],
    ['배송', ['korean']],
    ['สมชาย', ['thai']],
    ['น้ำ', ['thai']],
    ['احمد', ['arabic']],
    ['محمد الفاتوره', ['arabic']],
    ['الرحمن', ['arabic']],
    ['ٱلفاتورة', ['arabic']],
    ['2024', ['arabic', 'chinese']],
    ['2024 ', ['arabic']],
    ['muller', ['german']],
    ['Müller', ['spelledOut', 'german']],
    ['MUELLER', ['spelledOut', 'german']],
    ['strasse maßan', ['german']],
    ['"Müller Lüdenscheidt"', ['german']],
    ['"Lüdenscheidt Müller"', []],
    ['anna.schmidt@mail.example.com', ['mail']],
    ['anna.schmidt@ma', ['mail']],
    ['anna.schmidt', ['mail']],
    ['schmidt example', ['mail']],
    ['@mail.example.com', ['mail']],
    ['AB-12345/7', ['mail']],
    ['ab123457', ['mail']],
    ['12345', ['mail']],
    ['20240001', ['chinese']],
    ['παπαδοπουλος', ['greek']],
    ['петр', ['russian']],
    ['nguyen dinh', ['vietnamese']],
    ['rück rechnung', []],
    ['rechnung rück', []],
    ['wünscht rück', ['german']],
    ['w', []],
    ['wünscht -rechnung', ['german']],
    ['Mueller -wünscht', ['spelledOut']],
  ]
  it.each(cases)('finds %s', async (query, found) => {
    expect(await history.find(query)).toEqual(found.map((name) => texts[name]))
  })

  it('says nothing was found for what holds no letter, and all for nothing', async () => {
    expect(await history.find('!!! … 😀')).toEqual([])
    expect(await history.find('   ')).toHaveLength(Object.keys(texts).length)
  })

  it('leaves out what must not occur', async () => {
    expect(await history.find('-müller -王小 -anna', { most: 100 })).toHaveLength(
      Object.keys(texts).length - 5,
    )
  })

  it('marks the words in the text as it was written', async () => {
    const marked = async (text: string) => {
      const hit = (await history.ask({ text })).found[0]
      return hit?.highlights.map(([start, end]) => hit.interaction.text.slice(start, end))
    }
    expect(await marked('王小明 电')).toEqual(['王小明', '电', '电'])
    expect(await marked('ガイド')).toEqual(['ｶﾞｲﾄﾞ'])
    expect(await marked('strasse mull')).toEqual(['Müller', 'Straße'])
    expect(await marked('محمد')).toEqual(['مُحَمَّد'])
    expect(await marked('anna.schmidt@mail.example.com')).toEqual(['anna.schmidt@mail.example.com'])
  })

  it('answers the next search after one that failed', async () => {
    const broken = {
      query: 'no JSON',
      from: null,
      until: null,
      order: 'newest' as const,
      before: null,
      most: 1,
    }
    await expect(history.store.searchInteractions(broken, 2000)).rejects.toThrow()
    expect(await history.find('王小明')).toHaveLength(1)
  })
})

describe.each(engines)('numbers and filters of a search on %s', (_engine, open) => {
  let history: ReturnType<typeof openHistory>

  beforeEach(async () => {
    history = openHistory(await open())
  })
  afterEach(() => history.close())

  it.each([
    '+49 30 1234567',
    '0049301234567',
    '030 1234567',
    '030/123 45 67',
    '(030) 1234567',
    '1234567',
    '4567',
    '+49301234567 rechnung',
    'rechnung ０３０１２３４５６７',
  ])('finds the call from +49301234567 by %s', async (query) => {
    await history.tell('Rechnung', { numberKey: '+49301234567', numberRaw: '0301234567' })
    await history.tell('Rechnung', { numberKey: '+49309999999', numberRaw: '0309999999' })
    await history.index()
    const found = await history.ask({ text: query })
    expect(found.found.map((hit) => hit.interaction.number)).toEqual(['+49301234567'])
  })

  it('filters by number in any spelling and refuses one that cannot be read', async () => {
    await history.tell('one', { numberKey: '+49301234567', numberRaw: 'x' })
    await history.tell('two')
    await history.index()
    expect(await history.find('', { number: '030 1234567' })).toEqual(['one'])
    await expect(history.ask({ number: 'no number' })).rejects.toThrow(Refusal)
  })

  it('finds by names of customer, agent and queue, and by filters, all of which must fit', async () => {
    const written = await history.store.createCustomer(person('Zoë Østergård'), [], noon)
    const customerId = written.kind === 'written' ? written.customer.id : 0
    await history.tell('one', {
      customerId,
      agentName: 'Bob Brown',
      accountId: 'Bob"1',
      queue: 'Sales EN',
      disposition: 'complaint',
    })
    await history.tell('two', { accountId: 'bob"1', channel: 'e-mail', direction: 'outbound' })
    await history.index()
    expect(await history.find('zoe ostergard')).toEqual(['one'])
    expect(await history.find('oestergaard')).toEqual(['one'])
    expect(await history.find('brown sales complaint')).toEqual(['one'])
    expect(await history.find('', { customerId })).toEqual(['one'])
    expect(await history.find('', { accountId: 'Bob"1' })).toEqual(['one'])
    expect(await history.find('', { queue: 'Sales EN', disposition: 'complaint' })).toEqual(['one'])
    expect(await history.find('two', { channel: 'e-mail', direction: 'outbound' })).toEqual(['two'])
    expect(await history.find('two', { channel: 'call' })).toEqual([])
    expect(await history.find('', { from: noon + 1000, until: noon + 2000 })).toEqual(['two'])
  })

  it('finds the survivor’s history by the name and the id of before a merge', async () => {
    const create = async (name: string) => {
      const write = await history.store.createCustomer(person(name), [], noon)
      return write.kind === 'written' ? write.customer.id : 0
    }
    const [into, from] = [await create('Erika Muster'), await create('E. Muster')]
    await history.tell('a call', { customerId: from })
    await history.index()
    await history.store.mergeCustomers(from, into, noon)
    await history.index()
    expect(await history.find('erika')).toEqual(['a call'])
    expect(await history.find('', { customerId: from })).toEqual(['a call'])
    await history.store.changeCustomer(into, null, { name: 'Erika Neumann' }, null, noon)
    await history.index()
    expect(await history.find('neumann')).toEqual(['a call'])
    expect(await history.find('muster')).toEqual([])
  })

  it('[P29] pages without gap or repetition while rows are added', async () => {
    for (let n = 0; n < 95; n++) await history.tell(`Brief ${n % 2 ? '快递' : '快件'} ${n}`)
    await history.index()
    const seen: string[] = []
    let before: string | undefined
    for (let page = 0; page < 10; page++) {
      const answer = await history.ask({ text: '快递', most: 7, ...(before ? { before } : {}) })
      seen.push(...answer.found.map((hit) => hit.interaction.text))
      await history.tell(`Brief 快递 new ${page}`)
      await history.index()
      if (answer.next === null) break
      before = answer.next
    }
    expect(seen).toEqual(Array.from({ length: 47 }, (_, n) => `Brief 快递 ${93 - 2 * n}`))
  })

  it('[P142] finds what was just wrapped up within a second, also while thousands of older contacts wait', async () => {
    const rows = Array.from({ length: 2000 }, (_, n) => ({
      customerExternalId: null,
      record: interaction(`importiert ${n}`, { startedAt: noon - (n + 1) * 60_000 }),
    }))
    // As an import does: one write has so many seconds, however slow the machine.
    for (let n = 0; n < rows.length; n += 100) await history.store.importContacts(rows.slice(n, n + 100))
    // The thread that searches begins with the first search.
    expect(await history.find('外箱')).toEqual([])
    const stop = keepIndex(history.store, { everyMs: 500, batch: 10 })
    try {
      const { id } = await history.tell('Anruf')
      await history.store.changeInteraction(id, { body: '外箱破损，等待退款' })
      await eventually(async () => expect(await history.find('外箱 退款')).toHaveLength(1), 1000)
      expect(await history.sql('select 1 from interaction where indexed = 0 limit 1')).toHaveLength(1)
    } finally {
      await stop()
    }
  })

  it('finds a new interaction within a second, and a changed one as it now stands', async () => {
    const stop = keepIndex(history.store, { everyMs: 100, batch: 20 })
    try {
      const { id } = await history.tell('前台来电')
      await eventually(async () => expect(await history.find('前台')).toEqual(['前台来电']), 1000)
      await history.store.changeInteraction(id, { body: '改了内容' })
      await eventually(async () => expect(await history.find('改了')).toEqual(['改了内容']), 1000)
      expect(await history.find('前台')).toEqual([])
    } finally {
      await stop()
    }
  })

  it('records what a person searches for and reads, without what was found', async () => {
    const { id } = await history.tell('secret', { customerId: null })
    await history.index()
    await history.ask({ text: 'secret' })
    await history.handlers.readInteraction({ params: { id }, who: supervisor } as never)
    await history.handlers.readInteraction({
      params: { id },
      who: { ...supervisor, sessionHash: null },
    } as never)
    expect(await history.sql('select action, account_id, detail from audit order by id')).toEqual([
      { action: 'search-interactions', account_id: 'sam', detail: 'found 1' },
      { action: 'read-interaction', account_id: 'sam', detail: '' },
    ])
  })
})
