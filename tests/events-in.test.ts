import { randomUUID } from 'node:crypto'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signRequest } from '../src/pbx/verify-request.ts'
import { bearerToken, openHouse, signingSecret, type TestHouse } from './house.ts'

let house: TestHouse

beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())

function offered(more: object = {}) {
  const call = randomUUID()
  return {
    id: `${call}-1`,
    call,
    time: new Date().toISOString(),
    kind: 'offered',
    from: '+4915112345678',
    agents: [{ extension: '1001' }],
    ...more,
  }
}

async function refusal(answer: Response): Promise<{ status: number; code: string; faults: unknown }> {
  const { error } = (await answer.json()) as { error: { code: string; faults?: unknown } }
  return { status: answer.status, code: error.code, faults: error.faults }
}

async function storedEvents(call: string): Promise<number> {
  return (await house.app.store.readCall(`main:${call}`))?.events.length ?? 0
}

describe('events in', () => {
  it('[P3] one event or an array of up to a hundred; the answer comes after the durable write', async () => {
    const one = offered()
    const answer = await house.post(one)
    expect(answer.status).toBe(202)
    expect(await answer.json()).toEqual({ accepted: [{ id: one.id, call: one.call }] })
    expect(await storedEvents(one.call)).toBe(1)
    const many = Array.from({ length: 100 }, () => offered())
    expect((await house.post(many)).status).toBe(202)
    expect(await refusal(await house.post([...many, offered()]))).toMatchObject({
      status: 422,
      code: 'bad-input',
    })
  })

  it('[P4] the same event again gets the same answer and is stored once, also at the same time', async () => {
    const event = offered()
    const answers = await Promise.all(Array.from({ length: 20 }, () => house.post(event)))
    const bodies = await Promise.all(answers.map((answer) => answer.text()))
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([202]))
    expect(new Set(bodies).size).toBe(1)
    expect(await storedEvents(event.call)).toBe(1)
  })

  it('[P2] a phone system that cannot sign sends its token', async () => {
    const taken = await house.post(offered(), { headers: { authorization: `Bearer ${bearerToken}` } })
    expect(taken.status).toBe(202)
    const refused = await house.post(offered(), {
      headers: { authorization: 'Bearer another-token-of-another-house' },
    })
    expect(await refusal(refused)).toMatchObject({ status: 401, code: 'wrong-token' })
  })

  it('[P26] bad input is refused with a code, says where the fault is, and nothing of it is stored', async () => {
    const good = offered()
    const { time: _, ...timeless } = offered()
    const cases: [unknown, number, string][] = [
      ['{', 400, 'bad-json'],
      ['', 400, 'bad-json'],
      ['nothing', 400, 'bad-json'],
      ['null', 422, 'bad-input'],
      [[], 422, 'bad-input'],
      [[good, { ...good, id: 'other', kind: 'sung' }], 422, 'bad-input'],
      [offered({ kind: 'offered', agents: [] }), 422, 'bad-input'],
      [offered({ agents: [{ extension: 1001 }] }), 422, 'bad-input'],
      [offered({ agents: [{ extension: '1001', login: 'alice' }] }), 422, 'bad-input'],
      [offered({ from: 4915112345678 }), 422, 'bad-input'],
      [offered({ time: '2026-11-22 10:00' }), 422, 'bad-input'],
      [offered({ time: 1.5e12 + 0.5 }), 422, 'bad-input'],
      [timeless, 422, 'bad-input'],
      [offered({ surprise: true }), 422, 'bad-input'],
      [offered({ call: 'x'.repeat(201) }), 422, 'bad-input'],
      [offered({ kind: 'claims', agents: undefined, claims: { 'not a name!': 'x' } }), 422, 'bad-input'],
      [`${JSON.stringify(offered()).slice(0, -1)},"__proto__":{"kind":"ended"}}`, 422, 'bad-input'],
      [`${JSON.stringify(offered()).slice(0, -1)},"constructor":{}}`, 422, 'bad-input'],
      ['['.repeat(30_000) + ']'.repeat(30_000), 422, 'too-deep'],
    ]
    for (const [body, status, code] of cases) {
      const text = JSON.stringify(body).slice(0, 60)
      expect(await refusal(await house.post(body)), text).toMatchObject({ status, code })
    }
    expect(await storedEvents(good.call)).toBe(0)
    const { faults } = await refusal(await house.post([good, { ...good, from: 5 }]))
    expect(faults).toEqual([expect.objectContaining({ path: '1.from' })])
  })

  it('[P26] bytes that are no UTF-8, other types of content and compressed bodies are refused', async () => {
    const body = Buffer.concat([Buffer.from('{"id":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')])
    const send = (headers: Record<string, string>, what: Buffer | string) =>
      fetch(`${house.app.url}/v1/sources/main/events`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...signRequest(signingSecret, 'msg_1', Date.now(), what),
          ...headers,
        },
        body: typeof what === 'string' ? what : new Uint8Array(what),
      })
    expect(await refusal(await send({}, body))).toMatchObject({ status: 400, code: 'bad-utf8' })
    const event = JSON.stringify(offered())
    expect(await refusal(await send({ 'content-type': 'text/plain' }, event))).toMatchObject({
      code: 'wrong-content-type',
    })
    expect(await refusal(await send({ 'content-encoding': 'gzip' }, event))).toMatchObject({
      code: 'wrong-content-type',
    })
  })

  it('[P26] a body that is too large is refused before it is all there, chunked or not', async () => {
    const large = JSON.stringify(offered({ displayName: 'x'.repeat(300_000) }))
    expect(await refusal(await house.post(large))).toMatchObject({ status: 413, code: 'too-large' })
    const { port } = new URL(house.app.url)
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(port), '127.0.0.1', () => {
        socket.write(
          'POST /v1/sources/main/events HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n',
        )
        const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`
        for (let n = 0; n < 6; n++) socket.write(chunk)
      })
      let text = ''
      socket.on('data', (data) => {
        text += data.toString()
      })
      socket.on('close', () => resolve(text))
      socket.on('error', (reason: NodeJS.ErrnoException) =>
        reason.code === 'ECONNRESET' ? resolve(text) : reject(reason),
      )
    })
    expect(answer).toMatch(/^HTTP\/1\.1 413 /)
  })

  it('[P26] a source that is not configured, a method that is none, an agent nobody knows', async () => {
    expect(await refusal(await house.post(offered(), { source: 'nobody' }))).toMatchObject({
      status: 404,
      code: 'unknown-source',
    })
    const got = await fetch(`${house.app.url}/v1/sources/main/events`)
    expect(await refusal(got)).toMatchObject({ status: 405, code: 'method-not-allowed' })
    const strangers = offered({ agents: [{ extension: '9999' }, { login: 'nobody' }] })
    expect(await refusal(await house.post(strangers))).toMatchObject({ status: 422, code: 'unknown-agent' })
    expect(await storedEvents(strangers.call)).toBe(0)
  })

  it('[P26] a group of which some are known is rung; the unknown are named in the answer', async () => {
    const event = offered({ agents: [{ extension: '1001' }, { extension: '9999' }, { login: 'BOB' }] })
    const answer = await house.post(event)
    expect(answer.status).toBe(202)
    expect(await answer.json()).toMatchObject({ unknownAgents: [{ extension: '9999' }] })
    const stored = await house.app.store.readCall(`main:${event.call}`)
    expect(stored?.pops.map((pop) => pop.accountId).sort()).toEqual([house.ids.alice, house.ids.bob].sort())
  })

  it('[P26] refusals are counted by code, and no number, name or body is written to the log', async () => {
    const metrics = await (await fetch(`${house.app.url}/metrics`)).text()
    expect(metrics).toMatch(/greetline_refusals_total\{code="bad-input",where="main"\} [1-9]/)
    expect(metrics).toMatch(/greetline_events_total\{source="main",kind="offered"\} [1-9]/)
    expect(metrics).not.toMatch(/12345678/)
    expect(house.logged()).not.toMatch(/12345678|displayName/)
  })
})
