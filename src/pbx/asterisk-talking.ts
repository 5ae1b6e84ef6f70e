import { circleOf, enterBridge, leaveBridge } from './asterisk-bridges.ts'
import { findChannel, moveChannel, seeChannel } from './asterisk-channels.ts'
import type { AmiMessage } from './asterisk-messages.ts'
import { answerCall, offerAllThatRing } from './asterisk-offers.ts'
import type { Channel, LiveCall, Switchboard } from './asterisk-switchboard.ts'
import { tell } from './asterisk-telling.ts'

/** `BridgeEnter`. Those in a holding bridge (parked callers, agents who wait for a call) do not hear each other. */
export function hearBridgeEnter(board: Switchboard, message: AmiMessage): void {
  const channel = seeChannel(board, message)
  const bridge = message.get('BridgeUniqueid')
  if (!channel || !bridge) return
  if (message.get('BridgeTechnology') === 'holding_bridge') {
    board.holdingBridges.add(bridge)
    leaveBridge(board, channel, channel.bridge)
  } else {
    channel.isLeaving = false
    enterBridge(board, channel, bridge)
    meet(board, channel)
  }
}

export function hearBridgeDestroy(board: Switchboard, message: AmiMessage): void {
  board.holdingBridges.delete(message.get('BridgeUniqueid') ?? '')
}

export function hearBridgeLeave(board: Switchboard, message: AmiMessage): void {
  const channel = findChannel(board, message)
  if (channel) leaveBridge(board, channel, message.get('BridgeUniqueid') ?? null)
}

/** `BridgeMerge` is how a feature-code transfer brings the customer and the new agent together. */
export function hearBridgeMerge(board: Switchboard, message: AmiMessage): void {
  const to = message.get('ToBridgeUniqueid')
  const members = [...(board.bridges.get(message.get('FromBridgeUniqueid') ?? '') ?? [])]
  if (!to) return
  for (const channel of members) enterBridge(board, channel, to)
  if (members[0]) meet(board, members[0])
}

/**
 * Whoever stands in one circle with a customer speaks with that customer: after an answer this is known already; after
 * an attended transfer, a pickup or the retrieval of a parked call this is how it is known.
 */
export function meet(board: Switchboard, channel: Channel): void {
  const circle = circleOf(board, channel)
  for (const { customerOf: call } of circle) {
    if (call?.phase !== 'open') continue
    for (const other of circle) if (isAgentOf(call, other)) join(board, other, call)
    offerAllThatRing(board, call)
  }
}

function isAgentOf(call: LiveCall, channel: Channel): boolean {
  if (channel.agent === null || channel.isLeaving || channel.customerOf === call) return false
  return ![...call.customers].some((customer) => customer.agent === channel.agent)
}

function join(board: Switchboard, channel: Channel, call: LiveCall): void {
  if (channel.customerOf && channel.call !== call) return
  moveChannel(board, channel, call)
  answerCall(board, channel)
}

export function hearHold(board: Switchboard, message: AmiMessage): void {
  const channel = findChannel(board, message)
  if (!channel || channel.onHold || !channel.call.speaking.has(channel)) return
  channel.onHold = true
  tell(board, channel.call, 'held', channel.id, { agents: [`?${channel.agent}`] })
}

/** An `Unhold` without a `Hold` comes with every blind transfer (recorded) and says nothing. */
export function hearUnhold(board: Switchboard, message: AmiMessage): void {
  const channel = findChannel(board, message)
  if (!channel?.onHold) return
  channel.onHold = false
  if (channel.call.phase !== 'open') return
  tell(board, channel.call, 'resumed', channel.id, { agents: [`?${channel.agent}`] })
}
