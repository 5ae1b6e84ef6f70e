import { demoSecrets } from '../config.ts'
import type { LegPlatform } from './leg-speaker.ts'
import { formPost } from './speaker.ts'
import { signatureOf, statusForm } from './twilio-forms.ts'

/** SignalWire by its compatibility API: Twilio's forms, with its own header. */
export const signalwire: LegPlatform = {
  kind: 'signalwire',
  source: () => ({ secrets: [demoSecrets.signing] }),
  signsAddress: true,
  unruly: 'twice',
  withheld: '+266696687',
  clockMs: 1000,
  tellsRinging: true,
  placesCalls: true,
  post(leg, word, { at, address, keys }) {
    const form = { ...statusForm(leg, word, at), AudioInMos: '4.5' }
    const signature = signatureOf(`${address}/signalwire/status`, form, keys.secret)
    return formPost('signalwire/status', form, { 'x-signalwire-signature': signature })
  },
}
