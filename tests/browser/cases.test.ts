import { mkdirSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openHouse, type Person, type TestHouse } from '../house.ts'
import { openBrowser, type TestBrowser } from './browser.ts'

/** Where pictures are put, for whoever wants to look at them. */
const pictures = process.env.GREETLINE_PICTURES
const hour = 60 * 60_000

let browser: TestBrowser
let house: TestHouse
let sam: Person
let customerId = 0
const faults: string[][] = []

beforeAll(async () => {
  house = await openHouse({
    departments: [
      { id: 'depot', name: { en: 'Depot', 'zh-CN': '仓库' } },
      { id: 'billing', name: { en: 'Billing', 'zh-CN': '账务' } },
    ],
  })
  sam = await house.signIn('sam')
  customerId = await fill(await house.signIn('alice'))
  browser = await openBrowser()
}, 180_000)
afterAll(async () => {
  await browser.close()
  await house.close()
})

async function made(who: Person, path: string, body: object): Promise<{ id: number }> {
  const answer = (await who.ask('POST', path, body)) as { status: number; body: { id: number } }
  if (answer.status > 201) throw new Error(`${path}: ${JSON.stringify(answer.body)}`)
  return answer.body
}

/** A customer with a long and a right-to-left matter, one that came again, and something to do. */
async function fill(alice: Person): Promise<number> {
  const { id } = await made(alice, '/v1/customers', {
    name: 'عبد الرحمن بن محمد الأنصاري',
    numbers: [{ number: '+971501234567' }],
  })
  const now = Date.now()
  const lost = await made(alice, `/v1/customers/${id}/cases`, {
    subject: 'الشحنة إلى دبي متأخرة منذ أسبوعين',
    complaint: true,
    openedAt: now - 50 * hour,
  })
  const letter = { channel: 'letter', direction: 'inbound', customerId: id }
  const long = `Donaudampfschifffahrtsgesellschaftskapitän${'‑'.repeat(3)}`.repeat(40)
  for (const [n, text] of ['أين شحنتي؟ كتبت إليكم مرتين ولم يصلني أي رد.', long].entries()) {
    await made(sam, '/v1/interactions', { ...letter, startedAt: now - (9 - n) * hour, text })
  }
  const escalate = { department: 'depot', question: 'Where is parcel 17?', dueAt: now - hour }
  await alice.ask('PATCH', `/v1/cases/${lost.id}`, { escalate, rootCause: 'hand-over' })
  const bill = await made(alice, `/v1/customers/${id}/cases`, { subject: long.slice(0, 280) })
  const asked = { department: 'billing', question: 'Is the surcharge right?', dueAt: now + 9 * hour }
  await alice.ask('PATCH', `/v1/cases/${bill.id}`, { escalate: asked, ownerId: 'account-alice' })
  await alice.ask('PATCH', `/v1/cases/${bill.id}`, { answer: 'No: 12 € are given back on Friday.' })
  const call = { customerId: id, origin: 'missed-call' }
  await made(alice, '/v1/tasks', { ...call, dueFrom: now - 2 * hour, reason: 'يريد أن يعرف متى تصل الشحنة' })
  await made(alice, '/v1/tasks', { ...call, kind: 'visit', dueFrom: now + 30 * hour, ownerId: null })
  return id
}

async function picture(
  page: { screenshot(to: { path: string; fullPage: boolean }): Promise<unknown> },
  name: string,
) {
  if (!pictures) return
  mkdirSync(pictures, { recursive: true })
  await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true })
}

describe('cases and callbacks on the screen', () => {
  it('[P82] a supervisor sees what came again and what is overdue, late answers first', async () => {
    const { page, faults: wrong } = await browser.open(house, 'sam', { path: '/cases' })
    faults.push(wrong)
    const rows = page.locator('tbody tr')
    await expect.poll(() => rows.count()).toBe(2)
    expect(await rows.first().textContent()).toContain('Again: 3 contacts')
    expect(await rows.first().textContent()).toContain('answer overdue')
    await picture(page, 'cases-supervisor')
    await rows.first().getByRole('link').click()
    await page.getByText('12 € are given back on Friday').first().waitFor()
    const lines = page.getByText('Donaudampf')
    expect(await lines.count()).toBeGreaterThan(1)
    await page.getByRole('button', { name: 'Show all of it' }).waitFor()
    await picture(page, 'customer-lead')
    await page.getByRole('group', { name: 'Channels' }).getByRole('button', { name: 'Call' }).click()
    await page.getByText('No contact so far').waitFor()
    expect(wrong).toEqual([])
  })

  it('[P83] an agent works off the list of what is to be done by keyboard', async () => {
    const { page, faults: wrong } = await browser.open(house, 'alice', { scheme: 'dark' })
    await page.getByText('يريد أن يعرف').waitFor()
    await picture(page, 'overview-dark')
    await page.keyboard.press('Alt+KeyD')
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toContain('Call ')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByText('يريد أن يعرف').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'More' }).click()
    await page.getByRole('menuitem', { name: 'Take it' }).waitFor()
    await page.keyboard.press('Escape')
    expect(wrong).toEqual([])
  })

  it('changes a case and shows who has', async () => {
    const { page, faults: wrong } = await browser.open(house, 'alice', {
      path: `/customers/${customerId}`,
      locale: 'zh-CN',
      width: 1100,
    })
    await page.locator('[aria-label*="الشحنة إلى دبي"]').first().click()
    await page.getByRole('dialog').waitFor()
    await page.getByRole('dialog').locator('textarea').first().fill('It was found in Bremen.')
    await picture(page, 'case-modal')
    await page.getByRole('dialog').locator('button[type=submit]').click()
    await page.getByText('It was found in Bremen.').waitFor()
    await picture(page, 'customer-agent')
    expect(wrong).toEqual([])
  })
})
