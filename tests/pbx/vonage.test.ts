import { createHash, createHmac } from 'node:crypto'
import { describeLegPlatform, type LegWord } from './leg-platform.ts'

const secret = 'signature-secret-of-the-account-0123456789'
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

export function vonageToken(body: string, iat: number): string {
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

describeLegPlatform({
  kind: 'vonage',
  source: { secrets: [secret], numberFormat: 'e164-no-plus' },
  withheld: 'Restricted',
  tellsRinging: true,
  placesCalls: true,
  post(leg, word, at) {
    const raw = JSON.stringify({
      uuid: leg.leg,
      conversation_uuid: leg.call,
      status: statuses[word],
      direction: leg.direction,
      from: leg.from.replace(/^\+/, ''),
      to: leg.to.replace(/^\+/, ''),
      timestamp: new Date(at).toISOString(),
    })
    const authorization = vonageToken(raw, Math.floor(Date.now() / 1000))
    return { path: 'vonage', raw, headers: { 'content-type': 'application/json', authorization } }
  },
})
