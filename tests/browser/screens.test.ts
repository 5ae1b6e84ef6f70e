import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openHouse, type TestHouse } from '../house.ts'
import { openBrowser, type TestBrowser } from './browser.ts'
import { squeezePng } from './squeeze-png.ts'
import { openStage, type Stage } from './stage.ts'
import { houseOfStories, type Story, stories, storyTime } from './stories.ts'

let house: TestHouse
let browser: TestBrowser

beforeAll(async () => {
  house = await openHouse(houseOfStories)
  browser = await openBrowser()
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await house?.close()
})

/** Where the pictures are kept; they are only drawn anew when asked for, with `npm run screens`. */
const kept = fileURLToPath(new URL('../../docs/screens/', import.meta.url))
const folder = process.env.SCREENS === 'docs' ? kept : process.env.SCREENS
const only = process.env.STORY?.split(',')
const looks = process.env.LOOKS?.split(',') ?? ['en-light', 'zh-dark']

describe('[P90] every state that an agent may meet', () => {
  it.each(looks)('is shown whole, %s', async (look) => {
    const stage = await openLook(look)
    for (const [name, story] of Object.entries(stories)) {
      if (only && !only.includes(name)) continue
      await tell(stage, story)
      expect(await stage.page.evaluate(tooWide), `${name} is too wide`).toEqual([])
      expect(stage.faults, name).toEqual([])
      if (folder) await draw(stage, `${name}-${look}`)
    }
    await stage.context.close()
  })
})

function lookOf(look: string) {
  const [tongue, scheme] = look.split('-') as ['en' | 'zh', 'light' | 'dark']
  return tongue === 'zh'
    ? { scheme, language: 'zh-CN', locale: 'zh-CN' }
    : { scheme, language: 'en', locale: 'en-GB' }
}

async function openLook(look: string): Promise<Stage> {
  const { language, locale, scheme } = lookOf(look)
  const alice = await house.signIn('alice')
  await alice.ask('PATCH', '/v1/me', { language })
  return openStage(browser, house, 'alice', { locale, scheme, at: storyTime })
}

async function tell(stage: Stage, { pops, notes, draft, trouble, act }: Story): Promise<void> {
  const { page, known } = stage
  stage.show([])
  await page.locator('article').waitFor({ state: 'detached' })
  known.notes = notes
  known.draft = draft
  stage.show(pops)
  await page.locator('article').waitFor()
  if (notes) await page.locator('[data-colleagues-notes]').waitFor()
  if (trouble === 'degraded') stage.degrade()
  if (trouble === 'cut') await stage.cut()
  if (trouble) await page.getByRole('alert').first().waitFor()
  await act?.(page)
  if (trouble === 'degraded') stage.recover()
  if (trouble === 'cut') stage.mend()
}

async function draw({ page }: Pick<Stage, 'page'>, name: string): Promise<void> {
  mkdirSync(folder ?? '', { recursive: true })
  await page.evaluate(() => document.fonts.ready)
  const drawn = await page.screenshot({ animations: 'disabled' })
  writeFileSync(`${folder}/${name}.png`, squeezePng(drawn))
}

/** What reaches over the edge of the window; nothing but what scrolls in itself may. */
function tooWide(): string[] {
  const wide = [...document.querySelectorAll('article *')].filter((element) => {
    const { right, left, width } = element.getBoundingClientRect()
    return width > 0 && (right > innerWidth + 1 || left < -1)
  })
  return wide.map((element) => element.outerHTML.slice(0, 120))
}
