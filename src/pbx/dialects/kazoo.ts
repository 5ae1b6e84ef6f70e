import { verifyTokenInAddress } from '../constant-time.ts'
import { dialect, type Heard, type HookRequest, jsonAnswer } from '../dialect.ts'
import { contentType, type Fields, hearFields, readFields } from '../hook-fields.ts'
import { readJson } from '../read-json.ts'
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
  hear: (request) => together(everyEvent(request).map(hearOne)),
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

/** The documents show one event as an object and as a list of one. */
function everyEvent(request: HookRequest): Fields[] {
  const isJson = request.method !== 'GET' && contentType(request) === 'application/json'
  const read = isJson ? readJson(request.body) : undefined
  if (read?.kind !== 'json' || !Array.isArray(read.value)) return [readFields(request)]
  return read.value.slice(0, mostEvents).map((one: unknown): Fields => {
    if (typeof one === 'object' && one !== null)
      return { kind: 'fields', fields: one as Record<string, unknown> }
    return { kind: 'refused', code: 'bad-input', faults: [{ path: '', message: 'not an object' }] }
  })
}

const mostEvents = 100

function together(all: readonly Heard[]): Heard {
  const refused = all.find((one) => one.kind === 'refused')
  if (refused) return refused
  const heard = all.flatMap((one) => (one.kind === 'events' ? [one] : []))
  const events = heard.flatMap((one) => one.events)
  const links = heard.flatMap((one) => one.links ?? [])
  if (events.length + links.length === 0) return { kind: 'ignored', answer: taken }
  return { kind: 'events', events, links, answer: taken }
}
