import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
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

const tongues = [
  {
    language: 'en',
    name: 'Sigismund Graf von Wolkenstein-Hohenheim zu Unterbergen',
    number: '+49309018201',
    bell: (open: number, unseen: number) => `Alerts: ${open} open, ${unseen} that nobody has seen`,
    told: /^Alert: An honoured customer has been waiting since .+ in Support\.$/,
    all: 'All alerts, also past ones',
    heading: 'Alerts',
    seen: 'Seen',
    take: 'I take it',
    seenBy: 'seen by Sam Super',
    has: 'Sam Super has it',
    none: 'Nothing needs anybody at the moment',
    past: 'Over',
    look: 'light',
  },
  {
    language: 'zh-CN',
    name: '王明',
    number: '+49309018202',
    bell: (open: number, unseen: number) => `提醒：${open} 条未结束，${unseen} 条无人查看`,
    told: /^提醒：尊贵客户自 .+ 起在“Support”中等待。$/,
    all: '全部提醒，包括已结束的',
    heading: '提醒',
    seen: '已查看',
    take: '我来处理',
    seenBy: 'Sam Super 已查看',
    has: '由 Sam Super 处理',
    none: '目前没有需要处理的事项',
    past: '已结束',
    look: 'dark',
  },
] as const

describe('alerts in a browser', () => {
  it.each(tongues)(
    '[P124] an alert is counted and told on every page, taken by one for all to see, and over by itself, in $language',
    async (said) => {
      const sam = await house.signIn('sam')
      await sam.ask('PATCH', '/v1/me', { language: said.language })
      const customer = { name: said.name, tier: 'gold', numbers: [{ number: said.number }] }
      await sam.ask('POST', '/v1/customers', customer)
      const { page, context, faults } = await browser.open(house, 'sam', {
        locale: said.language,
        scheme: said.look,
        path: '/customers',
      })
      const ada = await browser.open(house, 'ada', { path: '/alerts' })
      const picture = async (name: string) => {
        if (!process.env.SCREENS) return
        await page.waitForTimeout(600)
        await page.screenshot({ path: `${process.env.SCREENS}/${name}-${said.language}.png` })
      }
      const bell = (open: number, unseen: number) =>
        page.getByRole('button', { name: said.bell(open, unseen), exact: true })
      await bell(0, 0).waitFor()

      const call = randomUUID()
      const event = { call, from: said.number, to: '+493023125100', queue: 'support' }
      await house.post({ ...event, id: `${call}-1`, time: Date.now() - 70_000, kind: 'arrived' })
      await bell(1, 1).waitFor({ timeout: 25_000 })
      const polite = page.locator('[role=status][aria-live=polite]').first()
      await expect.poll(() => polite.textContent()).toMatch(said.told)

      await bell(1, 1).focus()
      await page.keyboard.press('Enter')
      await page.getByRole('button', { name: said.take }).waitFor()
      await picture('bell')
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: said.take }).waitFor({ state: 'detached' })
      await page.keyboard.press('Enter')
      await page.getByRole('link', { name: said.all }).click()
      await page.getByRole('heading', { name: said.heading, exact: true }).waitFor()
      const alert = page.locator('main li[data-severity=critical]:not([data-over])')
      await alert.getByRole('link', { name: said.name }).waitFor()
      await picture('alerts')

      await alert.getByRole('button', { name: said.seen, exact: true }).click()
      await alert.getByText(said.seenBy).waitFor()
      await bell(1, 0).waitFor()
      await alert.getByRole('button', { name: said.take }).click()
      await alert.getByText(said.has).waitFor()
      expect(await alert.getByRole('button').count()).toBe(0)
      // Others are not told by being asked: the page of a colleague says so by itself.
      await ada.page.getByText('Sam Super has it').first().waitFor()

      const agents = [{ extension: '1001' }]
      await house.post({ ...event, id: `${call}-2`, time: Date.now(), kind: 'answered', agents })
      await bell(0, 0).waitFor({ timeout: 25_000 })
      await page.getByText(said.none).first().waitFor()
      const past = page.getByRole('region', { name: said.past }).locator('li[data-over]')
      await past.filter({ hasText: said.name }).waitFor()
      expect(await past.getByRole('button').count()).toBe(0)
      await picture('alerts-over')
      await house.post({ ...event, id: `${call}-3`, time: Date.now() + 1, kind: 'ended' })
      expect([...faults, ...ada.faults]).toEqual([])
      await context.close()
      await ada.context.close()
    },
    90_000,
  )
})
