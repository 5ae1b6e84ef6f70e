import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signRequest } from '../src/pbx/verify-request.ts'
import { bearerToken, openHouse, signingSecret, type TestHouse } from './house.ts'

let house: TestHouse

beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())

const time = () => new Date().toISOString()
const envelope = (call: string, more: object = {}) => ({
  specversion: '1.0',
  id: '17',
  source: '/pbx/one',
  type: 'com.example.call.offered',
  time: time(),
  datacontenttype: 'application/json',
  data: { call, from: '+4915112345678', agents: [{ extension: '1001' }] },
  ...more,
})

function send(body: unknown, headers: Record<string, string>, by: 'signature' | 'token' = 'signature') {
  const text = JSON.stringify(body)
  const proof =
    by === 'token'
      ? { authorization: `Bearer ${bearerToken}` }
      : signRequest(signingSecret, `msg_${randomUUID()}`, Date.now(), text)
  return house.post(text, { headers: { ...proof, ...headers } })
}

const eventsOf = async (call: string) => (await house.app.store.readCall(`main:${call}`))?.events ?? []

describe('call events as CloudEvents', () => {
  it('[P50] one in its envelope: id, time and kind are the envelope’s where the data has none', async () => {
    const call = randomUUID()
    const structured = { 'content-type': 'application/cloudevents+json; charset=utf-8' }
    const answer = await send(envelope(call), structured)
    expect(answer.status).toBe(202)
    expect(await answer.json()).toEqual({ accepted: [{ id: '/pbx/one 17', call }] })
    expect(await eventsOf(call)).toMatchObject([{ kind: 'offered', id: '/pbx/one 17' }])
    const own = envelope(call, { data: { id: 'mine', kind: 'ended', time: Date.now(), call } })
    expect(await (await send(own, structured)).json()).toEqual({ accepted: [{ id: 'mine', call }] })
  })

  it('[P50] a batch, of which the same source and id are the same event', async () => {
    const call = randomUUID()
    const batch = { 'content-type': 'application/cloudevents-batch+json' }
    const first = envelope(call)
    const other = envelope(call, { source: '/pbx/two', type: 'com.example.call.answered' })
    expect((await send([first, other, first], batch)).status).toBe(202)
    expect((await eventsOf(call)).map((event) => event.kind).sort()).toEqual(['answered', 'offered'])
    const empty = await send([], batch)
    expect([empty.status, await empty.json()]).toEqual([202, { accepted: [] }])
  })

  it('[P51] in the headers, which only a token vouches for: a signature covers the body alone', async () => {
    const call = randomUUID()
    const { data } = envelope(call)
    const headers = {
      'content-type': 'application/json',
      'ce-specversion': '1.0',
      'ce-id': 'caf%C3%A9',
      'ce-source': '/pbx/one',
      'ce-type': 'com.example.call.offered',
      'ce-time': time(),
    }
    expect(await (await send(data, headers, 'token')).json()).toEqual({
      accepted: [{ id: '/pbx/one café', call }],
    })
    expect((await send(data, headers)).status).toBe(422)
    const whole = { ...data, id: '1', kind: 'offered', time: time() }
    expect((await send(whole, headers)).status).toBe(202)
    const broken = await send(data, { ...headers, 'ce-id': '%FF' }, 'token')
    expect(broken.status).toBe(422)
  })

  it('[P26] what is no CloudEvent 1.0 with a call event in it is refused, and nothing of a batch is taken', async () => {
    const call = randomUUID()
    const structured = { 'content-type': 'application/cloudevents+json' }
    for (const wrong of [
      envelope(call, { specversion: '0.3' }),
      envelope(call, { id: 5 }),
      envelope(call, { data: undefined, data_base64: 'e30=' }),
      envelope(call, { type: 'com.example.call.sung' }),
      envelope(call, { time: 'yesterday' }),
      [envelope(call)],
      null,
    ]) {
      expect((await send(wrong, structured)).status, JSON.stringify(wrong)).toBe(422)
    }
    const batch = { 'content-type': 'application/cloudevents-batch+json' }
    const refused = await send([envelope(call), envelope(call, { data: 1 })], batch)
    expect(await refused.json()).toMatchObject({ error: { faults: [{ path: '1.data' }] } })
    expect((await send(envelope(call), batch)).status).toBe(422)
    expect(await eventsOf(call)).toEqual([])
  })

  it('[P51] whoever asks first may deliver, and is told by what method', async () => {
    const ask = (source: string, headers: Record<string, string>) =>
      fetch(`${house.app.url}/v1/sources/${source}/events`, { method: 'OPTIONS', headers })
    const asked = await ask('main', {
      'webhook-request-origin': 'events.example',
      'webhook-request-rate': '120',
    })
    expect(asked.status).toBe(200)
    expect(asked.headers.get('webhook-allowed-origin')).toBe('events.example')
    expect(asked.headers.get('webhook-allowed-rate')).toBe('*')
    expect(asked.headers.get('allow')).toBe('POST')
    expect((await ask('main', {})).status).toBe(405)
    expect((await ask('nobody', { 'webhook-request-origin': 'events.example' })).status).toBe(405)
  })
})
