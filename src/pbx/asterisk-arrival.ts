import { findChannel, seeChannel } from './asterisk-channels.ts'
import type { AmiMessage } from './asterisk-messages.ts'
import { unescapeC } from './asterisk-messages.ts'
import { missing, presentationOfNumber } from './asterisk-presentation.ts'
import type { Channel, LiveCall, Switchboard } from './asterisk-switchboard.ts'
import { tell } from './asterisk-telling.ts'

/**
 * A new channel. It is a call from outside when it is a trunk's, is the first of its conversation, and rings in (state
 * 4 `Ring`); a trunk channel that Asterisk itself makes to call somebody begins in state 0 `Down`. What agents' phones
 * begin is a call only when it reaches somebody: they also dial feature codes and fetch parked calls.
 */
export function hearNewChannel(board: Switchboard, message: AmiMessage): void {
  const channel = seeChannel(board, message)
  if (channel?.kind !== 'trunk' || channel.id !== channel.call.id) return
  // A list of channels that was ahead of this event may have shown it already.
  if (message.get('ChannelState') !== '0' && channel.call.phase === 'unheard')
    openInbound(board, channel, message)
}

/** `message` is any event that carries the block of the caller's channel. */
export function openInbound(board: Switchboard, channel: Channel, message: AmiMessage): void {
  const { call } = channel
  open(call, 'inbound', channel)
  const name = unescapeC(message.get('CallerIDName') ?? missing)
  call.to = isDialled(channel.extension) ? channel.extension : null
  call.presentation = presentationOfNumber(channel.number)
  tell(board, call, 'arrived', '', {
    direction: 'inbound',
    from: channel.number,
    ...(name === missing || name === '' ? {} : { displayName: name }),
  })
}

/** An agent calls somebody outside: `from` is what the agent's side shows, `to` the number dialled. */
export function openOutbound(
  board: Switchboard,
  trunk: Channel,
  agent: { origin: Channel | null; name: string | null },
  numbers: { from: string | null; to: string },
): void {
  const { call } = trunk
  open(call, 'outbound', trunk)
  call.origin = agent.origin
  call.placedBy = agent.name
  call.to = numbers.to
  tell(board, call, 'arrived', '', {
    direction: 'outbound',
    ...(numbers.from === null ? {} : { from: numbers.from }),
    ...(agent.name === null ? {} : { agents: [`?${agent.name}`] }),
  })
}

/** One agent calls another, or a queue of the house. */
export function openInternal(board: Switchboard, caller: Channel, to: string): void {
  const { call } = caller
  open(call, 'internal', caller)
  call.to = isDialled(caller.extension) ? caller.extension : to
  const from = presentationOfNumber(caller.number) === 'allowed' ? caller.number : (caller.agent ?? '')
  tell(board, call, 'arrived', '', { direction: 'internal', from })
}

function open(call: LiveCall, direction: LiveCall['direction'], customer: Channel): void {
  call.phase = 'open'
  call.direction = direction
  addCustomer(call, customer)
}

export function addCustomer(call: LiveCall, channel: Channel): void {
  channel.customerOf = call
  call.customers.add(channel)
}

/** `s` and the letters of the dialplan's own extensions are no numbers. */
export function isDialled(extension: string): boolean {
  return /^[+*#\d]/.test(extension)
}

/** The dialplan's next step on the caller's channel: shows the number dialled where the trunk came in at `s`. */
export function hearStep(board: Switchboard, message: AmiMessage): void {
  const channel = findChannel(board, message)
  const extension = message.get('Exten') ?? ''
  if (channel?.customerOf?.direction !== 'inbound' || channel.customerOf.to !== null) return
  if (isDialled(extension)) channel.customerOf.to = extension
}
