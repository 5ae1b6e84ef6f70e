import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Pop } from '../../src/wire/pop.ts'
import { openHouse, type TestHouse } from '../house.ts'
import { openBrowser, type TestBrowser } from './browser.ts'
import { openStage } from './stage.ts'
import { barePop, fullPop, palletTopic } from './stories.ts'

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

const speaking: Pop = { ...fullPop, state: 'connected', answeredAt: Date.now() }
const panel = '#reasons section[aria-label="Guidance"]'
const focused = (page: Page) => page.evaluate(() => document.activeElement?.id)

describe('the guidance on the card', () => {
  it('[P95] is opened by a key, moves nothing, stays while a note is written and is sent to the caller', async () => {
    const stage = await openStage(browser, house, 'alice')
    const { page, asked } = stage
    stage.known.topic = palletTopic
    stage.show([speaking])
    await page.getByText('Which number stands on your copy').first().waitFor()
    const places = () =>
      Promise.all(
        ['#leads', '#knowledge', '#reasons', '#wrap-up'].map((id) => page.locator(id).boundingBox()),
      )
    const before = await places()
    await page.locator('#wrap-up-note').click()
    await page.keyboard.press('Alt+g')
    await page.getByText('Last scan in the depot').waitFor()
    expect(await places()).toEqual(before)
    if (process.env.LOOK) await page.screenshot({ path: `${process.env.LOOK}/guidance-en.png` })
    await page.getByRole('button', { name: 'Send by SMS' }).press('Enter')
    await page.getByText('Handed to the gateway.').waitFor()
    expect(asked.filter(({ what }) => what.includes('send-guidance'))).toEqual([
      {
        what: `POST /v1/calls/${speaking.callId}/send-guidance`,
        body: { topic: 'missing-pallet', link: 'https://help.example/pallet', channel: 'sms' },
      },
    ])
    await page.locator('#wrap-up-note').click()
    await page.keyboard.type('Waybill 4711')
    stage.change({ ...speaking, version: 2, guidance: speaking.guidance.toReversed() })
    await page.locator('article[data-version="2"]').waitFor()
    expect(await page.locator(panel).getByText('Last scan in the depot').isVisible()).toBe(true)
    await page.keyboard.press('Alt+g')
    await page.locator(panel).waitFor({ state: 'detached' })
    await page.keyboard.press('Alt+g')
    await page.locator(panel).waitFor()
    await page.keyboard.press('Escape')
    await page.locator(panel).waitFor({ state: 'detached' })
    expect(await focused(page)).toBe('wrap-up-note')
    expect(await page.locator('#wrap-up-note').inputValue()).toBe('Waybill 4711')
    expect(stage.faults).toEqual([])
    await stage.context.close()
  })

  it('[P95] is searched where nothing fits, and sends nothing before anybody has answered', async () => {
    const stage = await openStage(browser, house, 'alice', { scheme: 'dark' })
    const { page } = stage
    stage.known.topic = palletTopic
    stage.show([barePop])
    await page.locator('#guidance-button').click()
    await page.locator(panel).getByPlaceholder('Search guidance').waitFor()
    stage.show([fullPop])
    await page.locator(panel).waitFor({ state: 'detached' })
    await page.keyboard.press('Alt+g')
    await page.getByText('Last scan in the depot').waitFor()
    expect(await page.getByRole('button', { name: 'Send by SMS' }).count()).toBe(0)
    if (process.env.LOOK) await page.screenshot({ path: `${process.env.LOOK}/guidance-dark.png` })
    expect(stage.faults).toEqual([])
    await stage.context.close()
  })
})
