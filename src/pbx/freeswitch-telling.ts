import type { CallEvent, CallEventKind } from '../call/call-event.ts'
import type { CallerFacts } from './freeswitch-caller.ts'
import type { LiveCall, Switchboard } from './freeswitch-switchboard.ts'

type Fields = Pick<
  CallEvent,
  'direction' | 'from' | 'displayName' | 'queue' | 'agents' | 'result' | 'reason' | 'claims'
>

/** A dialplan that calls itself makes hundreds of legs in a second; a real queue offers a call for hours. */
const mostEventsOfOneCall = 2000

/** What tells how a call ends is told however much was told before. */
const alwaysTold: readonly CallEventKind[] = ['answered', 'transferred', 'ended']

/** What may happen to a call again in the same words: its id says when. */
const repeatable: readonly CallEventKind[] = ['claims', 'queued', 'transferred', 'held', 'resumed']

/**
 * Tells one event of a call. Its id is made of the phone system's own ids and clock, so two listeners to the same stream,
 * or one that finds the call going on, say the same. What was learnt of the caller since the last event goes with it.
 */
export function tell(
  board: Switchboard,
  call: LiveCall,
  kind: CallEventKind,
  about: string,
  fields: Fields = {},
): void {
  if (call.toldIds.size >= mostEventsOfOneCall && !alwaysTold.includes(kind)) return
  const { news } = call
  call.news = {}
  board.told.push({
    id: eventId(board, call, kind, about),
    source: board.settings.source,
    call: call.id,
    kind,
    ...momentOf(board, call),
    ...fields,
    ...news,
  })
}

function eventId(board: Switchboard, call: LiveCall, kind: CallEventKind, about: string): string {
  const when = repeatable.includes(kind) ? [`at-${board.at}`] : []
  const id = [call.id, kind, ...(about === '' ? [] : [about]), ...when].join(':')
  const times = (call.toldIds.get(id) ?? 0) + 1
  call.toldIds.set(id, times)
  return times === 1 ? id : `${id}:${times}`
}

/** So many of our events may one of FreeSWITCH make. */
const eventsPerSequence = 64

/**
 * Now, as a place in the story of this call: by the phone system's clock, and by its `Event-Sequence` within a
 * millisecond. FreeSWITCH delivers from several threads, so an event with a lower number may come later and is put where
 * it belongs; the clock itself is never followed backwards.
 */
function momentOf(board: Switchboard, call: LiveCall): { at: number; sequence: number } {
  const sequence = board.sequence * eventsPerSequence + (board.told.length % eventsPerSequence)
  const isInOrder = sequence >= call.lastSequence
  const at = isInOrder ? Math.max(call.lastAt, board.at) : board.at
  call.lastAt = Math.max(call.lastAt, at)
  if (isInOrder) call.lastSequence = sequence
  return { at, sequence }
}

/** Keeps what an event says of the caller, to be told with the next event. The first word counts, but for presentation. */
export function learn(call: LiveCall, facts: CallerFacts): void {
  const changed = Object.entries(facts).filter(([fact, value]) => {
    const known = call.known[fact as keyof CallerFacts]
    return value !== undefined && value !== known && (known === undefined || fact === 'presentation')
  })
  if (changed.length === 0) return
  const news = Object.fromEntries(changed)
  call.known = { ...call.known, ...news }
  call.news = { ...call.news, ...news }
}

const roundsAtOnce = 3
const roundEveryMs = 1000

/**
 * Whether another ring of this agent for this call is worth telling: the first few are, and then one in a second. A phone
 * that sends a call back to where it came from rings twenty times in 200 ms without ever sounding.
 */
export function mayOfferAgain(call: LiveCall, agent: string, at: number): boolean {
  const rounds = call.rounds.get(agent) ?? { count: 0, lastAt: 0 }
  if (rounds.count >= roundsAtOnce && at - rounds.lastAt < roundEveryMs) return false
  call.rounds.set(agent, { count: rounds.count + 1, lastAt: at })
  return true
}
