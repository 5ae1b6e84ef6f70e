import { afterAll, beforeAll, expect, it } from 'vitest'
import { openHouse, type TestHouse } from '../house.ts'
import { openBrowser, type TestBrowser } from './browser.ts'

let house: TestHouse
let browser: TestBrowser

beforeAll(async () => {
  house = await openHouse({
    quality: {
      forms: [
        {
          id: 'usual',
          name: { en: 'Usual', 'zh-CN': '通用' },
          questions: [
            { id: 'greeted', name: { en: 'Greeted by name', 'zh-CN': '称呼姓名' }, kind: 'yes-no' },
            { id: 'listened', name: { en: 'Listened', 'zh-CN': '倾听' }, kind: 'points' },
          ],
        },
      ],
      checklist: [{ id: 'headset', name: { en: 'Headset works', 'zh-CN': '耳机正常' } }],
    },
  })
  for (const [n, kind] of ['arrived', 'answered', 'ended'].entries()) {
    const agents = kind === 'answered' ? { agents: [{ extension: '1001' }] } : {}
    const from = '+4915112345678'
    await house.post({ id: `e${n}`, call: 'c1', kind, time: Date.now() - 1000 + n, from, ...agents })
  }
  browser = await openBrowser()
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await house?.close()
})

it('[P128] a supervisor reviews a drawn call beside what was shown, and the agent answers on their desk', async () => {
  const sam = await browser.open(house, 'sam', { path: '/quality' })
  const { page } = sam
  await page.getByRole('button', { name: 'Review' }).click({ timeout: 20_000 })
  await page.getByLabel('Greeted by name').selectOption('Yes')
  await page.getByLabel('Listened').selectOption('4')
  await page.getByLabel('To the agent').fill('Calm throughout.')
  if (process.env.SCREENS) await page.screenshot({ path: `${process.env.SCREENS}/quality-form.png` })
  await page.getByRole('button', { name: 'Save the review' }).click()
  await page.getByText('not seen yet').waitFor({ timeout: 20_000 })
  if (process.env.SCREENS) await page.screenshot({ path: `${process.env.SCREENS}/quality-en.png` })
  expect(sam.faults).toEqual([])
  await sam.context.close()

  const alice = await house.signIn('alice')
  await alice.ask('POST', `/v1/calls/main%3Ac1/wrap-up`, {
    disposition: 'solved',
    note: '',
    followUpAt: null,
    followUpText: '',
  })
  await alice.ask('PATCH', '/v1/me', { language: 'zh-CN' })
  const desk = await browser.open(house, 'alice', { locale: 'zh-CN', path: '/desk' })
  await desk.page.getByText('Calm throughout.').waitFor({ timeout: 20_000 })
  const box = desk.page.getByRole('checkbox', { name: '耳机正常' })
  await box.focus()
  await desk.page.keyboard.press('Space')
  await expect.poll(() => box.isChecked(), { timeout: 10_000 }).toBe(true)
  await desk.page.getByRole('button', { name: '回复' }).click()
  await desk.page.getByRole('textbox', { name: '回复' }).fill('线路不好。')
  await desk.page.getByRole('button', { name: '发送回复' }).click()
  await desk.page.getByText('您的回复：').waitFor({ timeout: 10_000 })
  if (process.env.SCREENS) await desk.page.screenshot({ path: `${process.env.SCREENS}/quality-desk.png` })
  expect(desk.faults).toEqual([])
  await desk.context.close()
})
