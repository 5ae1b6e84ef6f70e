import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openHouse, type TestHouse } from '../house.ts'
import { openBrowser, type TestBrowser } from './browser.ts'
import { houseOfStories } from './stories.ts'

let house: TestHouse
let browser: TestBrowser

beforeAll(async () => {
  house = await openHouse({
    ...houseOfStories,
    facts: [
      { key: 'address', name: { en: 'Delivery address' } },
      { key: 'slot', name: { en: 'Preferred slot' } },
    ],
    departments: [
      { id: 'claims', name: { en: 'Claims' } },
      { id: 'depot', name: { en: 'Depot' } },
    ],
  })
  browser = await openBrowser()
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await house?.close()
})

describe('closing a call by keyboard alone, in a real browser', () => {
  it('[P92] finds the result by typing, expands a snippet, promises by one key, and masks the card that was said', async () => {
    const sam = await house.signIn('sam')
    const made = await sam.ask('POST', '/v1/customers', {
      name: 'Anna Sommerfeld',
      numbers: [{ number: '+49 30 9018201' }],
    })
    const { id } = made.body as { id: number }
    await sam.ask('POST', `/v1/customers/${id}/cases`, { subject: 'Pallet to Graz', reference: 'R-1' })
    await sam.ask('PUT', `/v1/customers/${id}/facts/address`, { value: 'Lindenstraße 14', staleAt: 1 })
    const { page, faults } = await browser.open(house, 'alice')
    await tell('arrived', 1)
    await tell('offered', 2, [{ extension: '1001' }])
    await tell('answered', 3, [{ extension: '1001' }])
    await page.locator('article[data-state=connected]').waitFor()
    await page.locator('#knowledge').getByText('Lindenstraße 14').waitFor()

    await page.keyboard.press('Alt+k')
    await page.keyboard.press('Enter')
    await page.locator('#knowledge [data-asked-again]').waitFor()
    await page.keyboard.press('Alt+q')
    await page.keyboard.press('Enter')
    await tell('ended', 4)
    await page.locator('article[data-state=wrap-up]').waitFor()
    await page.keyboard.press('Alt+r')
    await page.keyboard.type('del rea')
    await page.getByRole('option').first().waitFor()
    await page.keyboard.press('Enter')
    expect(await page.evaluate(() => document.activeElement?.id), 'the note is next').toBe('wrap-up-note')
    await page.keyboard.type('/slo')
    await page.getByRole('option').first().waitFor()
    await page.keyboard.press('Tab')
    await page.keyboard.type('Friday. Paid with 4111 1111 1111 1111 and 123')
    await page.keyboard.press('Alt+p')
    await page.keyboard.type('We call when it is on the truck')
    await page.keyboard.press('Control+Enter')
    await page.getByText('Say until when').waitFor()
    await page.getByRole('button', { name: /^Tomorrow/ }).focus()
    await page.keyboard.press('Space')
    await page.keyboard.press('Control+Enter')
    await page.getByText('Wrapped up').first().waitFor()
    expect(faults).toEqual([])

    const alice = await house.signIn('alice')
    const recent = (await alice.ask('GET', '/v1/desk/recent')).body as { items: object[] }
    expect(recent.items[0]).toMatchObject({
      disposition: 'rebooked',
      note: 'New delivery slot agreed: Friday. Paid with •••• •••• •••• 1111 and •••',
    })
    const card = (await sam.ask('GET', `/v1/customers/${id}/cases`)).body as { items: object[] }
    expect(card.items[0], 'the only open case was meant').toMatchObject({
      subject: 'Pallet to Graz',
      contacts: 2,
    })
    const times = (await sam.ask('GET', '/v1/reports/wrap-up-times')).body as {
      items: { disposition: string; medianMs: number; typedMedianMs: number }[]
    }
    expect(times.items).toMatchObject([{ disposition: 'rebooked', count: 1 }])
    expect(times.items[0]?.medianMs).toBeGreaterThan(0)
    expect(times.items[0]?.typedMedianMs).toBeGreaterThan(0)
    const facts = (await sam.ask('GET', `/v1/customers/${id}/facts`)).body as {
      items: { key: string; verifiedAt: number | null }[]
    }
    expect(facts.items.find(({ key }) => key === 'address')?.verifiedAt, 'was confirmed').toBeGreaterThan(0)
    const asked = (await sam.ask('GET', '/v1/reports/asked-again')).body as { items: object[] }
    expect(asked.items).toMatchObject([{ key: 'address', times: 1 }])
    await page.context().close()
  })

  it('[P79] opens a complaint for one department and promises for another, on the channel that was agreed', async () => {
    const sam = await house.signIn('sam')
    const made = await sam.ask('POST', '/v1/customers', {
      name: 'Bruno Falk',
      numbers: [{ number: '+49 30 9018202' }],
    })
    const { id } = made.body as { id: number }
    const { page, faults } = await browser.open(house, 'alice')
    const caller = { call: 'for-others', from: '+49309018202' }
    await tell('arrived', 1, undefined, caller)
    await tell('offered', 2, [{ extension: '1001' }], caller)
    await tell('answered', 3, [{ extension: '1001' }], caller)
    await page.locator('article[data-state=connected]').waitFor()
    const tabTo = async (label: string) => {
      const there = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))
      for (let n = 0; n < 12 && (await there()) !== label; n++) await page.keyboard.press('Tab')
      expect(await there()).toBe(label)
    }
    await page.keyboard.press('Alt+r')
    await page.keyboard.type('del rea')
    await page.getByRole('option').first().waitFor()
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    await page.keyboard.press('End')
    await tabTo('Subject')
    await page.keyboard.type('Crate arrived wet')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Space')
    await tabTo('Department')
    await page.keyboard.press('d')
    await page.keyboard.press('Alt+p')
    await page.keyboard.type('Claims writes what is paid')
    await page.getByRole('button', { name: /^Tomorrow/ }).focus()
    await page.keyboard.press('Space')
    await tabTo('Who keeps it')
    await page.keyboard.press('c')
    await tabTo('How it is kept')
    await page.keyboard.press('End')
    await page.keyboard.press('ArrowUp')
    await tell('ended', 4, undefined, caller)
    await page.locator('article[data-state=wrap-up]').waitFor()
    await page.keyboard.press('Control+Enter')
    await page.getByText('Wrapped up').first().waitFor()
    expect(faults).toEqual([])

    const cases = (await sam.ask('GET', `/v1/customers/${id}/cases`)).body as { items: object[] }
    expect(cases.items).toMatchObject([
      { subject: 'Crate arrived wet', complaintAt: expect.any(Number), department: 'depot' },
    ])
    const promises = (await sam.ask('GET', `/v1/customers/${id}/promises`)).body as { items: object[] }
    expect(promises.items).toMatchObject([
      { text: 'Claims writes what is paid', ownerId: null, department: 'claims', channel: 'delivery' },
    ])
    await page.context().close()
  })

  it('a promise that is taken away leaves the others as they are, and the keyboard at the one beside it', async () => {
    const { page, faults } = await browser.open(house, 'alice')
    const caller = { call: 'three-promises', from: '+49309018203' }
    await tell('arrived', 1, undefined, caller)
    await tell('offered', 2, [{ extension: '1001' }], caller)
    await tell('answered', 3, [{ extension: '1001' }], caller)
    await page.locator('article[data-state=connected]').waitFor()
    for (const text of ['one', 'two', 'three']) {
      await page.keyboard.press('Alt+p')
      await page.keyboard.type(text)
    }
    const rows = page.locator('article [data-row]')
    const texts = () => rows.getByRole('textbox', { name: 'Promise' }).evaluateAll(valuesOf)
    const remove = async (nth: number) => {
      await rows.nth(nth).locator('[data-removes]').focus()
      await page.keyboard.press('Enter')
    }
    const third = await rows.nth(2).elementHandle()
    await remove(1)
    await expect.poll(texts).toEqual(['one', 'three'])
    expect(await third?.evaluate((row) => row.isConnected && row.contains(document.activeElement))).toBe(true)
    await page.keyboard.press('Enter')
    await expect.poll(texts).toEqual(['one'])
    expect(await rows.first().evaluate((row) => row.contains(document.activeElement))).toBe(true)
    await page.keyboard.press('Enter')
    await expect.poll(texts).toEqual([])
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('Promise')
    expect(faults).toEqual([])
    await page.context().close()
  })
})

async function tell(
  kind: string,
  n: number,
  agents?: object[],
  { call, from } = { call: 'keyboard', from: '+49309018201' },
): Promise<void> {
  const event = {
    id: `${call}-${n}`,
    call,
    kind,
    time: Date.now(),
    from,
    to: '+493023125100',
  }
  expect((await house.post({ ...event, ...(agents ? { agents } : {}) })).status).toBe(202)
}

const valuesOf = (fields: Element[]) => fields.map((field) => (field as HTMLInputElement).value)
