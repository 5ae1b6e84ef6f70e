import type { EndReason } from '../call/call-event.ts'
import { addCustomer, isDialled, openInbound, openInternal, openOutbound } from './asterisk-arrival.ts'
import { findChannel, moveChannel, seeChannel } from './asterisk-channels.ts'
import type { AmiMessage } from './asterisk-messages.ts'
import { agentOfMember, dialledNumber, isPhone, numberInDialString } from './asterisk-names.ts'
import { answerCall, isAnsweredForCustomer, startRing, stopRing, tellAnswer } from './asterisk-offers.ts'
import type { Channel, LiveCall, Switchboard } from './asterisk-switchboard.ts'

/** `DialBegin`: one channel calls another. Click-to-dial begins with one that names no calling channel at all. */
export function hearDialBegin(board: Switchboard, message: AmiMessage): void {
  const by = seeChannel(board, message)
  const channel = seeChannel(board, message, 'Dest')
  if (!channel) return
  if (by) moveChannel(board, channel, by.call)
  channel.dialledBy = by ?? null
  channel.dialStatus = null
  if (by?.kind === 'trunk' && by.call.phase === 'unheard') openInbound(board, by, message)
  if (channel.kind === 'trunk') channel.agent ??= agentOutside(channel)
  if (channel.call.phase === 'unheard') openByDial(board, by, channel, message)
  else if (isAnotherTry(channel)) addCustomer(channel.call, channel)
  if (channel.agent !== null && channel.call.phase === 'open') startRing(board, channel)
}

/** An agent's call becomes one when it reaches a phone or a trunk, through however many Local channels. */
function openByDial(
  board: Switchboard,
  by: Channel | undefined,
  channel: Channel,
  message: AmiMessage,
): void {
  const origin = (by && callerBehind(by)) ?? null
  if (channel.kind === 'trunk' && channel.agent === null) {
    const agent = origin ?? firstPhoneOf(channel.call)
    openOutbound(
      board,
      channel,
      { origin: agent, name: agent?.agent ?? null },
      numbersOf(board, message, agent),
    )
  } else if (channel.kind === 'phone' && origin?.kind === 'phone') {
    openInternal(board, origin, channel.agent ?? '')
  }
}

function numbersOf(
  board: Switchboard,
  message: AmiMessage,
  agent: Channel | null,
): { from: string | null; to: string } {
  const toTrunk = numberInDialString(message.get('DialString') ?? '')
  const typed = agent?.extension ?? ''
  const asDialled = isDialled(typed) ? typed : (message.get('DestCallerIDNum') ?? '')
  const to = dialledNumber(asDialled, toTrunk, board.settings.outsidePrefix)
  // Click-to-dial shows the agent the customer's number as the agent's own.
  const shown = message.get('CallerIDNum') ?? ''
  return { from: shown === '' || shown === toTrunk ? (agent?.number ?? null) : shown, to }
}

/** The phone or trunk from which a chain of Local channels was dialled. */
function callerBehind(channel: Channel): Channel | undefined {
  let caller: Channel | undefined = channel
  for (let steps = 0; caller?.kind === 'local' && steps < 70; steps++) {
    caller = caller.half?.dialledBy ?? undefined
  }
  return caller?.kind === 'phone' || caller?.kind === 'trunk' ? caller : undefined
}

function firstPhoneOf(call: LiveCall): Channel | null {
  return [...call.channels].find((channel) => channel.kind === 'phone') ?? null
}

/** The dialplan tries the next trunk for an agent's call that nobody has answered yet. */
function isAnotherTry({ kind, agent, call, dialledBy }: Channel): boolean {
  return (
    kind === 'trunk' &&
    agent === null &&
    call.phase === 'open' &&
    call.direction === 'outbound' &&
    call.answers === 0 &&
    dialledBy?.customerOf !== call
  )
}

/** An agent whom a queue calls at a number outside has no phone of ours: the queue's member says who it is. */
function agentOutside(trunk: Channel): string | null {
  return trunk.member ?? trunk.dialledBy?.half?.member ?? null
}

/** `AgentCalled` names the queue member before its channel is dialled. */
export function hearAgentCalled(board: Switchboard, message: AmiMessage): void {
  const channel = seeChannel(board, message, 'Dest')
  const member = message.get('Interface')
  if (channel && member) channel.member = agentOfMember(board.phonesOfMembers.get(member) ?? member)
}

/** `AgentConnect` for a member that speaks without a phone of its own having been dialled. */
export function hearAgentConnect(board: Switchboard, message: AmiMessage): void {
  const channel = findChannel(board, message, 'Dest')
  if (channel?.kind !== 'local' || channel.call.speaking.size > 0) return
  channel.agent = channel.member
  answerCall(board, channel)
}

/** `AgentRingNoAnswer`: the queue itself gave the phone up. Its `RingTime` is in milliseconds. */
export function hearRingNoAnswer(board: Switchboard, message: AmiMessage): void {
  const channel = findChannel(board, message, 'Dest')
  const stopped = channel?.ring?.stopped
  if (!channel?.ring || !stopped || channel.call.customerHangsUp) return
  channel.ring.stopped = { ...stopped, status: 'NOANSWER', likely: 'missed' }
}

/**
 * Queue member events tell which phone stands behind a member's interface. FreePBX names a hint of the dialplan there
 * (`hint:1001@ext-local`), which is no phone; the extension stands in the interface then.
 */
export function hearMember(board: Switchboard, message: AmiMessage): void {
  const member = message.get('Interface') ?? message.get('Location')
  const phone = message.get('StateInterface')
  if (!member || !phone || member === phone || !isPhone(phone)) return
  if (board.phonesOfMembers.size < 10_000 || board.phonesOfMembers.has(member)) {
    board.phonesOfMembers.set(member, phone)
  }
}

/** `DialEnd`: the first one of a channel counts; losers of a queue get `CANCEL` twice (recorded). */
export function hearDialEnd(board: Switchboard, message: AmiMessage): void {
  const by = findChannel(board, message)
  const channel = findChannel(board, message, 'Dest')
  const status = message.get('DialStatus') ?? ''
  if (!channel) return
  if (status === 'ANSWER') hearAnswer(board, by, channel)
  else if (channel.dialStatus === null) {
    channel.dialStatus = status
    stopRing(board, channel, status, message.get('Forward') !== undefined)
  }
}

/**
 * A picked-up call is answered by a channel that nobody dialled, and that began a conversation of its own with the code
 * for picking up (recorded).
 */
function hearAnswer(board: Switchboard, by: Channel | undefined, channel: Channel): void {
  channel.dialStatus = 'ANSWER'
  if (by && !channel.dialledBy) {
    moveChannel(board, channel, by.call)
    channel.dialledBy = by
  }
  const { call } = channel
  if (call.phase !== 'open') return
  if (channel.kind === 'trunk' && channel.agent === null) answerOutside(board, channel)
  else for (const one of call.channels) if (isAnsweredForCustomer(board, one)) answerCall(board, one)
}

function answerOutside(board: Switchboard, channel: Channel): void {
  const { call } = channel
  if (call.customers.has(channel)) {
    if (call.answers === 0) tellAnswer(board, call, channel, [])
    if (call.origin?.agent) call.speaking.set(call.origin, call.origin.agent)
  } else if (isAnsweredForCustomer(board, channel)) tellAnswer(board, call, channel, [])
}

/** What a call to the outside came to: the cause says it where app_dial writes NOANSWER for everything but busy and congestion. */
export function outcomeOfTry(status: string | null, cause: string | undefined): EndReason {
  if (status === 'BUSY' || (status === 'NOANSWER' && cause === '17')) return 'busy'
  if (status === 'CONGESTION' || status === 'CHANUNAVAIL') return 'failed'
  if (status === 'NOANSWER' && cause !== undefined && !heardNobody.has(cause)) return 'failed'
  return 'no-answer'
}

/** Q.850: none, normal clearing, no user responding, no answer, answered elsewhere, normal unspecified. */
const heardNobody = new Set(['0', '16', '18', '19', '26', '31'])
