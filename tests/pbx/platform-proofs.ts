import { createHash, createHmac, generateKeyPairSync, sign } from 'node:crypto'
import type { Genuine } from './genuine-request.ts'

const plivoForm = {
  Direction: 'outbound',
  From: '19792014278',
  ALegUUID: '3e82ae9d-2c78-4d85-b1a4-6eae7dbafb36',
  CallStatus: 'in-progress',
  BillRate: '0.002',
  ParentAuthID: 'MANWVLYTK4ZWU1YTY4QA',
  To: 'sip:PlivoSignature382029104058171078704104@phone-qa.voice.plivodev.com',
  ALegRequestUUID: '3e82ae9d-2c78-4d85-b1a4-6eae7dbafb36',
  CallUUID: '3e82ae9d-2c78-4d85-b1a4-6eae7dbafb36',
  RequestUUID: '3e82ae9d-2c78-4d85-b1a4-6eae7dbafb36',
  'SIP-H-To': '<sip:PlivoSignature382029104058171078704104@52.9.11.55;transport=udp>;tag=1',
  SessionStart: '2020-04-08 11:34:33.238707',
  Event: 'StartApp',
}
const plivoUrl = 'https://plivobin.non-prod.plivops.com/api/v1/validate_signature03.xml'

function plivo(method: 'GET' | 'POST', url: string, signature: string): Genuine {
  const form = new URLSearchParams(plivoForm).toString()
  const called = method === 'GET' ? `${url}${url.includes('?') ? '&' : '?'}${form}` : url
  return {
    kind: 'plivo',
    from: `published: the tests of plivo-go, ${method} ${url.includes('?') ? 'with' : 'without'} a query`,
    request: {
      method,
      url: called,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-plivo-signature-v3': signature,
        'x-plivo-signature-v3-nonce': '31627761595286130198',
      },
      body: method === 'GET' ? '' : form,
    },
    keys: { secrets: ['Y2Q2ZDgxZmY5YWRiOTI5YmQ1Njg0MTAxZWIyOTc4'] },
    headers: ['x-plivo-signature-v3', 'x-plivo-signature-v3-nonce'],
    covers: method === 'GET' ? ['address'] : ['body', 'address'],
  }
}

const sinch: Genuine = {
  kind: 'sinch',
  from: 'published: the tests of sinch/sinch-sdk-node',
  request: {
    url: 'https://calls.example/webhook',
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'x-timestamp': 'x-timestamp:2024-01-19T09:19:28.9372196Z',
      authorization: 'Application app-key:wC8XcoLQ22cxrOsUqqbWk+LHJ82wtqR/IgeIp9NG8LY=',
    },
    body: '{"id":"018d2104-aaa-bbbb-1234","price":{"amount":0.0308},"rate":{"amount":0.0}}',
  },
  keys: { secrets: ['app-secret'] },
  now: Date.parse('2024-01-19T09:19:28.937Z'),
  window: 300,
  headers: ['x-timestamp', 'authorization', 'content-type'],
  covers: ['body', 'path'],
}

function telnyx(): Genuine {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const body = '{"data":{"event_type":"call.initiated"}}'
  const timestamp = '1790000000'
  return {
    kind: 'telnyx',
    from: 'composed by its documents, with a key of our own',
    request: {
      headers: {
        'telnyx-timestamp': timestamp,
        'telnyx-signature-ed25519': sign(null, Buffer.from(`${timestamp}|${body}`), privateKey).toString(
          'base64',
        ),
      },
      body,
    },
    keys: { secrets: [publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64')] },
    now: 1_790_000_000_000,
    window: 300,
    headers: ['telnyx-timestamp', 'telnyx-signature-ed25519'],
    covers: ['body'],
  }
}

function vonage(): Genuine {
  const body = '{"status":"ringing"}'
  const secret = 'vonage-signature-secret-of-our-own'
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const claims = {
    iat: 1_790_000_000,
    iss: 'Vonage',
    jti: '1',
    payload_hash: createHash('sha256').update(body).digest('hex'),
  }
  const head = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`
  const signature = createHmac('sha256', secret).update(head).digest('base64url')
  return {
    kind: 'vonage',
    from: 'composed by its documents',
    request: { headers: { authorization: `Bearer ${head}.${signature}` }, body },
    keys: { secrets: [secret] },
    now: 1_790_000_000_000,
    window: 300,
    headers: ['authorization'],
    covers: ['body'],
  }
}

function jambonz(): Genuine {
  const body = '{"call_sid":"x"}'
  const signature = createHmac('sha256', 'secret-of-the-account').update(`1790000000.${body}`).digest('hex')
  return {
    kind: 'jambonz',
    from: 'composed by its source (base-requestor)',
    request: { headers: { 'jambonz-signature': `t=1790000000,v1=${signature}` }, body },
    keys: { secrets: ['secret-of-the-account'] },
    now: 1_790_000_000_000,
    window: 300,
    headers: ['jambonz-signature'],
    covers: ['body'],
  }
}

function signalwire(hash: 'sha1' | 'sha256'): Genuine {
  const url = 'https://calls.example/v1/sources/main/signalwire/voice'
  const body = '{"call":{"call_id":"c1"}}'
  const header = hash === 'sha1' ? 'x-signalwire-signature' : 'x-signalwire-sha256-signature'
  return {
    kind: 'signalwire',
    from: `composed by its documents, ${hash} over address and body`,
    request: {
      url,
      headers: {
        [header]: createHmac(hash, 'PSK_signing-key')
          .update(url + body)
          .digest('hex'),
      },
      body,
    },
    keys: { secrets: ['PSK_signing-key'] },
    headers: [header],
    covers: ['body', 'address'],
  }
}

function signalwireAsTwilio(): Genuine {
  const url = 'https://calls.example/v1/sources/main/signalwire/status'
  const signature = createHmac('sha1', 'PSK_signing-key').update(`${url}CallSidc1`).digest('base64')
  return {
    kind: 'signalwire',
    from: 'composed by its documents, as the compatibility API signs',
    request: {
      url,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-signalwire-signature': signature,
      },
      body: 'CallSid=c1',
    },
    keys: { secrets: ['PSK_signing-key'] },
    headers: ['x-signalwire-signature', 'content-type'],
    covers: ['body', 'address'],
    anyPort: true,
  }
}

const bandwidthPassword = 'password-of-the-callback-credentials'

/** Proofs of the platforms that know legs only. */
export const platformProofs: readonly Genuine[] = [
  plivo('POST', `${plivoUrl}/?a=b&c=d`, 'k7Pusd4OxCIjR5IfA9iedDNu/h/gbdYqdzG/MiYtd1c='),
  plivo('GET', `${plivoUrl}/?a=b&c=d`, 'UBq8jAtd32wR8EK9VgxbBn4n5rpI/l1H9iN4WfSEHFQ='),
  plivo('POST', plivoUrl, 'iAjE5QqI37mbkYe4w3jTMudqEzbDufdqi7sYwTu64e0='),
  plivo('GET', plivoUrl, 'i/MQsaQSAd6fiKhOh2qeeeLHZ9faldADSb3/7+Akfbc='),
  sinch,
  jambonz(),
  signalwire('sha1'),
  signalwire('sha256'),
  signalwireAsTwilio(),
  telnyx(),
  vonage(),
  {
    kind: 'bandwidth',
    from: 'composed: the password is all there is',
    request: {
      headers: {
        authorization: `Basic ${Buffer.from(`greetline:${bandwidthPassword}`).toString('base64')}`,
      },
      body: '{"eventType":"initiate"}',
    },
    keys: { tokens: [bandwidthPassword] },
    headers: ['authorization'],
    covers: [],
  },
]
