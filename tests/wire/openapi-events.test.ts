import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { Refusal, type RefusalCode, refusals } from '../../src/errors.ts'
import { eventsRoute } from '../../src/pbx/events-route.ts'
import { requestKeys, signRequest } from '../../src/pbx/verify-request.ts'
import { openApi } from '../../src/wire/openapi.ts'
import { eventExamples } from '../../src/wire/openapi-examples.ts'
import type { RefusalBody } from '../../src/wire/refusal.ts'
import { routes } from '../../src/wire/routes.ts'

const operation = openApi({ routes, refusals, version: '1.2.3' }).paths['/v1/sources/{source}/events']?.post
const secret = 'whsec_dGhlIHNlY3JldCBvZiBhIHNtYWxsIHRlc3Q='
const noon = Date.parse('2026-11-22T12:00:00Z')
const stops: (() => void)[] = []
afterEach(() => {
  for (const stop of stops.splice(0)) stop()
})

async function serve(take: () => Promise<void>): Promise<string> {
  const answer = eventsRoute({
    keysOf: (source) => (source === 'main' ? requestKeys([secret], ['token-of-the-source']) : undefined),
    resolveAgent: (agent) => ('extension' in agent && agent.extension.startsWith('100') ? 'alice' : null),
    take,
    refused: () => undefined,
    failed: () => undefined,
    now: () => noon,
  })
  const http = createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  stops.push(() => http.close())
  return `http://127.0.0.1:${(http.address() as AddressInfo).port}/v1/sources/`
}

const signed = (body: string | Buffer, at = noon) => signRequest(secret, 'msg_1', at, body)
const json = { 'content-type': 'application/json' }
const event = JSON.stringify(eventExamples[0])
const offer = { ...eventExamples[1], agents: [{ extension: '7' }] }

/** Each code of the route with a request that gets it. */
const wrongs: readonly [RefusalCode, string | Buffer<ArrayBuffer>, Record<string, string>, string?][] = [
  ['missing-signature', event, json],
  ['wrong-signature', event, { ...json, ...signed(`${event} `) }],
  ['stale-signature', event, { ...json, ...signed(event, noon - 301_000) }],
  ['stale-signature', event, { ...json, ...signed(event, noon + 301_000) }],
  ['wrong-token', event, { ...json, authorization: 'Bearer another' }],
  ['unknown-source', event, { ...json, ...signed(event) }, 'elsewhere'],
  ['wrong-content-type', event, { 'content-type': 'text/plain', ...signed(event) }],
  ['bad-json', '{"id":', { ...json, ...signed('{"id":') }],
  ['bad-utf8', Buffer.from([0x22, 0xff, 0x22]), { ...json, ...signed(Buffer.from([0x22, 0xff, 0x22])) }],
  ['too-deep', '['.repeat(40), { ...json, ...signed('['.repeat(40)) }],
  ['bad-input', '{"id":"1"}', { ...json, ...signed('{"id":"1"}') }],
  ['unknown-agent', JSON.stringify(offer), { ...json, ...signed(JSON.stringify(offer)) }],
  ['too-large', ' '.repeat(262_145), { ...json, ...signed(' '.repeat(262_145)) }],
]

it('[P2][P26] what is wrong with events is refused with a code that the document names, and nothing is taken', async () => {
  let taken = 0
  const url = await serve(async () => {
    taken++
  })
  for (const [code, body, headers, source = 'main'] of wrongs) {
    const response = await fetch(`${url}${source}/events`, { method: 'POST', body, headers })
    const { error } = (await response.json()) as RefusalBody
    expect(error.code).toBe(code)
    expect(operation?.responses[String(response.status)]?.['x-codes'], code).toContain(code)
  }
  expect(taken).toBe(0)
})

it('[P2] the document’s own example is taken, signed or with a token, and answered as the document says', async () => {
  const url = await serve(async () => undefined)
  const content = operation?.requestBody?.content['application/json']
  const body = JSON.stringify(content?.example)
  for (const proof of [signed(body), { authorization: 'Bearer token-of-the-source' }]) {
    const response = await fetch(`${url}main/events`, {
      method: 'POST',
      body,
      headers: { ...json, ...proof },
    })
    expect(response.status).toBe(202)
    expect(await response.json()).toEqual(operation?.responses['202']?.content?.['application/json']?.example)
  }
})

it('[P3] there is no answer before the events are durable, and 503 with Retry-After when they cannot be', async () => {
  let stored = (): void => undefined
  const url = await serve(() => new Promise((resolve) => (stored = resolve)))
  let answered = false
  const asking = fetch(`${url}main/events`, {
    method: 'POST',
    body: event,
    headers: { ...json, ...signed(event) },
  }).then((response) => {
    answered = true
    return response.status
  })
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(answered).toBe(false)
  stored()
  expect(await asking).toBe(202)

  const broken = await serve(() => Promise.reject(new Refusal('store-unavailable')))
  const response = await fetch(`${broken}main/events`, {
    method: 'POST',
    body: event,
    headers: { ...json, ...signed(event) },
  })
  expect(response.headers.get('retry-after')).toBe('1')
  expect(operation?.responses[String(response.status)]?.['x-codes']).toContain('store-unavailable')
})
