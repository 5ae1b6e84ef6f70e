import { createHmac } from 'node:crypto'
import type { Genuine } from './genuine-request.ts'

function zoom(): Genuine {
  const body = '{"event":"phone.callee_ringing",  "event_ts":1790000000000,"payload":{"account_id":"a\\/b"}}'
  const secret = 'secret-token-of-the-app'
  const signature = createHmac('sha256', secret).update(`v0:1790000000:${body}`).digest('hex')
  return {
    kind: 'zoom',
    from: 'composed by its documents, JSON that would be written otherwise',
    request: {
      headers: {
        'content-type': 'application/json',
        'x-zm-request-timestamp': '1790000000',
        'x-zm-signature': `v0=${signature}`,
      },
      body,
    },
    keys: { secrets: ['secret-token-before', secret] },
    now: 1_790_000_000_000,
    window: 300,
    headers: ['x-zm-request-timestamp', 'x-zm-signature'],
    covers: ['body'],
  }
}

const token = 'token-of-the-subscription-0123456789'

function ringcentral(from: string, request: Genuine['request'], covers: Genuine['covers'] = []): Genuine {
  const headers = Object.keys(request.headers ?? {})
  return { kind: 'ringcentral', from, request, keys: { tokens: ['token-before', token] }, headers, covers }
}

function tokenInAddress(kind: Genuine['kind'], body: string): Genuine {
  const request = { parts: [token], body }
  const keys = { tokens: ['token-before', token] }
  return { kind, from: 'composed: nothing is signed', request, keys, headers: [], covers: ['token'] }
}

/** Proofs of hosted and self-hosted telephone systems. */
export const telephoneSystemProofs: readonly Genuine[] = [
  zoom(),
  ringcentral('composed: the token of a subscription', {
    headers: { 'verification-token': token },
    body: '{"body":{}}',
  }),
  ringcentral('composed: the same in the header of older documents', {
    headers: { 'validation-token': token },
    body: '{"body":{}}',
  }),
  ringcentral('composed: a token in the address', { parts: [token], body: '' }, ['token']),
  tokenInAddress('kazoo', 'hook_event=channel_create'),
  tokenInAddress('wazo', '{"name":"call_created"}'),
]
