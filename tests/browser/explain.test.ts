import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openHouse, type TestHouse, testConfig } from '../house.ts'
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

it.each([
  ['en', 'Explain', 'Today’s rules would differ in', 'Why this call was shown as it was'],
  ['zh-CN', '解释', '现行规则会有不同', '此通话为何如此显示'],
])(
  '[P65] a supervisor opens a call’s explanation from the list of live calls, in %s',
  async (language, open, differs, heading) => {
    await house.restart({})
    const sam = await house.signIn('sam')
    await sam.ask('PATCH', '/v1/me', { language })
    const call = randomUUID()
    const event = { call, from: '030 9018201', to: '+493023125100' }
    await sam.ask('POST', '/v1/customers', { name: `Ada ${language}`, numbers: [{ number: '+49309018201' }] })
    await house.post({ ...event, id: `${call}-1`, time: Date.now(), kind: 'arrived' })
    await house.restart({ sources: [{ ...testConfig.sources[0], numberFormat: 'national' }] })
    const { page, context, faults } = await browser.open(house, 'sam', { locale: language, path: '/live' })
    await page.getByRole('link', { name: open }).first().click()
    await page.getByRole('heading', { name: heading }).waitFor()
    await page.getByText(differs).waitFor()
    expect(await page.textContent('main')).toContain(call)
    await page.reload()
    await page.getByText(differs).waitFor()
    expect(faults).toEqual([])
    await house.post({ ...event, id: `${call}-2`, time: Date.now() + 1, kind: 'ended' })
    await context.close()
  },
)
