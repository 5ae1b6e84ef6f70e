import { createHash, createHmac } from 'node:crypto'
import { genuine, isSame } from '../constant-time.ts'
import type { HookKeys, HookRequest } from '../dialect.ts'
import { contentType, queryOf } from '../hook-fields.ts'
import type { Verification } from '../verify-request.ts'

/**
 * `X-Twilio-Signature` as twilio-node checks it (src/webhooks/webhooks.ts): base64 of HMAC-SHA1, by the auth token, over the
 * address and the sorted fields of the form. What is no form is covered by its SHA-256 in the address (`bodySHA256`).
 * No time is signed.
 */
export function verifyTwilioSignature(
  request: HookRequest,
  { secrets }: HookKeys,
  header = 'x-twilio-signature',
): Verification {
  const given = request.headers[header]
  if (typeof given !== 'string' || given === '') return { kind: 'refused', code: 'missing-signature' }
  const signed = signedFields(request)
  if (signed === null) return { kind: 'refused', code: 'wrong-signature' }
  const fits = secrets.flatMap((secret) =>
    addressesOf(request.url).filter((address) =>
      isSame(
        createHmac('sha1', secret)
          .update(address + signed)
          .digest('base64'),
        given,
      ),
    ),
  )
  return fits.length > 0 ? genuine() : { kind: 'refused', code: 'wrong-signature' }
}

/** Null where the body is covered by nothing. */
function signedFields(request: HookRequest): string | null {
  const { method, url, body } = request
  if (method === 'GET') return body.length === 0 ? '' : null
  if (contentType(request) === 'application/x-www-form-urlencoded') return sortedFields(body)
  const stated = queryOf(url).get('bodySHA256') ?? ''
  return isSame(createHash('sha256').update(body).digest('hex'), stated.toLowerCase()) ? '' : null
}

/** A field that comes several times counts once for each of its values, in their order. */
function sortedFields(body: Buffer): string {
  const form = new URLSearchParams(body.toString('utf8'))
  return [...new Set(form.keys())]
    .sort()
    .flatMap((name) => [...new Set(form.getAll(name))].sort().map((value) => name + value))
    .join('')
}

/** Twilio signs with the port or without it, and the query as it was entered or as a URL library writes it. */
function addressesOf(url: string): readonly string[] {
  const read = new URL(url)
  const usual = read.protocol === 'https:' ? 443 : 80
  const withPort = (address: string, port: string) =>
    address.replace(/^(\w+:\/\/[^/?:]+)(?::\d+)?/, `$1${port}`)
  return [
    ...new Set(
      [url, read.toString()].flatMap((one) => [
        one,
        withPort(one, ''),
        withPort(one, `:${read.port || usual}`),
      ]),
    ),
  ]
}
