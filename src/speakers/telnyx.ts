import { createHash, createPrivateKey, sign } from 'node:crypto'
import { demoSecrets } from '../config.ts'
import type { LegPlatform, LegWord } from './leg-speaker.ts'
import { demoKeys, jsonPost } from './speaker.ts'

/** RFC 8410: what stands before the 32 bytes of a private Ed25519 key in its DER form. */
const derPrefix = Buffer.from('302e020100300506032b657004220420', 'hex')

function demoPrivateKey(): string {
  const seed = createHash('sha256').update(demoSecrets.signing).digest()
  const key = createPrivateKey({ key: Buffer.concat([derPrefix, seed]), format: 'der', type: 'pkcs8' })
  return key.export({ type: 'pkcs8', format: 'pem' }).toString()
}

const types: Readonly<Record<LegWord, string>> = {
  begins: 'call.initiated',
  'is answered': 'call.answered',
  ends: 'call.hangup',
  'is cancelled': 'call.hangup',
  'is declined': 'call.hangup',
  'is not answered': 'call.hangup',
}
const causes: Partial<Record<LegWord, string>> = {
  ends: 'normal_clearing',
  'is cancelled': 'originator_cancel',
  'is declined': 'call_rejected',
  'is not answered': 'timeout',
}

/** Telnyx Call Control (API v2), whose webhooks come in any order. */
export const telnyx: LegPlatform = {
  kind: 'telnyx',
  source: () => ({ secrets: [demoSecrets.telnyx], telnyx: { dials: 'customers' } }),
  demoKeys: () => ({ ...demoKeys, secret: demoPrivateKey() }),
  unruly: 'twice and disordered',
  withheld: 'anonymous',
  tellsRinging: true,
  placesCalls: true,
  post(leg, word, { at, sent, keys }) {
    const payload = {
      call_leg_id: leg.leg,
      call_session_id: leg.call,
      call_control_id: `v3:${leg.leg}`,
      from: leg.from,
      to: leg.to,
      ...(word === 'begins' ? { direction: leg.direction === 'inbound' ? 'incoming' : 'outgoing' } : {}),
      ...(causes[word] ? { hangup_cause: causes[word] } : {}),
    }
    const occurred_at = new Date(at).toISOString()
    const id = `${leg.leg}:${types[word]}`
    const data = { record_type: 'event', event_type: types[word], id, occurred_at, payload }
    const timestamp = String(Math.floor(sent / 1000))
    return jsonPost('telnyx', { data, meta: { attempt: 1 } }, (body) => ({
      'telnyx-timestamp': timestamp,
      'telnyx-signature-ed25519': sign(
        null,
        Buffer.from(`${timestamp}|${body}`),
        createPrivateKey(keys.secret),
      ).toString('base64'),
    }))
  },
}
