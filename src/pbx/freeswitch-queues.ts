import { openForQueue, seeLeg } from './freeswitch-arrival.ts'
import type { FreeswitchEvent } from './freeswitch-events.ts'
import {
  answerCall,
  endRingOfQueue,
  leaveConversation,
  startRingOfQueue,
  tellGone,
} from './freeswitch-rings.ts'
import {
  agentCalled,
  findLeg,
  type LiveCall,
  learnAgent,
  moveLeg,
  type Switchboard,
} from './freeswitch-switchboard.ts'
import { tell } from './freeswitch-telling.ts'

type Hear = (board: Switchboard, event: FreeswitchEvent) => void

const actions: Readonly<Record<string, Hear>> = {
  'member-queue-start': hearQueueStart,
  'member-queue-resume': hearQueueStart,
  'member-queue-end': hearQueueEnd,
  'agent-offering': hearOffering,
  'bridge-agent-start': hearAgentStart,
  'bridge-agent-end': hearAgentEnd,
  'bridge-agent-fail': hearAgentFail,
}

/** `callcenter::info` of mod_callcenter, by its `CC-Action`. */
export function hearCallcenter(board: Switchboard, event: FreeswitchEvent): void {
  const action = event.get('CC-Action') ?? ''
  if (Object.hasOwn(actions, action)) actions[action]?.(board, event)
}

/** A caller begins to wait, or takes up the place of an earlier call that was given up. */
function hearQueueStart(board: Switchboard, event: FreeswitchEvent): void {
  const leg = seeLeg(board, event)
  const queue = event.get('CC-Queue')
  if (!leg || !queue) return
  openForQueue(board, leg, queue)
  joinQueue(board, leg.call, queue)
}

export function joinQueue(board: Switchboard, call: LiveCall, queue: string): void {
  if (call.phase !== 'open') return
  call.queue = 'waiting'
  tellGone(board, call)
  tell(board, call, 'queued', queue, { queue })
}

/** `Terminated` after a conversation; `Cancel` when the caller left (`BREAK_OUT`) or the queue gave up. */
function hearQueueEnd(board: Switchboard, event: FreeswitchEvent): void {
  const call = waiterOf(board, event)
  if (call?.queue !== 'waiting') return
  const hasLeft = event.get('CC-Cause') === 'Cancel' && event.get('CC-Cancel-Reason') === 'BREAK_OUT'
  call.queue = hasLeft ? 'abandoned' : 'left'
  for (const ring of call.rings) {
    if (ring.leg === null) endRingOfQueue(board, call, ring.agent, 'ORIGINATOR_CANCEL')
  }
}

function waiterOf(board: Switchboard, event: FreeswitchEvent): LiveCall | undefined {
  return findLeg(board, event, 'CC-Member-Session-UUID')?.call
}

/** The queue is about to call an agent. One whose name says nothing is known when the phone's leg is there. */
function hearOffering(board: Switchboard, event: FreeswitchEvent): void {
  const call = waiterOf(board, event)
  const agent = agentCalled(board, event.get('CC-Agent') ?? '')
  if (call && agent !== undefined) startRingOfQueue(board, call, agent)
}

/** The agent has the caller. With `ring-all` two may answer in the same moment; this says which of them it is. */
function hearAgentStart(board: Switchboard, event: FreeswitchEvent): void {
  const call = waiterOf(board, event)
  const leg = findLeg(board, event, 'CC-Agent-UUID') ?? seeLeg(board, event)
  const name = event.get('CC-Agent') ?? ''
  if (!call || !leg || leg.customerOf) return
  leg.agent = agentCalled(board, name) ?? leg.agent ?? name
  if (leg.member !== name) learnAgent(board, name, leg.agent)
  moveLeg(board, leg, call)
  answerCall(board, call, leg)
}

/** Comes when the agent or the caller is gone, or the agent has transferred; mostly told by then. */
function hearAgentEnd(board: Switchboard, event: FreeswitchEvent): void {
  const call = waiterOf(board, event)
  const leg = findLeg(board, event, 'CC-Agent-UUID')
  if (call && leg && leg.partners.length === 0) leaveConversation(call, [leg])
}

function hearAgentFail(board: Switchboard, event: FreeswitchEvent): void {
  const call = waiterOf(board, event)
  const agent = agentCalled(board, event.get('CC-Agent') ?? '')
  if (call && agent !== undefined) endRingOfQueue(board, call, agent, event.get('CC-Hangup-Cause'))
}

/** What `callcenter_config agent list` answers: who the agents are whose names do not say it. */
export function hearAgentList(board: Switchboard, agents: readonly { name: string; agent: string }[]): void {
  for (const { name, agent } of agents) learnAgent(board, name, agent)
}

/** Somebody found waiting, by `callcenter_config queue list members`. */
export function hearWaiting(board: Switchboard, session: string, queue: string): void {
  const call = board.legs.get(session)?.call
  if (call && call.queue !== 'waiting' && call.speaking.size === 0) joinQueue(board, call, queue)
}
