import type { CallEvent } from '../call/call-event.ts'
import { hearLeg } from './freeswitch-arrival.ts'
import { hearConference } from './freeswitch-conferences.ts'
import type { FreeswitchEvent } from './freeswitch-events.ts'
import { endCall, hearHangup } from './freeswitch-hangup.ts'
import type { FreeswitchSettings } from './freeswitch-names.ts'
import { hearAgentList, hearCallcenter, hearWaiting } from './freeswitch-queues.ts'
import { agentsIn, type Dump, endMissing, rowsIn, strangeOnes, takeUpLegs } from './freeswitch-resync.ts'
import { agentCalled, newSwitchboard, renameLeg, type Switchboard } from './freeswitch-switchboard.ts'
import {
  hearAnswer,
  hearBridge,
  hearHold,
  hearParked,
  hearUnbridge,
  hearUnhold,
  hearValet,
} from './freeswitch-talking.ts'

export interface FreeswitchStory {
  /**
   * Hears one event and returns what it means in our words, mostly nothing. `receivedAt` (milliseconds since 1970) is
   * taken where the event has no time of its own.
   */
  hear(event: FreeswitchEvent, receivedAt: number): CallEvent[]
  /** What time the phone system says it is. Dates what is found out by asking, until an event tells the time. */
  clock(theirs: number, receivedAt: number): void
  /** By how much the phone system's clock is ahead of ours, milliseconds. */
  clockAhead(): number
  /**
   * Begins to compare what is known with the list of all channels, for which it is time to ask. What we know and the list
   * lacks has ended: `at-once` after a new connection; `second-time` where it was missing in the last list as well, since
   * FreeSWITCH writes the list some time after it tells the events.
   */
  compare(missing: 'at-once' | 'second-time'): Comparison
  /** What `callcenter_config agent list` has answered. */
  agents(text: string): void
  /** The extension of an agent of mod_callcenter, as far as it is known. */
  agentCalled(name: string): string | undefined
  /** Ids of all calls and legs that live. */
  living(): ReadonlySet<string>
  /** What `callcenter_config queue list members` has answered for a queue. */
  waiting(queue: string, text: string, receivedAt: number): CallEvent[]
  /** The stream has ended: ends each call that is still open as if it ended now. */
  finish(): CallEvent[]
  /** How much is remembered: for a gauge, and to see that nothing is kept of calls that are over. */
  size(): { calls: number; legs: number }
}

export interface Comparison {
  /** The list is there. `strange` are the channels of which to ask more. */
  listed(channels: readonly string[], receivedAt: number): { strange: string[]; events: CallEvent[] }
  /** What `uuid_dump` has answered for one of them. */
  dumped(dump: FreeswitchEvent): void
  /** All have been answered: takes up what was found. */
  taken(receivedAt: number): CallEvent[]
}

type Hear = (board: Switchboard, event: FreeswitchEvent) => void

/** The events that are asked for; everything else passes unheard. */
const hearings: Readonly<Record<string, Hear>> = {
  CHANNEL_CREATE: hearLeg,
  CHANNEL_PROGRESS: hearLeg,
  CHANNEL_PROGRESS_MEDIA: hearLeg,
  CHANNEL_ANSWER: hearAnswer,
  CHANNEL_BRIDGE: hearBridge,
  CHANNEL_UNBRIDGE: hearUnbridge,
  CHANNEL_HOLD: hearHold,
  CHANNEL_UNHOLD: hearUnhold,
  CHANNEL_PARK: hearParked,
  CHANNEL_UUID: (board, event) => renameLeg(board, event),
  CHANNEL_HANGUP: hearHangup,
}

const customHearings: Readonly<Record<string, Hear>> = {
  'callcenter::info': hearCallcenter,
  'valet_parking::info': hearValet,
  'greetline::claims': hearLeg,
  'conference::maintenance': hearConference,
}

/** The subscription: `CUSTOM` and its subclasses stand last, since every name behind it is one. */
export const wantedEvents = `${Object.keys(hearings).join(' ')} CUSTOM ${Object.keys(customHearings).join(' ')}`

/**
 * Turns the events of a FreeSWITCH into ours. A call is the conversation of one customer, under the id of its first leg,
 * which is the `Channel-Call-UUID` of all then; agents are named `?<extension>`. What is told is a function of the stream alone, so the
 * same stream tells the same, with the same ids.
 */
export function freeswitchStory(settings: FreeswitchSettings): FreeswitchStory {
  const board = newSwitchboard(settings)
  let missedOnce: ReadonlySet<string> = new Set()
  return {
    hear(event, receivedAt) {
      setClock(board, event, receivedAt)
      hearingOf(event)?.(board, event)
      return takeTold(board)
    },
    clock(theirs, receivedAt) {
      board.clockAhead = theirs - receivedAt
      setNow(board, receivedAt)
    },
    clockAhead: () => board.clockAhead,
    compare(missing) {
      const dumps: Dump[] = []
      const known = [...board.legs.keys()]
      const awaited = missing === 'at-once' ? known : known.filter((id) => missedOnce.has(id))
      return {
        listed(channels, receivedAt) {
          setNow(board, receivedAt)
          const listed = new Set(channels)
          missedOnce = new Set(known.filter((id) => !listed.has(id)))
          endMissing(board, awaited, listed)
          return { strange: strangeOnes(board, listed), events: takeTold(board) }
        },
        dumped(dump) {
          dumps.push({ dump, sequence: board.sequence })
        },
        taken(receivedAt) {
          setNow(board, receivedAt)
          takeUpLegs(board, dumps)
          return takeTold(board)
        },
      }
    },
    agents: (text) => hearAgentList(board, agentsIn(text, settings)),
    agentCalled: (name) => agentCalled(board, name),
    living: () => new Set([...board.calls.keys(), ...board.legs.keys()]),
    waiting(queue, text, receivedAt) {
      setNow(board, receivedAt)
      for (const { session_uuid: session = '', state } of rowsIn(text)) {
        if (state === 'Waiting' || state === 'Trying') hearWaiting(board, session, queue)
      }
      return takeTold(board)
    },
    finish() {
      for (const call of board.calls.values()) if (call.phase === 'open') endCall(board, call)
      return takeTold(board)
    },
    size: () => ({ calls: board.calls.size, legs: board.legs.size }),
  }
}

function hearingOf(event: FreeswitchEvent): Hear | undefined {
  const [table, name] =
    event.name === 'CUSTOM'
      ? ([customHearings, event.subclass ?? ''] as const)
      : ([hearings, event.name] as const)
  return Object.hasOwn(table, name) ? table[name] : undefined
}

/** `Event-Date-Timestamp` is in microseconds. */
function setClock(board: Switchboard, event: FreeswitchEvent, receivedAt: number): void {
  const stamp = Number(event.get('Event-Date-Timestamp') ?? Number.NaN)
  if (Number.isFinite(stamp)) board.clockAhead = Math.floor(stamp / 1000) - receivedAt
  setNow(board, receivedAt)
  board.sequence = Number(event.get('Event-Sequence')) || 0
}

function setNow(board: Switchboard, receivedAt: number): void {
  board.at = receivedAt + board.clockAhead
}

function takeTold(board: Switchboard): CallEvent[] {
  const { told } = board
  if (told.length > 0) board.told = []
  return told
}
