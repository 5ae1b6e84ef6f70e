import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openHouse, type TestHouse } from '../house.ts'
import { openBrowser, type TestBrowser } from './browser.ts'

let house: TestHouse
let browser: TestBrowser

beforeAll(async () => {
  house = await openHouse()
  browser = await openBrowser()
  const sam = await house.signIn('sam')
  await sam.ask('POST', '/v1/customers', {
    name: 'Anna Sommerfeld',
    title: 'Ms',
    familyName: 'Sommerfeld',
    numbers: [{ number: '+4915112345678' }],
  })
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await house?.close()
})

async function greetingOfACall(): Promise<string> {
  const desk = await (await house.signIn('alice')).openDesktop()
  const call = randomUUID()
  const said = { call, time: Date.now(), from: '+4915112345678', to: '+493023125100' }
  await house.post([
    { ...said, id: `${call}-1`, kind: 'arrived' },
    { ...said, id: `${call}-2`, kind: 'offered', agents: [{ extension: '1001' }] },
  ])
  const isIt = (pop: { callId: string }) => pop.callId === `main:${call}`
  const pop = (await desk.until((pops) => pops.some(isIt))).find(isIt)
  desk.close()
  await house.post({ ...said, id: `${call}-3`, kind: 'ended' })
  return pop?.greeting.text ?? ''
}

it.each([
  ['en', 'There is no argument nme.', 'Version 1', 'Bring back', 'light'],
  ['zh-CN', '没有参数 nme。', '第 2 版', '取回', 'dark'],
] as const)(
  '[P71] a supervisor words a greeting by keyboard, sees what it says, and the next call is greeted with it, in %s',
  async (language, fault, version, bringBack, scheme) => {
    await greetingOfACall()
    const sam = await house.signIn('sam')
    await sam.ask('PATCH', '/v1/me', { language })
    const { page, context, faults } = await browser.open(house, 'sam', {
      locale: language,
      path: '/greetings',
      scheme,
    })
    await page.locator('select').selectOption('en')
    await page.getByRole('radio').first().focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowUp')
    const field = page.locator('textarea[maxlength]')
    await field.fill('{hello}, {nme}.')
    await page.getByText(fault).waitFor()
    expect(await page.locator('#greeting-faults mark').textContent()).toBe('{nme}')
    await page.locator('#greeting-faults button').click()
    await page.keyboard.type(`{name}, in ${language}`)
    expect(await field.inputValue()).toBe(`{hello}, {name}, in ${language}.`)
    const preview = page.locator('section[data-preview]')
    await preview.getByText(`Ms Sommerfeld, in ${language}.`).waitFor()
    await preview.getByText(`السيدة بنت محمد, in ${language}.`).waitFor()
    await page.keyboard.press('Control+Enter')
    await page.getByText(version).waitFor()
    await page.getByRole('button', { name: bringBack }).first().waitFor()
    expect(await greetingOfACall()).toContain(`Ms Sommerfeld, in ${language}.`)
    expect(faults).toEqual([])
    await context.close()
  },
)

it('an agent has no such page', async () => {
  const { page, context } = await browser.open(house, 'alice', { path: '/greetings' })
  expect(await page.locator('nav a[href="/desk"]').count()).toBe(1)
  expect(await page.locator('nav a[href="/greetings"]').count()).toBe(0)
  expect(await page.locator('textarea[maxlength]').count()).toBe(0)
  await context.close()
})
