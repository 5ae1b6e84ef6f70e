import { createHmac } from 'node:crypto'
import { z } from 'zod'
import { genuine, isSame } from '../constant-time.ts'
import { dialect, type Heard, type HookKeys, type HookRequest, noContent, xmlAnswer } from '../dialect.ts'
import { hearFields, readFields } from '../hook-fields.ts'
import type { Verification } from '../verify-request.ts'
import { escapeXml } from '../xml.ts'
import { arrivalOf, statusOf, twilioCall } from './twilio-calls.ts'
import { verifyTwilioSignature } from './twilio-signature.ts'

const settings = z.strictObject({
  voice: z
    .strictObject({
      /** Where the cXML of the house is: a call whose arrival was heard here is sent on to it. */
      redirect: z.url({ protocol: /^https?$/ }),
    })
    .optional(),
})

/**
 * SignalWire's compatibility API, which speaks as Twilio does: `voice` is asked for cXML, `status` hears status callbacks.
 * These are advisory by its documents: late, repeated or lost, and in any order, so the sequence counts.
 */
export const signalwire = dialect({
  kind: 'signalwire',
  proof: 'secret',
  otherMethods: ['GET'],
  signsAddress: true,
  settings,
  verify,
  hear(request, { voice }) {
    if (request.parts[0] === 'status') {
      return hearFields(readFields(request), twilioCall, (said) => told(statusOf(said)))
    }
    return request.parts[0] === 'voice' && voice ? hearVoice(request, voice.redirect) : nowhere
  },
})

const nowhere: Heard = { kind: 'refused', code: 'not-found' }

function hearVoice(request: HookRequest, redirect: string): Heard {
  const answer = xmlAnswer(`<Response><Redirect method="POST">${escapeXml(redirect)}</Redirect></Response>`)
  return hearFields(readFields(request), twilioCall, (said) => ({
    kind: 'events',
    events: arrivalOf(said),
    answer,
  }))
}

function told(events: ReturnType<typeof statusOf>): Heard {
  return { kind: events.length > 0 ? 'events' : 'ignored', events, answer: noContent }
}

/**
 * The compatibility API signs as Twilio does. Newer parts sign address and raw body, in hex: HMAC-SHA256 in a header of
 * its own, else HMAC-SHA1 (signalwire/docs, webhook signatures). The stronger one decides where it is there.
 */
function verify(request: HookRequest, keys: HookKeys): Verification {
  const strong = request.headers['x-signalwire-sha256-signature']
  if (strong !== undefined) return verifyHex(request, keys, 'sha256', strong)
  const given = request.headers['x-signalwire-signature']
  return typeof given === 'string' && /^[0-9a-f]{40}$/i.test(given)
    ? verifyHex(request, keys, 'sha1', given)
    : verifyTwilioSignature(request, keys, 'x-signalwire-signature')
}

function verifyHex(
  { url, body }: HookRequest,
  { secrets }: HookKeys,
  hash: 'sha1' | 'sha256',
  given: string | string[],
): Verification {
  if (typeof given !== 'string' || given === '') return { kind: 'refused', code: 'missing-signature' }
  const fits = secrets.filter((secret) =>
    isSame(createHmac(hash, secret).update(url).update(body).digest('hex'), given.toLowerCase()),
  )
  return fits.length > 0 ? genuine() : { kind: 'refused', code: 'wrong-signature' }
}
