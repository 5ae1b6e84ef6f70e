import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type AmiServer, startAmiServer } from '../../src/demo/exchanges/ami-server.ts'
import { openHouse, type TestHouse, testConfig } from '../house.ts'
import { recorded } from '../pbx/asterisk-streams.ts'
import { openBrowser, type TestBrowser } from './browser.ts'

let browser: TestBrowser
let asterisk: AmiServer
let house: TestHouse

beforeAll(async () => {
  browser = await openBrowser()
}, 120_000)
afterAll(() => browser?.close())

beforeEach(async () => {
  asterisk = await startAmiServer()
  house = await openHouse({
    sources: [
      {
        ...testConfig.sources[0],
        kind: 'asterisk',
        secrets: [],
        tokens: [],
        numberFormat: 'as-dialled',
        asterisk: {
          host: '127.0.0.1',
          port: asterisk.port,
          user: 'crm',
          secret: 'crmsecret',
          trunks: ['PJSIP/trunk'],
        },
      },
    ],
  })
  await expect.poll(() => asterisk.actions.includes('QueueStatus'), { timeout: 10_000 }).toBe(true)
  const sam = await house.signIn('sam')
  await sam.ask('POST', '/v1/customers', {
    name: 'Max Mustermann',
    title: 'Mr',
    givenName: 'Max',
    familyName: 'Mustermann',
    language: 'en',
    numbers: [{ number: '+4915112345678' }],
  })
})
afterEach(async () => {
  await house.close()
  await asterisk.close()
})

/** The recorded session after its sign-in, cut before the first event of this name. */
function acts(name: string, before: string): [string, string] {
  const stream = recorded(name).toString('latin1')
  const begin = stream.indexOf('Event: Newchannel')
  const cut = stream.indexOf(`Event: ${before}`, begin)
  return [stream.slice(begin, cut), stream.slice(cut)]
}

function saysOnPage(page: Page, text: string): Promise<void> {
  return page.locator('body', { hasText: text }).waitFor({ timeout: 10_000 })
}

describe('recorded sessions of a real Asterisk, on real desktops', () => {
  it('[P9] what was noted before a call was parked stands on the desk of whoever fetches it', async () => {
    const [talk, fetched] = acts('c7_park_and_retrieve', 'UnParkedCall')
    const alice = await browser.open(house, 'alice')
    const bob = await browser.open(house, 'bob')
    asterisk.say(talk)
    await alice.page.locator('article[data-state=wrap-up]').waitFor()
    await alice.page.locator('textarea').first().fill('wants the invoice again')
    asterisk.say(fetched.slice(0, fetched.indexOf('Event: HangupRequest')))
    const notes = bob.page.locator('[data-colleagues-notes]')
    await notes.waitFor({ timeout: 15_000 })
    expect(await notes.textContent()).toContain('wants the invoice again')
    expect(await notes.textContent()).toContain('Alice Adams')
    expect([...alice.faults, ...bob.faults]).toEqual([])
  })

  it('a supervisor sees who is paused, and why', async () => {
    const { page, faults } = await browser.open(house, 'sam', { path: '/live' })
    const session = recorded('k1_agent_queue_login_pause_unpause_logout').toString('latin1')
    const [begin, lunch] = [
      session.indexOf('Event: QueueMemberAdded'),
      session.indexOf('PausedReason: Lunch'),
    ]
    asterisk.say(session.slice(begin, session.indexOf('\r\n\r\n', lunch) + 4))
    const row = page.locator('li[data-doing=paused]', { hasText: 'Carol Müller' })
    await row.waitFor({ timeout: 10_000 })
    expect(await row.textContent()).toContain('Paused Lunch')
    expect(faults).toEqual([])
  })

  it('[P33] a queue rings two; whoever answers greets by name, the other has lost it', async () => {
    const [ringing, rest] = acts('a1_queue_ringall_answered_caller_hangs_up', 'DialEnd')
    const alice = await browser.open(house, 'alice')
    const bob = await browser.open(house, 'bob')
    asterisk.say(ringing)
    await saysOnPage(bob.page, 'Rings at several colleagues')
    expect(await bob.page.locator('body').textContent()).not.toContain('Mustermann')
    const [untilAnswered, untilEnd] = rest.split(/(?=Event: AgentComplete)/)
    asterisk.say(untilAnswered ?? '')
    await alice.page.locator('article[data-state=connected]').waitFor()
    await saysOnPage(alice.page, 'Mr Mustermann')
    await saysOnPage(bob.page, 'Taken by a colleague')
    asterisk.say(untilEnd ?? '')
    await alice.page.locator('article[data-state=wrap-up]').waitFor()
    expect([...alice.faults, ...bob.faults]).toEqual([])
    await Promise.all([alice.context.close(), bob.context.close()])
  })

  it('[P9] a blind transfer brings the caller, and who it is, to the next desk', async () => {
    const [untilTransfer, rest] = acts('c1_blind_transfer_agent_to_agent', 'BlindTransfer')
    const alice = await browser.open(house, 'alice')
    const bob = await browser.open(house, 'bob')
    asterisk.say(untilTransfer)
    await alice.page.locator('article[data-state=connected]').waitFor()
    const [untilRinging, untilEnd] = rest.split(/(?=Event: DialEnd)/)
    asterisk.say(untilRinging ?? '')
    await bob.page.locator('article[data-state=ringing]').waitFor()
    await saysOnPage(bob.page, 'Mr Mustermann')
    await saysOnPage(bob.page, 'Alice Adams')
    asterisk.say(untilEnd ?? '')
    await bob.page.locator('article[data-state=wrap-up]').waitFor()
    expect([...alice.faults, ...bob.faults]).toEqual([])
    await Promise.all([alice.context.close(), bob.context.close()])
  })

  it('[P17] a number that Asterisk hands over though it is withheld is neither shown nor looked up', async () => {
    const [untilAnswered] = acts('h1_channelvars_withheld_number_direct', 'Hangup')
    const alice = await browser.open(house, 'alice')
    asterisk.say(untilAnswered)
    await alice.page.locator('article[data-outcome=withheld]').waitFor()
    expect(await alice.page.locator('body').textContent()).not.toMatch(/12345678|Mustermann/)
    expect(alice.faults).toEqual([])
    await alice.context.close()
  })
})
