import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { reportIds } from '../../src/wire/report-api.ts'
import { openHouse, type TestHouse } from '../house.ts'
import { type OpenPage, openBrowser, type TestBrowser } from './browser.ts'

let house: TestHouse
let browser: TestBrowser
let opened: OpenPage
let page: Page

const minute = 60_000
/** Yesterday at 14:20 in Berlin. */
const busy = yesterdayAt(14) + 20 * minute

beforeAll(async () => {
  house = await openHouse()
  await wait('a', busy, 'answered', '1001')
  await wait('b', busy + minute, 'answered', '1002')
  for (const n of ['c', 'd', 'e']) await wait(n, busy + 2 * minute, 'abandoned', null)
  await wait('f', busy - 180 * minute, 'answered', '1001')
  browser = await openBrowser()
  opened = await browser.open(house, 'sam', { path: '/reports' })
  page = opened.page
}, 180_000)
afterAll(async () => {
  await browser?.close()
  await house?.close()
})

describe('reports in a browser', () => {
  it('[P115] all twelve stand on one page, and each opens with what its figures mean', async () => {
    await page.locator('[data-report]').nth(11).waitFor()
    for (const id of reportIds) {
      await page.goto(`${house.app.url}/reports/${id}?range=yesterday`)
      await page.locator('dl dt').first().waitFor()
      expect(await page.locator('h1').count()).toBe(1)
      expect(await page.evaluate(tooWide), id).toEqual([])
    }
    expect(opened.faults).toEqual([])
  })

  it('[P116] the figures of waiting stand in the drawing’s words, in tables, and in a file', async () => {
    await lookUntilCounted()
    expect(await page.locator('[data-column=abandonedShare] dd > span').first().innerText()).toBe('50.0%')
    const table = page.getByRole('region', { name: 'By queue' })
    expect(await table.locator('tbody tr').first().locator('th, td').allInnerTexts()).toEqual(
      expect.arrayContaining(['Support', '6', '3']),
    )
    const says = await page
      .locator('figure', { hasText: 'Abandonment, hour by hour' })
      .locator('[data-summary]')
      .innerText()
    expect(says).toContain('highest 60.0% (14:00)')
    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: 'By queue as CSV' }).click()
    const file = await (await download).path()
    expect(readFileSync(file, 'utf8').split('\r\n')[1]).toMatch(/^"support","Support",6,3,3,0,0\.5,/)
  })

  it('[P116] tables are sorted, the time chosen and a drawing walked through by keyboard', async () => {
    const points = page.getByRole('region', { name: 'The same, point by point' })
    await points.getByRole('button', { name: 'Calls' }).press('Enter')
    expect(await points.locator('tbody th').allInnerTexts()).toEqual(['14:00', '11:00', '12:00', '13:00'])
    expect(await points.locator('th[aria-sort=descending]').innerText()).toContain('Calls')
    const chart = page.getByRole('application').first()
    await chart.focus()
    await page.keyboard.press('ArrowRight')
    await page.getByRole('status').filter({ hasText: '12:00' }).waitFor()
    await page.getByRole('radio', { name: 'Yesterday' }).focus()
    await page.keyboard.press('ArrowLeft')
    await expect.poll(() => page.url()).toContain('range=today')
    await page.goBack()
    await expect.poll(() => page.url()).toContain('range=yesterday')
  })

  it('[P117] clicks lead from the week to the day, the hour, who was there, and the calls themselves', async () => {
    const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Berlin' }).format(busy)
    const before = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Berlin' }).format(
      busy - 6 * 86_400_000,
    )
    await page.goto(`${house.app.url}/reports/waiting?from=${before}&until=${day}`)
    const points = page.getByRole('region', { name: 'The same, point by point' })
    await points
      .locator('tbody tr')
      .last()
      .getByRole('button', { name: /^Look closer/ })
      .click()
    await points
      .locator('tbody tr', { hasText: '14:00' })
      .getByRole('button', { name: /^Look closer/ })
      .click()
    const hour = page.locator('section', { hasText: 'the same hour' }).last()
    await hour.getByText('2 agents took calls; a week before 0.').waitFor()
    expect(await hour.getByRole('rowheader').allInnerTexts()).toEqual(['Support', 'Alice Adams', 'Bob Brown'])
    await hour.getByRole('button', { name: 'Contacts of Support' }).click()
    await expect.poll(() => page.locator('main li time').count(), { timeout: 10_000 }).toBe(5)
    expect(new URL(page.url()).pathname).toBe('/search')
    await page.goBack()
    await hour.getByText('2 agents took calls; a week before 0.').waitFor()
  })

  it('[P154] by agent it says what nobody answered, and leads to the contacts of each agent', async () => {
    await page.goto(`${house.app.url}/reports/waiting?range=yesterday&by=agent`)
    const table = page.getByRole('region', { name: 'By agent' })
    const rows = table.locator('tbody tr')
    await rows.first().waitFor()
    expect((await rows.locator('th').allInnerTexts()).toSorted()).toEqual([
      'Alice Adams',
      'Bob Brown',
      'Nobody of ours answered',
    ])
    await table.getByRole('button', { name: 'Contacts of Alice Adams' }).click()
    await expect.poll(() => page.locator('main li time').count(), { timeout: 10_000 }).toBe(2)
    await page.goBack()
    await rows.first().waitFor()
    expect(await table.getByRole('button', { name: 'Contacts of Nobody of ours answered' }).count()).toBe(0)
  })

  it('[P117] a cell of the heat map opens its hours', async () => {
    const until = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Berlin' }).format(busy)
    const from = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Berlin' }).format(busy - 8 * 86_400_000)
    await page.goto(`${house.app.url}/reports/waiting?from=${from}&until=${until}`)
    const busiest = page.getByRole('button', { name: /, 14:00 – 15:00: 60\.0% of 5/ })
    await busiest.waitFor()
    expect(await page.locator('td[data-level=few]').allInnerTexts()).toEqual(['0%'])
    await busiest.click()
    const cell = page.locator('section', { hasText: 'The hours that this cell is made of' }).last()
    await expect.poll(() => cell.getByRole('row').count()).toBe(3)
    await cell
      .getByRole('button', { name: /^Look into/ })
      .first()
      .click()
    await page.getByText('2 agents took calls; a week before 0.').waitFor()
    expect(opened.faults).toEqual([])
  })

  it('[P115] where there is nothing it says what would have to be there', async () => {
    const heading = page.locator('[data-empty] strong')
    const looked = async () => {
      await page.goto(`${house.app.url}/reports/surveys?from=2026-01-05&until=2026-01-11`)
      return heading.innerText()
    }
    await expect.poll(looked).toContain('Nothing to count')
    expect(await page.getByRole('status').allInnerTexts()).toContainEqual(expect.stringContaining('surveys'))
  })

  it('[P156] the card and the page of how customers stood yesterday say since when that is counted', async () => {
    const why = /^Counted since \d+ \w+ \d{4}, and not known of days before\.$/
    const card = page.locator('[data-report=risk]')
    await expect
      .poll(
        async () => {
          await page.goto(`${house.app.url}/reports?range=yesterday`)
          await card.locator('p').nth(1).waitFor()
          return card.locator('p').allInnerTexts()
        },
        { timeout: 30_000 },
      )
      .toContainEqual(expect.stringMatching(why))
    await card.getByRole('link').click()
    await page.locator('h1', { hasText: 'Risk of leaving' }).waitFor()
    await page.getByText(why).waitFor()
    expect(opened.faults).toEqual([])
  })
})

/** Reloads until the figures are counted: at first they are on their way. */
async function lookUntilCounted(): Promise<void> {
  for (let n = 0; n < 30; n++) {
    await page.goto(`${house.app.url}/reports/waiting?range=yesterday`)
    await page.locator('dl dt').first().waitFor()
    const calls = page.locator('[data-column=calls] dd > span')
    if ((await calls.count()) > 0 && (await calls.first().innerText()) === '6') return
    await page.waitForTimeout(1000)
  }
  throw new Error('the calls are not counted')
}

async function wait(
  call: string,
  at: number,
  end: 'answered' | 'abandoned',
  agent: string | null,
): Promise<void> {
  const event = (kind: string, later: number, more: object = {}) => ({
    id: `${call}-${kind}`,
    call,
    kind,
    time: new Date(at + later).toISOString(),
    from: '+4915112345678',
    to: '+493023125100',
    direction: 'inbound',
    ...more,
  })
  const agents = { agents: [{ extension: agent ?? '' }] }
  const { status } = await house.post([
    event('arrived', 0, { queue: 'support' }),
    ...(agent === null ? [] : [event('offered', 1000, agents), event('answered', 10_000, agents)]),
    event('ended', 70_000, { reason: end === 'abandoned' ? 'abandoned' : 'hung-up' }),
  ])
  expect(status).toBeLessThan(300)
}

/** Berlin is one or two hours ahead of UTC. */
function yesterdayAt(hour: number): number {
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Berlin' }).format(Date.now() - 86_400_000)
  const guess = Date.parse(`${day}T${String(hour).padStart(2, '0')}:00:00Z`)
  const shown = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/Berlin',
    hour: '2-digit',
    hourCycle: 'h23',
  })
  return guess - (Number(shown.format(guess)) - hour) * 60 * minute
}

/** What reaches over the edge of the page and does not scroll in itself. */
function tooWide(): string[] {
  const main = document.querySelector('#page')
  return main && main.scrollWidth > main.clientWidth + 1 ? [`${main.scrollWidth} > ${main.clientWidth}`] : []
}
