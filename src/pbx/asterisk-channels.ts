import { leaveBridge } from './asterisk-bridges.ts'
import type { AmiMessage } from './asterisk-messages.ts'
import { type AsteriskSettings, agentAtPhone, kindOfChannel, otherHalf } from './asterisk-names.ts'
import { presentationIn } from './asterisk-presentation.ts'
import type { Channel, LiveCall, Switchboard } from './asterisk-switchboard.ts'

/** Beyond this the oldest call is forgotten: the stream has lost its end. */
const mostCalls = 20_000

/** The channel that an event is about, if it is known: its block of headers begins with `prefix` (``, `Dest`, `Transferee`…). */
export function findChannel(board: Switchboard, message: AmiMessage, prefix = ''): Channel | undefined {
  const channel = board.channels.get(message.get(`${prefix}Uniqueid`) ?? '')
  if (channel && prefix === '') learnPresentation(channel, message)
  return channel
}

/** As `findChannel`, and a channel not seen before is taken in. Undefined where the event has no such block. */
export function seeChannel(board: Switchboard, message: AmiMessage, prefix = ''): Channel | undefined {
  const known = findChannel(board, message, prefix)
  const id = message.get(`${prefix}Uniqueid`)
  if (known || !id) return known
  const name = message.get(`${prefix}Channel`) ?? ''
  const call = callOf(board, message.get(`${prefix}Linkedid`) || id)
  const channel = newChannel(board.settings, id, name, call, {
    number: message.get(`${prefix}CallerIDNum`) ?? '',
    extension: message.get(`${prefix}Exten`) ?? '',
  })
  board.channels.set(id, channel)
  if (channel.kind === 'local') joinHalves(board, channel)
  call.channels.add(channel)
  return channel
}

function joinHalves(board: Switchboard, channel: Channel): void {
  board.localHalves.set(channel.name, channel)
  channel.half = board.localHalves.get(otherHalf(channel.name)) ?? null
  if (channel.half) channel.half.half = channel
}

function newChannel(
  settings: AsteriskSettings,
  id: string,
  name: string,
  call: LiveCall,
  says: { number: string; extension: string },
): Channel {
  const kind = kindOfChannel(name, settings.trunks)
  return {
    ...says,
    id,
    name,
    kind,
    call,
    agent: kind === 'phone' ? agentAtPhone(name, says.number, settings.extensionLength) : null,
    member: null,
    customerOf: null,
    half: null,
    dialledBy: null,
    dialStatus: null,
    ring: null,
    bridge: null,
    isLeaving: false,
    onHold: false,
    isEnding: false,
    cause: null,
  }
}

function callOf(board: Switchboard, id: string): LiveCall {
  const known = board.calls.get(id)
  if (known) return known
  const call = newCall(id)
  board.calls.set(id, call)
  if (board.calls.size > mostCalls) forgetCall(board, board.calls.values().next().value!)
  return call
}

function newCall(id: string): LiveCall {
  return {
    id,
    phase: 'unheard',
    direction: 'inbound',
    channels: new Set(),
    customers: new Set(),
    origin: null,
    placedBy: null,
    speaking: new Map(),
    gone: new Set(),
    answers: 0,
    queue: 'none',
    customerHangsUp: false,
    to: null,
    presentation: 'allowed',
    attestation: null,
    diversion: null,
    lastTry: 'no-answer',
    takenUp: false,
    toldOfCaller: null,
    toldIds: new Map(),
    rounds: new Map(),
    sequence: 0,
    lastAt: 0,
  }
}

function learnPresentation(channel: Channel, message: AmiMessage): void {
  const call = channel.customerOf
  if (call?.direction !== 'inbound' || call.presentation === 'restricted') return
  call.presentation = presentationIn(message) ?? call.presentation
}

/** Makes a channel part of another call, unless it is the customer of its own. */
export function moveChannel(board: Switchboard, channel: Channel, call: LiveCall): void {
  const left = channel.call
  if (left === call || channel.customerOf) return
  left.channels.delete(channel)
  channel.call = call
  call.channels.add(channel)
  forgetIfEmpty(board, left)
}

export function forgetChannel(board: Switchboard, channel: Channel): void {
  leaveBridge(board, channel, channel.bridge)
  board.channels.delete(channel.id)
  if (board.localHalves.get(channel.name) === channel) board.localHalves.delete(channel.name)
  board.listing?.hungUpSince.add(channel.id)
  channel.call.channels.delete(channel)
}

export function forgetIfEmpty(board: Switchboard, call: LiveCall): void {
  if (call.channels.size === 0) board.calls.delete(call.id)
}

function forgetCall(board: Switchboard, call: LiveCall): void {
  for (const channel of [...call.channels]) forgetChannel(board, channel)
  board.calls.delete(call.id)
}
