import { verifyTokenInAddress } from '../constant-time.ts'
import { dialect, type Heard, jsonAnswer } from '../dialect.ts'
import { eachEvent, together } from '../each-event.ts'
import { type Fields, hearFields } from '../hook-fields.ts'
import { kazooLeg, legEvents, legLink, queueCall, queueEvents } from './kazoo-legs.ts'

/** Exactly 200: anything else counts as a failure, and six of those within a minute switch a hook off. */
const taken = jsonAnswer({})

/**
 * Kazoo (2600Hz): a hook per kind of event, each with the state of one leg, as a form unless it is set to JSON. It signs
 * nothing, so a token in the address is the proof.
 */
export const kazoo = dialect({
  kind: 'kazoo',
  proof: 'token',
  otherMethods: ['GET'],
  linksLegs: true,
  verify: verifyTokenInAddress,
  // The documents show one event as an object and as a list of one.
  hear: (request) => together(eachEvent(request).map(hearOne), taken),
})

function hearOne(read: Fields): Heard {
  if (read.kind === 'fields' && 'call_state' in read.fields) {
    return hearFields(read, queueCall, (said) => ({
      kind: 'events',
      events: queueEvents(said),
      links: said.agent_call_id ? [{ leg: said.agent_call_id, of: said.member_call_id }] : [],
      answer: taken,
    }))
  }
  return hearFields(read, kazooLeg, (said) => {
    const link = legLink(said)
    return { kind: 'events', events: legEvents(said), links: link ? [link] : [], answer: taken }
  })
}
