import { createHash, createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

/** What a source's requests are checked against, made once from the configuration. */
export interface RequestKeys {
  /** Made into key objects once: `createHmac` does it again for each call that is given bytes, at five times the cost. */
  readonly signing: readonly KeyObject[]
  /** SHA-256 of each bearer token. */
  readonly tokens: readonly Buffer[]
}

export type Verification =
  | {
      readonly kind: 'genuine'
      /** When the request was signed, ms by the sender's clock; undefined for a bearer token. */
      readonly sentAt: number | undefined
    }
  | {
      readonly kind: 'refused'
      readonly code: 'missing-signature' | 'wrong-signature' | 'stale-signature' | 'wrong-token'
    }

/** Standard Webhooks asks for a window on the timestamp; its libraries take five minutes, both ways. */
const toleranceSeconds = 300

/** Secrets as `whsec_<base64>` (Standard Webhooks 1.0) or as plain text, and bearer tokens. */
export function requestKeys(secrets: readonly string[], tokens: readonly string[]): RequestKeys {
  return {
    signing: secrets.map((secret) =>
      createSecretKey(
        secret.startsWith('whsec_') ? Buffer.from(secret.slice(6), 'base64') : Buffer.from(secret, 'utf8'),
      ),
    ),
    tokens: tokens.map(digest),
  }
}

/**
 * Is this request from who it says? Signed as Standard Webhooks 1.0 (HMAC-SHA256 over `id.timestamp.body`, the raw
 * bytes), with any of the source's secrets; or with a bearer token. Fails closed when a header is missing. `now` in ms.
 */
export function verifyRequest(
  headers: IncomingHttpHeaders,
  body: Buffer,
  keys: RequestKeys,
  now: number,
): Verification {
  const id = headers['webhook-id']
  const timestamp = headers['webhook-timestamp']
  const signatures = headers['webhook-signature']
  if (typeof id === 'string' && typeof timestamp === 'string' && typeof signatures === 'string') {
    return verifySignature({ id, timestamp, signatures }, body, keys, now)
  }
  const { authorization } = headers
  if (authorization !== undefined) {
    const token = /^Bearer ([\x21-\x7e]{1,512})$/i.exec(authorization)?.[1]
    return token !== undefined && isToken(token, keys)
      ? { kind: 'genuine', sentAt: undefined }
      : refused('wrong-token')
  }
  return refused('missing-signature')
}

function verifySignature(
  signed: { id: string; timestamp: string; signatures: string },
  body: Buffer,
  keys: RequestKeys,
  now: number,
): Verification {
  if (!/^\d{1,12}$/.test(signed.timestamp)) return refused('wrong-signature')
  const given = signed.signatures
    .split(' ')
    .slice(0, 10)
    .filter((one) => one.startsWith('v1,'))
    .map((one) => Buffer.from(one.slice(3), 'base64'))
  const fits = keys.signing.some((key) => {
    const wanted = createHmac('sha256', key).update(`${signed.id}.${signed.timestamp}.`).update(body).digest()
    return given.some((one) => one.length === wanted.length && timingSafeEqual(one, wanted))
  })
  if (!fits) return refused('wrong-signature')
  return Math.abs(now / 1000 - Number(signed.timestamp)) <= toleranceSeconds
    ? { kind: 'genuine', sentAt: Number(signed.timestamp) * 1000 }
    : refused('stale-signature')
}

/** Signs a request as {@link verifyRequest} wants it: for the demo phone system, the client module and tests. */
export function signRequest(
  secret: string,
  id: string,
  now: number,
  body: string | Buffer,
): Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string> {
  const timestamp = String(Math.floor(now / 1000))
  const [key] = requestKeys([secret], []).signing
  const signature = createHmac('sha256', key ?? '')
    .update(`${id}.${timestamp}.`)
    .update(body)
    .digest('base64')
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` }
}

/** Hashing both sides makes them of one length, which `timingSafeEqual` wants, and hides where they differ. */
function isToken(token: string, keys: RequestKeys): boolean {
  const given = digest(token)
  return keys.tokens.filter((known) => timingSafeEqual(known, given)).length > 0
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest()
}

function refused(code: Extract<Verification, { kind: 'refused' }>['code']): Verification {
  return { kind: 'refused', code }
}
