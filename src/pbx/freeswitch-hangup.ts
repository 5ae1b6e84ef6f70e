import type { EndReason } from '../call/call-event.ts'
import { laterFacts } from './freeswitch-caller.ts'
import { hearClaims } from './freeswitch-claims.ts'
import type { FreeswitchEvent } from './freeswitch-events.ts'
import { endRing, leaveConversation, offerAllThatRing, tellGone } from './freeswitch-rings.ts'
import {
  findLeg,
  forgetIfEmpty,
  forgetLeg,
  type Leg,
  type LiveCall,
  type Switchboard,
} from './freeswitch-switchboard.ts'
import { learn, tell } from './freeswitch-telling.ts'

/** `CHANNEL_HANGUP`, at once; `CHANNEL_HANGUP_COMPLETE` waits for whoever writes call records, and says nothing new. */
export function hearHangup(board: Switchboard, event: FreeswitchEvent): void {
  const leg = findLeg(board, event)
  if (!leg) return
  const call = leg.customerOf
  if (call?.direction === 'inbound') {
    learn(call, laterFacts(event))
    hearClaims(board, call, event)
  }
  hangUp(board, leg, event.get('Hangup-Cause'))
}

/** A leg is gone. `cause` is undefined where nobody heard it go. */
export function hangUp(board: Switchboard, leg: Leg, cause: string | undefined): void {
  const { call, customerOf } = leg
  if (leg.ring) endRing(board, call, leg.ring, cause)
  if (leg.kind === 'trunk' && customerOf?.direction === 'outbound') customerOf.lastTry = outcomeOfTry(cause)
  // Whoever was the caller of one call may speak in another, after a transfer.
  const calls = new Set([customerOf, call, ...leg.partners.map((partner) => partner.customerOf)])
  forgetLeg(board, leg)
  customerOf?.customers.delete(leg)
  for (const one of calls) if (one) goOnWithout(board, one, leg, cause)
}

function goOnWithout(board: Switchboard, call: LiveCall, leg: Leg, cause: string | undefined): void {
  leaveConversation(call, [leg])
  if (call.phase === 'open' && isOver(board, call)) endCall(board, call)
  if (call.phase === 'open') {
    // Sofia hangs the transferring phone up with this; who is asked instead may be heard of much later.
    if (cause === 'BLIND_TRANSFER' || cause === 'ATTENDED_TRANSFER') tellGone(board, call)
    offerAllThatRing(board, call)
  }
  forgetIfEmpty(board, call)
}

/**
 * A call is over when its customer is gone. One that an agent placed and nobody answered goes on while the agent's leg
 * does: the dialplan may try another gateway.
 */
function isOver(board: Switchboard, call: LiveCall): boolean {
  if (call.customers.size > 0) return false
  if (call.direction !== 'outbound' || call.answers > 0) return true
  return call.origin === null || !board.legs.has(call.origin.id)
}

export function endCall(board: Switchboard, call: LiveCall): void {
  tell(board, call, 'ended', '', { reason: reasonOf(call) })
  call.phase = 'over'
}

function reasonOf(call: LiveCall): EndReason {
  if (call.answers > 0) return 'hung-up'
  if (call.direction === 'outbound') return call.lastTry
  if (call.queue === 'waiting' || call.queue === 'abandoned') return 'abandoned'
  return call.queue === 'left' ? 'no-answer' : 'hung-up'
}

/** What a call to the outside came to, by FreeSWITCH's name for the cause. */
export function outcomeOfTry(cause: string | undefined): EndReason {
  if (cause === 'USER_BUSY' || cause === 'BUSY_EVERYWHERE') return 'busy'
  return cause === undefined || heardNobody.has(cause) ? 'no-answer' : 'failed'
}

const heardNobody = new Set([
  'NONE',
  'NORMAL_CLEARING',
  'NORMAL_UNSPECIFIED',
  'NO_ANSWER',
  'NO_USER_RESPONSE',
  'ORIGINATOR_CANCEL',
  'ALLOTTED_TIMEOUT',
  'PROGRESS_TIMEOUT',
  'LOSE_RACE',
  'MANAGER_REQUEST',
  'SYSTEM_SHUTDOWN',
])
