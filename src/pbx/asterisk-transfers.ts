import { findChannel, moveChannel, seeChannel } from './asterisk-channels.ts'
import type { AmiMessage } from './asterisk-messages.ts'
import { offerAllThatRing, ringForAnother, takeRingAway } from './asterisk-offers.ts'
import type { Channel, LiveCall, Switchboard } from './asterisk-switchboard.ts'
import { tell } from './asterisk-telling.ts'

/** `BlindTransfer`. The Extension may be another agent, a queue, a parking place or a number outside: what follows says. */
export function hearBlindTransfer(board: Switchboard, message: AmiMessage): void {
  if (message.get('Result') !== 'Success') return
  const transferer = findChannel(board, message, 'Transferer')
  if (transferer) leaveConversation(board, transferer.call, [transferer])
}

/**
 * `AttendedTransfer`: the agent who consulted leaves, unless it makes a conference of three; whom the customer hears now,
 * the bridges say. Where the colleague has not answered yet (`DestType: App`, Asterisk's `main/bridge.c`), the customer
 * takes the agent's place in the dialling, and the colleague's phone rings for the customer from now on.
 */
export function hearAttendedTransfer(board: Switchboard, message: AmiMessage): void {
  if (message.get('Result') !== 'Success' || message.get('DestType') === 'Threeway') return
  const first = findChannel(board, message, 'OrigTransferer')
  const second = findChannel(board, message, 'SecondTransferer')
  for (const call of new Set([first?.call, second?.call]))
    if (call) leaveConversation(board, call, [first, second])
  if (message.get('DestType') === 'App' && first && second) handOverDialling(board, first.call, second)
  for (const call of new Set([first?.call, second?.call])) if (call) offerAllThatRing(board, call)
}

/** What `from` dialled rings for the customer of `call` now. */
function handOverDialling(board: Switchboard, call: LiveCall, from: Channel): void {
  const [customer] = call.customers
  if (!customer || from.call === call) return
  for (const channel of [...from.call.channels]) {
    if (channel === from) continue
    if (channel.dialledBy === from) channel.dialledBy = customer
    moveChannel(board, channel, call)
    ringForAnother(channel)
  }
}

/** `ParkedCall` without a transfer before it (a feature code parks at once): all who spoke have put the caller down. */
export function hearParked(board: Switchboard, message: AmiMessage): void {
  const parked = findChannel(board, message, 'Parkee')
  if (parked?.customerOf) leaveConversation(board, parked.customerOf, [...parked.customerOf.speaking.keys()])
}

/**
 * `Pickup`: somebody takes the call off a phone that rings. The picker began a conversation of its own with the code for
 * picking up; the DialEnd that follows names it as if it had been dialled (recorded).
 */
export function hearPickup(board: Switchboard, message: AmiMessage): void {
  const picker = seeChannel(board, message)
  const target = findChannel(board, message, 'Target')
  if (!picker || !target) return
  moveChannel(board, picker, target.call)
  picker.dialledBy ??= target.dialledBy
  takeRingAway(board, target)
}

function leaveConversation(
  board: Switchboard,
  call: LiveCall,
  channels: readonly (Channel | undefined)[],
): void {
  const agents = new Set<string>()
  for (const channel of channels) {
    if (channel) channel.isLeaving = true
    const agent = channel && call.speaking.get(channel)
    if (!agent) continue
    call.speaking.delete(channel)
    agents.add(`?${agent}`)
  }
  if (call.phase !== 'open' || agents.size === 0) return
  const about = [...agents].join('+').replaceAll('?', '')
  tell(board, call, 'transferred', about, { agents: [...agents] })
}
