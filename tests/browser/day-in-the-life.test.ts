import { createServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { en, type Words } from '../../src/desktop/words/en.ts'
import { zhCn } from '../../src/desktop/words/zh-cn.ts'
import { openHouse, type TestHouse } from '../house.ts'
import { openReceiver } from '../webhook-receiver.ts'
import { type OpenPage, openBrowser, type TestBrowser } from './browser.ts'
import { type DeskHands, handsAt } from './day-desk.ts'
import { callIn, callOut } from './day-phone.ts'

const hour = 60 * 60_000
/** After which a step that is not seen is named, ms. */
const patience = 20_000
const secret = 'whsec_dGhlLXNlY3JldC1vZi1hbm90aGVyLXN5c3RlbS0x'
const anna = '+493090182010'
const family = '+493090182020'
const switchboard = '+4930901824'
const clara = '+493090182030'

let browser: TestBrowser
beforeAll(async () => {
  browser = await openBrowser()
}, 120_000)
afterAll(() => browser?.close())

describe.each([
  ['English', 'en', en],
  ['Chinese', 'zh-CN', zhCn],
] as const)('a day at a desk in %s', (_, language, words: Words) => {
  let house: TestHouse
  let gateway: Awaited<ReturnType<typeof openReceiver>>
  let alice: OpenPage
  let bob: OpenPage
  let atAlice: DeskHands
  let atBob: DeskHands

  beforeAll(async () => {
    gateway = await openReceiver(secret)
    house = await openHouse(await settings(gateway.url))
    await fill(house)
    for (const login of ['alice', 'bob']) {
      await (await house.signIn(login)).ask('PATCH', '/v1/me', { language })
    }
    alice = await browser.open(house, 'alice', { locale: language })
    bob = await browser.open(house, 'bob', { locale: language })
    for (const { page } of [alice, bob]) page.setDefaultTimeout(patience)
    atAlice = handsAt(alice.page, words)
    atBob = handsAt(bob.page, words)
  }, 120_000)
  afterAll(async () => {
    await alice?.context.close()
    await bob?.context.close()
    await house?.close()
    await gateway?.close()
  })

  it('[P94] a customer to whom a promise was broken: sorry first; what was said goes with the transfer and to the next call', async () => {
    const call = await callIn(house, anna)
    await call.rings('1001')
    await atAlice.shows('ringing', 'recognised')
    await atAlice.reads(greeting(words), /sorry.*promised/)
    await atAlice.reads('article h1', 'Ms Sommerfeld')
    const first = alice.page.locator('#leads li').first()
    expect(await first.textContent()).toContain(words.card.leads['promise-broken'])
    expect(await first.textContent()).toContain('Ring her about the refund')
    await first.getByRole('button', { name: words.promises.good }).waitFor()
    await call.answers('1001')
    await atAlice.shows('connected')
    await atAlice.reads('#knowledge', nameOf('parcel', language))
    await answer(alice, words.card.answerOf(nameOf('parcel', language)), 'P-881')
    await atAlice.reads('#knowledge', 'P-881')
    await alice.page.keyboard.press('Alt+w')
    await alice.page.keyboard.type('Wants the money by Friday')
    await alice.page.getByText(words.wrapUp.draft.kept).waitFor()

    await call.say('transferred', { agents: [{ extension: '1001' }] })
    await call.rings('1002')
    await atBob.shows('ringing', 'recognised')
    await atBob.reads('article', words.pop.transferredFrom('Alice Adams'))
    await atBob.reads('[data-colleagues-notes]', 'Wants the money by Friday')
    await atBob.reads('#knowledge', 'P-881')
    await call.answers('1002')
    await atBob.shows('connected')
    await atAlice.shows('wrap-up')
    await atAlice.wrapUp({ result: 'ref', note: '. Put through to Bob' })
    await atBob.reads('[data-colleagues-notes]', 'Wants the money by Friday. Put through to Bob')
    await call.ends()
    await atBob.shows('wrap-up')
    await atBob.wrapUp({
      result: 'ref',
      note: 'Told her the money is on its way',
      newCase: 'Refund is outstanding',
      promise: 'Ring her when the money has gone out',
      followUp: 'Ask accounts',
    })

    const next = await callIn(house, anna)
    await next.rings('1002')
    await atBob.shows('ringing', 'recognised')
    await atBob.reads('#knowledge', 'P-881')
    await atBob.reads('#leads', 'Ring her when the money has gone out')
    await atBob.reads('#leads', words.card.leads['promise-due'])
    await atBob.reads('article', 'Refund is outstanding')
    await atBob.reads('article', 'Told her the money is on its way')
    expect(await asked(bob)).not.toContain(nameOf('parcel', language))
    await next.say('offer-ended', { agents: [{ extension: '1002' }], result: 'withdrawn' })
    await next.ends()
    expect(alice.faults.concat(bob.faults)).toEqual([])
  })

  it('[P94] one of a household that shares a number is named only once an agent has asked, and the next call knows it', async () => {
    const call = await callIn(house, family)
    await call.rings('1001')
    await atAlice.shows('ringing')
    await atAlice.reads(greeting(words), /^(Hello|Good \w+)\. .*who/)
    await atAlice.never(greeting(words), 'Thomas')
    await call.answers('1001')
    await atAlice.shows('connected')
    await alice.page.getByRole('button', { name: `${words.identity.is}: Thomas Hoffmann` }).click()
    await atAlice.shows('connected', 'recognised')
    await atAlice.reads('article h1', 'Herr Hoffmann')
    await atAlice.reads('#knowledge', 'With the neighbour')
    await atAlice.reads('article', 'Asked for a later delivery')
    await call.ends()
    await atAlice.shows('wrap-up')
    await atAlice.wrapUp({ result: 'reb', note: 'Now on Thursday' })

    const next = await callIn(house, family)
    await next.rings('1001')
    await atAlice.shows('ringing', 'recognised')
    await atAlice.reads('article h1', 'Herr Hoffmann')
    await atAlice.reads('#knowledge', 'With the neighbour')
    await atAlice.reads('article', 'Now on Thursday')
    await next.ends()
    expect(alice.faults).toEqual([])
  })

  it('[P94] an extension of a company’s switchboard is the company’s until somebody says whose it is', async () => {
    const call = await callIn(house, `${switchboard}58`)
    await call.rings('1001')
    await atAlice.shows('ringing', 'organisation')
    await atAlice.reads('article h1', 'Krüger & Söhne')
    await call.answers('1001')
    await atAlice.shows('connected')
    await alice.page.getByRole('button', { name: `${words.identity.is}: Piotr Nowak` }).click()
    await atAlice.shows('connected', 'recognised')
    await call.ends()
    await atAlice.shows('wrap-up')
    await atAlice.wrapUp({
      result: 'tra',
      note: 'Pallet of bearings is missing',
      newCase: 'Pallet is missing',
    })

    const next = await callIn(house, `${switchboard}58`)
    await next.rings('1001')
    await atAlice.shows('ringing', 'recognised')
    await atAlice.reads('article h1', 'Nowak')
    await atAlice.reads('article', 'Pallet is missing')
    await next.ends()
    expect(alice.faults).toEqual([])
  })

  it('[P94] an unknown caller becomes a customer during the call, and keeps what they have answered; dissatisfied, they are called back', async () => {
    const call = await callIn(house, clara)
    await call.rings('1001')
    await call.answers('1001')
    await atAlice.shows('connected', 'unknown')
    await answer(alice, words.card.answerOf(nameOf('drop-off', language)), 'Behind the shed')
    await atAlice.reads('#knowledge', 'Behind the shed')
    await alice.page.getByRole('button', { name: words.identity.create }).click()
    const dialog = alice.page.getByRole('dialog')
    await dialog.getByLabel(words.customer.fields.name).fill('Clara New')
    await dialog.getByRole('button', { name: words.form.create }).click()
    await atAlice.shows('connected', 'recognised')
    await atAlice.reads('article h1', 'Clara New')
    await atAlice.reads('#knowledge', 'Behind the shed')
    await call.ends()
    await atAlice.shows('wrap-up')
    await atAlice.wrapUp({ result: 'sol', note: 'Where to leave parcels' })

    const [sent] = await gateway.until((all) => all.some((one) => one.data.to?.address === clara))
    const form = new URLSearchParams({ satisfaction: '1', text: 'It took three calls' })
    expect((await fetch(sent?.data.link, { method: 'POST', body: form })).status).toBe(200)

    await alice.page.getByRole('link', { name: words.nav.customers }).click()
    await alice.page.getByRole('link', { name: words.nav.desk }).click()
    const due = alice.page
      .locator('section')
      .filter({ has: alice.page.getByRole('heading', { name: words.tasks.heading }) })
      .locator('li', { hasText: 'Clara New' })
      .filter({ has: alice.page.locator('[data-dial]') })
    await due.first().waitFor()
    await due.first().locator('[data-dial]').click()
    const back = await callOut(house, '1001', clara)
    await back.answers('1001')
    await atAlice.shows('connected', 'recognised')
    await atAlice.reads('article h1', 'Clara New')
    await atAlice.reads('#leads', words.card.leads.dissatisfied)
    await back.ends()
    await atAlice.shows('wrap-up')
    await atAlice.wrapUp({ result: 'sol', note: 'Said sorry' })
    await atAlice.between()
    await due.first().waitFor({ state: 'detached' })

    const next = await callIn(house, clara)
    await next.rings('1001')
    await atAlice.shows('ringing', 'recognised')
    await atAlice.reads(greeting(words), 'I will take the time it needs')
    await atAlice.reads('#knowledge', 'Behind the shed')
    await atAlice.reads('#leads', words.card.leads.dissatisfied)
    await next.ends()
    expect(alice.faults).toEqual([])
  })

  it('[P94] a caller who hides the number is nobody until they are found, and their history has the call', async () => {
    const call = await callIn(house, 'anonymous', { presentation: 'restricted' })
    await call.rings('1001')
    await atAlice.shows('ringing', 'withheld')
    await atAlice.never('article', 'Sommerfeld')
    await call.answers('1001')
    await atAlice.shows('connected')
    await alice.page.getByRole('button', { name: words.identity.find }).click()
    await alice.page.locator('[role=dialog] input:focus').waitFor()
    await alice.page.keyboard.type('Sommerfeld')
    await alice.page.keyboard.press('Enter')
    await alice.page.getByRole('dialog').getByRole('button', { name: words.identity.is }).click()
    await atAlice.shows('connected', 'recognised')
    await atAlice.reads('article aside', words.pop.withheldNumber)
    await call.ends()
    await atAlice.shows('wrap-up')
    await atAlice.wrapUp({ result: 'ref', note: 'Rang from a friend’s phone' })

    const hidden = await callIn(house, 'anonymous', { presentation: 'restricted' })
    await hidden.rings('1001')
    await atAlice.shows('ringing', 'withheld')
    await atAlice.never('article', 'Sommerfeld')
    await hidden.ends()
    await alice.page.locator('article').waitFor({ state: 'detached' })
    const next = await callIn(house, anna)
    await next.rings('1001')
    await atAlice.shows('ringing', 'recognised')
    await atAlice.reads('article', 'Rang from a friend’s phone')
    await next.ends()
    expect(alice.faults).toEqual([])
  })
})

const facts = [
  { key: 'parcel', name: { en: 'Parcel number', 'zh-CN': '运单号' }, neededFor: ['support'] },
  { key: 'drop-off', name: { en: 'Where to leave parcels', 'zh-CN': '包裹放置处' }, neededFor: ['support'] },
]

function nameOf(key: string, language: 'en' | 'zh-CN'): string {
  return facts.find((one) => one.key === key)?.name[language] ?? key
}

/** Where the card says what to say. */
function greeting(words: Words): string {
  return `[aria-label="${words.pop.say}"] p`
}

/** What the card says is still to be asked. */
async function asked({ page }: OpenPage): Promise<string> {
  return page
    .locator('#knowledge ul')
    .last()
    .textContent()
    .then((text) => text ?? '')
}

async function settings(url: string): Promise<object> {
  const port = await freePort()
  return {
    port,
    publicUrl: `http://localhost:${port}`,
    facts,
    dispositions: [
      { id: 'solved', name: { en: 'Solved', 'zh-CN': 'Solved 已解决' }, saysWhy: false },
      { id: 'refund', name: { en: 'Refund', 'zh-CN': 'Refund 退款' } },
      { id: 'rebooked', name: { en: 'Rebooked', 'zh-CN': 'Rebooked 已改约' } },
      { id: 'traced', name: { en: 'Traced', 'zh-CN': 'Traced 查件' } },
      { id: 'complaint', name: { en: 'Complaint', 'zh-CN': 'Complaint 投诉' } },
      { id: 'address', name: { en: 'Address', 'zh-CN': 'Address 地址' } },
      { id: 'customs', name: { en: 'Customs', 'zh-CN': 'Customs 海关' } },
    ],
    webhooks: [{ name: 'gateway', url, secret, withoutTls: true, events: ['survey.sent'] }],
    surveys: [{ name: 'after-call', dispositions: ['solved'] }],
  }
}

/** Those who are known when the day begins; resolves once the promise counts as broken. */
async function fill(house: TestHouse): Promise<void> {
  const sam = await house.signIn('sam')
  const made = async (path: string, body: object, method = 'POST'): Promise<{ id: number }> => {
    const answer = (await sam.ask(method, path, body)) as { status: number; body: { id: number } }
    expect(answer.status, `${path}: ${JSON.stringify(answer.body)}`).toBeLessThan(300)
    return answer.body
  }
  const person = (name: string, more: object) => made('/v1/customers', { name, ...more })
  const annaId = (
    await person('Anna Sommerfeld', {
      title: 'Ms',
      familyName: 'Sommerfeld',
      language: 'en',
      numbers: [{ number: anna, verified: true }],
    })
  ).id
  await made('/v1/promises', {
    customerId: annaId,
    text: 'Ring her about the refund',
    dueAt: Date.now() - 2 * hour,
    owner: 'bob',
  })
  const home = await person('Familie Hoffmann', { kind: 'household', numbers: [{ number: family }] })
  const ofHome = { belongsTo: home.id, title: 'Herr', familyName: 'Hoffmann', language: 'en' }
  const thomas = await person('Thomas Hoffmann', { ...ofHome, numbers: [{ number: family }] })
  await person('Sabine Hoffmann', { ...ofHome, title: 'Frau', numbers: [{ number: family }] })
  await made(
    `/v1/customers/${thomas.id}/facts/drop-off`,
    { value: 'With the neighbour', verified: true },
    'PUT',
  )
  await made('/v1/interactions', {
    channel: 'e-mail',
    direction: 'inbound',
    customerId: thomas.id,
    startedAt: Date.now() - 48 * hour,
    text: 'Asked for a later delivery',
  })
  const company = await person('Krüger & Söhne', {
    kind: 'company',
    numbers: [{ number: `${switchboard}*` }],
  })
  for (const name of ['Matthias Krüger', 'Piotr Nowak']) {
    await person(name, {
      belongsTo: company.id,
      familyName: name.split(' ')[1],
      language: 'en',
      numbers: [{ number: `${switchboard}*` }],
    })
  }
  const isBroken = async () => {
    const { body } = await sam.ask('GET', '/v1/promises?state=broken')
    expect(body).toMatchObject({ items: [{ text: 'Ring her about the refund' }] })
  }
  await vi.waitFor(isBroken, { timeout: 30_000, interval: 100 })
}

/** Puts down what the caller has answered, on the card. */
async function answer({ page }: OpenPage, field: string, value: string): Promise<void> {
  await page.getByLabel(field).fill(value)
  await page.keyboard.press('Enter')
  await page.locator('#knowledge bdi', { hasText: value }).waitFor()
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
