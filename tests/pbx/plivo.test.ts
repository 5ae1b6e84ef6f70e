import { createHmac, randomUUID } from 'node:crypto'
import { publicUrl } from './dialect-story.ts'
import { describeLegPlatform, type Leg, type LegWord } from './leg-platform.ts'

const secret = 'auth-token-of-the-account-0123456789'
const plain = (number: string) => number.replace(/^\+/, '')

/** As plivo-node signs a POST: the address, a question mark, sorted names and values, a dot, the nonce. */
function signed(path: string, form: Record<string, string>) {
  const nonce = randomUUID()
  const values = Object.keys(form)
    .sort()
    .map((name) => `${name}${form[name]}`)
  const text = `${publicUrl}/v1/sources/main/${path}?${values.join('')}.${nonce}`
  const signature = createHmac('sha256', secret).update(text).digest('base64')
  return {
    path,
    form,
    headers: { 'x-plivo-signature-v3': `another,${signature}`, 'x-plivo-signature-v3-nonce': nonce },
  }
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

function callPost({ call, from, to }: Leg, word: LegWord) {
  const said = callWords[word]
  const about = { CallUUID: call, From: plain(from), To: plain(to), Direction: 'inbound' }
  return said ? signed('plivo', { ...about, ...said }) : null
}

function dialPost({ call, leg, from, to }: Leg, word: LegWord) {
  const said = dialWords[word]
  const about = { CallUUID: call, From: plain(from), DialALegUUID: call, DialBLegUUID: leg, DialBLegTo: to }
  return said ? signed('plivo/dial', { ...about, ...said }) : null
}

describeLegPlatform({
  kind: 'plivo',
  source: { secrets: [secret], numberFormat: 'e164-no-plus' },
  withheld: 'anonymous',
  tellsRinging: false,
  placesCalls: false,
  post: (leg, word) => (leg.direction === 'inbound' ? callPost(leg, word) : dialPost(leg, word)),
})
