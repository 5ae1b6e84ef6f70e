import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openHouse, type TestHouse } from '../house.ts'
import { openBrowser, type TestBrowser } from './browser.ts'

let house: TestHouse
let browser: TestBrowser
const number = '+4915112345678'

beforeAll(async () => {
  house = await openHouse({ facts: [{ key: 'size', name: { en: 'Shoe size', 'zh-CN': '鞋码' } }] })
  browser = await openBrowser()
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await house?.close()
})

const words = {
  en: {
    play: 'Playback of',
    next: 'Next moment',
    saw: 'What Alice Adams saw',
    everything: 'Everything',
    signal: 'Signal: The other pair comes on Thursday',
    size: 'Shoe size: 42',
  },
  'zh-CN': {
    play: '回放',
    next: '下一时刻',
    saw: 'Alice Adams 当时看到的内容',
    everything: '全部事项',
    signal: '客户事件：The other pair comes on Thursday',
    size: '鞋码：42',
  },
}

it.each(['en', 'zh-CN'] as const)(
  '[P135] [P136] a supervisor finds a call on the time line and plays it back with what the agent saw, in %s',
  async (language) => {
    const say = words[language]
    const sam = await house.signIn('sam')
    const alice = await house.signIn('alice')
    await sam.ask('PATCH', '/v1/me', { language })
    const name = language === 'en' ? 'Wilhelmina Featherstonehaugh' : '陈大文'
    const own = `${number.slice(0, -1)}${language === 'en' ? 1 : 2}`
    const made = await sam.ask('POST', '/v1/customers', { name, numbers: [{ number: own }] })
    const customerId = (made.body as { id: number }).id
    const desk = await browser.open(house, 'alice', { path: '/desk' })
    await desk.page.getByText(name).waitFor({ state: 'detached' })
    const call = randomUUID()
    const told = (n: number, kind: string, more: object = {}) => {
      const agents =
        kind === 'answered' ? [{ extension: '1001' }] : [{ extension: '1001' }, { extension: '1002' }]
      const usual = { call, from: own, to: '+493023125100', time: Date.now(), queue: 'support' }
      return {
        ...usual,
        id: `${call}-${n}`,
        kind,
        ...(kind === 'arrived' || kind === 'ended' ? {} : { agents }),
        ...more,
      }
    }
    await house.post([told(1, 'arrived'), told(2, 'offered')])
    await desk.page.getByRole('article').first().waitFor()
    await house.post([told(3, 'answered')])
    await desk.page.getByRole('article', { name }).waitFor()
    await sam.ask('POST', '/v1/signals', {
      customerId,
      kind: 'parcel',
      text: 'The other pair comes on Thursday',
    })
    await desk.page.getByText('The other pair comes on Thursday').first().waitFor()
    const id = encodeURIComponent(`main:${call}`)
    await alice.ask('PUT', `/v1/calls/${id}/facts/size`, { value: '42' })
    await house.post([told(4, 'ended')])
    await alice.ask('POST', `/v1/calls/${id}/wrap-up`, {
      disposition: 'solved',
      note: 'Sends the pair back; wants 42.',
      promises: [{ text: 'Send the other pair', dueAt: Date.now() + 3_600_000 }],
    })
    await desk.context.close()

    const { page, context, faults } = await browser.open(house, 'sam', {
      locale: language,
      path: `/customers/${customerId}`,
    })
    await page.getByRole('button', { name: say.everything, pressed: true }).waitFor()
    await page.getByText(say.signal).waitFor()
    await page.getByText(say.size).first().waitFor()
    await page.evaluate((path) => location.assign(path), `/calls/${id}`)
    await expect
      .poll(() =>
        page.locator('input').evaluateAll((all) => all.map((one) => (one as { value?: string }).value)),
      )
      .toContain(say.saw)
    const seen = page.locator('article', { hasText: name }).last()
    const leads = page.getByText('The other pair comes on Thursday')
    for (let n = 0; n < 30 && (await leads.count()) === 0; n++) {
      await page.getByRole('button', { name: say.next, exact: true }).click()
    }
    expect(await leads.count()).toBeGreaterThan(0)
    await seen.waitFor()
    expect(faults).toEqual([])
    await context.close()
  },
)
