import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openHouse, type TestHouse } from '../house.ts'
import { openBrowser, type TestBrowser } from './browser.ts'

let house: TestHouse
let browser: TestBrowser

beforeAll(async () => {
  house = await openHouse()
  browser = await openBrowser()
  const sam = await house.signIn('sam')
  const made = await sam.ask('POST', '/v1/customers', {
    name: 'Anna Sommerfeld',
    title: 'Ms',
    familyName: 'Sommerfeld',
    language: 'en',
    about: 'Moved to Leipzig in May',
    numbers: [{ number: '+49309018201' }],
  })
  const { id } = made.body as { id: number }
  await sam.ask('POST', `/v1/customers/${id}/cases`, { subject: 'Parcel 881 is missing' })
  for (const text of ['Ring her about the form', 'Send her the form', 'Write to the depot']) {
    await sam.ask('POST', '/v1/promises', {
      customerId: id,
      text,
      dueAt: Date.now() - 7_200_000,
      owner: 'bob',
    })
  }
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await house?.close()
})

/** A call whose number’s signature is false, answered by Alice. */
async function answeredCall(): Promise<{ say(kind: string, what?: object): Promise<unknown> }> {
  const call = randomUUID()
  let n = 0
  const say = (kind: string, what: object = {}) => {
    n += 1
    const from = { from: '+49309018201', to: '+493023125100', attestation: 'failed' }
    return house.post({ id: `${call}-${n}`, call, time: Date.now() + n, kind, ...from, ...what })
  }
  const agents = [{ extension: '1001' }]
  await say('arrived')
  await say('offered', { agents })
  await say('answered', { agents })
  return { say }
}

describe('making sure who is speaking, in a real browser', () => {
  it.each([
    ['en', 'Verify the caller', 'Held back until the caller is verified', 'Verified for this call'],
    ['zh-CN', '核实来电者', '核实来电者身份后显示', '本次通话已核实'],
  ])('[P64] by keyboard alone, in %s', async (language, act, held, done) => {
    const alice = await house.signIn('alice')
    await alice.ask('PATCH', '/v1/me', { language })
    const { page, context, faults } = await browser.open(house, 'alice', { locale: language })
    const call = await answeredCall()
    const card = page.locator('article[data-state=connected]')
    await card.waitFor()
    await card.getByText(held).first().waitFor()
    expect(await card.textContent()).not.toMatch(/Parcel 881|Leipzig/)
    await page.keyboard.press('Alt+v')
    await page.getByRole('menuitem').first().waitFor()
    await page.waitForFunction(() => document.activeElement?.closest('[role=menu]') !== null)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await card.getByText(done).waitFor()
    await card.getByText('Parcel 881 is missing').first().waitFor()
    expect(await card.getByRole('button', { name: act }).count()).toBe(0)
    await page.locator('#leads').getByText('Write to the depot').waitFor()
    expect(await page.locator('#leads [data-cut]').count(), 'what leads has the room that it needs').toBe(0)
    await call.say('ended')
    const over = page.locator('article[data-state=wrap-up]')
    await over.waitFor()
    await over.getByText(held).first().waitFor()
    expect(await over.textContent()).not.toMatch(/Parcel 881|Leipzig/)
    expect(faults).toEqual([])
    await context.close()
  })
})
