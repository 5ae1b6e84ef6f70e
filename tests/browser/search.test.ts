import { afterAll, beforeAll, expect, it } from 'vitest'
import { openHouse, type TestHouse } from '../house.ts'
import { openBrowser, type TestBrowser } from './browser.ts'

let house: TestHouse
let browser: TestBrowser
const shots = process.env.SHOTS

beforeAll(async () => {
  house = await openHouse()
  browser = await openBrowser()
  const sam = await house.signIn('sam')
  const customer = await sam.ask('POST', '/v1/customers', { name: '王小明', tier: 'gold' })
  const { id } = customer.body as { id: number }
  const day = 86_400_000
  for (let n = 0; n < 40; n++) {
    await sam.ask('POST', '/v1/interactions', {
      channel: n % 3 === 0 ? 'e-mail' : 'chat',
      direction: 'inbound',
      startedAt: Date.now() - n * day,
      endedAt: Date.now() - n * day + (n + 1) * 60_000,
      customerId: n % 2 === 0 ? id : null,
      sentiment: n % 4 === 0 ? 'negative' : null,
      subject: n % 3 === 0 ? `关于退款 AB-${1000 + n}` : null,
      text: n % 2 === 0 ? `客户询问退款进度，已承诺周五回电 ${n}` : `Asked about the refund, order AB-${n}`,
    })
  }
  for (let found = 0; found < 27; ) {
    await new Promise((resolve) => setTimeout(resolve, 100))
    const { body } = await sam.ask('POST', '/v1/interactions/count', { text: '退款' })
    found = (body as { count: number }).count
  }
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await house?.close()
})

it.each([
  ['en', 'light', 'Best first', 'How to search', 'Saved searches', 'Save this search', 'Name'],
  ['zh-CN', 'dark', '最相符在前', '如何搜索', '已保存的搜索', '保存此搜索', '名称'],
] as const)(
  '[P104] a supervisor finds, puts in order, narrows down, saves and opens a search again, in %s',
  async (language, scheme, best, help, saved, save, name) => {
    const sam = await house.signIn('sam')
    await sam.ask('PATCH', '/v1/me', { language })
    const { page, context, faults } = await browser.open(house, 'sam', {
      locale: language,
      scheme,
      path: '/search',
    })
    await page.locator('#search-text').fill('退款 情绪:不满')
    await page.keyboard.press('Enter')
    await page.locator('mark').first().waitFor()
    expect(new Set(await page.locator('mark').allTextContents())).toEqual(new Set(['退款']))
    await page.getByText(best, { exact: true }).click()
    await page.locator('input[value=best]:checked').waitFor({ state: 'attached' })
    await page.getByRole('button', { name: saved }).click()
    await page.getByRole('textbox', { name, exact: true }).fill(`退款 ${language}`)
    await page.getByRole('button', { name: save }).click()
    const kept = page.getByRole('button', { name: `退款 ${language}`, exact: true })
    await kept.waitFor()
    if (shots) await page.screenshot({ path: `${shots}/search-${language}.png`, fullPage: true })
    await page.getByRole('button', { name: help }).click()
    if (shots) await page.screenshot({ path: `${shots}/search-help-${language}.png`, fullPage: true })
    await page.locator('dt button').nth(6).click()
    await page.getByRole('button', { name: saved }).click()
    await kept.click()
    await page.locator('mark').first().waitFor()
    expect(await page.locator('#search-text').inputValue()).toBe('退款 情绪:不满')
    expect(faults).toEqual([])
    await context.close()
  },
)

it('[P104] whoever asks again while an answer is on its way gets the answer to what they asked last', async () => {
  const { page, context, faults } = await browser.open(house, 'sam', {
    path: '/search',
    async prepare(page) {
      // The page asks for the newest when it is opened: that answer never comes.
      await page.route('**/v1/interactions/search', () => {}, { times: 1 })
    },
  })
  await page.locator('#search-text').fill('退款')
  await page.keyboard.press('Enter')
  await page.locator('mark').first().waitFor()
  expect(faults).toEqual([])
  await context.close()
})
