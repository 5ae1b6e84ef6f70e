import { demoSecrets } from '../config.ts'
import type { Leg, LegMoment, LegPlatform, LegWord } from './leg-speaker.ts'
import { formPost, type Post } from './speaker.ts'
import { signatureOf, statusForm } from './twilio-forms.ts'

/** Twilio Voice: it asks for TwiML when a call comes in, and tells the rest by status callbacks, to the second. */
export const twilio: LegPlatform = {
  kind: 'twilio',
  source: () => ({
    secrets: [demoSecrets.signing],
    twilio: { voice: { redirect: 'https://app.example/voice' } },
  }),
  signsAddress: true,
  unruly: 'twice',
  withheld: '+266696687',
  clockMs: 1000,
  tellsRinging: true,
  placesCalls: true,
  post(leg, word, moment) {
    if (leg.leg !== leg.call || word !== 'begins') return statusPost(leg, word, moment)
    return signed('twilio/voice', arrivalForm(leg, word, moment.at), moment)
  },
}

/** Where TwiML is asked for elsewhere, and only status callbacks come here. */
export const twilioByStatus: LegPlatform = { ...twilio, post: statusPost }

function statusPost(leg: Leg, word: LegWord, moment: LegMoment): Post {
  return signed('twilio/status', statusForm(leg, word, moment.at), moment)
}

function signed(path: string, form: Readonly<Record<string, string>>, { address, keys }: LegMoment): Post {
  const signature = signatureOf(`${address}/${path}`, form, keys.secret)
  return formPost(path, form, { 'x-twilio-signature': signature })
}

function arrivalForm(leg: Leg, word: LegWord, at: number) {
  const { SequenceNumber: _, CallbackSource: __, Timestamp: ___, ...form } = statusForm(leg, word, at)
  return { ...form, Caller: leg.from, Called: leg.to, ApiVersion: '2010-04-01' }
}
