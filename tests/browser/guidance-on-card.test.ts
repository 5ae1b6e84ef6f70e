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

describe('what is behind the lines of the card', () => {
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
    await page.getByRole('heading', { name: 'Ms Sommerfeld' }).waitFor()
    await page.keyboard.press('Alt+g')
    await page.getByText('Last scan in the depot').waitFor()
    expect(await page.getByRole('button', { name: 'Send by SMS' }).count()).toBe(0)
    if (process.env.LOOK) await page.screenshot({ path: `${process.env.LOOK}/guidance-dark.png` })
    expect(stage.faults).toEqual([])
    await stage.context.close()
  })

  it('[P95] says in words what made a reason and a standing, on focus, and moves nothing', async () => {
    const stage = await openStage(browser, house, 'alice')
    const { page } = stage
    stage.show([speaking])
    const reason = page.locator('#reasons').getByRole('button', { name: 'Pallet to Graz is missing' })
    const before = await page.locator('#reasons').boundingBox()
    await reason.focus()
    const hint = page.locator('[role=tooltip][data-shown=true]')
    const said = await hint.innerText()
    expect(said).toContain('A case was opened in the last two weeks (')
    expect(said).toContain('9/12 of their contacts were about it')
    expect(said).toContain('They come back about it every 30 days, and it is too soon')
    expect(await reason.getAttribute('aria-describedby')).toBe(await hint.getAttribute('id'))
    expect(await page.locator('#reasons').boundingBox()).toEqual(before)
    if (process.env.LOOK) await page.screenshot({ path: `${process.env.LOOK}/reason.png` })
    await page.keyboard.press('Escape')
    await hint.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Suggestion: Ring in person' }).focus()
    expect(await hint.innerText()).toContain('Broken promises')
    const question = await page.getByLabel('Answer: Number of the pallet').boundingBox()
    const place = await page.locator('#knowledge').boundingBox()
    expect((question?.y ?? 0) + (question?.height ?? 0)).toBeLessThanOrEqual(
      (place?.y ?? 0) + (place?.height ?? 0),
    )
    expect(stage.faults).toEqual([])
    await stage.context.close()
  })

  it('[P95] leads to the CRM beside the record, and calls back once the call is over', async () => {
    const stage = await openStage(browser, house, 'alice')
    const { page } = stage
    const crmUrl = 'https://crm.example/contact/7'
    stage.show([{ ...speaking, crmUrl }])
    await page.locator('article p #open-in-crm').waitFor()
    expect(await page.locator('article [data-dial]').count()).toBe(0)
    stage.change({ ...speaking, crmUrl, state: 'wrap-up', endedAt: Date.now(), version: 2 })
    await page.locator('article [data-dial]').waitFor()
    await page.keyboard.press('Alt+d')
    expect(await page.evaluate(() => document.activeElement?.hasAttribute('data-dial'))).toBe(true)
    if (process.env.LOOK) await page.screenshot({ path: `${process.env.LOOK}/over.png` })
    expect(stage.faults).toEqual([])
    await stage.context.close()
  })

  it('[P95] stands still where this browser was told so', async () => {
    const stage = await openStage(browser, house, 'alice')
    const { page } = stage
    stage.show([fullPop])
    const moving = () => page.evaluate(() => document.getAnimations().length)
    await page.locator('article').waitFor()
    expect(await moving()).toBeGreaterThan(0)
    await page.getByRole('button', { name: 'Account and settings' }).click()
    await page.getByRole('menuitem', { name: 'Less motion' }).click()
    expect(await moving()).toBe(0)
    await page.reload()
    await page.locator('article').waitFor()
    expect(await moving()).toBe(0)
    expect(stage.faults).toEqual([])
    await stage.context.close()
  })
})
