import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openHouse, type TestHouse } from '../house.ts'
import { openBrowser, type TestBrowser } from './browser.ts'

const names = ['Wolfeschlegelsteinhausenbergerdorff-Nuñez, Maria del Carmen', 'عبد الرحمن بن محمد', '陳大文']
let house: TestHouse
let browser: TestBrowser

beforeAll(async () => {
  house = await openHouse({
    promises: { graceMinutes: 0 },
    value: { tiers: [{ tier: 'gold', from: 50, suggestion: { en: 'Ring in person' } }] },
  })
  browser = await openBrowser()
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await house?.close()
})

/** The first was promised two things that were not kept, the second one, of the third nothing is owed. */
async function prepare(): Promise<void> {
  const sam = await house.signIn('sam')
  const made: number[] = []
  for (const [n, name] of names.entries()) {
    const metrics = {
      revenue: [500, 9000, 2500][n],
      potential: 1000,
      referrals: n,
      since: Date.parse('2015-03-01'),
    }
    const { body } = await sam.ask('POST', '/v1/customers', { name, metrics })
    made.push((body as { id: number }).id)
  }
  for (const [n, text] of [
    [0, 'Call back'],
    [0, 'Send the invoice'],
    [1, 'Send the fitter'],
  ] as const) {
    await sam.ask('POST', '/v1/promises', { customerId: made[n], text, dueAt: Date.now() + 1000 })
  }
  const risks = async () => {
    const { items } = (await sam.ask('GET', '/v1/standings')).body as { items: { risk: number }[] }
    return items.map(({ risk }) => risk)
  }
  await expect.poll(risks, { timeout: 60_000, interval: 500 }).toEqual([50, 25])
}

describe('how customers stand, in a real browser', () => {
  it('[P97] supervisors see who may leave and who is worth most, in that order, and why', async () => {
    await prepare()
    const { page, faults } = await browser.open(house, 'sam')
    await page.getByRole('link', { name: 'Value and risk' }).press('Enter')
    const rows = page.locator('main tbody tr')
    await rows.first().waitFor()
    expect(await rows.count()).toBe(2)
    await rows.first().getByText('likely to leave').waitFor()
    await rows.nth(1).getByText('may leave').waitFor()
    const why = page.getByRole('button', { name: `Why ${names[0]} stands so` })
    await why.press('Enter')
    expect(await why.getAttribute('aria-expanded')).toBe('true')
    await rows.nth(1).getByText('Broken promises').waitFor()
    await why.press('Enter')
    await page.getByText('Broken promises').waitFor({ state: 'detached' })
    await page.getByRole('radio', { name: 'Value', exact: true }).focus()
    await page.keyboard.press('Space')
    await expect.poll(() => rows.count()).toBe(3)
    expect(await rows.first().textContent()).toContain(names[1])
    await rows.first().getByRole('button').press('Enter')
    await page.getByText('Ring in person').waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
    expect(faults).toEqual([])
    await page.context().close()
    const bob = await browser.open(house, 'bob', { path: '/standings' })
    await bob.page.getByRole('heading', { name: 'There is no such page' }).waitFor()
    await bob.page.context().close()
  })

  it('[P97] in Chinese, in the dark, and on a narrow screen', async () => {
    const sam = await house.signIn('sam')
    await sam.ask('PATCH', '/v1/me', { language: 'zh-CN' })
    const look = { locale: 'zh-CN', scheme: 'dark', width: 900, path: '/standings' } as const
    const { page, faults } = await browser.open(house, 'sam', look)
    await page.getByText('很可能流失').waitFor()
    await page.getByRole('button', { name: /原因/ }).first().press('Enter')
    await page.getByText('未兑现的承诺').waitFor()
    expect(faults).toEqual([])
    await page.context().close()
    await sam.ask('PATCH', '/v1/me', { language: 'en' })
  })
})
