import { randomUUID } from 'node:crypto'
import { createServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openHouse, type TestHouse } from '../house.ts'
import { openBrowser, type TestBrowser } from './browser.ts'

const hour = 60 * 60_000
let house: TestHouse
let browser: TestBrowser

beforeAll(async () => {
  house = await openHouse({
    port: await freePort(),
    departments: [{ id: 'fitters', name: { en: 'Fitters', 'zh-CN': '安装组' } }],
  })
  browser = await openBrowser()
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await house?.close()
})

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

async function customer(name: string): Promise<number> {
  const sam = await house.signIn('sam')
  const { body } = await sam.ask('POST', '/v1/customers', { name, externalId: randomUUID() })
  return (body as { id: number }).id
}

describe('promises and signals in a real browser', () => {
  it('[P79] the agent’s promises stand on the overview and are settled with the keyboard', async () => {
    const alice = await house.signIn('alice')
    const id = await customer('Wolfeschlegelsteinhausenbergerdorff-Nuñez, Maria del Carmen')
    const arab = await customer('عبد الرحمن بن محمد')
    const promised = [
      { customerId: id, text: 'Call back with the date of the fitter', dueAt: Date.now() + hour },
      { customerId: arab, text: 'إرسال الفاتورة', dueAt: Date.now() + 5 * hour },
    ]
    for (const one of promised) expect((await alice.ask('POST', '/v1/promises', one)).status).toBe(201)
    const { page, faults } = await browser.open(house, 'alice')
    const entry = page.locator('li', { hasText: 'Call back with the date' })
    await entry.waitFor()
    await entry.getByRole('button', { name: 'New date' }).focus()
    await page.keyboard.press('Enter')
    await page.locator('form fieldset button').first().waitFor()
    await page.keyboard.press('Enter')
    await entry.getByRole('button', { name: 'Save' }).press('Enter')
    await page.locator('form fieldset').waitFor({ state: 'detached' })
    await entry.getByRole('button', { name: 'Pass on' }).press('Enter')
    await entry.getByLabel('To whom?').selectOption({ label: 'Bob Brown' })
    const bobs = await browser.open(house, 'bob')
    await bobs.page.getByText('Nothing is promised').waitFor()
    await entry.getByRole('button', { name: 'Save' }).press('Enter')
    await entry.waitFor({ state: 'detached' })
    await bobs.page.getByText('A promise was passed to you').waitFor()
    await bobs.page.locator('li', { hasText: 'Call back with the date' }).waitFor()
    await bobs.page.getByRole('button', { name: /^Seen/ }).press('Enter')
    await bobs.page.getByText('A promise was passed to you').waitFor({ state: 'detached' })
    await page.locator('li', { hasText: 'إرسال' }).getByRole('button', { name: 'Kept' }).press('Enter')
    await page.getByText('Nothing is promised').waitFor()
    expect([...faults, ...bobs.faults]).toEqual([])
    await bobs.page.context().close()
    await page.context().close()
  })

  it('[P79] what a department has promised stands on everybody’s overview until somebody takes it', async () => {
    const alice = await house.signIn('alice')
    const customerId = await customer('Öztürk, Ayşe')
    const what = { customerId, text: 'Fit the boiler', dueAt: Date.now() + hour, department: 'fitters' }
    expect((await alice.ask('POST', '/v1/promises', what)).status).toBe(201)
    const bobs = await browser.open(house, 'bob')
    const { page, faults } = await browser.open(house, 'alice')
    const entry = page.locator('li', { hasText: 'Fit the boiler' })
    await entry.getByText('Fitters').waitFor()
    await bobs.page.locator('li', { hasText: 'Fit the boiler' }).waitFor()
    await entry.getByRole('button', { name: 'Pass on' }).press('Enter')
    await entry.getByLabel('To whom?').selectOption({ label: 'Take it' })
    await entry.getByRole('button', { name: 'Save' }).press('Enter')
    await entry.getByText('Fitters').waitFor({ state: 'detached' })
    await entry.getByRole('button', { name: 'Pass on' }).press('Enter')
    await entry.getByLabel('To whom?').selectOption({ label: 'Fitters' })
    await entry.getByRole('button', { name: 'Save' }).press('Enter')
    await entry.getByText('Fitters', { exact: false }).waitFor()
    await entry.getByRole('button', { name: 'Kept' }).press('Enter')
    await entry.waitFor({ state: 'detached' })
    expect([...faults, ...bobs.faults]).toEqual([])
    await bobs.page.context().close()
    await page.context().close()
  })

  it('[P80] the supervisor sees who is hit, who knows of it, and plans callbacks for the rest', async () => {
    const sam = await house.signIn('sam')
    const names = ['Anna Sommerfeld', '陳大文', 'Öztürk, Ayşe']
    for (const name of names) {
      const signal = {
        customerId: await customer(name),
        kind: 'outage',
        topic: 'outage-17',
        severity: 'critical',
      }
      const said = {
        ...signal,
        text: 'No internet in the street since 8:40',
        answer: 'Works again by 14:00.',
      }
      expect((await sam.ask('POST', '/v1/signals', said)).status).toBe(200)
    }
    const { page, faults } = await browser.open(house, 'sam')
    await page.getByRole('link', { name: 'Signals' }).click()
    await page.getByRole('button', { name: 'outage-17' }).press('Enter')
    await page.getByRole('checkbox', { name: 'Anna Sommerfeld' }).press('Space')
    await page.getByRole('button', { name: 'Mark chosen as told' }).press('Enter')
    await page.getByText('by a colleague, Sam Super').waitFor()
    await page.getByRole('button', { name: 'Plan callbacks for all not told' }).press('Enter')
    await page.getByText('2 planned, 0 passed over').waitFor()
    await expect.poll(() => page.getByText('callback planned, Sam Super').count()).toBe(2)
    await page.getByRole('button', { name: 'Withdraw the topic' }).press('Enter')
    await page.getByText('No topic is in force').waitFor()
    expect(faults).toEqual([])
    await page.context().close()
  })
})
