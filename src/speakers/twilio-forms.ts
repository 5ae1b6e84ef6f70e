import { createHmac } from 'node:crypto'
import type { Leg, LegWord } from './leg-speaker.ts'

type Form = Readonly<Record<string, string>>

const words: Readonly<Record<LegWord, [status: string, sequence: number]>> = {
  begins: ['ringing', 1],
  'is answered': ['in-progress', 2],
  ends: ['completed', 3],
  'is cancelled': ['canceled', 3],
  'is declined': ['busy', 3],
  'is not answered': ['no-answer', 3],
}

/** A status callback. Its time has no parts of a second; what a leg says within one is ordered by its sequence. */
export function statusForm({ call, leg, direction, from, to }: Leg, word: LegWord, at: number): Form {
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
  }
}

/** By the account's token, over the address and then names and values, sorted, with nothing between them. */
export function signatureOf(address: string, form: Form, token: string): string {
  const fields = Object.keys(form)
    .sort()
    .map((name) => name + form[name])
  return createHmac('sha1', token)
    .update(address + fields.join(''))
    .digest('base64')
}
