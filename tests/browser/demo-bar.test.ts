import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoSecrets } from '../../src/config.ts'
import { openDemoHouse } from '../demo/demo-house.ts'
import { signIn } from '../house.ts'
import { openBrowser, type TestBrowser } from './browser.ts'

let browser: TestBrowser

beforeAll(async () => {
  browser = await openBrowser()
}, 120_000)
afterAll(() => browser?.close())

describe('the bar of the demo', () => {
  it.each([
    ['asterisk', 'en', 'Demo', 'Kind of call', 'Play this call'],
    ['zoom', 'zh-CN', '演示', '来电类型', '播放这通来电'],
  ])(
    '[P60] a call played from it rings, is answered and ends, as %s, in %s',
    async (kind, language, bar, choice, play) => {
      const house = await openDemoHouse(kind, 4)
      const alice = await signIn(house.app, 'alice', house.publicUrl, demoSecrets.password)
      await alice.ask('PATCH', '/v1/me', { language })
      const { page, context, faults } = await browser.open(house, 'alice', {
        locale: language,
        password: demoSecrets.password,
      })
      const demo = page.getByRole('region', { name: bar })
      await demo.getByLabel(choice).selectOption('known')
      await demo.getByRole('button', { name: play }).click()
      for (const state of ['ringing', 'connected', 'wrap-up']) {
        await page.locator(`article[data-state=${state}]`).waitFor({ timeout: 20_000 })
      }
      if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/demo-bar-${kind}.png` })
      expect(house.happenings).toMatchObject([{ kind: 'call', story: 'known' }])
      expect(faults).toEqual([])
      await context.close()
      await house.close()
    },
    60_000,
  )
})
