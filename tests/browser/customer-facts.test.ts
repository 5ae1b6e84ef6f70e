import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openHouse, type TestHouse } from '../house.ts'
import { openBrowser, type TestBrowser } from './browser.ts'

const facts = [
  { key: 'meter', name: { en: 'Meter reading', 'zh-CN': '电表读数' }, kind: 'number', staleDays: 30 },
  { key: 'born', name: { en: 'Date of birth', 'zh-CN': '出生日期' }, kind: 'date', sensitive: true },
]
let house: TestHouse
let browser: TestBrowser
let anna: number

beforeAll(async () => {
  house = await openHouse({ facts })
  browser = await openBrowser()
  const sam = await house.signIn('sam')
  const made = await sam.ask('POST', '/v1/customers', {
    name: 'Anna Sommerfeld',
    wishes: ['only mornings'],
    contactWishes: [
      { kind: 'note', text: 'only mornings', channel: 'chat' },
      { kind: 'hours', sense: 'never', days: [5, 6], from: '12:00', until: '24:00', text: 'I sleep then' },
      { kind: 'channel', prefer: ['chat', 'e-mail'], avoid: ['sms'] },
    ],
  })
  anna = (made.body as { id: number }).id
  const put = (key: string, value: string, more: object = {}) =>
    sam.ask('PUT', `/v1/customers/${anna}/facts/${encodeURIComponent(key)}`, { value, ...more })
  await put('meter', '100', { saidAt: Date.now() - 60 * 24 * 60 * 60_000, channel: 'letter' })
  await put('born', '1980-02-29')
  await put('اسم الكلب', 'شجاع', { channel: 'web' })
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await house?.close()
})

describe('what a customer has told, in a real browser', () => {
  it.each([
    ['en', 'light', 'Meter reading', 'should be confirmed', 'Not Fri, Sat 12:00–24:00'],
    ['zh-CN', 'dark', '电表读数', '需要再确认', '不要在周五, 周六 12:00–24:00'],
  ] as const)(
    '[P68] shows what holds and what was said before, by keyboard, in %s',
    async (language, scheme, meter, stale, hours) => {
      const sam = await house.signIn('sam')
      await sam.ask('PATCH', '/v1/me', { language })
      const settings = { locale: language, scheme, path: `/customers/${anna}`, height: 1000 }
      const { page, context, faults } = await browser.open(house, 'sam', settings)
      const row = page.locator('li', { hasText: meter })
      await row.first().waitFor()
      expect(await page.getByText(hours).count()).toBe(1)
      expect(await page.textContent('main')).not.toContain('1980-02-29')
      const change = row.first().getByRole('button').nth(-2)
      await change.focus()
      await page.keyboard.press('Enter')
      await page.getByRole('dialog').waitFor()
      await page.waitForFunction(() => document.activeElement?.tagName === 'INPUT')
      if (process.env.SHOTS)
        await page.screenshot({ path: `${process.env.SHOTS}/fact-modal-${language}.png` })
      await page.keyboard.press('ControlOrMeta+a')
      await page.keyboard.type(language === 'en' ? '200' : '300')
      await page.keyboard.press('Enter')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
      await page
        .locator('li', { hasText: language === 'en' ? '200' : '300' })
        .first()
        .waitFor()
      const born = page.locator('li', { hasText: language === 'en' ? 'Date of birth' : '出生日期' })
      await born.getByRole('button').first().press('Enter')
      await born.getByText('1980-02-29').waitFor()
      await page.locator('details summary').first().press('Enter')
      await page
        .locator('details li')
        .first()
        .getByText(/100|200/)
        .waitFor()
      if (language === 'en') expect(await page.locator('details').textContent()).not.toContain(stale)
      if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/facts-${language}.png` })
      expect(faults).toEqual([])
      await context.close()
    },
  )

  it('[P77] a wish is put down with where it was stated', async () => {
    const sam = await house.signIn('sam')
    await sam.ask('PATCH', '/v1/me', { language: 'en' })
    const { page, context, faults } = await browser.open(house, 'sam', {
      path: `/customers/${anna}`,
      height: 1000,
    })
    await page.getByRole('button', { name: 'Edit', exact: true }).click()
    await page.getByRole('button', { name: 'Add a wish' }).click()
    await page.getByRole('combobox', { name: 'Wish', exact: true }).click()
    await page.getByRole('option', { name: 'Hours' }).click()
    await page.getByText('Mon', { exact: true }).click()
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/wishes.png` })
    await page.getByRole('button', { name: 'Add a wish' }).click()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Only Mon 09:00–17:00').waitFor()
    const read = await sam.ask('GET', `/v1/customers/${anna}`)
    const { contactWishes } = read.body as { contactWishes: { kind: string; channel: string }[] }
    expect(contactWishes).toHaveLength(4)
    expect(contactWishes).toContainEqual(expect.objectContaining({ kind: 'note', channel: 'chat' }))
    expect(faults).toEqual([])
    await context.close()
  })

  it('loses no wish that is half typed, and puts down what a customer is worth', async () => {
    const sam = await house.signIn('sam')
    const made = await sam.ask('POST', '/v1/customers', { name: 'Ben Ortega', metrics: { revenue: 100 } })
    const ben = `/v1/customers/${(made.body as { id: number }).id}`
    const { page, context, faults } = await browser.open(house, 'sam', { path: ben.slice(3), height: 1000 })
    await page.getByRole('button', { name: 'Edit', exact: true }).click()
    expect(await page.getByLabel('Revenue').inputValue()).toBe('100')
    await page.getByLabel('Cost to serve').fill('12.5')
    await page.getByLabel('Customer since').fill('2019-03-01')
    await page.getByRole('button', { name: 'Add a wish' }).click()
    await page.getByRole('combobox', { name: 'Wish', exact: true }).click()
    await page.getByRole('option', { name: 'In their own words' }).click()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('alert').getByText('This wish is not finished').waitFor()
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/unfinished-wish.png` })
    await page.getByRole('textbox', { name: 'In their own words' }).fill('never before ten')
    expect(await page.getByRole('alert').count()).toBe(0)
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    const { metrics, contactWishes } = (await sam.ask('GET', ben)).body as Record<string, unknown>
    expect(metrics).toEqual({ revenue: 100, costToServe: 12.5, since: Date.parse('2019-03-01') })
    expect(contactWishes).toMatchObject([{ kind: 'note', text: 'never before ten' }])
    await page.getByRole('button', { name: 'Edit', exact: true }).click()
    await page.getByRole('button', { name: 'Add a wish' }).click()
    await page.getByRole('button', { name: 'Discard this wish' }).click()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect((await sam.ask('GET', ben)).body).toMatchObject({ contactWishes, metrics })
    expect(faults).toEqual([])
    await context.close()
  })
})
