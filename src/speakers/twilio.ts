import { demoSecrets } from '../../config.ts'
import type { Leg, LegPlatform, LegWord } from '../leg-speaker.ts'
import { formPost } from '../speaker.ts'
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
  post(leg, word, { at, address }) {
    const asks = leg.leg === leg.call && word === 'begins'
    const path = asks ? 'twilio/voice' : 'twilio/status'
    const form = asks ? arrivalForm(leg, word, at) : statusForm(leg, word, at)
    const signature = signatureOf(`${address}/${path}`, form, demoSecrets.signing)
    return formPost(path, form, { 'x-twilio-signature': signature })
  },
}

function arrivalForm(leg: Leg, word: LegWord, at: number) {
  const { SequenceNumber: _, CallbackSource: __, Timestamp: ___, ...form } = statusForm(leg, word, at)
  return { ...form, Caller: leg.from, Called: leg.to, ApiVersion: '2010-04-01' }
}
