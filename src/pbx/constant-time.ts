import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import type { HookKeys, HookRequest } from './dialect.ts'
import type { Verification } from './verify-request.ts'

/** Whether two texts or byte strings are equal, in a time that does not tell where they differ. */
export function isSame(one: string | Buffer, other: string | Buffer): boolean {
  // Hashing both sides makes them of one length, which `timingSafeEqual` wants.
  return timingSafeEqual(digest(one), digest(other))
}

/** Whether this is one of those; all of them are looked at. */
export function isOneOf(known: readonly string[], given: string): boolean {
  return known.filter((one) => isSame(one, given)).length > 0
}

/** A token of ours as the last part of the address: for systems that can prove themselves by nothing else. */
export function verifyTokenInAddress({ parts }: HookRequest, { tokens }: HookKeys): Verification {
  const given = parts.at(-1)
  if (given === undefined) return { kind: 'refused', code: 'missing-signature' }
  return isOneOf(tokens, given) ? genuine() : { kind: 'refused', code: 'wrong-token' }
}

/** `Authorization: Bearer <token>`, or the password of `Basic`, whatever the user. */
export function verifyAuthorization(headers: IncomingHttpHeaders, { tokens }: HookKeys): Verification {
  const { authorization } = headers
  if (authorization === undefined) return { kind: 'refused', code: 'missing-signature' }
  const [, scheme = '', given = ''] = /^(Bearer|Basic) ([\x21-\x7e]{1,1000})$/i.exec(authorization) ?? []
  const token = scheme.toLowerCase() === 'basic' ? passwordOf(given) : given
  return token !== '' && isOneOf(tokens, token) ? genuine() : { kind: 'refused', code: 'wrong-token' }
}

/** `sentAt`: when it was signed, ms by the sender's clock, where the scheme signs a time. */
export function genuine(sentAt?: number): Verification {
  return { kind: 'genuine', sentAt }
}

function passwordOf(basic: string): string {
  const decoded = Buffer.from(basic, 'base64').toString('utf8')
  const at = decoded.indexOf(':')
  return at < 0 ? '' : decoded.slice(at + 1)
}

function digest(value: string | Buffer): Buffer {
  return createHash('sha256').update(value).digest()
}
