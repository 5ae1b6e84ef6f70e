import type { CallEvent } from '../call/call-event.ts'
import { hearNewChannel, hearStep } from './asterisk-arrival.ts'
import { findChannel } from './asterisk-channels.ts'
import {
  hearAgentCalled,
  hearAgentConnect,
  hearDialBegin,
  hearDialEnd,
  hearMember,
  hearRingNoAnswer,
} from './asterisk-dialling.ts'
import { endCall, hearHangup, hearHangupRequest, hearSoftHangup } from './asterisk-hangup.ts'
import type { AmiMessage } from './asterisk-messages.ts'
import type { AsteriskSettings } from './asterisk-names.ts'
import { endRing } from './asterisk-offers.ts'
import { hearQueueAbandon, hearQueueJoin, hearQueueLeave } from './asterisk-queues.ts'
import { hearListEnd, hearListed, hearQueueEntry, hearResponse } from './asterisk-resync.ts'
import { hearUserEvent } from './asterisk-statements.ts'
import { newSwitchboard, type Switchboard } from './asterisk-switchboard.ts'
import {
  hearBridgeDestroy,
  hearBridgeEnter,
  hearBridgeLeave,
  hearBridgeMerge,
  hearHold,
  hearUnhold,
} from './asterisk-talking.ts'
import { hearAttendedTransfer, hearBlindTransfer, hearParked, hearPickup } from './asterisk-transfers.ts'

export interface AsteriskStory {
  /**
   * Hears one message of the manager session and returns what it means in our words, mostly nothing. `at` (milliseconds
   * since 1970) is taken where the message has no `Timestamp` of its own, corrected by how far the phone system's clock
   * is known to be off.
   */
  hear(message: AmiMessage, at: number): CallEvent[]
  /** The stream has ended: tells what was held back, and ends each call that is still open as if it ended now. */
  finish(): CallEvent[]
  /** Ids of all conversations and channels that live, as far as is known. */
  living(): ReadonlySet<string>
  /** How much is remembered: for a gauge, and to see that nothing is kept of calls that are over. */
  size(): { calls: number; channels: number; bridges: number }
}

type Hear = (board: Switchboard, message: AmiMessage) => void

/** Everything else passes unheard. Names as Asterisk writes them, from 16 on. */
const hearings: Readonly<Record<string, Hear>> = {
  Newchannel: hearNewChannel,
  Newexten: hearStep,
  NewCallerid: (board, message) => void findChannel(board, message),
  VarSet: (board, message) => void findChannel(board, message),
  UserEvent: hearUserEvent,
  QueueCallerJoin: hearQueueJoin,
  QueueCallerAbandon: hearQueueAbandon,
  QueueCallerLeave: hearQueueLeave,
  AgentCalled: hearAgentCalled,
  AgentConnect: hearAgentConnect,
  AgentRingNoAnswer: hearRingNoAnswer,
  QueueMember: hearMember,
  QueueMemberAdded: hearMember,
  QueueMemberStatus: hearMember,
  DialBegin: hearDialBegin,
  DialEnd: hearDialEnd,
  BridgeEnter: hearBridgeEnter,
  BridgeLeave: hearBridgeLeave,
  BridgeMerge: hearBridgeMerge,
  BridgeDestroy: hearBridgeDestroy,
  BlindTransfer: hearBlindTransfer,
  AttendedTransfer: hearAttendedTransfer,
  ParkedCall: hearParked,
  Pickup: hearPickup,
  Hold: hearHold,
  Unhold: hearUnhold,
  HangupRequest: hearHangupRequest,
  SoftHangupRequest: hearSoftHangup,
  Hangup: hearHangup,
  CoreShowChannel: hearListed,
  CoreShowChannelsComplete: hearListEnd,
  QueueEntry: hearQueueEntry,
}

/**
 * Turns the events of an Asterisk's manager interface into ours. A call is the conversation of one customer, under the
 * `Linkedid` with which its first channel came; agents are named `?<extension>`. Everything told is a function of the
 * stream alone, so the same stream tells the same, with the same ids.
 */
export function asteriskStory(settings: AsteriskSettings): AsteriskStory {
  const board = newSwitchboard(settings)
  return {
    hear(message, at) {
      setClock(board, message, at)
      const event = message.get('Event')
      const hear = event === undefined ? hearResponse : Object.hasOwn(hearings, event) && hearings[event]
      if (hear) hear(board, message)
      return takeTold(board)
    },
    finish() {
      for (const channel of board.channels.values())
        if (channel.ring?.stopped) endRing(board, channel, undefined)
      for (const call of board.calls.values()) if (call.phase === 'open') endCall(board, call)
      return takeTold(board)
    },
    living: () => new Set([...board.calls.keys(), ...board.channels.keys()]),
    size: () => ({
      calls: board.calls.size,
      channels: board.channels.size,
      bridges: board.bridges.size,
    }),
  }
}

function setClock(board: Switchboard, message: AmiMessage, at: number): void {
  const stamp = Number(message.get('Timestamp') || Number.NaN)
  if (Number.isFinite(stamp)) board.clockAhead = Math.floor(stamp * 1000) - at
  board.at = at + board.clockAhead
}

function takeTold(board: Switchboard): CallEvent[] {
  const { told } = board
  if (told.length > 0) board.told = []
  return told
}
