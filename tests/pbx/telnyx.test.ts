import { generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import { describeLegPlatform, type LegWord } from './leg-platform.ts'

const { publicKey, privateKey } = generateKeyPairSync('ed25519')
const key = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64')

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

describeLegPlatform({
  kind: 'telnyx',
  source: { secrets: [key] },
  withheld: 'anonymous',
  tellsRinging: true,
  placesCalls: true,
  post(leg, word, at) {
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
    const data = { record_type: 'event', event_type: types[word], id: randomUUID(), occurred_at, payload }
    const raw = JSON.stringify({ data, meta: { attempt: 1 } })
    const timestamp = String(Math.floor(Date.now() / 1000))
    const signature = sign(null, Buffer.from(`${timestamp}|${raw}`), privateKey).toString('base64')
    return {
      path: 'telnyx',
      raw,
      headers: {
        'content-type': 'application/json',
        'telnyx-timestamp': timestamp,
        'telnyx-signature-ed25519': signature,
      },
    }
  },
})
