import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openHouse, password, type TestHouse } from '../house.ts'
import { openBrowser, type TestBrowser } from './browser.ts'

let house: TestHouse
let browser: TestBrowser

beforeAll(async () => {
  house = await openHouse()
  const ada = await house.signIn('ada')
  const account = { login: 'ines', name: 'Ines Moreau', role: 'auditor', password }
  expect((await ada.ask('POST', '/v1/accounts', account)).status).toBe(201)
  const made = await ada.ask('POST', '/v1/customers', { name: 'Zephyrina Quuxworth', kind: 'person' })
  const { id } = made.body as { id: number }
  const alice = await house.signIn('alice')
  for (const path of ['', '/interactions', '/cases', '/facts'])
    await alice.ask('GET', `/v1/customers/${id}${path}`)
  browser = await openBrowser()
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await house?.close()
})

it.each([
  ['en', 'light', 'Record', 'Alice Adams', 'read a customer’s cases', 'Verify now', /^Whole: /, 'Desk'],
  ['zh-CN', 'dark', '审计记录', 'Alice Adams', '阅读客户的工单', '立即核验', /^完整：/, '工作台'],
] as const)(
  '[P109] an auditor sees who did what to whose data and that the chain is whole, and nothing else, in %s',
  async (language, scheme, heading, who, deed, verify, whole, desk) => {
    const ines = await house.signIn('ines')
    await ines.ask('PATCH', '/v1/me', { language })
    const { page, context, faults } = await browser.open(house, 'ines', {
      locale: language,
      scheme,
      deskless: true,
    })
    await page.getByRole('heading', { name: heading, exact: true }).waitFor()
    expect(new URL(page.url()).pathname).toBe('/record')
    await page.getByRole('cell', { name: deed }).first().waitFor()
    await page.getByRole('cell', { name: who }).first().waitFor()
    expect(await page.getByRole('link', { name: desk, exact: true }).count()).toBe(0)
    await page.getByRole('button', { name: verify }).click()
    await page.getByText(whole).waitFor({ timeout: 20_000 })
    if (process.env.SHOTS) writeFileSync(`/tmp/record-${language}.png`, await page.screenshot())
    // By keyboard: the customer of a row is what is asked for.
    const customer = page.getByRole('button', { name: /^(Customer|客户) \d+$/ }).first()
    await customer.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('cell', { name: deed }).first().waitFor()
    expect(await page.getByText('Zephyrina').count()).toBe(0)
    expect(faults).toEqual([])
    await context.close()
  },
  60_000,
)

it('[P109] shows at once that somebody has tampered with it, once it is verified', async () => {
  const file = new Database(join(house.folder, 'greetline.sqlite'))
  const tampered = file
    .prepare("update audit set account_id = 'account-bob' where action = 'read-customer'")
    .run()
  file.close()
  expect(tampered.changes).toBeGreaterThan(0)
  const { page, context, faults } = await browser.open(house, 'ada', { path: '/record', width: 1000 })
  await page.getByRole('button', { name: 'Verify now' }).click()
  await page.getByText(/^Tampered with: /).waitFor({ timeout: 20_000 })
  await page.getByText('a row was changed').first().waitFor()
  if (process.env.SHOTS) writeFileSync('/tmp/record-broken.png', await page.screenshot())
  expect(faults).toEqual([])
  await context.close()
}, 60_000)
