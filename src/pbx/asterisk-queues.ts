import { openInbound, openInternal } from './asterisk-arrival.ts'
import type { AmiMessage } from './asterisk-messages.ts'
import { tellGone } from './asterisk-offers.ts'
import { missing, presentationIn } from './asterisk-presentation.ts'
import type { Channel, LiveCall, Switchboard } from './asterisk-switchboard.ts'
import { findChannel, seeChannel } from './asterisk-switchboard.ts'
import { tell } from './asterisk-telling.ts'

/** `QueueCallerJoin`, also the second one of a call that was transferred into a queue, with the same Uniqueid. */
export function hearQueueJoin(board: Switchboard, message: AmiMessage): void {
  const channel = seeChannel(board, message)
  const queue = message.get('Queue')
  if (!channel || !queue) return
  if (channel.call.phase === 'unheard') openForQueue(board, channel, message, queue)
  joinQueue(board, channel.call, queue)
}

function openForQueue(board: Switchboard, channel: Channel, message: AmiMessage, queue: string): void {
  if (channel.kind === 'trunk') openInbound(board, channel, message)
  else if (channel.kind === 'phone') openInternal(board, channel, queue)
}

export function joinQueue(board: Switchboard, call: LiveCall, queue: string): void {
  if (call.phase !== 'open') return
  call.queue = 'waiting'
  tellGone(board, call)
  tell(board, call, 'queued', queue, { queue })
}

/** `QueueCallerAbandon` comes before `QueueCallerLeave`, which also comes when the queue gives up or an agent answers. */
export function hearQueueAbandon(board: Switchboard, message: AmiMessage): void {
  const call = findChannel(board, message)?.call
  if (call) call.queue = 'abandoned'
}

export function hearQueueLeave(board: Switchboard, message: AmiMessage): void {
  const call = findChannel(board, message)?.call
  if (call?.queue === 'waiting') call.queue = 'left'
}

const defaultClaimEvents = ['ScreenPop', 'Greetline']
/** With these a dialplan states what the call's own events state too. */
const notClaimed = /^(caller|from|did|pres|callid|sipcallid|actionid)$/i
const claimName = /^[A-Za-z][A-Za-z0-9_.-]{0,63}$/
const mostClaims = 32
const longestClaim = 512

/** The dialplan's `UserEvent(ScreenPop,Customer: ${DIGITS},…)`: what the caller has typed. */
export function hearUserEvent(board: Switchboard, message: AmiMessage): void {
  const name = message.get('UserEvent')?.toLowerCase()
  const names = board.settings.claimEvents ?? defaultClaimEvents
  if (!names.some((one) => one.toLowerCase() === name)) return
  const call = findChannel(board, message)?.call ?? board.calls.get(message.get('CallId') ?? '')
  if (call?.phase !== 'open') return
  const isNews = learnCaller(call, message)
  const claims = claimsIn(message)
  if (isNews || Object.keys(claims).length > 0) tell(board, call, 'claims', '', { claims })
}

function learnCaller(call: LiveCall, message: AmiMessage): boolean {
  const did = message.get('Did')
  if (call.direction !== 'inbound') return false
  call.to ??= did && did !== missing ? did : null
  if (call.presentation !== 'restricted') call.presentation = presentationIn(message) ?? call.presentation
  return call.presentation !== call.toldPresentation || call.to !== call.toldTo
}

/** The dialplan's own headers stand behind the event's name; what Asterisk says of the channel stands before it. */
function claimsIn(message: AmiMessage): Record<string, string> {
  const name = message.headers.findIndex(([key]) => key.toLowerCase() === 'userevent')
  const claims = message.headers
    .slice(name + 1)
    .filter(([key, value]) => !notClaimed.test(key) && claimName.test(key) && isSaid(value))
    .slice(0, mostClaims)
  return Object.fromEntries(claims)
}

function isSaid(value: string): boolean {
  return value !== '' && value !== missing && value.length <= longestClaim
}
