import { randomUUID } from 'node:crypto'
import { createServer } from 'node:net'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openHouse, type TestHouse } from '../house.ts'
import { openBrowser, type TestBrowser } from './browser.ts'

let house: TestHouse
let browser: TestBrowser

beforeAll(async () => {
  house = await openHouse({ port: await freePort() })
  browser = await openBrowser()
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await house?.close()
})

describe('the desk in a real browser', () => {
  it('[P1] a ringing call shows greeting, name and reason without scrolling at 1366×768', async () => {
    await addCustomer({ ...anna, numbers: [{ number: '+49 30 9018201' }] })
    const { page, faults } = await browser.open(house, 'alice')
    const call = await ring('+49309018201', alice)
    const card = page.locator('article')
    await card.waitFor()
    await expectText(page, 'article h1', 'Ms Sommerfeld')
    await expectText(page, 'article', 'ZOM-er-felt')
    await expectText(page, 'article', 'No calls after 17:00')
    for (const seen of ['Ms Sommerfeld', 'Why they may call', 'Wrap-up']) {
      const box = await card.getByText(seen).first().boundingBox()
      expect((box?.y ?? 999) + (box?.height ?? 0)).toBeLessThan(768)
    }
    expect(await page.title()).toContain('Anna Sommerfeld')
    expect(await page.locator('[role=status][aria-live=polite]').first().textContent()).toContain(
      'Anna Sommerfeld',
    )
    await call.say('ended')
    await page.locator('article').waitFor({ state: 'detached' })
    expect(faults).toEqual([])
    await page.context().close()
  })

  it('[P12] a second call takes neither the place, nor the focus, nor the text of what is being typed', async () => {
    const { page, faults } = await browser.open(house, 'bob')
    const first = await ring('+49309018202', bob)
    await answer(first, '1002')
    await page.locator('article[data-state=connected]').waitFor()
    await page.keyboard.press('Alt+w')
    await page.keyboard.type('She wants it on ')
    await ring('+49309018203', bob)
    await page.locator('[data-call][data-state=ringing]').waitFor()
    await page.keyboard.type('Wednesday')
    expect(await page.locator('#wrap-up-note').inputValue()).toBe('She wants it on Wednesday')
    expect(await page.locator('article').getAttribute('data-state')).toBe('connected')
    await page.keyboard.press('Alt+2')
    await page.locator('article[data-state=ringing]').waitFor()
    await page.keyboard.press('Alt+0')
    await page.locator('article').waitFor({ state: 'detached' })
    await page.keyboard.press('Alt+1')
    expect(await page.locator('#wrap-up-note').inputValue()).toBe('She wants it on Wednesday')
    expect(faults).toEqual([])
    await page.context().close()
  })

  it('[P32] what was typed is there again after the page was loaded anew, and saving it closes the call', async () => {
    const { page, faults } = await browser.open(house, 'carol')
    const call = await ring('+49309018204', carol)
    await answer(call, '1003')
    await page.locator('article[data-state=connected]').waitFor()
    await page.locator('#wrap-up-note').fill('Back on Monday')
    await page.getByText('Draft kept').waitFor()
    await page.reload()
    await page.locator('article').waitFor()
    await page.waitForFunction(
      () => document.querySelector<HTMLTextAreaElement>('#wrap-up-note')?.value !== '',
    )
    expect(await page.locator('#wrap-up-note').inputValue()).toBe('Back on Monday')
    await call.say('ended')
    await page.locator('article[data-state=wrap-up]').waitFor()
    await chooseDisposition(page)
    await page.locator('#wrap-up-note').press('Control+Enter')
    await page.getByText('Wrapped up').first().waitFor()
    expect(faults).toEqual([])
    await page.context().close()
  })

  it('[P8] a call that a colleague answers shows a first name at most, and closes with half a line why', async () => {
    await addCustomer({
      ...anna,
      name: 'Berta Zimmermann',
      givenName: 'Berta',
      familyName: 'Zimmermann',
      numbers: [{ number: '+49 30 9018205' }],
    })
    const { page, faults } = await browser.open(house, 'alice')
    const call = await ring('+49309018205', [...alice, ...carol])
    await page.getByText('Rings at several colleagues').waitFor()
    expect(await page.locator('body').textContent()).not.toContain('Zimmermann')
    await answer(call, '1003')
    await page.getByText('Taken by a colleague').first().waitFor()
    expect(await page.locator('body').textContent()).not.toContain('Berta')
    await page.locator('[data-call][data-state=closed]').waitFor({ state: 'detached', timeout: 10_000 })
    expect(faults).toEqual([])
    await page.context().close()
  })

  it('[P10] an unknown caller becomes a customer in one window, and the call is theirs', async () => {
    const { page, faults } = await browser.open(house, 'alice')
    const call = await ring('+49309018206', alice)
    await answer(call, '1001')
    await page.locator('article[data-outcome=unknown][data-state=connected]').waitFor()
    await page.getByRole('button', { name: 'Create customer' }).click()
    const dialog = page.getByRole('dialog')
    expect(await dialog.getByLabel('Number', { exact: true }).inputValue()).toBe('+49309018206')
    await dialog.getByLabel('Full name').fill('Clara New')
    await dialog.getByRole('button', { name: 'Create' }).click()
    await page.locator('article[data-outcome=recognised]').waitFor()
    await expectText(page, 'article h1', 'Clara New')
    expect(faults).toEqual([])
    await page.context().close()
  })

  it('what the caller’s side calls itself is text, marked as a claim, and changes nothing around it', async () => {
    const { page, faults } = await browser.open(house, 'bob')
    const name = '<img src=x onerror=alert(1)>'
    const call = await ring('+49309018207', bob, { displayName: name })
    await page.locator(`[data-call="${call.id}"]`).click()
    await page.locator('article').getByText(name).first().waitFor()
    expect(await page.locator('img').count()).toBe(0)
    expect(faults).toEqual([])
    await page.context().close()
  })

  it('[P11] says that it is disconnected, and shows what is going on once the server is back', async () => {
    const { page } = await browser.open(house, 'carol')
    await house.restart()
    await page
      .getByText(/Disconnected|restarting/)
      .first()
      .waitFor()
    const call = await ring('+49309018208', carol)
    await page.locator('[data-link=live]').waitFor({ timeout: 20_000 })
    await page.locator(`[data-call="${call.id}"]`).waitFor()
    expect(await page.getByText(/Disconnected|restarting/).count()).toBe(0)
    await page.context().close()
  })

  it('[P29] a supervisor finds a two-character Chinese name, marked where it stands', async () => {
    const sam = await house.signIn('sam')
    const text = '王明询问包裹，答应周二回复。'
    await sam.ask('POST', '/v1/interactions', {
      channel: 'chat',
      direction: 'inbound',
      startedAt: Date.now(),
      text,
    })
    await expect
      .poll(async () => {
        const { body } = await sam.ask('POST', '/v1/interactions/search', { text: '王明' })
        return (body as { found: unknown[] }).found.length
      }, aWhile)
      .toBe(1)
    const { page, faults } = await browser.open(house, 'sam', { path: '/search' })
    await page.locator('#search-text').fill('王明')
    await page.keyboard.press('Enter')
    await page.locator('mark').first().waitFor()
    expect(await page.locator('mark').first().textContent()).toContain('王明')
    expect(new URL(page.url()).search).toBe('')
    expect(faults).toEqual([])
    await page.context().close()
  })

  it('[P16] a call that reaches nobody stands first among the live calls, marked', async () => {
    const { page, faults } = await browser.open(house, 'sam', { path: '/live' })
    const call = await ring('+49309018209', [])
    await answer(call, '9999')
    await page.locator('li[data-unrouted]').getByText('Unrouted').waitFor()
    expect(faults).toEqual([])
    await page.context().close()
  })

  it('speaks the language that is chosen, and remembers it for the account', async () => {
    const { page, faults } = await browser.open(house, 'ada', { scheme: 'dark' })
    await page.getByRole('button', { name: 'Account and settings' }).click()
    await page.getByText('简体中文').click()
    await page.getByText('准备接听下一通电话').or(page.getByText('您已离线')).first().waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN')
    await page.reload()
    await page.getByText('工作台').first().waitFor()
    expect(faults).toEqual([])
    await page.context().close()
  })

  it('a session that ends elsewhere leads to the sign-in page at once', async () => {
    const { page } = await browser.open(house, 'bob')
    const ada = await house.signIn('ada')
    await ada.ask('PATCH', `/v1/accounts/${house.ids.bob}`, { disabled: true })
    await page.locator('input[name=password]').waitFor()
    await ada.ask('PATCH', `/v1/accounts/${house.ids.bob}`, { disabled: false })
    await page.context().close()
  })
})

/** The index is filled in the background. */
const aWhile = { timeout: 15_000 }

const alice = [{ extension: '1001' }]
const bob = [{ extension: '1002' }]
const carol = [{ extension: '1003' }]

const anna = {
  name: 'Anna Sommerfeld',
  title: 'Ms',
  givenName: 'Anna',
  familyName: 'Sommerfeld',
  pronunciation: 'ZOM-er-felt',
  language: 'en',
  wishes: ['No calls after 17:00'],
}

interface RingingCall {
  readonly id: string
  say(kind: string, what?: object): Promise<void>
}

async function ring(from: string, agents: object[], more: object = {}): Promise<RingingCall> {
  const call = randomUUID()
  let n = 0
  const say = async (kind: string, what: object = {}) => {
    n += 1
    const event = {
      id: `${call}-${n}`,
      call,
      time: Date.now() + n,
      kind,
      from,
      to: '+493023125100',
      ...more,
      ...what,
    }
    const { status } = await house.post(event)
    expect([202, 422], 'an event that names nobody we know is stored, and said to be so').toContain(status)
  }
  await say('arrived')
  if (agents.length > 0) await say('offered', { agents })
  return { id: `main:${call}`, say }
}

function answer(call: RingingCall, extension: string): Promise<void> {
  return call.say('answered', { agents: [{ extension }] })
}

async function addCustomer(fields: object): Promise<void> {
  const sam = await house.signIn('sam')
  const { status } = await sam.ask('POST', '/v1/customers', fields)
  expect(status).toBe(201)
}

async function expectText(page: Page, where: string, text: string): Promise<void> {
  await page
    .locator(where)
    .getByText(text)
    .or(page.locator(where, { hasText: text }))
    .first()
    .waitFor()
}

/** Whether the house's results are shown as buttons or, where they are many, as a list. */
async function chooseDisposition(page: Page): Promise<void> {
  const chips = page.getByRole('radiogroup', { name: 'Result' })
  if ((await chips.count()) > 0) return chips.locator('label').first().click()
  await page.getByPlaceholder('Choose a result').click()
  await page.getByRole('option').first().click()
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
