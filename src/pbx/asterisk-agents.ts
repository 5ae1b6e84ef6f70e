import type { AgentNews, PhoneState } from '../call/agent-news.ts'
import type { AmiMessage } from './asterisk-messages.ts'
import { agentOfMember, isPhone } from './asterisk-names.ts'

/** Events that carry a queue member as it now is; `QueueMember` is an item of the list that `QueueStatus` answers with. */
const memberEvents = new Set([
  'QueueMember',
  'QueueMemberAdded',
  'QueueMemberStatus',
  'QueueMemberPause',
  'QueueMemberPenalty',
  'QueueMemberRinginuse',
])

/**
 * What an event says of an agent, null if nothing. A member of several queues has an event for each of them (recorded).
 * `AgentLogin` and `AgentLogoff` are of `app_agent_pool`, whose agents are no queue's.
 */
export function agentNewsIn(message: AmiMessage, source: string): AgentNews | null {
  const event = message.get('Event') ?? ''
  if (event === 'AgentLogin' || event === 'AgentLogoff') return poolAgent(message, event, source)
  const isGone = event === 'QueueMemberRemoved'
  if (!isGone && !memberEvents.has(event)) return null
  const member = message.get('Interface') ?? message.get('Location')
  const queue = message.get('Queue')
  if (!member || !queue) return null
  const phone = message.get('StateInterface')
  return {
    source,
    agent: agentOfMember(phone && isPhone(phone) ? phone : member),
    name: message.get('MemberName') ?? message.get('Name') ?? null,
    queue,
    standing: isGone ? null : standingIn(message),
    isChange: event !== 'QueueMember',
  }
}

function standingIn(message: AmiMessage): AgentNews['standing'] {
  return {
    phone: phoneStateOf[message.get('Status') ?? ''] ?? 'unknown',
    paused: message.get('Paused') === '1',
    pauseReason: message.get('PausedReason') || null,
  }
}

/** Asterisk's device states, in the order of their numbers: unknown, not in use, in use, busy, invalid, unavailable, … */
const phoneStateOf: Readonly<Record<string, PhoneState>> = {
  1: 'free',
  2: 'on-call',
  3: 'on-call',
  4: 'away',
  5: 'away',
  6: 'ringing',
  7: 'on-call',
  8: 'on-hold',
}

function poolAgent(message: AmiMessage, event: string, source: string): AgentNews | null {
  const agent = message.get('Agent')
  if (!agent) return null
  const signedIn = { phone: 'unknown', paused: false, pauseReason: null } as const
  const standing = event === 'AgentLogin' ? signedIn : null
  return { source, agent, name: null, queue: null, standing, isChange: true }
}
