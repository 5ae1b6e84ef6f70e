import { isDeepStrictEqual } from 'node:util'
import { retell } from '../../src/call/call.ts'
import { type CallEvent, inStoryOrder } from '../../src/call/call-event.ts'
import { type DesiredPop, whoIsPopped } from '../../src/screenpop/who-is-popped.ts'
import type { KeptCall, KeptEvent, KeptHouse, KeptPop } from './kept-house.ts'

export interface Told {
  /** Ids of events that were answered with 202, each with its call. */
  readonly acknowledged: ReadonlyMap<string, string>
  /** Calls that were told to their end. */
  readonly wholeCalls: readonly string[]
  /** `<call> <account>` of wrap-ups that were answered with success. */
  readonly wrappedUp?: ReadonlySet<string>
  /** Messages may have been forgotten out of turn: by a node that took another one's, of a wrong clock, for old. */
  readonly mayForget?: boolean
}

export interface Losses {
  /** Events that were answered with success and are not stored. */
  readonly lost: readonly string[]
  /** What happened once and is stored more often. */
  readonly twice: readonly string[]
  /** Calls, pops and feeds that are not what the stored events make of them, and what the engine finds wrong. */
  readonly wrong: readonly string[]
}

/** A ring that comes in later than this after its time pops nobody (`staleRingSeconds`), ms. */
const staleMs = 60_000

/** The ids under which a house keeps these calls. */
export function keptIds({ acknowledged, wholeCalls }: Told): string[] {
  return [...new Set([...acknowledged.values(), ...wholeCalls])].map((call) => `main:${call}`)
}

/**
 * Every acknowledged event is there exactly once, each call is what its events make of it when they are told in order,
 * each agent has the pop that it asks for, each desk's feed has no gap, and the engine finds nothing wrong.
 */
export function findLosses(kept: KeptHouse, told: Told): Losses {
  const events = grouped(kept.events)
  const pops = grouped(kept.pops)
  const twice: string[] = []
  const wrong = [...kept.unsound, ...(told.mayForget ? [] : kept.brokenFeeds)]
  for (const call of kept.calls.values()) {
    const heard = events.get(call.id) ?? []
    const seen = heard.map((event) => event.event_id)
    if (new Set(seen).size !== seen.length) twice.push(`events of ${call.id}`)
    const entries = kept.entries.get(call.id) ?? 0
    if (entries > 1) twice.push(`${entries} entries of ${call.id} in the history`)
    wrong.push(...wrongIn(call, heard, pops.get(call.id) ?? [], entries, told.wrappedUp))
  }
  for (const call of told.wholeCalls) {
    const phase = kept.calls.get(`main:${call}`)?.phase
    if (phase !== 'ended') wrong.push(`${call} was told to its end and is ${phase ?? 'not there'}`)
  }
  const lost = [...told.acknowledged].filter(
    ([id, call]) => !events.get(`main:${call}`)?.some((event) => event.event_id === id),
  )
  return { lost: lost.map(([id]) => id), twice, wrong }
}

function wrongIn(
  kept: KeptCall,
  heard: readonly KeptEvent[],
  pops: readonly KeptPop[],
  entries: number,
  wrappedUp?: ReadonlySet<string>,
): string[] {
  const told = retell(heard.map(({ body }) => JSON.parse(body) as CallEvent).sort(inStoryOrder))
  const { id, ...columns } = kept
  const wanted = {
    phase: told.phase,
    outcome: told.outcome,
    arrived_at: told.arrivedAt,
    answered_at: told.answeredAt,
    ended_at: told.endedAt,
    answered_by: JSON.stringify(told.answeredBy),
    offered_to: told.offers.length,
  }
  const wrong: string[] = []
  if (!isDeepStrictEqual({ ...columns }, wanted))
    wrong.push(`${id} is ${JSON.stringify(columns)}, its events tell ${JSON.stringify(wanted)}`)
  if (told.phase === 'ended' && entries === 0) wrong.push(`${id} has left nothing in the history`)
  const closing = new Map(pops.map((pop) => [pop.account_id, pop.closing]))
  const desired = whoIsPopped(told, {
    isKnownAgent: (agent) => !agent.startsWith('?'),
    hasWrappedUp: (agent) => closing.get(agent) === 'wrapped-up',
    ringGroupStage: 'first-name',
  })
  const mayBeStale = heard.some((event) => event.received_at - event.at > staleMs)
  for (const one of desired) {
    const pop = pops.find(({ account_id }) => account_id === one.agent)
    if (pop ? pop.state !== one.state || !isClosedSo(pop, one) : !mayBeStale)
      wrong.push(`${id} is ${pop?.state ?? 'not'} ${pop?.closing ?? ''} at ${one.agent}, not ${one.state}`)
    const isDone = wrappedUp?.has(`${told.call} ${one.agent}`)
    if (isDone && pop?.closing !== 'wrapped-up') wrong.push(`${id} was wrapped up by ${one.agent}`)
  }
  return wrong
}

function isClosedSo(pop: KeptPop, wanted: DesiredPop): boolean {
  return pop.state !== 'closed' || pop.closing === 'wrapped-up' || pop.closing === wanted.closing
}

function grouped<R extends { readonly call_id: string }>(rows: readonly R[]): Map<string, R[]> {
  const groups = new Map<string, R[]>()
  for (const row of rows) {
    const group = groups.get(row.call_id)
    if (group) group.push(row)
    else groups.set(row.call_id, [row])
  }
  return groups
}
