import type { CallEvent, CallEventKind } from '../call/call-event.ts'
import type { LiveCall, Moment, Switchboard } from './asterisk-switchboard.ts'

type Fields = Pick<
  CallEvent,
  'direction' | 'from' | 'to' | 'displayName' | 'queue' | 'agents' | 'result' | 'reason' | 'claims'
>

/** A phone that forwards to itself makes 770 events in a second (recorded); a real queue offers a call for hours. */
const mostEventsOfOneCall = 2000

/** What tells how a call ends is told however much was told before. */
const alwaysTold: readonly CallEventKind[] = ['answered', 'transferred', 'ended']

/**
 * Now, as a place in the story of this call. The clock of Asterisk's events goes back by up to 0.24 ms between
 * neighbours (recorded), and by more when it is set; the order in which they came is kept.
 */
export function momentOf(board: Switchboard, call: LiveCall): Moment {
  call.lastAt = Math.max(call.lastAt, board.at)
  call.sequence += 1
  return { at: call.lastAt, sequence: call.sequence }
}

/**
 * Tells one event of a call. Its id is made of the phone system's own ids, so two listeners to the same stream, or one
 * that reads it again, say the same. What was learnt of the caller since the last event goes with it.
 */
export function tell(
  board: Switchboard,
  call: LiveCall,
  kind: CallEventKind,
  about: string,
  fields: Fields = {},
  moment: Moment = momentOf(board, call),
): void {
  if (call.toldIds.size >= mostEventsOfOneCall && !alwaysTold.includes(kind)) return
  board.told.push({
    id: eventId(call, kind, about, moment),
    source: board.settings.source,
    call: call.id,
    kind,
    ...moment,
    ...fields,
    ...newsOfCaller(call),
  })
}

function eventId(call: LiveCall, kind: CallEventKind, about: string, moment: Moment): string {
  const id = about === '' ? `${call.id}:${kind}` : `${call.id}:${kind}:${about}`
  const times = (call.toldIds.get(id) ?? 0) + 1
  call.toldIds.set(id, times)
  if (call.takenUp && isRepeatable(kind)) return `${id}:at-${moment.at}-${times}`
  return times === 1 ? id : `${id}:${times}`
}

/** What may happen to a channel twice, so that one who came late cannot know how often it was told already. */
function isRepeatable(kind: CallEventKind): boolean {
  return !['arrived', 'offered', 'offer-ended', 'answered', 'ended'].includes(kind)
}

type NewsOfCaller = Pick<CallEvent, 'presentation' | 'to' | 'attestation' | 'diversion'>

function newsOfCaller(call: LiveCall): NewsOfCaller {
  const news = notYetTold(call)
  const { to, presentation, attestation, diversion } = call
  call.toldOfCaller = { to, presentation, attestation, diversion }
  return news
}

function notYetTold({
  to,
  presentation,
  attestation,
  diversion,
  toldOfCaller: told,
}: LiveCall): NewsOfCaller {
  return {
    ...(presentation === told?.presentation ? {} : { presentation }),
    ...(to === null || to === told?.to ? {} : { to }),
    ...(attestation === null || attestation === told?.attestation ? {} : { attestation }),
    ...(diversion === null || diversion === told?.diversion ? {} : { diversion }),
  }
}

/** Whether anything is known of the caller that was not told yet. */
export function hasNewsOfCaller(call: LiveCall): boolean {
  return Object.keys(notYetTold(call)).length > 0
}

const roundsAtOnce = 3
const roundEveryMs = 1000

/**
 * Whether another ring of this agent for this call is worth telling: the first few are, and then one in a second. A
 * phone that sends a call back to itself rings twenty times in 200 ms without ever sounding.
 */
export function mayOfferAgain(call: LiveCall, agent: string, at: number): boolean {
  const rounds = call.rounds.get(agent) ?? { count: 0, lastAt: 0 }
  if (rounds.count >= roundsAtOnce && at - rounds.lastAt < roundEveryMs) return false
  call.rounds.set(agent, { count: rounds.count + 1, lastAt: at })
  return true
}
