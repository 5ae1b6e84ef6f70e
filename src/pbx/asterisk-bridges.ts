import type { Channel, Switchboard } from './asterisk-switchboard.ts'

export function enterBridge(board: Switchboard, channel: Channel, bridge: string): void {
  if (channel.bridge !== null && channel.bridge !== bridge) leaveBridge(board, channel, channel.bridge)
  channel.bridge = bridge
  const members = board.bridges.get(bridge)
  if (members) members.add(channel)
  else board.bridges.set(bridge, new Set([channel]))
}

export function leaveBridge(board: Switchboard, channel: Channel, bridge: string | null): void {
  if (bridge === null || channel.bridge !== bridge) return
  channel.bridge = null
  const members = board.bridges.get(bridge)
  members?.delete(channel)
  if (members?.size === 0) board.bridges.delete(bridge)
}

/** Everybody who can hear this channel: through bridges, and through Local channels from one bridge into the next. */
export function circleOf(board: Switchboard, start: Channel): ReadonlySet<Channel> {
  const circle = new Set([start])
  for (const channel of circle) {
    if (channel.half) circle.add(channel.half)
    for (const other of board.bridges.get(channel.bridge ?? '') ?? []) circle.add(other)
  }
  return circle
}
