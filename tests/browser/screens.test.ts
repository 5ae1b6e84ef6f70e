import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openHouse, type TestHouse } from '../house.ts'
import { openBrowser, type TestBrowser } from './browser.ts'
import { openStage, type Stage } from './stage.ts'
import { type Story, stories, storyTime } from './stories.ts'

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

const only = process.env.STORY?.split(',')
const looks = (process.env.LOOKS ?? 'en-light,zh-dark').split(',')

describe('every state that an agent may meet', () => {
  for (const look of looks)
    it(`is shown whole, ${look}`, async () => {
      const stage = await openLook(look)
      for (const [name, story] of Object.entries(stories)) {
        if (only && !only.includes(name)) continue
        const shown = await tell(stage, look, story)
        const folder = process.env.SHOTS
        if (folder) await shown.page.screenshot({ path: `${folder}/${name}-${look}.png` })
        expect(shown.faults, name).toEqual([])
        await shown.context.close()
      }
    })
})

async function openLook(look: string) {
  const [language, scheme] = look.split('-') as ['en' | 'zh', 'light' | 'dark']
  const alice = await house.signIn('alice')
  await alice.ask('PATCH', '/v1/me', { language: language === 'zh' ? 'zh-CN' : 'en' })
  return { locale: language === 'zh' ? 'zh-CN' : 'en-GB', scheme }
}

async function tell(
  settings: { locale: string; scheme: 'light' | 'dark' },
  _look: string,
  story: Story,
): Promise<Stage> {
  const { notes, draft } = story
  const stage = await openStage(browser, house, 'alice', {
    ...settings,
    at: storyTime,
    ...(notes ? { notes } : {}),
    ...(draft ? { draft } : {}),
  })
  stage.show(story.pops)
  await stage.page.locator('article').waitFor()
  if (story.trouble === 'degraded') stage.degrade()
  if (story.trouble === 'cut') await stage.cut()
  if (story.trouble) await stage.page.getByRole('alert').first().waitFor()
  if (notes) await stage.page.locator('[data-colleagues-notes]').waitFor()
  return stage
}
