import { createHmac } from 'node:crypto'
import { genuine, isSame } from '../constant-time.ts'
import { type Heard, type HookKeys, type HookRequest, jsonAnswer } from '../dialect.ts'
import type { Verification } from '../verify-request.ts'

const windowSeconds = 300

/**
 * `v0=` and the hex HMAC-SHA256 over `v0:<timestamp>:<body>` with the app's secret token (developers.zoom.us, "Verify
 * webhook events"). Zoom's own sample signs the body written again from JSON; only the bytes that came are right.
 */
export function verifyZoomSignature(request: HookRequest, { secrets }: HookKeys, now: number): Verification {
  const signature = request.headers['x-zm-signature']
  const timestamp = request.headers['x-zm-request-timestamp']
  if (typeof signature !== 'string' || signature === '' || typeof timestamp !== 'string') {
    return { kind: 'refused', code: 'missing-signature' }
  }
  const isSigned = secrets.filter((secret) => isSame(signatureOf(request, secret), signature)).length > 0
  if (!isSigned || !/^\d{1,12}$/.test(timestamp)) return { kind: 'refused', code: 'wrong-signature' }
  return Math.abs(now / 1000 - Number(timestamp)) <= windowSeconds
    ? genuine(Number(timestamp) * 1000)
    : { kind: 'refused', code: 'stale-signature' }
}

/**
 * Zoom asks when the address is entered and every 72 hours after whether whoever is there knows the secret. It is proved
 * with the one that the question is signed with, so that two may be configured while one is replaced.
 */
export function proveAddress(request: HookRequest, { secrets }: HookKeys, plainToken: string): Heard {
  const asked = request.headers['x-zm-signature']
  const secret = secrets.find((one) => typeof asked === 'string' && isSame(signatureOf(request, one), asked))
  if (secret === undefined) return { kind: 'refused', code: 'bad-input' }
  return { kind: 'handshake', answer: jsonAnswer({ plainToken, encryptedToken: hmac(secret, plainToken) }) }
}

function signatureOf({ headers, body }: HookRequest, secret: string): string {
  const signed = Buffer.concat([Buffer.from(`v0:${headers['x-zm-request-timestamp']}:`), body])
  return `v0=${hmac(secret, signed)}`
}

function hmac(secret: string, message: string | Buffer): string {
  return createHmac('sha256', secret).update(message).digest('hex')
}
