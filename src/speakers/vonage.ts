import { createHash, createHmac } from 'node:crypto'
import { demoSecrets } from '../config.ts'
import type { LegPlatform, LegWord } from './leg-speaker.ts'
import { jsonPost } from './speaker.ts'

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A JWT (HS256) that names the hash of the body; `iat` in s. */
function vonageToken(body: string, iat: number, secret: string): string {
  const hash = createHash('sha256').update(body).digest('hex')
  const head = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ iat, iss: 'Vonage', payload_hash: hash })}`
  return `Bearer ${head}.${createHmac('sha256', secret).update(head).digest('base64url')}`
}

const statuses: Readonly<Record<LegWord, string>> = {
  begins: 'started',
  'is answered': 'answered',
  ends: 'completed',
  'is cancelled': 'cancelled',
  'is declined': 'rejected',
  'is not answered': 'unanswered',
}

/** Vonage Voice: event webhooks, in no promised order, with numbers without a plus. */
export const vonage: LegPlatform = {
  kind: 'vonage',
  source: () => ({
    secrets: [demoSecrets.signing],
    numberFormat: 'e164-no-plus',
    vonage: { dials: 'customers' },
  }),
  unruly: 'twice and disordered',
  withheld: 'Restricted',
  tellsRinging: true,
  placesCalls: true,
  post: (leg, word, { at, sent, keys }) =>
    jsonPost(
      'vonage',
      {
        uuid: leg.leg,
        conversation_uuid: leg.call,
        status: statuses[word],
        direction: leg.direction,
        from: leg.from.replace(/^\+/, ''),
        to: leg.to.replace(/^\+/, ''),
        timestamp: new Date(at).toISOString(),
      },
      (body) => ({ authorization: vonageToken(body, Math.floor(sent / 1000), keys.secret) }),
    ),
}
