import type { OfferEnd } from '../call/call-event.ts'
import { circleOf } from './asterisk-bridges.ts'
import type { Channel, LiveCall, Moment, Switchboard } from './asterisk-switchboard.ts'
import { mayOfferAgain, momentOf, tell } from './asterisk-telling.ts'

/** Q.850 causes of a Hangup that say what a status does not: app_queue reports busy and declined phones as NOANSWER. */
const userBusy = '17'
const callRejected = '21'
const answeredElsewhere = '26'

/** An agent's phone begins to ring. */
export function startRing(board: Switchboard, channel: Channel): void {
  channel.ring = { phase: 'waiting', answersBefore: channel.call.answers, stopped: null }
  offerWhatRings(board, channel)
}

/**
 * Offers the call to the agent whose phone rings for the customer. A phone that rings for a consultation waits: it
 * becomes an offer if the consulting agent leaves before it is picked up.
 */
export function offerWhatRings(board: Switchboard, channel: Channel): void {
  const { call, agent, ring } = channel
  if (call.phase !== 'open' || agent === null || ring?.phase !== 'waiting') return
  if (!ringsForCustomer(board, channel)) return
  ring.answersBefore = call.answers
  if (!mayOfferAgain(call, agent, board.at)) {
    ring.phase = 'muted'
    return
  }
  ring.phase = 'told'
  tellGone(board, call)
  tell(board, call, 'offered', channel.id, { agents: [`?${agent}`] })
}

export function offerAllThatRing(board: Switchboard, call: LiveCall): void {
  for (const channel of call.channels) offerWhatRings(board, channel)
}

/** The most Local channels one behind the other that are followed; Max-Forwards ends a loop at twenty. */
const longestChain = 70

/** Whether it was the customer's channel that dialled this one, directly or through Local channels. */
function ringsForCustomer(board: Switchboard, channel: Channel, depth = 0): boolean {
  const by = channel.dialledBy
  // Nobody dialled: an application outside of the dialplan did, on behalf of the call that it put the phone into.
  if (!by) return channel.kind !== 'local' || hearsOnlyCustomer(board, channel)
  if (by.customerOf === channel.call) return true
  const half = by.half
  return half !== null && depth < longestChain && ringsForCustomer(board, half, depth + 1)
}

/** A Local channel that a feature code made stands in a bridge: with the consulting agent, later with the customer. */
function hearsOnlyCustomer(board: Switchboard, half: Channel): boolean {
  const circle = [...circleOf(board, half)]
  return (
    circle.some((one) => one.customerOf === half.call) && !circle.some((one) => half.call.speaking.has(one))
  )
}

/** Whether each step from the customer's channel to this one has been answered. */
export function isAnsweredForCustomer(board: Switchboard, channel: Channel, depth = 0): boolean {
  const by = channel.dialledBy
  if (channel.dialStatus !== 'ANSWER' || !by) return false
  if (by.customerOf === channel.call) return true
  const half = by.half
  return half !== null && depth < longestChain && isAnsweredForCustomer(board, half, depth + 1)
}

/**
 * The ring is over, not by an answer. What became of the offer is told at once where the status says all, else at the
 * Hangup of the phone's channel, for which see `endRing`.
 */
export function stopRing(board: Switchboard, channel: Channel, status: string, forwarded: boolean): void {
  const { ring } = channel
  if (!ring || ring.phase === 'stopped' || ring.stopped) return
  const moment = momentOf(board, channel.call)
  const certain = forwarded ? 'withdrawn' : certainEnd(channel, status)
  if (certain) tellOfferEnd(board, channel, certain, moment)
  else ring.stopped = { status, moment, likely: likelyEnd(channel, status) }
}

function certainEnd(channel: Channel, status: string): OfferEnd | undefined {
  if (status === 'BUSY') return 'busy'
  if (status === 'CANCEL') return wasAnsweredMeanwhile(channel) ? 'lost' : undefined
  return endByCause(channel.cause)
}

function wasAnsweredMeanwhile({ call, ring }: Channel): boolean {
  return ring !== null && call.answers > ring.answersBefore
}

function endByCause(cause: string | null | undefined): OfferEnd | undefined {
  if (cause === userBusy) return 'busy'
  return cause === callRejected ? 'declined' : undefined
}

/** A queue that gives a Local member up reports NOANSWER for it and CANCEL for the phone behind it. */
function likelyEnd(channel: Channel, status: string): OfferEnd {
  if (status !== 'CANCEL') return 'missed'
  return channel.dialledBy?.half?.dialStatus === 'NOANSWER' ? 'missed' : 'withdrawn'
}

/** The phone's channel is gone: tells what became of its offer if that is not told yet. */
export function endRing(board: Switchboard, channel: Channel, cause: string | undefined): void {
  const { ring } = channel
  if (!ring || ring.phase === 'stopped') return
  const { status, moment, likely } = ring.stopped ?? {
    status: 'UNKNOWN',
    moment: momentOf(board, channel.call),
    likely: endWithoutStatus(channel),
  }
  const byCause = cause === answeredElsewhere ? 'lost' : status === 'CANCEL' ? undefined : endByCause(cause)
  tellOfferEnd(board, channel, byCause ?? likely, moment)
}

/** A pickup takes the call off a phone without a DialEnd for it; Asterisk 16 hangs up losers before it reports the answer. */
function endWithoutStatus(channel: Channel): OfferEnd {
  if (wasAnsweredMeanwhile(channel)) return 'lost'
  return channel.call.customerHangsUp || channel.call.phase === 'over' ? 'withdrawn' : 'missed'
}

/** Somebody else takes the call off a phone that rings. */
export function takeRingAway(board: Switchboard, channel: Channel): void {
  if (channel.ring && channel.ring.phase !== 'stopped')
    tellOfferEnd(board, channel, 'lost', momentOf(board, channel.call))
}

/** A phone rings on, for another call than it began to ring for. */
export function ringForAnother(channel: Channel): void {
  if (!channel.ring || channel.ring.phase === 'stopped' || channel.ring.stopped) return
  channel.ring = { phase: 'waiting', answersBefore: channel.call.answers, stopped: null }
}

function tellOfferEnd(board: Switchboard, channel: Channel, result: OfferEnd, moment: Moment): void {
  const { call, agent, ring } = channel
  if (!ring || agent === null) return
  const wasTold = ring.phase === 'told'
  ring.phase = 'stopped'
  if (!wasTold || ringsElsewhere(channel)) return
  tell(board, call, 'offer-ended', channel.id, { agents: [`?${agent}`], result }, moment)
}

/** An agent with two phones is still offered the call while the other one rings. */
function ringsElsewhere({ call, agent, id }: Channel): boolean {
  return [...call.channels].some(
    (one) => one.id !== id && one.agent === agent && one.ring?.phase === 'told' && !one.ring.stopped,
  )
}

/** An agent speaks with the customer. Told once, however many channels and bridges it takes. */
export function answerCall(board: Switchboard, channel: Channel): void {
  const { call, agent } = channel
  if (agent === null || call.phase !== 'open' || call.speaking.has(channel)) return
  const already = isSpeaking(call, agent)
  call.speaking.set(channel, agent)
  if (channel.ring) channel.ring.phase = 'stopped'
  if (already) return
  call.gone.delete(agent)
  const isPlacing = agent === call.placedBy && call.answers === 0
  tellAnswer(board, call, channel, isPlacing ? [] : [`?${agent}`])
}

export function isSpeaking(call: LiveCall, agent: string): boolean {
  return [...call.speaking.values()].includes(agent)
}

/** Somebody answered: agents, or nobody of ours (the one called outside, or a number outside that took our caller). */
export function tellAnswer(board: Switchboard, call: LiveCall, channel: Channel, agents: string[]): void {
  tellGone(board, call)
  call.answers += 1
  tell(board, call, 'answered', channel.id, { agents })
}

/** An agent who hung up while the customer went on to somebody else has transferred the call. */
export function tellGone(board: Switchboard, call: LiveCall): void {
  if (call.gone.size === 0) return
  const agents = [...call.gone].map((agent) => `?${agent}`)
  call.gone.clear()
  tell(board, call, 'transferred', agents.join('+').replaceAll('?', ''), { agents })
}
