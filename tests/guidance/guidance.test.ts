import { createServer } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { GuidanceTopic } from '../../src/wire/guidance-api.ts'
import { openHouse, type Person, type TestHouse } from '../house.ts'

const text = (title: string, more: object = {}) => ({
  title,
  opening: null,
  check: '',
  explain: '',
  closing: null,
  ...more,
})
const help = 'https://help.example/refund'
const topic = {
  version: 0,
  keys: ['queue:support', 'refund'],
  texts: {
    en: text('Refunds', {
      opening: 'Is it about your refund?',
      explain: 'Money comes **back** in five days. Müller',
    }),
    de: text('Erstattungen', { opening: 'Geht es um Ihre Erstattung?' }),
  },
  links: [{ title: 'How refunds work', url: help, language: null }],
}

describe('guidance over HTTP', () => {
  let house: TestHouse
  let agent: Person
  let lead: Person
  const told: { type: string; data: Record<string, unknown> }[] = []
  const receiver = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      told.push(JSON.parse(body))
      response.writeHead(204).end()
    })
  })

  beforeAll(async () => {
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
    const { port } = receiver.address() as { port: number }
    const webhooks = [
      {
        name: 'gateway',
        url: `http://127.0.0.1:${port}/`,
        secret: 'whsec_dGVzdHMtc2lnbi13aXRoLXRoaXMtMTIzNDU2',
        events: ['guidance.sent'],
        withoutTls: true,
      },
    ]
    house = await openHouse({ webhooks })
    agent = await house.signIn('alice')
    lead = await house.signIn('sam')
  })
  afterAll(async () => {
    await house.close()
    receiver.close()
  })

  it('[P89] supervisors write it and agents read it; every save is a version that can be restored', async () => {
    expect((await agent.ask('PUT', '/v1/guidance/refund', topic)).status).toBe(403)
    const first = await lead.ask('PUT', '/v1/guidance/refund', topic)
    expect(first.body).toMatchObject({ id: 'refund', version: 1, author: 'Sam Super' })
    expect((await lead.ask('PUT', '/v1/guidance/refund', topic)).status).toBe(409)
    const changed = { ...topic, version: 1, keys: ['refund'] }
    expect((await lead.ask('PUT', '/v1/guidance/refund', changed)).body).toMatchObject({ version: 2 })
    const restored = await lead.ask('POST', '/v1/guidance/refund/restore', { version: 1 })
    expect(restored.body).toMatchObject({ version: 3, keys: topic.keys })
    const { items } = (await lead.ask('GET', '/v1/guidance/refund/versions')).body as { items: unknown[] }
    expect(items).toHaveLength(3)
    expect((await agent.ask('GET', '/v1/guidance/refund/versions')).status).toBe(403)
    const read = (await agent.ask('GET', '/v1/guidance/refund')).body as GuidanceTopic
    expect(read.texts.de?.title).toBe('Erstattungen')
    expect((await agent.ask('GET', '/v1/guidance/nothing')).status).toBe(404)
  })

  it('refuses what is no link, no language, no name', async () => {
    const wrong = (more: object) => lead.ask('PUT', '/v1/guidance/other', { ...topic, ...more })
    const link = (url: string) => wrong({ links: [{ title: 'x', url, language: null }] })
    expect((await link('javascript:alert(1)')).status).toBe(422)
    expect((await link('data:text/html,hi')).status).toBe(422)
    expect((await wrong({ texts: {} })).status).toBe(422)
    expect((await wrong({ texts: { 'no language at all': text('x') } })).status).toBe(422)
    expect((await lead.ask('PUT', '/v1/guidance/No%20Name', topic)).status).toBe(422)
  })

  it('is found by words in any language, whatever their accents', async () => {
    const find = async (query: string) => {
      const { items } = (await agent.ask('GET', `/v1/guidance?${query}`)).body as {
        items: { title: string }[]
      }
      return items.map(({ title }) => title)
    }
    expect(await find('words=REFUND')).toEqual(['Refunds'])
    expect(await find('words=muller%20money')).toEqual(['Refunds'])
    expect(await find('words=erstattung&language=de')).toEqual(['Erstattungen'])
    expect(await find('words=money%20nowhere')).toEqual([])
    expect(await find('key=queue:support')).toEqual(['Refunds'])
  })

  it('[P89] stands on the pop of a call with its reason, in the caller’s language, and goes out by the house’s gateway only', async () => {
    const made = await lead.ask('POST', '/v1/customers', {
      externalId: 'K-1',
      name: 'Anna Weber',
      language: 'de',
      numbers: [{ number: '+4930901820', verified: true }],
    })
    const { id } = made.body as { id: number }
    const desk = await agent.openDesktop()
    const event = (kind: string, more: object = {}) =>
      house.post({ id: `e-${kind}`, time: Date.now(), call: 'c1', kind, ...more })
    await event('arrived', { direction: 'inbound', from: '+4930901820', to: '+493023125100' })
    await event('queued', { queue: 'support' })
    await event('offered', { agents: [{ extension: '1001' }] })
    const [pop] = await desk.until((pops) => pops.some(({ guidance }) => guidance.length > 0))
    expect(pop?.guidance).toEqual([
      { id: 'refund', title: 'Erstattungen', opening: 'Geht es um Ihre Erstattung?', closing: null },
    ])
    const send = (body: object) => agent.ask('POST', '/v1/calls/main:c1/send-guidance', body)
    expect((await send({ topic: 'refund', link: help, channel: 'sms' })).status).toBe(409)
    await event('answered', { agents: [{ extension: '1001' }] })
    await desk.until((pops) => pops.some(({ state }) => state === 'connected'))
    expect((await send({ topic: 'refund', link: 'https://evil.example/', channel: 'sms' })).status).toBe(404)
    expect((await send({ topic: 'refund', link: help, channel: 'sms' })).status).toBe(202)
    for (let n = 0; told.length === 0 && n < 100; n++) await new Promise((resolve) => setTimeout(resolve, 50))
    expect(told[0]).toMatchObject({
      type: 'guidance.sent',
      data: {
        guidanceId: 'refund',
        customerId: id,
        externalId: 'K-1',
        to: { channel: 'sms', address: '+4930901820' },
        language: 'de',
        text: 'How refunds work',
        link: help,
      },
    })
    const wish = {
      kind: 'channel',
      prefer: [],
      avoid: ['sms'],
      saidBy: 'customer',
      channel: 'call',
      text: null,
    }
    await lead.ask('PATCH', `/v1/customers/${id}`, { contactWishes: [wish] })
    const against = await send({ topic: 'refund', link: help, channel: 'sms' })
    expect([against.status, against.body]).toMatchObject([
      409,
      { error: { code: 'against-wish', faults: [{ message: 'not by sms' }] } },
    ])
    expect((await send({ topic: 'refund', channel: 'e-mail' })).status).toBe(202)
    const other = await house.signIn('bob')
    expect(
      (await other.ask('POST', '/v1/calls/main:c1/send-guidance', { topic: 'refund', channel: 'sms' }))
        .status,
    ).toBe(404)
    desk.close()
  })
})

it('says so where nothing is set up that would send it', async () => {
  const house = await openHouse()
  try {
    const agent = await house.signIn('alice')
    const lead = await house.signIn('sam')
    await lead.ask('PUT', '/v1/guidance/refund', topic)
    const event = (kind: string, more: object = {}) =>
      house.post({ id: `e-${kind}`, time: Date.now(), call: 'c1', kind, ...more })
    await event('arrived', { direction: 'inbound', from: '+4930901820', to: '+493023125100' })
    await event('offered', { agents: [{ extension: '1001' }] })
    await event('answered', { agents: [{ extension: '1001' }] })
    const sent = await agent.ask('POST', '/v1/calls/main:c1/send-guidance', {
      topic: 'refund',
      channel: 'sms',
    })
    expect([sent.status, sent.body]).toMatchObject([409, { error: { code: 'nobody-sends' } }])
  } finally {
    await house.close()
  }
})
