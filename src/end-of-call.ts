import type { Call } from './call/call.ts'
import type { CallEvent } from './call/call-event.ts'
import type { HeldCall } from './held-call.ts'
import type { House, Policy } from './house.ts'
import { customerSide } from './recognition/customer-side.ts'
import { idOnFile } from './recognition/outside-candidates.ts'
import type { CallInteraction } from './store/call-store.ts'

/** What the call leaves in the customer's history once it is over. Calls among ourselves leave nothing, nor what was a leg of another. */
export function interactionOf(house: House, { id, followed, identity }: HeldCall): CallInteraction | null {
  const { call } = followed
  if (call.endedAt === null || call.outcome === null || call.direction === 'internal') return null
  if (call.endReason === 'joined') return null
  const speaker = call.answeredBy.findLast((agent) => !agent.startsWith('?')) ?? call.placedBy
  const accountId = speaker?.startsWith('?') ? null : speaker
  return {
    direction: call.direction,
    startedAt: call.arrivedAt,
    endedAt: call.endedAt,
    customerId: idOnFile(identity?.recognition.person?.customer),
    numberKey: identity?.numberKey ?? null,
    numberRaw: rawOf(call, identity),
    accountId,
    agentName: accountId === null ? null : house.agents.nameOf(accountId),
    source: call.source,
    queue: call.queue,
    queueName: call.queue === null ? null : (house.sources.get(call.source)?.queue(call.queue).name ?? null),
    callId: id,
    outcome: call.outcome,
  }
}

/** As it came, to be read again should the reading change; not of a caller who hides, or where there is no number at all. */
function rawOf(call: Call, identity: HeldCall['identity']): string | null {
  if (!identity) return null
  const tells = identity.numberKey !== null || identity.number.kind === 'unreadable'
  return tells && !identity.hidden ? customerSide(call).raw : null
}

/** The end of a call that nobody has heard anything of for too long; null while it may still be going on. */
export function endOfSilence(
  policy: Policy,
  { followed, lastEventAt }: HeldCall,
  now: number,
): CallEvent | null {
  const { call, story } = followed
  const minutes = call.answeredAt !== null ? policy.silentCallMinutes : policy.unansweredCallMinutes
  const lastSaid = story[story.length - 1]?.at ?? call.arrivedAt
  const lastHeard = Math.max(lastEventAt, lastSaid)
  if (call.phase === 'ended' || now - lastHeard < minutes * 60_000) return null
  // By the phone system's clock and the same on every node, so that whoever closes it closes it alike.
  const at = lastSaid + minutes * 60_000
  return { id: 'time-limit', source: call.source, call: call.call, kind: 'ended', at, reason: 'time-limit' }
}

/**
 * The end of a call that its phone system no longer has; null if something was heard of it since the phone system was
 * asked. When it ended nobody knows: now, but not before what was told of it last.
 */
export function endOfGone(
  { followed, lastEventAt }: HeldCall,
  askedAt: number,
  now: number,
): CallEvent | null {
  const { call, story } = followed
  if (call.phase === 'ended' || lastEventAt >= askedAt) return null
  const at = Math.max(now, story[story.length - 1]?.at ?? call.arrivedAt)
  return { id: 'gone', source: call.source, call: call.call, kind: 'ended', at }
}
