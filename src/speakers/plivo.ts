import { createHash, createHmac } from 'node:crypto'
import { demoSecrets } from '../config.ts'
import type { Leg, LegPlatform, LegWord } from './leg-speaker.ts'
import { formPost, type Post, type Sending } from './speaker.ts'

const plain = (number: string) => number.replace(/^\+/, '')

/** As plivo-node signs a POST: the address, a question mark, sorted names and values, a dot, the nonce. */
function signed({ address, keys }: Sending, path: string, form: Readonly<Record<string, string>>): Post {
  const values = Object.keys(form)
    .sort()
    .map((name) => `${name}${form[name]}`)
    .join('')
  const nonce = createHash('sha256').update(values).digest('hex').slice(0, 32)
  const signature = createHmac('sha256', keys.secret)
    .update(`${address}/${path}?${values}.${nonce}`)
    .digest('base64')
  return formPost(path, form, {
    'x-plivo-signature-v3': `another,${signature}`,
    'x-plivo-signature-v3-nonce': nonce,
  })
}

const callWords: Partial<Record<LegWord, Record<string, string>>> = {
  begins: { Event: 'StartApp', CallStatus: 'ringing' },
  ends: { Event: 'Hangup', CallStatus: 'completed', HangupCauseName: 'Normal Hangup' },
  'is cancelled': { Event: 'Hangup', CallStatus: 'no-answer', HangupCauseName: 'Cancelled' },
}
const dialWords: Partial<Record<LegWord, Record<string, string>>> = {
  'is answered': { Event: 'DialAnswer', DialBLegStatus: 'answer' },
  ends: { Event: 'DialHangup', DialBLegStatus: 'hangup' },
}

function callPost(sending: Sending, { call, from, to }: Leg, word: LegWord): Post | null {
  const said = callWords[word]
  const about = { CallUUID: call, From: plain(from), To: plain(to), Direction: 'inbound' }
  return said ? signed(sending, 'plivo', { ...about, ...said }) : null
}

function dialPost(sending: Sending, { call, leg, from, to }: Leg, word: LegWord): Post | null {
  const said = dialWords[word]
  const about = { CallUUID: call, From: plain(from), DialALegUUID: call, DialBLegUUID: leg, DialBLegTo: to }
  return said ? signed(sending, 'plivo/dial', { ...about, ...said }) : null
}

/** Plivo: forms without a time, numbers without a plus, and nothing while an agent's phone rings. */
export const plivo: LegPlatform = {
  kind: 'plivo',
  source: () => ({ secrets: [demoSecrets.signing], numberFormat: 'e164-no-plus' }),
  signsAddress: true,
  unruly: 'twice',
  withheld: 'anonymous',
  tellsRinging: false,
  placesCalls: false,
  post: (leg, word, sending) =>
    leg.direction === 'inbound' ? callPost(sending, leg, word) : dialPost(sending, leg, word),
}
