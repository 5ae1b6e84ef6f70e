import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openHouse, type TestHouse } from '../house.ts'
import { findBarriers } from './barriers.ts'
import { openBrowser, type TestBrowser } from './browser.ts'
import { meAs, meInNewHouse, storyTime } from './busy-house.ts'
import { squeezePng } from './squeeze-png.ts'
import { openStage, type Stage } from './stage.ts'
import { supervisorStories } from './supervisor-stories.ts'
import type { SupervisorStory } from './supervisor-story.ts'
import { tellHouse } from './told-house.ts'

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

/** Where the pictures are kept; they are only drawn anew when asked for, with `npm run screens`. */
const kept = fileURLToPath(new URL('../../docs/screens/supervisor/', import.meta.url))
const folder = process.env.SCREENS === 'docs' ? kept : process.env.SCREENS
const only = process.env.STORY?.split(',')
const looks = process.env.LOOKS?.split(',') ?? ['en-light', 'zh-dark']
const told = Object.entries(supervisorStories).filter(([name]) => !only || only.includes(name))

describe('every page for supervisors', () => {
  const barriers = new Set<string>()

  it.each(looks)('[P144] is shown whole, in each of its states, %s', { timeout: 300_000 }, async (look) => {
    let story: SupervisorStory | undefined
    const stage = await openLook(look, () => story)
    stage.page.setDefaultTimeout(10_000)
    const wrong: string[] = []
    for (const [n, [name, one]] of told.entries()) {
      const isWanted = folder === kept ? look === 'en-light' || one.inBoth : folder !== undefined
      if (!isWanted && (folder || looks[n % looks.length] !== look)) continue
      const before = story
      story = one
      for (const what of await wrongWith(stage, one, before)) wrong.push(`${name}: ${what}`)
      for (const what of await stage.page.evaluate(findBarriers)) barriers.add(`${name}: ${what}`)
      if (folder) await draw(stage.page, `${name}-${look}`, one)
    }
    expect(wrong).toEqual([])
    await stage.context.close()
  })

  it('[P145] keeps nobody out who hears it, reads it with weak eyes or goes by the keys alone', () => {
    expect([...barriers]).toEqual([])
  })
})

function lookOf(look: string) {
  const [tongue, scheme] = look.split('-') as ['en' | 'zh', 'light' | 'dark']
  return tongue === 'zh'
    ? { scheme, language: 'zh-CN' as const, locale: 'zh-CN' }
    : { scheme, language: 'en' as const, locale: 'en-GB' }
}

/** Signed in to a real house, which the stories then speak for. */
async function openLook(look: string, story: () => SupervisorStory | undefined): Promise<Stage> {
  const { language, locale, scheme } = lookOf(look)
  const sam = await house.signIn('sam')
  await sam.ask('PATCH', '/v1/me', { language })
  const meOf = ({ as = 'supervisor', isNew }: SupervisorStory) =>
    isNew ? meInNewHouse(as, language) : meAs(as, language)
  const known = { live: () => story()?.live }
  const prepare = (page: Page) =>
    tellHouse(page, () => {
      const now = story()
      return now ? { readSession: { me: meOf(now) }, ...now.told } : {}
    })
  return openStage(browser, house, 'sam', { locale, scheme, at: storyTime, ...usual, ...known, prepare })
}

/** Every fault of every page is worth knowing at once. */
async function wrongWith(
  stage: Stage,
  story: SupervisorStory,
  before: SupervisorStory | undefined,
): Promise<string[]> {
  stage.faults.length = 0
  try {
    await tell(stage, story, before)
  } catch (thrown) {
    return [String(thrown)]
  }
  // The browser says so of what a story has the house refuse.
  const faults = stage.faults.filter((fault) => !fault.includes('status of 404'))
  return [...faults, ...(await stage.page.evaluate(tooWide))]
}

const usual = { width: 1440, height: 900 }

/** What is told anew on the way from one story to the next, without loading all of the desktop again. */
async function tell({ page, alertsChanged }: Stage, story: SupervisorStory, before?: SupervisorStory) {
  const { path, shows, act, width, height } = story
  await page.setViewportSize({ width: width ?? usual.width, height: usual.height })
  if (before && isNextDoor(story, before)) {
    await page.evaluate(goTo, path)
    alertsChanged()
  } else {
    // Another part behind `#` alone would load nothing.
    await page.goto('about:blank')
    await page.goto(new URL(path, house.app.url).href)
    if (!path.startsWith('/wall#')) await page.locator('[data-link=live]').waitFor()
  }
  await page.locator(shows).first().waitFor()
  await act?.(page)
  if (height === undefined) return
  const whole = await page.evaluate(() => document.querySelector('#page')?.scrollHeight ?? 0)
  const high = Math.min(height, Math.max(usual.height, whole))
  await page.setViewportSize({ width: width ?? usual.width, height: high })
}

/** The same person's other page; what a page remembers would be there still on the same. */
function isNextDoor(story: SupervisorStory, before: SupervisorStory): boolean {
  const [page, pageBefore] = [story, before].map(({ path }) => path.split(/[/?#]/)[1])
  const isSame = story.as === before.as && story.isNew === before.isNew
  return isSame && page !== pageBefore && page !== 'wall' && pageBefore !== 'wall'
}

/** As a link of the desktop does. */
function goTo(path: string): void {
  history.pushState(null, '', path)
  dispatchEvent(new PopStateEvent('popstate'))
}

async function draw(page: Page, name: string, { height }: SupervisorStory): Promise<void> {
  mkdirSync(folder ?? '', { recursive: true })
  await page.evaluate(() => document.fonts.ready)
  // Drawings of the library take the room that they are given a frame later.
  if (height !== undefined) await page.waitForTimeout(150)
  const drawn = await page.screenshot({ animations: 'disabled' })
  writeFileSync(`${folder}/${name}.png`, squeezePng(drawn))
}

/** What reaches over the edge of the window and cannot be scrolled to. */
function tooWide(): string[] {
  const page = document.querySelector('#page') ?? document.body
  if (page.scrollWidth > page.clientWidth + 1)
    return [`too wide: ${page.scrollWidth} of ${page.clientWidth} px`]
  return []
}
