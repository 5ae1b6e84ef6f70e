import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openHouse, type TestHouse } from '../house.ts'
import { openBrowser, type TestBrowser } from './browser.ts'

const number = '+49309018201'
const at = (extension: string) => ({ agents: [{ extension }] })
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

function ring() {
  const call = randomUUID()
  let n = 0
  return async (kind: string, more: object = {}) => {
    n += 1
    const common = { id: `${call}-${n}`, call, time: Date.now() + n, from: number, to: '+493023125100' }
    expect((await house.post({ ...common, kind, ...more })).status).toBe(202)
  }
}

/** Keeps, from the first node of the page on, what the main part of it has shown first. */
async function keepFirstLook(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const seen: string[] = []
    Object.assign(window, { seen })
    new MutationObserver(() => {
      const heading = document.querySelector('#page h1, #page h2')?.textContent ?? ''
      if (heading !== '' && seen.at(-1) !== heading) seen.push(heading)
    }).observe(document, { childList: true, subtree: true, characterData: true })
  })
}

function headings(page: Page): Promise<string[]> {
  return page.evaluate(() => (window as unknown as { seen: string[] }).seen)
}

describe('the first look at a page', () => {
  it('[P96] an open wrap-up is what a page that is loaded again shows first, and an overview where there is none', async () => {
    const { page, faults } = await browser.open(house, 'alice', { prepare: keepFirstLook })
    await page.reload()
    await page.getByRole('heading', { name: 'Missed calls' }).waitFor()
    expect(await headings(page)).toEqual(['Ready for the next call'])
    const say = ring()
    await say('arrived')
    await say('offered', at('1001'))
    await say('answered', at('1001'))
    await say('ended')
    await page.locator('article[data-state=wrap-up]').waitFor()
    const greeting = await page.locator('article h1').textContent()
    for (let n = 0; n < 3; n++) {
      await page.reload()
      await page.locator('article[data-state=wrap-up]').waitFor()
      expect(await headings(page)).toEqual([greeting])
    }
    await page.keyboard.press('Alt+0')
    await page.getByRole('heading', { name: 'Missed calls' }).waitFor()
    await page.keyboard.press('Alt+1')
    await page.locator('article').waitFor()
    expect(faults).toEqual([])
    await page.context().close()
  })

  it('[P96] a call that rang in vain stands among the missed ones once it is over, without a look at the clock', async () => {
    const { page, faults } = await browser.open(house, 'bob')
    const missed = page.locator('section', { has: page.getByRole('heading', { name: 'Missed calls' }) })
    await missed.getByText('Nobody is waiting for a call back').waitFor()
    const say = ring()
    await say('arrived')
    await say('offered', at('1002'))
    await page.locator('article[data-state=ringing]').waitFor()
    await say('offer-ended', { ...at('1002'), result: 'missed' })
    await page.locator('article').waitFor({ state: 'detached' })
    await page.locator('[data-call]').waitFor({ state: 'detached', timeout: 10_000 })
    expect(await missed.locator('li').count()).toBe(0)
    await say('ended')
    await missed.locator('li', { hasText: '9018201' }).waitFor({ timeout: 2000 })
    expect(faults).toEqual([])
    await page.context().close()
  })

  it('[P96] whoever is not signed in is asked to, without an error in the browser’s log', async () => {
    const logged: string[] = []
    const { page } = await browser.open(house, 'carol', {
      prepare: async (one) => {
        one.on('console', (message) => logged.push(`${message.type()}: ${message.text()}`))
      },
    })
    await page.context().clearCookies()
    await page.reload()
    await page.locator('input[name=username]').waitFor()
    expect(await page.getByText('signed out').count()).toBe(0)
    expect(logged.filter((line) => line.startsWith('error'))).toEqual([])
    await page.context().close()
  })
})
