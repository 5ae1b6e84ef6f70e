import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openHouse, type TestHouse, testConfig } from '../house.ts'
import { openBrowser, type TestBrowser } from './browser.ts'

let house: TestHouse
let browser: TestBrowser

beforeAll(async () => {
  const source = {
    ...testConfig.sources[0],
    queues: [
      { id: 'support', name: 'Support' },
      { id: 'sales', name: '销售热线', answerWithinSeconds: 60 },
    ],
  }
  house = await openHouse({ sources: [source] })
  browser = await openBrowser()
  const ada = await house.signIn('ada')
  for (const [name, tier, number] of people) {
    await ada.ask('POST', '/v1/customers', { name, tier, numbers: [{ number }] })
  }
}, 120_000)
afterAll(async () => {
  await browser.close()
  await house.close()
})

const people = [
  ['Erika Mustermann', 'gold', '+4915112345601'],
  ['王明', 'silver', '+4915112345602'],
  ['محمد عبد الله الأنصاري', 'standard', '+4915112345603'],
  ['Sigismund Graf von Wolkenstein-Hohenheim zu Unterbergen', 'standard', '+4915112345604'],
  ['Ben Weber', 'standard', '+4915112345605'],
  [
    'عبد الرحمن بن محمد بن عبد العزيز آل سعود الكبير بن فيصل بن تركي بن عبد الله بن محمد',
    'gold',
    '+4915112345606',
  ],
  [
    'Hubertine Freifrau von Württemberg-Hohenlohe-Langenburg zu Sayn-Wittgenstein-Berleburg',
    'gold',
    '+4915112345607',
  ],
] as const

function aCall(from: string, began = Date.now()) {
  const call = randomUUID()
  let n = 0
  return {
    id: `main:${call}`,
    say: (kind: string, what: object = {}, after = 0) => {
      n += 1
      const numbers = { from, to: '+493023125100' }
      return { id: `${call}-${n}`, call, time: began + n + after, kind, ...numbers, ...what }
    },
  }
}
const agent = (extension: string) => [{ extension }]

/** Whether something of it is hidden, and whether its first letter is not: within every box that cuts it. */
function showsBeginning(name: import('playwright-core').Locator) {
  return name.evaluate((element) => {
    const text = document.createTreeWalker(element, NodeFilter.SHOW_TEXT).nextNode() as Text
    const rangeOf = (from: number, until: number): DOMRect => {
      const range = document.createRange()
      range.setStart(text, from)
      range.setEnd(text, until)
      return range.getBoundingClientRect()
    }
    const first = rangeOf(0, 1)
    const whole = rangeOf(0, text.length)
    let begins = true
    let isCut = false
    for (let box: Element | null = element; box; box = box.parentElement) {
      if (getComputedStyle(box).overflowX === 'visible') continue
      const { left, right } = box.getBoundingClientRect()
      begins &&= first.left >= left - 1 && first.right <= right + 1
      isCut ||= whole.left < left - 1 || whole.right > right + 1
    }
    return { isCut, begins }
  })
}

/** `SCREENS=/some/folder` keeps pictures. */
async function picture(page: import('playwright-core').Page, name: string): Promise<void> {
  if (process.env.SCREENS) await page.screenshot({ path: `${process.env.SCREENS}/${name}.png` })
}

describe('the live view in a browser', () => {
  it('[P118] a supervisor sees who waits, honoured ones first, and nothing jumps when one more comes', async () => {
    const { page, faults } = await browser.open(house, 'sam', { path: '/live' })
    const alice = await browser.open(house, 'alice')
    const now = Date.now()
    const [wang, erika, long, ben, stranger] = [
      aCall('+4915112345602', now - 40_000),
      aCall('+4915112345601', now - 8000),
      aCall('+4915112345604', now - 55_000),
      aCall('+4915112345605', now - 30_000),
      aCall('+4930111222', now - 5000),
    ]
    await house.post([
      wang.say('arrived', { queue: 'support' }),
      erika.say('arrived', { queue: 'support' }),
      long.say('arrived', { queue: 'sales' }),
      ben.say('arrived', { queue: 'support' }),
      ben.say('offered', { agents: [...agent('1001'), ...agent('1002')] }, 1000),
      ben.say('offer-ended', { agents: agent('1002'), result: 'missed' }, 8000),
      ben.say('answered', { agents: agent('1001') }, 9000),
      stranger.say('arrived'),
      stranger.say('answered', { agents: agent('9999') }),
    ])
    const waiting = page.getByRole('region', { name: 'Waiting' }).locator('li')
    await expect.poll(() => waiting.count()).toBe(3)
    expect(await waiting.first().textContent()).toContain('Erika Mustermann')
    expect(await waiting.nth(1).textContent()).toContain('Sigismund')
    expect(await waiting.nth(2).textContent()).toContain('王明')
    await page.getByText('1 call reaches nobody').waitFor()
    const talking = page.getByRole('region', { name: 'In conversation' })
    expect(await talking.textContent()).toContain('missed by Bob Brown')
    const row = page.locator('li[data-doing=speaking]', { hasText: 'Alice Adams' })
    await row.waitFor()
    expect(await row.textContent()).toContain('Ben Weber')
    const before = await talking.boundingBox()
    const more = aCall('+4915112345603')
    await house.post(more.say('arrived', { queue: 'support' }))
    await expect.poll(() => waiting.count()).toBe(4)
    expect(await waiting.last().textContent()).toContain('محمد')
    expect(await talking.boundingBox()).toEqual(before)
    await picture(page, 'live-light')
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.waitForTimeout(process.env.SCREENS ? 1000 : 0)
    await picture(page, 'live-dark')
    // Only what matters is said: the honoured customer and the call that reaches nobody were there before.
    const honoured = aCall('+4915112345601')
    await house.post(honoured.say('arrived', { queue: 'support' }))
    await expect
      .poll(() => page.locator('[role=status][aria-live=polite]').first().textContent())
      .toBe('Honoured customer waiting: Erika Mustermann')
    await page.getByRole('button', { name: /销售热线/ }).click()
    await expect.poll(() => waiting.count()).toBe(1)
    expect([...faults, ...alice.faults]).toEqual([])
    await page.context().close()
    await alice.context.close()
  })

  it('[P155] a name that has no room keeps its beginning, in whichever direction it is written', async () => {
    const { page, faults } = await browser.open(house, 'sam', { path: '/live', width: 1200 })
    for (const [number, began] of [
      ['+4915112345606', 'عبد الرحمن'],
      ['+4915112345607', 'Hubertine'],
    ] as const) {
      const call = aCall(number)
      await house.post([
        call.say('arrived', { queue: 'support' }),
        call.say('offered', { agents: agent('1002') }, 1),
      ])
      const waits = page.getByRole('region', { name: 'Waiting' }).locator('bdi', { hasText: began })
      const rings = page.locator('li[data-doing=ringing] bdi', { hasText: began })
      expect([began, await showsBeginning(waits)]).toEqual([began, { isCut: true, begins: true }])
      expect([began, await showsBeginning(rings)]).toEqual([began, { isCut: true, begins: true }])
      await picture(page, 'live-long-names')
      await house.post(call.say('ended', {}, 2))
    }
    expect(faults).toEqual([])
    await page.context().close()
  })

  it('[P121] the wall needs nobody, shows when it is not up to date, and comes back by itself', async () => {
    const ada = await browser.open(house, 'ada', { path: '/walls' })
    await ada.page.getByLabel('What the screen is called').fill('Hall')
    await ada.page.getByRole('button', { name: 'Make a link' }).click()
    const address = await ada.page.getByLabel('Open this address on the screen').inputValue()
    await picture(ada.page, 'walls')
    const page = await ada.context
      .browser()
      ?.newPage({ viewport: { width: 1920, height: 1080 }, locale: 'en-GB' })
    if (!page) throw new Error('no page')
    await page.goto(address)
    await page.getByText('Longest wait').waitFor()
    const text = (await page.textContent('main')) ?? ''
    expect(text).not.toMatch(/Erika|Mustermann|王明/)
    expect(text).toContain('Support')
    const size = await page
      .locator('dd')
      .first()
      .evaluate((element) => parseFloat(getComputedStyle(element).fontSize))
    expect(size).toBeGreaterThan(120)
    await picture(page, 'wall')
    await page.route('**/v1/wall', (route) => route.abort())
    await page.getByText('Not up to date').waitFor({ timeout: 15_000 })
    await picture(page, 'wall-stale')
    await page.unroute('**/v1/wall')
    await page.getByText('Not up to date').waitFor({ state: 'detached', timeout: 10_000 })
    await ada.page.getByRole('button', { name: 'Take back' }).click()
    await page.getByText('This link was taken back').waitFor({ timeout: 10_000 })
    expect(ada.faults).toEqual([])
    await page.close()
    await ada.context.close()
  })
})
