import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type DialectHouse, hookToken, openDialectHouse } from './dialect-story.ts'

let at: DialectHouse

beforeAll(async () => {
  at = await openDialectHouse({
    kind: 'asterisk-curl',
    tokens: [hookToken],
    numberFormat: 'as-dialled',
    dids: [{ number: '+4930555100', name: 'Service line' }],
  })
})
afterAll(() => at.close())

let serial = 0
let call = ''
beforeEach(() => {
  at.newStory()
  call = `1795360095.${++serial}`
})

const post = (form: Record<string, string>, address = `asterisk-curl/${hookToken}`) =>
  at.send(address, { form })

/** Requests of a real Asterisk 22.10.1, as they came in. */
function recorded(name: string): { rawHeaders: string[]; body: string }[] {
  return JSON.parse(readFileSync(new URL(`../captures/asterisk-curl/${name}.json`, import.meta.url), 'utf8'))
}

/** The same once more: the recorded header and body, with our own token where it had another. */
function sendAgain(request: { rawHeaders: string[]; body: string }) {
  const typeAt = request.rawHeaders.indexOf('Content-Type')
  return at.send('asterisk-curl', {
    headers: { 'content-type': request.rawHeaders[typeAt + 1] ?? '', authorization: `Bearer ${hookToken}` },
    raw: request.body,
  })
}

describe('an Asterisk whose dialplan reports with CURL()', () => {
  it('[P50] what a real one posted arrives: a form, and JSON with a header for the token', async () => {
    const [form] = recorded('a1_queue_ringall_answered_caller_hangs_up')
    expect(await sendAgain(form!)).toEqual({ status: 200, type: 'text/plain', body: 'ok' })
    expect(await at.storedCall('1795360095.228')).toMatchObject({
      direction: 'inbound',
      from: '+4915112345678',
      to: '4930555100',
      displayName: 'Max Mustermann',
    })
    const [json] = recorded('json-and-failures')
    expect((await sendAgain(json!)).status).toBe(200)
    expect(await at.storedCall('1795360608.0')).toMatchObject({
      from: '+4915112345678',
      to: '4930555700',
      presentation: 'restricted',
    })
  })

  it('[P50] two callers with one number are two calls, and one without a number is none that is known', async () => {
    for (const request of recorded('a6_two_simultaneous_callers_one_queue')) await sendAgain(request)
    expect(await at.storedCall('1795359790.24')).toMatchObject({ from: '+4915112345678', displayName: null })
    expect(await at.storedCall('1795359790.25')).toMatchObject({ from: '+4915112345678' })
    for (const request of recorded('d2_anonymous_without_pai')) await sendAgain(request)
    expect(await at.storedCall('1795359931.136')).toMatchObject({ from: 'anonymous' })
  })

  it('[P50] whoever says once that an agent calls need not say it again', async () => {
    await post({ event: 'arrived', call, direction: 'out', to: '+4915112345678', agents: 'PJSIP/1001' })
    await post({ event: 'answered', call, agents: 'PJSIP/1001' })
    await at.untilShown('alice: connected')
    expect(await at.storedCall(call)).toMatchObject({ direction: 'outbound', to: '+4915112345678' })
    await post({ event: 'ended', call })
    await at.untilShown('alice: wrap-up')
  })

  it('[P50] rings at those in the dial string, is answered, and ends', async () => {
    await post({
      event: 'arrived',
      call,
      from: '+4915112345678',
      to: '4930555100',
      name: 'Max "Maxl" O\'Neil',
    })
    await post({ event: 'offered', call, agents: 'PJSIP/1001&PJSIP/1002' })
    await at.untilShown('alice: ringing, bob: ringing')
    await post({ event: 'answered', call, agents: 'PJSIP/1002-0000002a' })
    await at.untilShown('bob: connected')
    expect(at.shownPop('bob')).toMatchObject({ caller: { displayName: 'Max "Maxl" O\'Neil' } })
    await post({ event: 'ended', call })
    await at.untilShown('bob: wrap-up')
  })

  it('[P54] what was typed is claimed, and the network’s word for the number is heard', async () => {
    await post({
      event: 'queued',
      call,
      queue: 'support',
      from: '+4915112345678',
      attestation: 'B',
      diversion: '<sip:+493023125100@sip.example>;reason=unconditional',
      claim_account: '12345',
      'claim-verified': 'yes',
      claim_empty: '',
      sip_call_id: 'b9a6916f@127.0.0.2',
    })
    expect(await at.storedCall(call)).toMatchObject({
      phase: 'queued',
      queue: 'support',
      attestation: 'B',
      diversion: '+493023125100',
      claims: { account: '12345', verified: 'yes' },
    })
    await post({ event: 'claims', call, claim_topic: 'invoice' })
    expect((await at.storedCall(call))?.claims).toEqual({
      account: '12345',
      verified: 'yes',
      topic: 'invoice',
    })
  })

  it('[P50] a phone that did not answer has missed it, and rings again when the dialplan says so once more', async () => {
    await post({ event: 'arrived', call, from: '+4915112345678' })
    await post({ event: 'offered', call, agents: '1001', id: '1' })
    await post({ event: 'offer-ended', call, agents: '1001', result: 'busy' })
    await at.untilShown('')
    await post({ event: 'offered', call, agents: '1001', id: '1' })
    expect(at.shown()).toBe('')
    await post({ event: 'offered', call, agents: '1001', id: '2' })
    await at.untilShown('alice: ringing')
    await post({ event: 'hangup', call })
    await at.untilShown('')
    expect(await at.storedCall(call)).toMatchObject({ outcome: 'missed' })
  })

  it('[P50] an agent who calls out sees whom', async () => {
    await post({ event: 'arrived', call, direction: 'out', agents: 'PJSIP/1003', to: '015112345678' })
    await at.untilShown('carol: ringing')
    await post({ event: 'answered', call, direction: 'out' })
    await at.untilShown('carol: connected')
    await post({ event: 'ended', call, direction: 'out' })
    await at.untilShown('carol: wrap-up')
  })

  it('[P51] without a call, with another token or as something else it is refused; what nobody knows is ignored', async () => {
    expect((await post({ event: 'arrived' })).status).toBe(422)
    expect(
      (await post({ event: 'arrived', call }, 'asterisk-curl/another-token-of-the-same-length')).status,
    ).toBe(401)
    expect((await post({ event: 'arrived', call }, 'asterisk-curl')).status).toBe(401)
    expect((await at.send(`asterisk-curl/${hookToken}`, { method: 'GET' })).status).toBe(405)
    expect(await post({ event: 'dtmf', call })).toMatchObject({ status: 200, body: 'ok' })
    expect(await at.storedCall(call)).toBeNull()
  })
})
