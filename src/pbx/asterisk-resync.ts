import { isDialled, openInbound, openInternal, openOutbound } from './asterisk-arrival.ts'
import { enterBridge } from './asterisk-bridges.ts'
import { seeChannel } from './asterisk-channels.ts'
import { hangUp } from './asterisk-hangup.ts'
import type { AmiMessage } from './asterisk-messages.ts'
import { startRing, tellAnswer } from './asterisk-offers.ts'
import { joinQueue } from './asterisk-queues.ts'
import type { Channel, LiveCall, Switchboard } from './asterisk-switchboard.ts'
import { meet } from './asterisk-talking.ts'

/** The ActionID with which the list of all channels is asked for at the start of a connection, and later on. */
export const firstList = 'greetline-channels'
export const listAgain = 'greetline-channels-again'

/** The response to `CoreShowChannels`: from here on, what is heard is newer than the list. */
export function hearResponse(board: Switchboard, message: AmiMessage): void {
  if (message.get('Message') !== 'Channels will follow') return
  board.listing = {
    kind: message.get('ActionID') === listAgain ? 'again' : 'first',
    knownBefore: new Set(board.channels.keys()),
    hungUpSince: new Set(),
    rows: new Map(),
  }
}

export function hearListed(board: Switchboard, message: AmiMessage): void {
  const id = message.get('Uniqueid')
  if (id) board.listing?.rows.set(id, message)
}

/**
 * The list of channels is whole. What we hold and it lacks has ended while nobody listened; what it has and we lack is
 * taken up. Channels that came or went while it was sent are left as their own events made them. A list may be ahead of
 * the events that Asterisk has yet to send, so while we listen it takes two lists to overrule them.
 */
export function hearListEnd(board: Switchboard): void {
  const { listing, doubt, channels } = board
  if (!listing) return
  board.listing = null
  const { rows, knownBefore, hungUpSince } = listing
  const isFirst = listing.kind === 'first'
  const missing = [...knownBefore].filter((id) => !rows.has(id) && channels.has(id))
  for (const id of hungUpSince) rows.delete(id)
  const strange = [...rows.keys()].filter((id) => !channels.has(id))
  board.doubt = { missing: new Set(missing), strange: new Set(strange) }
  for (const id of missing) if (isFirst || doubt.missing.has(id)) hangUpUnheard(board, id)
  for (const id of strange) if (!isFirst && !doubt.strange.has(id)) rows.delete(id)
  takeUp(board, rows)
}

function hangUpUnheard(board: Switchboard, id: string): void {
  const channel = board.channels.get(id)
  if (channel) hangUp(board, channel, undefined)
}

interface Listed {
  readonly channel: Channel
  readonly row: AmiMessage
}

function takeUp(board: Switchboard, rows: ReadonlyMap<string, AmiMessage>): void {
  const strange = takeUpStrange(board, rows)
  const moved: Channel[] = []
  for (const [id, row] of rows) {
    const channel = board.channels.get(id)
    if (channel && placeInBridge(board, channel, row)) moved.push(channel)
  }
  for (const { channel, row } of strange)
    if (isRinging(row) && channel.agent !== null) startRing(board, channel)
  for (const channel of moved) meet(board, channel)
}

function takeUpStrange(board: Switchboard, rows: ReadonlyMap<string, AmiMessage>): Listed[] {
  const strangeIds = new Set([...rows.keys()].filter((id) => !board.channels.has(id)))
  if (strangeIds.size === 0) return []
  const all = [...rows].flatMap(([id, row]) => {
    const channel = board.channels.get(id) ?? seeChannel(board, row)
    return channel ? [{ channel, row }] : []
  })
  const strange = all.filter(({ channel }) => strangeIds.has(channel.id))
  const legs = Map.groupBy(all, ({ channel }) => channel.call)
  for (const call of new Set(strange.map(({ channel }) => channel.call)))
    openListed(board, call, legs.get(call) ?? [])
  return strange
}

/** True if the channel stands in another bridge than we thought. */
function placeInBridge(board: Switchboard, channel: Channel, row: AmiMessage): boolean {
  const bridge = row.get('BridgeId')
  if (!bridge || bridge === channel.bridge || isHolding(board, bridge, row)) return false
  enterBridge(board, channel, bridge)
  return true
}

/** The list does not say of what kind a bridge is; its events do, or the application in which somebody is held. */
function isHolding(board: Switchboard, bridge: string, row: AmiMessage): boolean {
  return board.holdingBridges.has(bridge) || /^(park|agentlogin)$/i.test(row.get('Application') ?? '')
}

function isRinging(row: AmiMessage): boolean {
  return row.get('ChannelState') === '5' && isDialledLeg(row)
}

/** Asterisk writes this for channels that Dial or Queue made. */
function isDialledLeg(row: AmiMessage): boolean {
  return row.get('ApplicationData') === '(Outgoing Line)'
}

/** Opens a call that was found, as of the time at which its oldest channel began. */
function openListed(board: Switchboard, call: LiveCall, legs: readonly Listed[]): void {
  if (call.phase !== 'unheard') return
  const now = board.at
  board.at = now - Math.max(...legs.map(({ row }) => durationOf(row)))
  call.takenUp = true
  openByLegs(board, legs)
  board.at = now
}

function openByLegs(board: Switchboard, legs: readonly Listed[]): void {
  const caller = legs.find(({ channel, row }) => channel.kind === 'trunk' && !isDialledLeg(row))
  const called = legs.find(({ channel }) => channel.kind === 'trunk')
  const phones = legs.filter(({ channel }) => channel.kind === 'phone')
  const origin = phones.find(({ channel, row }) => channel.id === channel.call.id && !isDialledLeg(row))
  if (caller) openInbound(board, caller.channel, caller.row)
  else if (called) openListedOutbound(board, called, phones[0]?.channel ?? null)
  else if (origin && phones.length > 1)
    openInternal(board, origin.channel, phones.at(-1)!.channel.agent ?? '')
}

function openListedOutbound(board: Switchboard, { channel, row }: Listed, origin: Channel | null): void {
  const to = origin && isDialled(origin.extension) ? origin.extension : channel.number
  openOutbound(board, channel, { origin, name: origin?.agent ?? null }, { from: origin?.number ?? null, to })
  if (row.get('ChannelState') !== '6') return
  tellAnswer(board, channel.call, channel, [])
  if (origin?.agent) channel.call.speaking.set(origin, origin.agent)
}

/** `Duration: 00:00:04`, in milliseconds. */
function durationOf(row: AmiMessage): number {
  const [hours = 0, minutes = 0, seconds = 0] = (row.get('Duration') ?? '').split(':').map(Number)
  const duration = ((hours * 60 + minutes) * 60 + seconds) * 1000
  return Number.isFinite(duration) ? duration : 0
}

/** `QueueEntry` of a `QueueStatus` list: who waits. Its numbers say `unknown` where events say `<unknown>` and are not read. */
export function hearQueueEntry(board: Switchboard, message: AmiMessage): void {
  const call = board.channels.get(message.get('Uniqueid') ?? '')?.call
  const queue = message.get('Queue')
  if (call && queue && call.queue !== 'waiting') joinQueue(board, call, queue)
}
