import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import { chooseSurvey } from '../src/surveys/choose-survey.ts'
import { countVisits } from '../src/surveys/count-visits.ts'
import { findWords, surveyLanguages } from '../src/surveys/survey-words.ts'
import { openHouse, type TestHouse } from './house.ts'
import { openReceiver } from './webhook-receiver.ts'

const secret = 'whsec_dGhlLXNlY3JldC1vZi1hbm90aGVyLXN5c3RlbS0x'
const publicUrl = 'https://calls.example'
const caller = '+4915112345678'
const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close()
})

async function house(survey: object = {}, webhook: object = {}) {
  const gateway = await openReceiver(secret)
  open.push(gateway)
  const opened = await openHouse({
    publicUrl,
    webhooks: [
      {
        name: 'gateway',
        url: gateway.url,
        secret,
        withoutTls: true,
        events: ['survey.sent', 'survey.answered'],
        ...webhook,
      },
    ],
    surveys: [{ name: 'after-call', dispositions: ['solved'], ...survey }],
  })
  open.push(opened)
  const sam = await opened.signIn('sam')
  const anna = { name: 'Anna Weber', externalId: 'C-1', language: 'de', numbers: [{ number: caller }] }
  const made = await sam.ask('POST', '/v1/customers', anna)
  return { opened, gateway, sam, annaId: (made.body as { id: number }).id }
}

/** A call that Alice answers, ends and wraps up. */
async function call(of: TestHouse, disposition = 'solved', more: object = {}): Promise<string> {
  const id = randomUUID()
  const agents = [{ extension: '1001' }]
  const said = [
    { kind: 'arrived' },
    { kind: 'offered', agents },
    { kind: 'answered', agents },
    { kind: 'ended' },
  ]
  for (const [n, one] of said.entries()) {
    const from = { from: caller, to: '+493023125100', queue: 'support', ...more }
    const answer = await of.post({ id: `${id}-${n}`, call: id, time: Date.now() + n, ...from, ...one })
    expect(answer.status).toBe(202)
  }
  const alice = await of.signIn('alice')
  const path = `/v1/calls/main%3A${id}/wrap-up`
  const wrapUp = { disposition, note: '', followUpAt: null, followUpText: '' }
  expect((await alice.ask('POST', path, wrapUp)).status).toBe(204)
  expect((await alice.ask('POST', path, wrapUp)).status).toBe(204)
  return `main:${id}`
}

/** The page behind a link, as it is served here. */
const pathOf = (of: TestHouse, link: string) => link.replace(publicUrl, of.app.url)

async function visit(url: string, form?: Record<string, string>, headers: Record<string, string> = {}) {
  const answer = await fetch(url, {
    headers,
    ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
  })
  return { status: answer.status, text: await answer.text(), headers: answer.headers }
}

describe('surveys after a call', () => {
  it('[P74] ask once, in the customer’s language, on a page that says nothing of the customer, and take one answer', async () => {
    const { opened, gateway, sam, annaId } = await house()
    const id = await call(opened)
    const [sent] = await gateway.until((all) => all.length === 1)
    expect(sent?.data).toMatchObject({
      callId: id,
      survey: 'after-call',
      externalId: 'C-1',
      to: { channel: 'sms', address: caller },
      language: 'de',
    })
    expect(sent?.data.text).toBe(
      `Star Courier: Wie war Ihr Anruf bei uns? Drei kurze Fragen: ${sent?.data.link}`,
    )
    const token = sent?.data.link.split('/').at(-1) as string
    const kept = await opened.app.store.readSurvey(token)
    expect(kept).toBeNull()

    const url = pathOf(opened, sent?.data.link)
    const page = await visit(url)
    expect(page.status).toBe(200)
    expect(page.text).toContain('<html lang="de" dir="ltr">')
    expect(page.text).toContain('Star Courier')
    expect(page.text).not.toMatch(/Weber|C-1|15112345678|<script/)
    expect(page.headers.get('cache-control')).toBe('no-store')
    expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    expect((await visit(`${url}?language=zh-CN`)).text).toContain('lang="zh-CN"')

    const nothing = await visit(url, { text: '  ', satisfaction: '9' })
    expect(nothing.status).toBe(422)
    expect(nothing.text).toContain('role="alert"')
    const card = 'Karte 4111 1111 1111 1111 <b>'
    const taken = await visit(
      url,
      { satisfaction: '2', recommendation: '10', text: card },
      { origin: 'null' },
    )
    expect(taken).toMatchObject({ status: 200 })
    expect(taken.text).toContain('Vielen Dank')
    expect((await visit(url, { satisfaction: '5' })).status).toBe(410)
    expect((await visit(url)).status).toBe(410)

    const heard = (await gateway.until((all) => all.length === 2))[1]
    expect(heard?.data).toMatchObject({ satisfaction: 2, recommendation: 10, effort: null, isBad: true })
    expect(heard?.text).not.toContain('Karte')
    const history = await sam.ask('GET', `/v1/customers/${annaId}/interactions`)
    const [entry] = (history.body as { items: { channel: string; text: string }[] }).items
    expect(entry?.channel).toBe('survey')
    expect(entry?.text).toContain('2/5, Unzufrieden')
    expect(entry?.text).toContain('Karte')
    expect(entry?.text).not.toContain('4111 1111 1111')
  })

  it('[P74] a bad answer becomes one callback, and whoever has them next knows before greeting them', async () => {
    const events = ['survey.sent', 'callback.planned']
    const bad = { team: 'support', callBackHours: 4 }
    const { opened, gateway, annaId } = await house({ bad }, { events, personalData: true })
    const callId = await call(opened)
    const [sent] = await gateway.until((all) => all.length === 1)
    const url = pathOf(opened, sent?.data.link)
    await Promise.all([visit(url, { satisfaction: '1' }), visit(url, { satisfaction: '1' })])
    const tasks = await opened.app.store.readTasksOf(annaId)
    expect(tasks).toMatchObject([{ kind: 'callback', origin: 'survey', team: 'support', state: 'open' }])
    expect((tasks[0]?.dueUntil ?? 0) - (tasks[0]?.dueFrom ?? 0)).toBe(4 * 60 * 60_000)
    const told = await gateway.until((all) => all.length === 2)
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(told.map(({ type }) => type)).toEqual(events)
    expect(told[1]?.data).toEqual({
      callbackId: tasks[0]?.id,
      customerId: annaId,
      externalId: 'C-1',
      callId,
      queue: 'support',
      dueAt: tasks[0]?.dueUntil,
      reason: 'survey',
      personal: { number: caller, text: tasks[0]?.reason },
    })
    expect(await opened.app.store.readDissatisfied(annaId, 0)).not.toBeNull()

    const alice = await (await opened.signIn('alice')).openDesktop()
    const next = randomUUID()
    const agents = [{ extension: '1001' }]
    await opened.post({ id: `${next}-1`, call: next, time: Date.now(), kind: 'arrived', from: caller })
    await opened.post({ id: `${next}-2`, call: next, time: Date.now(), kind: 'offered', agents })
    const pops = await alice.until((all) => all.some((pop) => pop.callId === `main:${next}`))
    const pop = pops.find((one) => one.callId === `main:${next}`)
    expect(pop?.leads.map(({ kind }) => kind)).toContain('dissatisfied')
  })

  it('[P74] is not asked of whoever was asked lately, does not wish it, or whose call does not fit', async () => {
    const { opened, gateway, sam, annaId } = await house()
    await call(opened, 'passed-on')
    await call(opened, 'solved', { presentation: 'restricted' })
    await call(opened)
    await call(opened)
    await gateway.until((all) => all.length === 1)
    await sam.ask('PATCH', `/v1/customers/${annaId}`, { wishes: ['Bitte keine Umfragen'] })
    opened.clock.ahead += 0
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(gateway.heard).toHaveLength(1)
    const asked = await opened.app.store.readCallToSurvey(gateway.heard[0]?.data.callId)
    const survey = { ...opened.config.surveys[0], everyDays: 1 } as Parameters<typeof chooseSurvey>[0][number]
    const now = Date.now()
    if (!asked) throw new Error('the call is not there')
    expect(chooseSurvey([survey], asked, 'solved', now)).toBeNull()
    const willing = { ...asked, customer: asked.customer && { ...asked.customer, wishes: ['short calls'] } }
    expect(chooseSurvey([survey], willing, 'solved', now)).toBe(survey)
    expect(chooseSurvey([survey], willing, null, now)).toBeNull()
    expect(chooseSurvey([{ ...survey, queues: ['sales'] }], willing, 'solved', now)).toBeNull()
    expect(chooseSurvey([survey], { ...willing, answeredAt: null }, 'solved', now)).toBeNull()
    expect(
      chooseSurvey([{ ...survey, channel: 'e-mail' }], { ...willing, customerId: null }, 'solved', now),
    ).toBeNull()
    const avoids = JSON.stringify([{ kind: 'channel', avoid: ['sms'], prefer: null }])
    const stated = { ...willing, customer: willing.customer && { ...willing.customer, statedWishes: avoids } }
    expect(chooseSurvey([survey], stated, 'solved', now)).toBeNull()
  })

  it('[P74] a survey without dispositions asks at the end of a call, a share of them', async () => {
    const { opened, gateway } = await house({
      dispositions: [],
      share: 100,
      channel: 'e-mail',
      text: { de: 'Hallo {link}' },
    })
    await call(opened)
    const [sent] = await gateway.until((all) => all.length === 1)
    expect(sent?.data.to).toEqual({ channel: 'e-mail', address: null })
    expect(sent?.data.text).toBe(`Hallo ${sent?.data.link}`)
    const asked = await opened.app.store.readCallToSurvey(sent?.data.callId)
    if (!asked) throw new Error('the call is not there')
    const half = { ...opened.config.surveys[0], share: 50 } as Parameters<typeof chooseSurvey>[0][number]
    const drawn = Array.from({ length: 2000 }, (_, n) =>
      chooseSurvey([half], { ...asked, callId: `c${n}` }, null, 0),
    )
    expect(drawn.filter(Boolean).length).toBeGreaterThan(900)
    expect(drawn.filter(Boolean).length).toBeLessThan(1100)
  })

  it('[P74] a link that is over or made up says so to everybody alike, and nobody tries them one by one', async () => {
    const { opened, gateway } = await house({ expiresDays: 1 })
    await call(opened)
    const [sent] = await gateway.until((all) => all.length === 1)
    const url = pathOf(opened, sent?.data.link)
    opened.clock.ahead += 25 * 60 * 60_000
    const over = await visit(url, undefined, { 'accept-language': 'en' })
    const madeUp = await visit(`${opened.app.url}/s/${'x'.repeat(24)}`, undefined, {
      'accept-language': 'en',
    })
    expect(over.status).toBe(410)
    expect(madeUp.text).toBe(over.text)
    expect((await visit(url, { text: 'x'.repeat(20_000) })).status).toBe(413)
    const visits = await Promise.all(Array.from({ length: 40 }, () => visit(url)))
    expect(visits.some(({ status }) => status === 429)).toBe(true)
    await opened.app.store.forgetSurveys(Date.now() + opened.clock.ahead, 10)
    const token = sent?.data.link.split('/').at(-1)
    expect(JSON.stringify(await opened.app.store.readSurvey(token))).toBe('null')
  })

  it('needs an address for its links and somebody to send them', () =>
    expect(openHouse({ surveys: [{ name: 'a' }, { name: 'a', text: { en: 'no link' } }] })).rejects.toThrow(
      /surveys\[1\]\.text/,
    ))
})

describe('the words of the page', () => {
  it('are whole in every language, and Chinese goes by script and region', () => {
    for (const words of surveyLanguages) {
      expect(
        Object.values(words)
          .flat()
          .every((one) => one !== ''),
      ).toBe(true)
      expect(words.invitation).toContain('{link}')
    }
    const found = ['zh', 'zh-SG', 'zh-TW', 'zh-Hant-HK', 'zh-Hans-HK', 'yue', 'de-AT', 'fr', ''].map(
      (tag) => findWords(tag).language,
    )
    expect(found).toEqual(['zh-CN', 'zh-CN', 'zh-Hant', 'zh-Hant', 'zh-CN', 'zh-Hant', 'de', 'en', 'en'])
  })

  it('visits are counted per address and within a time', () => {
    let now = 0
    const visits = countVisits(2, 1000, () => now)
    expect([visits.mayCome('a'), visits.mayCome('a'), visits.mayCome('a'), visits.mayCome('b')]).toEqual([
      true,
      true,
      false,
      true,
    ])
    now = 1000
    expect(visits.mayCome('a')).toBe(true)
  })
})
