import { createHmac } from 'node:crypto'
import { publicUrl } from './dialect-story.ts'
import { describeLegPlatform, type Leg, type LegWord } from './leg-platform.ts'

const key = 'PSK_signing-key-of-the-space'

const words: Readonly<Record<LegWord, [status: string, sequence: number]>> = {
  begins: ['ringing', 1],
  'is answered': ['in-progress', 2],
  ends: ['completed', 3],
  'is cancelled': ['canceled', 3],
  'is declined': ['busy', 3],
  'is not answered': ['no-answer', 3],
}

function formOf({ call, leg, direction, from, to }: Leg, word: LegWord, at: number): Record<string, string> {
  const [CallStatus, sequence] = words[word]
  return {
    CallSid: leg,
    ...(leg === call ? {} : { ParentCallSid: call }),
    From: from,
    To: to,
    Direction: direction === 'inbound' ? 'inbound' : 'outbound-dial',
    CallStatus,
    SequenceNumber: String(sequence),
    CallbackSource: 'call-progress-events',
    Timestamp: new Date(at).toUTCString().replace('GMT', '+0000'),
    AudioInMos: '4.5',
  }
}

describeLegPlatform({
  kind: 'signalwire',
  source: { secrets: [key] },
  withheld: '+266696687',
  clockMs: 1000,
  tellsRinging: true,
  placesCalls: true,
  post(leg, word, at) {
    const form = formOf(leg, word, at)
    const fields = Object.keys(form)
      .sort()
      .map((name) => name + form[name])
      .join('')
    const text = `${publicUrl}/v1/sources/main/signalwire/status${fields}`
    const signature = createHmac('sha1', key).update(text).digest('base64')
    return { path: 'signalwire/status', form, headers: { 'x-signalwire-signature': signature } }
  },
})
