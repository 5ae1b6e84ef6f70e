import { demoSecrets } from '../config.ts'
import type { LegPlatform, LegWord } from './leg-speaker.ts'
import { jsonPost } from './speaker.ts'

const causes: Partial<Record<LegWord, string>> = {
  ends: 'hangup',
  'is cancelled': 'cancel',
  'is declined': 'rejected',
  'is not answered': 'timeout',
}
const callTypes: Partial<Record<LegWord, string>> = {
  begins: 'initiate',
  ends: 'disconnect',
  'is cancelled': 'disconnect',
}
const transferTypes: Partial<Record<LegWord, string>> = {
  'is answered': 'transferAnswer',
  ends: 'transferDisconnect',
  'is cancelled': 'transferDisconnect',
  'is not answered': 'transferDisconnect',
}

/** Bandwidth Voice: nothing while an agent's phone rings; what a transfer reaches names the call as its parent. */
export const bandwidth: LegPlatform = {
  kind: 'bandwidth',
  source: () => ({ tokens: [demoSecrets.token] }),
  unruly: 'twice',
  withheld: 'Anonymous',
  tellsRinging: false,
  placesCalls: false,
  post({ call, leg, direction, from, to }, word, { at, keys }) {
    const eventType = direction === 'inbound' ? callTypes[word] : transferTypes[word]
    if (eventType === undefined) return null
    const about = {
      eventType,
      eventTime: new Date(at).toISOString(),
      accountId: '1',
      callId: leg,
      from,
      to: direction === 'inbound' ? to : '+493023125100',
      direction,
      ...(causes[word] ? { cause: causes[word] } : {}),
      ...(direction === 'inbound' ? {} : { parentCallId: call, transferTo: to }),
    }
    return jsonPost('bandwidth', about, () => ({
      authorization: `Basic ${Buffer.from(`bandwidth:${keys.token}`).toString('base64')}`,
    }))
  },
}
