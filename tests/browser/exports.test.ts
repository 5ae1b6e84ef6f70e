import { afterAll, beforeAll, expect, it } from 'vitest'
import { openHouse, type TestHouse } from '../house.ts'
import { openBrowser, type TestBrowser } from './browser.ts'

let house: TestHouse
let browser: TestBrowser

beforeAll(async () => {
  house = await openHouse()
  const sam = await house.signIn('sam')
  await sam.ask('POST', '/v1/interactions', {
    channel: 'e-mail',
    direction: 'inbound',
    startedAt: Date.now() - 60_000,
    text: 'the parcel is lost',
  })
  browser = await openBrowser()
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await house?.close()
})

it.each([
  ['en', 'light', 'Export all that was found', 'Download', 'Exports'],
  ['zh-CN', 'dark', '导出全部结果', '下载', '导出'],
] as const)('[P130] a supervisor takes what a search found along, in %s', async (...given) => {
  const [language, scheme, exportAll, download, heading] = given
  const sam = await house.signIn('sam')
  await sam.ask('PATCH', '/v1/me', { language })
  const { page, context, faults } = await browser.open(house, 'sam', { locale: language, path: '/search' })
  await page.emulateMedia({ colorScheme: scheme })
  await page.getByRole('button', { name: exportAll }).click({ timeout: 20_000 })
  await page.getByRole('heading', { name: heading, level: 1 }).waitFor()
  const link = page.getByRole('link', { name: download }).first()
  await link.waitFor({ timeout: 20_000 })
  const [file] = await Promise.all([page.waitForEvent('download'), link.click()])
  expect(file.suggestedFilename()).toMatch(/^greetline-interactions-.*\.csv$/)
  if (process.env.SCREENS) await page.screenshot({ path: `${process.env.SCREENS}/exports-${language}.png` })
  expect(faults).toEqual([])
  await context.close()
})
