import { z } from 'zod'
import { dialect, type Heard, type HookAnswer, type HookRequest, xmlAnswer } from '../dialect.ts'
import { eachEvent, together } from '../each-event.ts'
import { type Fields, hearFields, readFields } from '../hook-fields.ts'
import { escapeXml } from '../xml.ts'
import { arrivalOf, statusOf, twilioCall } from './twilio-calls.ts'
import { verifyTwilioSignature } from './twilio-signature.ts'
import { streamedEvent, streamedEvents } from './twilio-streams.ts'
import { taskEvents, taskRouterEvent } from './twilio-taskrouter.ts'

const settings = z.strictObject({
  voice: z
    .strictObject({
      /** Where the TwiML of the house is: a call whose arrival was heard here is sent on to it. */
      redirect: z.url({ protocol: /^https?$/ }),
    })
    .optional(),
})

/** TaskRouter wants it so, within 15 s (twilio.com/docs/taskrouter/api/event/reference). */
const nothingToSay: HookAnswer = { status: 204, type: 'application/json' }

/**
 * Twilio: `voice` is asked for TwiML when a call comes in, `status` hears status callbacks, `taskrouter` the events of a
 * workspace, `events` either as a sink of Event Streams. Each may be missing; what is heard twice changes nothing.
 */
export const twilio = dialect({
  kind: 'twilio',
  proof: 'secret',
  otherMethods: ['GET'],
  signsAddress: true,
  settings,
  verify: (request, keys) => verifyTwilioSignature(request, keys),
  hear(request, { voice }) {
    switch (request.parts[0]) {
      case 'voice':
        return voice ? hearVoice(request, voice.redirect) : nowhere
      case 'status':
        return hearFields(readFields(request), twilioCall, (said) => heard(statusOf(said)))
      case 'taskrouter':
        return hearFields(readFields(request), taskRouterEvent, (said) => heard(taskEvents(said)))
      case 'events':
        return together(eachEvent(request).map(hearStreamed), nothingToSay)
      default:
        return nowhere
    }
  },
})

const nowhere: Heard = { kind: 'refused', code: 'not-found' }

/** An answer without a verb would end the call; what is refused goes to the number's fallback. */
function hearVoice(request: HookRequest, redirect: string): Heard {
  const answer = xmlAnswer(`<Response><Redirect method="POST">${escapeXml(redirect)}</Redirect></Response>`)
  return hearFields(readFields(request), twilioCall, (said) => ({
    kind: 'events',
    events: arrivalOf(said),
    answer,
  }))
}

function hearStreamed(read: Fields): Heard {
  return hearFields(read, streamedEvent, (said) => heard(streamedEvents(said)))
}

function heard(events: ReturnType<typeof statusOf>): Heard {
  return events.length > 0
    ? { kind: 'events', events, answer: nothingToSay }
    : { kind: 'ignored', answer: nothingToSay }
}
