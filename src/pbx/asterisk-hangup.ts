import type { EndReason } from '../call/call-event.ts'
import { findChannel, forgetChannel, forgetIfEmpty } from './asterisk-channels.ts'
import { outcomeOfTry } from './asterisk-dialling.ts'
import type { AmiMessage } from './asterisk-messages.ts'
import { endRing, isSpeaking, offerAllThatRing } from './asterisk-offers.ts'
import type { Channel, LiveCall, Switchboard } from './asterisk-switchboard.ts'
import { tell } from './asterisk-telling.ts'

/** `HangupRequest`: the far end hangs up; its cause is the phone's own. */
export function hearHangupRequest(board: Switchboard, message: AmiMessage): void {
  const channel = findChannel(board, message)
  if (!channel) return
  channel.cause = message.get('Cause') ?? null
  if (channel.customerOf) channel.customerOf.customerHangsUp = true
  isToEnd(board, channel)
}

/** `SoftHangupRequest`: Asterisk itself is about to hang up, as the dialplan has come to its end. */
export function hearSoftHangup(board: Switchboard, message: AmiMessage): void {
  const channel = findChannel(board, message)
  if (channel) isToEnd(board, channel)
}

function isToEnd(board: Switchboard, channel: Channel): void {
  channel.isEnding = true
  if (channel.customerOf) endIfOver(board, channel.customerOf)
}

export function hearHangup(board: Switchboard, message: AmiMessage): void {
  const channel = findChannel(board, message)
  if (channel) hangUp(board, channel, message.get('Cause'))
}

/** A channel is gone. `cause` (Q.850) is undefined where nobody heard it go. */
export function hangUp(board: Switchboard, channel: Channel, cause: string | undefined): void {
  const { call, customerOf } = channel
  endRing(board, channel, cause)
  if (channel.kind === 'trunk' && customerOf?.direction === 'outbound') {
    customerOf.lastTry = outcomeOfTry(channel.dialStatus, cause)
  }
  forgetChannel(board, channel)
  customerOf?.customers.delete(channel)
  for (const one of new Set([customerOf, call])) if (one) goOnWithout(board, one, channel)
}

function goOnWithout(board: Switchboard, call: LiveCall, channel: Channel): void {
  const agent = call.speaking.get(channel)
  call.speaking.delete(channel)
  if (agent !== undefined && !isSpeaking(call, agent)) call.gone.add(agent)
  endIfOver(board, call)
  if (call.phase === 'open') offerAllThatRing(board, call)
  forgetIfEmpty(board, call)
}

function endIfOver(board: Switchboard, call: LiveCall): void {
  if (call.phase === 'open' && (isOver(board, call) || onlyTheirHangupsMiss(call))) endCall(board, call)
}

/**
 * A call is over when its customer is gone. One that an agent placed and nobody answered goes on while the agent's
 * channel does: the dialplan may try another trunk.
 */
function isOver(board: Switchboard, call: LiveCall): boolean {
  if (call.customers.size > 0) return false
  if (call.direction !== 'outbound' || call.answers > 0) return true
  return call.origin === null || !board.channels.has(call.origin.id)
}

/** Nobody is left but customers who are about to be hung up: a Hangup that we never hear must leave no call behind. */
function onlyTheirHangupsMiss(call: LiveCall): boolean {
  if (call.direction === 'outbound' && call.answers === 0) return false
  return [...call.channels].every((one) => one.isEnding && one.customerOf === call)
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
