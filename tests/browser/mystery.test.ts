import { afterAll, beforeAll, expect, it } from 'vitest'
import { openHouse, type TestHouse } from '../house.ts'
import { openBrowser, type TestBrowser } from './browser.ts'

let house: TestHouse
let browser: TestBrowser

const number = '+4915112345678'
const test = { name: 'anna', source: 'main', number, everyMinutes: 60, deadlineMs: 8000 }

beforeAll(async () => {
  house = await openHouse({
    mysteryCalls: [
      { ...test, expects: { customer: 'C-1', greeting: 'Weber' } },
      { ...test, name: 'moved-away', expects: { customer: 'C-2' } },
    ],
  })
  const sam = await house.signIn('sam')
  const anna = { name: 'Anna Weber', externalId: 'C-1', language: 'en', numbers: [{ number }] }
  await sam.ask('POST', '/v1/customers', anna)
  browser = await openBrowser()
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await house?.close()
})

it.each([
  ['en', 'light', 'Test calls', 'Call now', 'Passed', 'the expected customer is not there any more'],
  ['zh-CN', 'dark', '测试来电', '现在拨打', '通过', '预期的客户已不存在'],
] as const)(
  '[P127] a supervisor sees how each test call fared and places one at once, in %s',
  async (language, scheme, heading, callNow, passed, gone) => {
    const sam = await house.signIn('sam')
    await sam.ask('PATCH', '/v1/me', { language })
    const { page, context, faults } = await browser.open(house, 'sam', {
      locale: language,
      path: '/mystery-calls',
    })
    await page.emulateMedia({ colorScheme: scheme })
    await page.getByRole('heading', { name: heading, level: 1 }).waitFor()
    const anna = page.getByRole('region', { name: 'anna' })
    const dots = anna.getByRole('radio')
    await dots.first().waitFor({ timeout: 20_000 })
    const before = await dots.count()
    await anna.getByRole('button', { name: callNow }).click()
    await expect.poll(() => dots.count(), { timeout: 20_000 }).toBe(before + 1)
    expect(await anna.textContent()).toContain(passed)
    await dots.last().focus()
    if (before > 0) await page.keyboard.press('ArrowLeft')
    await page.getByText(gone).first().waitFor({ timeout: 20_000 })
    if (process.env.SCREENS) await page.screenshot({ path: `${process.env.SCREENS}/mystery-${language}.png` })
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
    expect(await page.getByRole('alert').count()).toBe(0)
    expect(faults).toEqual([])
    await context.close()
  },
)
