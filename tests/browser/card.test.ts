import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Pop } from '../../src/wire/pop.ts'
import { openHouse, type TestHouse } from '../house.ts'
import { openBrowser, type TestBrowser } from './browser.ts'
import { openStage, type Stage } from './stage.ts'
import { barePop, fact, fullPop, lead, stories } from './stories.ts'

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

/** The parts of the first ten seconds, by where they stand. */
const firstParts = {
  greeting: '[aria-label="Say"] p',
  person: 'article h1',
  leads: '#leads',
  knowledge: '#knowledge',
  reasons: '#reasons',
  'the wrap-up’s first row': '#wrap-up [data-first-row]',
}

describe('what became of a call that was placed by a click', () => {
  it('[P84] stands beside the card without moving it, until one has seen it', async () => {
    const stage = await openStage(browser, house, 'alice')
    stage.change(fullPop)
    const heading = stage.page.locator('article h1')
    await heading.waitFor()
    const before = await heading.boundingBox()
    const dial = { callId: 'main:d', number: '+4915112345678', customerName: 'عبد العزيز' }
    stage.failDial({ ...dial, why: 'unreachable' })
    const notice = stage.page.getByRole('status').filter({ hasText: 'Your call did not go out' })
    await notice.getByText('is it signed in?').waitFor()
    expect(await heading.boundingBox()).toEqual(before)
    await notice.getByRole('button', { name: 'Seen: عبد العزيز' }).click()
    await notice.waitFor({ state: 'detached' })
    await stage.context.close()
  })
})

describe('the card of a call at 1366 × 768', () => {
  it.each([
    ['a full pop', fullPop, Object.keys(firstParts)],
    ['a bare one', barePop, ['greeting', 'person', 'reasons', 'the wrap-up’s first row']],
    ['all that presses at once', pop('pressing'), Object.keys(firstParts)],
    ['long names', pop('long-german'), Object.keys(firstParts)],
    ['what is held back', pop('masked'), Object.keys(firstParts)],
    ['a very long history', pop('long-history'), Object.keys(firstParts)],
  ])('[P90] shows %s without scrolling', async (_, shown, parts) => {
    const stage = await openStage(browser, house, 'alice')
    stage.show([shown])
    await stage.page.locator('article').waitFor()
    for (const [part, where] of Object.entries(firstParts)) {
      const box = parts.includes(part) ? await stage.page.locator(where).boundingBox() : undefined
      if (!box) {
        expect(parts, `${part} is not shown`).not.toContain(part)
        continue
      }
      expect(box.y, part).toBeGreaterThanOrEqual(0)
      expect(box.y + box.height, `${part} ends at`).toBeLessThanOrEqual(768)
      expect(box.x + box.width, `${part} is as wide as`).toBeLessThanOrEqual(1366)
    }
    expect(stage.faults).toEqual([])
    await stage.context.close()
  })

  it('[P91] a new version moves nothing, and keeps focus, place and what is typed', async () => {
    const stage = await openStage(browser, house, 'alice')
    const { page } = stage
    const speaking: Pop = { ...fullPop, state: 'connected', answeredAt: Date.now() }
    stage.show([speaking])
    await page.locator('#wrap-up-note').click()
    await page.keyboard.type('She wants it on ')
    await page.locator('main').evaluate((main) => main.scrollTo(0, 40))
    await watchShifts(page)
    const before = await places(page)
    await tellAll(stage, speaking)
    await page.keyboard.type('Wednesday')
    expect(await places(page)).toEqual(before)
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('wrap-up-note')
    expect(await page.locator('#wrap-up-note').inputValue()).toBe('She wants it on Wednesday')
    expect(await page.locator('main').evaluate((main) => main.scrollTop)).toBe(40)
    // What is more pressing stands above what was there: a line goes down by a line.
    expect((await shiftsSince(page)).filter(({ value }) => value > 0.004)).toEqual([])
    expect(stage.faults).toEqual([])
    await stage.context.close()
  })
})

function pop(story: string): Pop {
  const shown = stories[story]?.pops[0]
  if (!shown) throw new Error(`there is no story ${story}`)
  return shown
}

/** One version after the other that says more, less and something else. */
async function tellAll(stage: Stage, from: Pop): Promise<void> {
  const alarm = lead({
    id: 90,
    severity: 'critical',
    text: 'Depot Graz is closed',
    say: 'It comes a day later.',
  })
  const told = from.knowledge.confirm[0]
  const versions: Partial<Pop>[] = [
    { leads: [alarm, ...from.leads] },
    { leads: from.leads.slice(1) },
    { leads: [] },
    { knowledge: { known: [...from.knowledge.known, ...(told ? [told] : [])], confirm: [], ask: [] } },
    { knowledge: { known: [fact(99, 'Pallet', 'P-7')], confirm: [], ask: [] } },
    { reasons: from.reasons.slice(0, 1) },
    { reasons: [...from.reasons, ...from.reasons.map((one) => ({ ...one, text: `${one.text} again` }))] },
    { state: 'held' },
    { state: 'wrap-up', endedAt: Date.now() },
  ]
  for (const [n, change] of versions.entries()) {
    stage.change({ ...from, ...change, version: from.version + 1 + n })
    await stage.page.locator(`article[data-version="${from.version + 1 + n}"]`).waitFor()
  }
}

async function places(page: Page): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {}
  for (const [part, where] of Object.entries(firstParts)) {
    const { x, y, width, height } = (await page.locator(where).boundingBox()) ?? {}
    found[part] = { x, y, width, height }
  }
  return found
}

/**
 * Layout Instability: what the browser itself counts as moved within the card. A call that is over has another place
 * among the calls on the left, as it should.
 */
function watchShifts(page: Page): Promise<void> {
  return page.evaluate(() => {
    const kept = globalThis as unknown as { shifted: { value: number; what: string }[] }
    kept.shifted = []
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { value, sources } = entry as unknown as { value: number; sources: { node: Node | null }[] }
        const moved = sources.flatMap(({ node }) =>
          node instanceof Element ? node : (node?.parentElement ?? []),
        )
        const inCard = moved.find((element) => element.closest('article'))
        if (inCard) kept.shifted.push({ value, what: inCard.outerHTML.slice(0, 200) })
      }
    }).observe({ type: 'layout-shift' })
  })
}

async function shiftsSince(page: Page): Promise<{ value: number; what: string }[]> {
  // The browser tells of them when it is idle.
  await page.waitForTimeout(300)
  return page.evaluate(
    () => (globalThis as unknown as { shifted: { value: number; what: string }[] }).shifted,
  )
}
