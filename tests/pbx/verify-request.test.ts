import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { requestKeys, signRequest, verifyRequest } from '../../src/pbx/verify-request.ts'

// The vector that the Standard Webhooks specification publishes.
const published = {
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  at: 1_614_265_330,
  body: Buffer.from('{"test": 2432232314}'),
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
}

function headersOf(more: Record<string, string> = {}): Record<string, string> {
  return {
    'webhook-id': published.id,
    'webhook-timestamp': String(published.at),
    'webhook-signature': published.signature,
    ...more,
  }
}

const keys = requestKeys([published.secret], ['a-bearer-token-of-some-length'])
const now = published.at * 1000

describe('who a request is from', () => {
  it('[P2] takes the published vector, and none that differs by one byte', () => {
    expect(verifyRequest(headersOf(), published.body, keys, now)).toEqual({ kind: 'genuine', sentAt: now })
    for (let n = 0; n < published.body.length; n++) {
      const body = Buffer.from(published.body)
      body[n] = (body[n] ?? 0) ^ 1
      expect(verifyRequest(headersOf(), body, keys, now)).toEqual({
        kind: 'refused',
        code: 'wrong-signature',
      })
    }
    const changed = [
      { 'webhook-id': `${published.id}x` },
      { 'webhook-timestamp': String(published.at + 1) },
      { 'webhook-timestamp': `${published.at}.0` },
      { 'webhook-timestamp': '' },
      { 'webhook-signature': published.signature.replace('g0', 'h0') },
      { 'webhook-signature': published.signature.slice(0, -2) },
      { 'webhook-signature': published.signature.replace('v1,', 'v1a,') },
      { 'webhook-signature': '' },
    ]
    for (const one of changed) {
      expect(verifyRequest(headersOf(one), published.body, keys, now).kind, JSON.stringify(one)).toBe(
        'refused',
      )
    }
  })

  it('[P2] takes a signature by any of the secrets, also beside others, so that a secret can be replaced', () => {
    const rotating = requestKeys(['whsec_bmV3LXNlY3JldC1uZXctc2VjcmV0', published.secret], [])
    const both = `v1,${Buffer.alloc(32).toString('base64')} ${published.signature} v1a,abcd`
    expect(verifyRequest(headersOf({ 'webhook-signature': both }), published.body, rotating, now).kind).toBe(
      'genuine',
    )
  })

  it('[P2] refuses what was signed more than five minutes ago, or ahead', () => {
    const at = (seconds: number) => verifyRequest(headersOf(), published.body, keys, now + seconds * 1000)
    expect(at(300).kind).toBe('genuine')
    expect(at(-300).kind).toBe('genuine')
    expect(at(301)).toEqual({ kind: 'refused', code: 'stale-signature' })
    expect(at(-301)).toEqual({ kind: 'refused', code: 'stale-signature' })
  })

  it('[P2] a missing header is a refusal, never a way round', () => {
    for (const missing of ['webhook-id', 'webhook-timestamp', 'webhook-signature']) {
      const { [missing]: _, ...rest } = headersOf()
      expect(verifyRequest(rest, published.body, keys, now)).toEqual({
        kind: 'refused',
        code: 'missing-signature',
      })
    }
    expect(verifyRequest({}, published.body, requestKeys([], []), now).kind).toBe('refused')
  })

  it('[P2] a bearer token must be one of the source’s, whole', () => {
    const by = (authorization: string) => verifyRequest({ authorization }, published.body, keys, now)
    expect(by('Bearer a-bearer-token-of-some-length').kind).toBe('genuine')
    for (const wrong of [
      'Bearer a-bearer-token-of-some-lengt',
      'Bearer ',
      'Bearer',
      'Basic YTpi',
      'Bearer x y',
    ]) {
      expect(by(wrong)).toEqual({ kind: 'refused', code: 'wrong-token' })
    }
  })

  it('what we sign we take, whatever the body', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.string({ minLength: 24 }), (bytes, secret) => {
        const body = Buffer.from(bytes)
        const signed = signRequest(secret, 'msg_1', now, body)
        expect(verifyRequest(signed, body, requestKeys([secret], []), now).kind).toBe('genuine')
      }),
    )
  })
})
