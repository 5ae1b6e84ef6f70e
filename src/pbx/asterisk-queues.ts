import { openInbound, openInternal } from './asterisk-arrival.ts'
import { findChannel, seeChannel } from './asterisk-channels.ts'
import type { AmiMessage } from './asterisk-messages.ts'
import { tellGone } from './asterisk-offers.ts'
import type { Channel, LiveCall, Switchboard } from './asterisk-switchboard.ts'
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
