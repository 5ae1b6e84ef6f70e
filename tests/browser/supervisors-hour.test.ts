import { mkdirSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { en, type Words } from '../../src/desktop/words/en.ts'
import { enReports } from '../../src/desktop/words/en-reports.ts'
import { zhCn } from '../../src/desktop/words/zh-cn.ts'
import { zhCnReports } from '../../src/desktop/words/zh-cn-reports.ts'
import { openHouse } from '../house.ts'
import { type OpenPage, openBrowser, type TestBrowser } from './browser.ts'
import {
  fillHourHouse,
  formula,
  type HourHouse,
  hourSettings,
  ofOthers,
  owed,
  remembered,
} from './hour-house.ts'
import {
  explainWrongPop,
  exportWeek,
  findCaller,
  findPromisesOfToday,
  findTraces,
  type HourPage,
  lookIntoWaiting,
  openCaller,
  openCallsOfQueue,
  playBack,
  settlePromises,
} from './play-hour.ts'

/** After which a step that is not seen is named, ms. */
const patience = 60_000
const shots = process.env.SHOTS

let hour: HourHouse
let browser: TestBrowser

beforeAll(async () => {
  browser = await openBrowser()
  hour = await fillHourHouse(await openHouse(hourSettings), {
    leads: ['service', 'billing'],
    patience: 120_000,
  })
}, 180_000)
afterAll(async () => {
  await browser?.close()
  await hour?.house.close()
})

describe.each([
  ['English', 'en', en, enReports],
  ['Chinese', 'zh-CN', zhCn, zhCnReports],
] as const)('a supervisor’s hour in %s', (_, language, words: Words, said: typeof enReports) => {
  let opened: OpenPage
  let at: HourPage

  beforeAll(async () => {
    await hour.makePromises()
    for (const login of ['sam', 'ines']) {
      await (await hour.house.signIn(login)).ask('PATCH', '/v1/me', { language })
    }
    opened = await browser.open(hour.house, 'sam', { locale: language, path: '/desk' })
    at = pageOf(opened, language, words, said)
  }, 60_000)
  afterAll(() => opened?.context.close())

  it('[P138] finds a caller from half a remembered sentence', async () => {
    const found = await findCaller(at)
    expect(await found.count()).toBe(1)
    expect(await found.textContent()).toContain(remembered)
    expect(await at.page.locator('main').textContent()).not.toContain(ofOthers)
    expect(new Set(await found.locator('mark').allTextContents())).toEqual(new Set(['外箱', '退款']))
    await openCaller(at, found)
    await at.page
      .getByText(owed[0] ?? '')
      .first()
      .waitFor()
  })

  it('[P138] sees why last Tuesday’s abandonment rose: an agent of one queue was not there', async () => {
    await lookIntoWaiting(at)
    const queues = at.page.locator('section', { hasText: said.hour.byQueue }).last()
    const invoices = queues.getByRole('row', { name: /Invoices/ })
    expect(numbersIn(await invoices.innerText()).slice(0, 4)).toEqual([24, 24, 14, 0])
    expect(await at.page.locator('tr[data-away=true] th').allInnerTexts()).toEqual(['Bob Brown'])
    const inVain = await openCallsOfQueue(at)
    await expect.poll(() => inVain.count(), { timeout: patience }).toBe(14)
  })

  it('[P138] finds the three promises that break today, gives one another day and passes one on', async () => {
    const today = await findPromisesOfToday(at)
    expect(await today.allTextContents()).toEqual(owed)
    await settlePromises(at)
    expect(await today.allTextContents()).toEqual(owed.slice(1))
  })

  it('[P138] explains why one call showed somebody else than called, and what the agent saw', async () => {
    const decided = (await explainWrongPop(at)).locator('article').first()
    expect(await decided.getByRole('link').first().textContent()).toBe('Thomas Brandt')
    expect(await decided.textContent()).toContain(words.evidence['agent-said-so'])
    await playBack(at)
  })

  it('[P138] exports the week: every row that may be seen, no formula, and a sum to check it by', async () => {
    const csv = await exportWeek(at, hour.week)
    expect(csv.trimEnd().split('\r\n').length - 1).toBe(await hour.countWeek())
    expect(csv).toContain(remembered)
    expect(csv).not.toContain(ofOthers)
    expect(csv).toContain(`"'${formula.replaceAll('"', '""')}"`)
    expect(opened.faults).toEqual([])
  })

  it('[P139] an auditor finds the traces of all of it, and the chain is whole', async () => {
    const ines = await browser.open(hour.house, 'ines', { locale: language, deskless: true })
    await findTraces(pageOf(ines, language, words, said))
    expect(ines.faults).toEqual([])
    await ines.context.close()
  })
})

function pageOf({ page }: OpenPage, language: string, words: Words, said: typeof enReports): HourPage {
  page.setDefaultTimeout(patience)
  return {
    page,
    words,
    said,
    async look(name, begin, isDrawn) {
      try {
        await begin()
        await isDrawn()
      } finally {
        if (shots) {
          mkdirSync(shots, { recursive: true })
          await page.screenshot({ path: `${shots}/${name}-${language}.png` })
        }
      }
    },
  }
}

function numbersIn(text: string): number[] {
  return [...text.matchAll(/\d+/g)].map(([digits]) => Number(digits))
}
