import type { LiveCallRow } from '../store/live-store.ts'
import type { LiveEntry } from '../wire/live-api.ts'
import { teamOfContact } from '../wire/teams.ts'

/** What the rows of calls are shown with. */
export interface Shown {
  readonly nameOf: (accountId: string) => string | null
  readonly teams: Parameters<typeof teamOfContact>[1]
  /** A call of this queue is to be answered within so long, ms. */
  readonly answerWithin: (source: string, queue: string | null) => number
}

/** Phases in which somebody is rung or speaks: if we know nobody of them, the call has passed our desks by. */
const reached: ReadonlySet<string> = new Set(['ringing', 'connected', 'held'])

/** A call's row as supervisors see it. */
export function showCall(row: LiveCallRow, { nameOf, answerWithin }: Shown): LiveEntry {
  const { board, offeredTo, answeredBy, ...call } = row
  const known = (agent: string): string => (agent.startsWith('?') ? agent.slice(1) : (nameOf(agent) ?? agent))
  const hasAgent = answeredBy.some((agent) => !agent.startsWith('?'))
  return {
    callId: call.id,
    source: call.source,
    queue: call.queue,
    direction: call.direction as LiveEntry['direction'],
    state: stateOf(row),
    since: board?.since ?? call.answeredAt ?? call.arrivedAt,
    arrivedAt: call.arrivedAt,
    number: call.number,
    presentation: call.presentation,
    customerId: call.customerId,
    name: call.customerName ?? board?.name ?? null,
    outcome: board?.outcome ?? null,
    tier: board?.tier ?? null,
    honoured: board?.honoured ?? false,
    reason: board?.reason ?? null,
    agents: (board?.speaking.map(([agent]) => agent) ?? answeredBy).map(known),
    offers: (board?.offers ?? []).map(([agent, result, at, rounds]) => ({
      agent: known(agent),
      result,
      at,
      rounds,
    })),
    unrouted: call.direction === 'inbound' && reached.has(call.phase) && offeredTo === 0 && !hasAgent,
    degraded: board?.degraded ?? null,
    answerWithinMs: answerWithin(call.source, call.queue),
  }
}

function stateOf({ phase, board, answeredAt }: LiveCallRow): LiveEntry['state'] {
  if (phase === 'connected' || phase === 'held' || phase === 'ringing') return phase
  return board === null && answeredAt !== null ? 'connected' : 'waiting'
}

/** Of the agent who speaks or spoke with the caller, else of those who serve the queue; null: of none. */
export function teamOfCall({ answeredBy, queue }: LiveCallRow, { teams }: Shown): string | null {
  return teamOfContact({ agents: answeredBy, queue }, teams)
}
