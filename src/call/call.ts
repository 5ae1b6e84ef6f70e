import type { Attestation, CallEvent, Direction, EndReason, OfferEnd, Presentation } from './call-event.ts'
import { inStoryOrder } from './call-event.ts'

/** One customer's conversation, from arrival to end; legs, transfers and repeated offers belong to it. */
export interface Call {
  readonly source: string
  readonly call: string
  readonly direction: Direction
  /** Whether it was ever said that somebody from outside is in it. */
  readonly hasOutside: boolean
  readonly phase: CallPhase
  readonly from: string | null
  readonly to: string | null
  readonly displayName: string | null
  readonly presentation: Presentation
  readonly attestation: Attestation | null
  readonly diversion: string | null
  /** The queue it is or was last in. */
  readonly queue: string | null
  readonly claims: Readonly<Record<string, string>>
  /** One per agent, in the order in which they were first offered the call. */
  readonly offers: readonly Offer[]
  /** Agents who spoke with the caller, in order of their first answer. */
  readonly answeredBy: readonly string[]
  /** Agents who are speaking with the caller now. */
  readonly speaking: readonly string[]
  /** Where the phone system tells legs apart. */
  readonly legs: readonly Leg[]
  /** The agent who placed an outbound call. */
  readonly placedBy: string | null
  readonly arrivedAt: number
  readonly answeredAt: number | null
  readonly endedAt: number | null
  readonly outcome: CallOutcome | null
  readonly endReason: EndReason | null
}

export type CallPhase = 'arrived' | 'queued' | 'ringing' | 'connected' | 'held' | 'ended'
export type CallOutcome = 'answered' | 'abandoned' | 'missed' | 'busy' | 'failed'

/** A call as it was offered to one agent. */
export interface Offer {
  readonly agent: string
  readonly result: 'offered' | 'won' | OfferEnd
  /** Start of the latest ring. */
  readonly offeredAt: number
  readonly endedAt: number | null
  /** How often the phone system rang this agent for this call. */
  readonly rounds: number
}

/** One leg of a conversation, with the agents who were offered the call or speak on it. */
export interface Leg {
  readonly id: string
  readonly agents: readonly string[]
  readonly hasEnded: boolean
}

/** A call together with the events that make it, in the order of their story. */
export interface FollowedCall {
  readonly call: Call
  readonly story: readonly CallEvent[]
}

/**
 * How long before an answer a ring that the phone system took back still counts as lost to whoever answered. Phone
 * systems clear the other phones and report the answer in either order (Zoom sends legs in random order, Asterisk 16
 * hangs a loser's channel up before `DialEnd ANSWER` now and then).
 */
const lostNotWithdrawnMs = 1000

/**
 * Takes one more event into a call. The state is a fold over the events in the order of their story, so duplicates,
 * disorder and late events lead to the state that the orderly story has. Returns the same object when the event was
 * known already.
 */
export function follow(followed: FollowedCall | undefined, event: CallEvent): FollowedCall {
  if (!followed) return { call: retell([event]), story: [event] }
  const { story } = followed
  if (story.some((known) => known.id === event.id)) return followed
  const last = story[story.length - 1]
  if (last && inStoryOrder(last, event) < 0) {
    return { call: tell(followed.call, event), story: [...story, event] }
  }
  const longer = [...story, event].sort(inStoryOrder)
  return { call: retell(longer), story: longer }
}

/** The call that these events of one call make. They need to be in the order of their story, and at least one. */
export function retell(story: readonly CallEvent[]): Call {
  const first = story[0]
  if (!first) throw new RangeError('a call needs at least one event')
  return story.reduce(tell, newCall(first))
}

/** Events from storage, in any order, as a followed call. */
export function recall(events: readonly CallEvent[]): FollowedCall {
  const story = [...events].sort(inStoryOrder)
  return { call: retell(story), story }
}

function newCall(first: CallEvent): Call {
  return {
    source: first.source,
    call: first.call,
    direction: 'inbound',
    hasOutside: false,
    phase: 'arrived',
    from: null,
    to: null,
    displayName: null,
    presentation: 'allowed',
    attestation: null,
    diversion: null,
    queue: null,
    claims: {},
    offers: [],
    answeredBy: [],
    speaking: [],
    legs: [],
    placedBy: null,
    arrivedAt: first.at,
    answeredAt: null,
    endedAt: null,
    outcome: null,
    endReason: null,
  }
}

function tell(call: Call, event: CallEvent): Call {
  if (call.phase === 'ended' || isOfEndedLeg(call, event)) return call
  const told = withLeg(learnCaller(call, event), event)
  switch (event.kind) {
    case 'arrived':
      return event.direction === 'outbound' ? { ...told, placedBy: event.agents?.[0] ?? told.placedBy } : told
    case 'claims':
      return { ...told, claims: { ...told.claims, ...event.claims } }
    case 'queued':
      return told.phase === 'arrived' ? { ...told, phase: 'queued' } : told
    case 'offered':
      return withPhase({ ...told, offers: (event.agents ?? []).reduce(offer(event.at), told.offers) })
    case 'answered':
      return answered(told, event)
    case 'held':
      return told.phase === 'connected' ? { ...told, phase: 'held' } : told
    case 'resumed':
      return told.phase === 'held' ? { ...told, phase: 'connected' } : told
    case 'transferred':
      return event.leg === undefined ? transferred(told, event) : legEnded(told, event)
    case 'offer-ended':
      return withPhase({
        ...told,
        offers: whoRangNoMore(told, event).reduce(
          endOffer(event.at, event.result ?? 'withdrawn'),
          told.offers,
        ),
      })
    case 'ended':
      return event.leg === undefined || told.legs.every((leg) => leg.hasEnded)
        ? ended(told, event)
        : legEnded(told, event)
  }
}

function isOfEndedLeg({ legs }: Call, { leg }: CallEvent): boolean {
  return leg !== undefined && legs.some((one) => one.id === leg && one.hasEnded)
}

function withLeg(call: Call, { leg, kind, agents = [] }: CallEvent): Call {
  if (leg === undefined) return call
  const known = call.legs.find((one) => one.id === leg) ?? { id: leg, agents: [], hasEnded: false }
  const joins = kind === 'offered' || kind === 'answered' || kind === 'arrived'
  const told: Leg = {
    ...known,
    agents: joins ? [...new Set([...known.agents, ...agents])] : known.agents,
    hasEnded: kind === 'ended' || kind === 'transferred',
  }
  return { ...call, legs: [...call.legs.filter((one) => one.id !== leg), told] }
}

/**
 * The conversation goes on with the legs that are left, without whoever was on this one alone. A leg that is handed on may
 * be the last for a moment: sipgate tells of the next one only afterwards.
 */
function legEnded(call: Call, event: CallEvent): Call {
  const stillOn = call.legs.flatMap((leg) => (leg.hasEnded ? [] : leg.agents))
  const here = call.legs.find((leg) => leg.id === event.leg)?.agents ?? []
  const leaving = here.filter((agent) => !stillOn.includes(agent))
  const speaking = call.speaking.filter((agent) => !leaving.includes(agent))
  const result = event.result ?? offerEndOf(event.reason)
  const offers = call.offers.map(
    (one): Offer =>
      one.result === 'offered' && leaving.includes(one.agent) ? { ...one, result, endedAt: event.at } : one,
  )
  const left = call.speaking.length > 0 && speaking.length === 0
  return withPhase({ ...call, offers, speaking, phase: left ? 'arrived' : call.phase })
}

function offerEndOf(reason: EndReason | undefined): OfferEnd {
  if (reason === 'no-answer') return 'missed'
  return reason === 'busy' ? 'busy' : 'withdrawn'
}

/**
 * A consultation is a call among ourselves. When it goes over into the customer's call its events are of that one, which
 * does not become internal by them.
 */
function directionOf(call: Call, { direction }: CallEvent): Pick<Call, 'direction' | 'hasOutside'> {
  const { hasOutside } = call
  if (direction === undefined || (direction === 'internal' && hasOutside)) {
    return { direction: call.direction, hasOutside }
  }
  return { direction, hasOutside: hasOutside || direction !== 'internal' }
}

/** The first to name the caller is believed; that the number is withheld, whoever says it and whenever. */
function learnCaller(call: Call, event: CallEvent): Call {
  return {
    ...call,
    ...directionOf(call, event),
    from: call.from ?? event.from ?? null,
    to: call.to ?? event.to ?? null,
    displayName: call.displayName ?? event.displayName ?? null,
    presentation:
      call.presentation === 'restricted' ? 'restricted' : (event.presentation ?? call.presentation),
    attestation: call.attestation ?? event.attestation ?? null,
    diversion: call.diversion ?? event.diversion ?? null,
    queue: event.queue ?? call.queue,
  }
}

function offer(at: number) {
  return (offers: readonly Offer[], agent: string): readonly Offer[] => {
    const earlier = offers.find((one) => one.agent === agent)
    const ringing: Offer = { agent, result: 'offered', offeredAt: at, endedAt: null, rounds: 1 }
    if (!earlier) return [...offers, ringing]
    return offers.map((one) => (one === earlier ? { ...ringing, rounds: earlier.rounds + 1 } : one))
  }
}

/** Where nobody is named, everybody whose phone rings, on this leg if one is named. */
function whoRangNoMore({ offers, legs }: Call, { agents, leg }: CallEvent): readonly string[] {
  if (agents) return agents
  const here = legs.find((one) => one.id === leg)?.agents
  const ringing = offers.filter((one) => one.result === 'offered').map((one) => one.agent)
  return here ? ringing.filter((agent) => here.includes(agent)) : ringing
}

function endOffer(at: number, result: OfferEnd) {
  return (offers: readonly Offer[], agent: string): readonly Offer[] => {
    const earlier = offers.find((one) => one.agent === agent)
    if (!earlier) return [...offers, { agent, result, offeredAt: at, endedAt: at, rounds: 1 }]
    if (earlier.result !== 'offered') return offers
    return offers.map((one) => (one === earlier ? { ...earlier, result, endedAt: at } : one))
  }
}

/**
 * Some platforms say of an answer only on which leg it was: then it is whose leg that is. They report the leg to a customer
 * whom we call like one to an agent; so whoever answers there and is no agent of ours is the customer.
 */
function whoAnswered({ direction, legs }: Call, { agents, leg }: CallEvent): readonly string[] {
  const winners = agents ?? legs.find((one) => one.id === leg)?.agents ?? []
  if (direction !== 'outbound' || leg === undefined) return winners
  return winners.filter((agent) => !agent.startsWith('?'))
}

/** The platform itself takes a call that comes in, to play music or a menu: nobody of us has spoken with the caller. */
function isPlatformsAnswer({ direction }: Call, { leg }: CallEvent, winners: readonly string[]): boolean {
  return leg !== undefined && direction === 'inbound' && winners.length === 0
}

function answered(call: Call, event: CallEvent): Call {
  const winners = whoAnswered(call, event)
  if (isPlatformsAnswer(call, event, winners)) return call
  const offered = call.offers.filter((one) => winners.includes(one.agent))
  const isOffered = (agent: string) => offered.some((one) => one.agent === agent)
  // Whoever placed an outbound call was not offered it; whom it was transferred to was.
  const picked = call.direction === 'outbound' ? [] : winners.filter((agent) => !isOffered(agent))
  const offers = picked.reduce(offer(event.at), call.offers).map((one): Offer => {
    if (winners.includes(one.agent)) return { ...one, result: 'won', endedAt: event.at }
    const isLost = one.result === 'offered' || wasJustTakenBack(one, offered, event.at)
    return isLost ? { ...one, result: 'lost', endedAt: event.at } : one
  })
  return {
    ...call,
    offers,
    phase: 'connected',
    answeredAt: call.answeredAt ?? event.at,
    answeredBy: [...call.answeredBy, ...winners.filter((agent) => !call.answeredBy.includes(agent))],
    speaking: [...call.speaking, ...winners.filter((agent) => !call.speaking.includes(agent))],
  }
}

/** A phone that had stopped before the winner's began to ring (it sent the call on) has lost to nobody. */
function wasJustTakenBack(one: Offer, winning: readonly Offer[], answeredAt: number): boolean {
  if (one.result !== 'withdrawn' || one.endedAt === null) return false
  const endedAt = one.endedAt
  if (endedAt < answeredAt - lostNotWithdrawnMs) return false
  return winning.length === 0 || winning.some((winner) => winner.offeredAt < endedAt)
}

/** Whoever transfers leaves the conversation; where nobody is named, everybody who was in it. */
function transferred(call: Call, event: CallEvent): Call {
  const leaving = event.agents ?? call.speaking
  const speaking = call.speaking.filter((agent) => !leaving.includes(agent))
  return withPhase({ ...call, speaking, phase: speaking.length > 0 ? call.phase : 'arrived' })
}

function ended(call: Call, event: CallEvent): Call {
  const reason = event.reason ?? 'hung-up'
  const offers = call.offers.map((one): Offer => {
    // Whoever spoke with the caller has won, also if the call came back and rang in vain.
    if (call.answeredBy.includes(one.agent))
      return { ...one, result: 'won', endedAt: one.endedAt ?? event.at }
    return one.result === 'offered' ? { ...one, result: 'withdrawn', endedAt: event.at } : one
  })
  return {
    ...call,
    offers,
    phase: 'ended',
    speaking: [],
    endedAt: event.at,
    endReason: reason,
    outcome: outcomeOf({ ...call, offers }, reason),
  }
}

function outcomeOf(call: Call, reason: EndReason): CallOutcome {
  if (call.answeredAt !== null) return 'answered'
  if (reason === 'busy' || reason === 'failed') return reason
  if (reason === 'abandoned') return 'abandoned'
  if (reason === 'no-answer') return 'missed'
  if (call.queue !== null) return 'abandoned'
  return call.offers.length > 0 && call.offers.every((one) => one.result === 'busy') ? 'busy' : 'missed'
}

function withPhase(call: Call): Call {
  if (call.phase === 'ended' || call.speaking.length > 0) return call
  if (call.offers.some((one) => one.result === 'offered')) return { ...call, phase: 'ringing' }
  if (call.phase === 'ringing' || call.phase === 'arrived') {
    return { ...call, phase: call.queue === null ? 'arrived' : 'queued' }
  }
  return call
}
