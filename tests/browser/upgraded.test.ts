import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { en } from '../../src/desktop/words/en.ts'
import { openHouse, type TestHouse } from '../house.ts'
import { openBrowser, type TestBrowser } from './browser.ts'

let house: TestHouse
let browser: TestBrowser

beforeAll(async () => {
  house = await openHouse()
  browser = await openBrowser()
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await house?.close()
})

describe('a desktop that was open while the program was upgraded', () => {
  it('[P147] asks to be loaded again where a part of it is there no more, and the desk goes on', async () => {
    const { page } = await browser.open(house, 'sam')
    // As after an upgrade: what was built anew has other names.
    await page.route(/\/assets\/.*\.js$/, (route) => route.fulfill({ status: 404, body: '' }))
    await page.locator('nav').getByText(en.nav.reports, { exact: true }).click()
    const failed = page.getByRole('alert').filter({ hasText: en.app.missing })
    await failed.waitFor()
    expect(await page.getByText(en.app.broken).count()).toBe(0)
    await page.locator('[data-link=live]').waitFor()
    await page.unroute(/\/assets\/.*\.js$/)
    await failed.getByRole('button', { name: en.app.reload }).click()
    await page.getByRole('heading', { level: 1 }).waitFor()
    expect(await page.getByText(en.app.missing).count()).toBe(0)
  })
})
