import { z } from 'zod'
import type { EndReason, OfferEnd } from '../../call/call-event.ts'
import type { AgentNames, HeardEvent } from '../dialect.ts'
import { idsOf } from '../event-ids.ts'
import { agentNamed, agentsNamed, callId, text } from '../hook-fields.ts'

const party = z.object({
  phone_number: text,
  extension_number: text,
  extension_id: text,
  extension_type: text,
  user_id: text,
  email: text,
  name: text,
})
type Party = z.infer<typeof party>

export const zoomCall = z.object({
  call_id: callId,
  caller: party.nullish(),
  callee: party.nullish(),
  forwarded_by: party.nullish(),
  /** Who transfers. */
  owner: z.object({ id: text, extension_number: text, name: text }).nullish(),
  ringing_start_time: text,
  answer_start_time: text,
  handup_result: text,
})
export type ZoomCall = z.infer<typeof zoomCall>

/** What became of a call or of one phone's ring, as the (misspelt) `handup_result` says it; compared in lower case. */
const ends: Readonly<Record<string, { reason: EndReason; result: OfferEnd }>> = {
  'call cancel': { reason: 'abandoned', result: 'withdrawn' },
  'call canceled': { reason: 'abandoned', result: 'withdrawn' },
  'call cancelled': { reason: 'abandoned', result: 'withdrawn' },
  'no answer': { reason: 'no-answer', result: 'missed' },
  'ring timeout': { reason: 'no-answer', result: 'missed' },
  missed: { reason: 'no-answer', result: 'missed' },
  voicemail: { reason: 'no-answer', result: 'missed' },
  busy: { reason: 'busy', result: 'busy' },
  rejected: { reason: 'busy', result: 'declined' },
  'answered by other member': { reason: 'hung-up', result: 'lost' },
  'call failed': { reason: 'failed', result: 'withdrawn' },
  'internal error': { reason: 'failed', result: 'withdrawn' },
}

/**
 * Zoom tells one call by the phones of everybody whom it rings, device by device and in random order. A ring is known by
 * whose it is and when it began, so that several devices are one ring and a later round of the queue is another. Who has
 * answered is a leg of the call: it is over when the last of them has left. `type` is the event without `phone.`, `time` ms.
 */
export function callEvents(type: string, time: number, call: ZoomCall): HeardEvent[] {
  const [side = '', what = ''] = type.split(/_(.*)/s)
  if (side === 'callee' && call.callee) return calleeEvents(what, time, call, call.callee)
  if (side === 'caller' && call.caller) return callerEvents(what, time, call, call.caller)
  const { call_id, owner } = call
  const id = idsOf(type, call_id, owner?.id, time)
  if (type === 'voicemail_received') {
    return [{ id: id('ended'), call: call_id, time, kind: 'ended', reason: 'no-answer' }]
  }
  if (!owner || (type !== 'blind_transfer_initiated' && type !== 'warm_transfer_completed')) return []
  const agents = agentsNamed([agentNamed(owner.id, owner.extension_number)])
  const leg = owner.id ?? owner.extension_number
  return [{ id: id('transferred'), call: call_id, time, leg, kind: 'transferred', agents }]
}

function calleeEvents(what: string, time: number, call: ZoomCall, callee: Party): HeardEvent[] {
  const about = { ...aboutInbound(call, callee), time }
  if (!isPerson(callee)) {
    return what === 'ringing' ? [{ ...about, id: idOf(call, callee, time)('queued'), kind: 'queued' }] : []
  }
  const agents = agentsNamed([namesOf(callee)])
  if (what === 'ringing') {
    const id = idOf(call, callee, call.ringing_start_time ?? time)
    return [
      { ...about, id: id('arrived'), kind: 'arrived' },
      ...(about.queue === undefined ? [] : [{ ...about, id: id('queued'), kind: 'queued' } as const]),
      ...(agents ? [{ ...about, id: id('offered'), kind: 'offered', agents } as const] : []),
    ]
  }
  const { handup_result, answer_start_time } = call
  const hasSpoken = answer_start_time !== undefined || /^call connected$/i.test(handup_result ?? '')
  if (what === 'missed' || what === 'rejected' || (what === 'ended' && !hasSpoken)) {
    return ringEnd(what, time, call, callee)
  }
  return speakerEvents(what, time, call, callee).map((event) => ({ ...about, ...event, agents }))
}

/** Another device of the same agent's has taken it: the agent has lost nothing. */
function ringEnd(what: string, time: number, call: ZoomCall, callee: Party): HeardEvent[] {
  const said = (call.handup_result ?? '').toLowerCase()
  if (said === 'answered by other device') return []
  const id = idOf(call, callee, what, time, said)
  const about = { call: call.call_id, time }
  const { reason, result } = ends[said] ?? ends[what] ?? { reason: 'hung-up', result: 'withdrawn' }
  const agents = agentsNamed([namesOf(callee)])
  // The caller is gone or talks to a mailbox, unless somebody speaks: then this leg, which is nobody's, ends alone.
  const isOver = reason === 'abandoned' || said === 'voicemail'
  const leg = `${legOf(callee)} rings`
  return [
    { ...about, id: id('offer-ended'), kind: 'offer-ended', agents, result },
    ...(isOver ? [{ ...about, id: id('ended'), kind: 'ended', leg, reason } as const] : []),
  ]
}

function callerEvents(what: string, time: number, call: ZoomCall, caller: Party): HeardEvent[] {
  const agents = agentsNamed([namesOf(caller)])
  const about = { ...aboutOutbound(call), call: call.call_id, time, agents }
  if (what === 'ringing') {
    return [{ ...about, id: idOf(call, caller, call.ringing_start_time ?? time)('arrived'), kind: 'arrived' }]
  }
  return speakerEvents(what === 'connected' ? 'answered' : what, time, call, caller).map((event) => ({
    ...about,
    ...event,
  }))
}

/** What an agent does who speaks or has spoken. */
function speakerEvents(what: string, time: number, call: ZoomCall, agent: Party): HeardEvent[] {
  const about = { call: call.call_id, time }
  const leg = legOf(agent)
  switch (what) {
    case 'answered': {
      const id = idOf(call, agent, what, call.answer_start_time ?? time)
      return [{ ...about, id: id('answered'), kind: 'answered', leg }]
    }
    case 'hold':
      return [{ ...about, id: idOf(call, agent, what, time)('held'), kind: 'held' }]
    case 'unhold':
      return [{ ...about, id: idOf(call, agent, what, time)('resumed'), kind: 'resumed' }]
    case 'parked':
      return [{ ...about, id: idOf(call, agent, what, time)('transferred'), kind: 'transferred', leg }]
    case 'ended': {
      const { reason } = ends[(call.handup_result ?? '').toLowerCase()] ?? { reason: 'hung-up' as const }
      return [{ ...about, id: idOf(call, agent, what, time)('ended'), kind: 'ended', leg, reason }]
    }
    default:
      return []
  }
}

function idOf(call: ZoomCall, of: Party, ...more: readonly unknown[]): (kind: string) => string {
  return idsOf(call.call_id, legOf(of), ...more)
}

function legOf({ user_id, extension_id, extension_number, phone_number }: Party): string {
  return user_id ?? extension_id ?? extension_number ?? phone_number ?? ''
}

/** Menus and queues are named like somebody who is called, too. */
function isPerson({ extension_type }: Party): boolean {
  return !/^(?:callQueue|autoReceptionist|sharedLineGroup)$/i.test(extension_type ?? '')
}

function namesOf({ user_id, extension_number, email, extension_id }: Party): AgentNames {
  return agentNamed(user_id, extension_number, email, extension_id)
}

/** One of ours; somebody outside has neither. */
function isOurs(one: Party): boolean {
  const isNamed = one.user_id !== undefined || one.extension_number !== undefined
  return isNamed && isPerson(one) && one.extension_type !== 'pstn'
}

function aboutInbound({ call_id, caller, forwarded_by }: ZoomCall, callee: Party) {
  const isQueued = /^callQueue$/i.test(forwarded_by?.extension_type ?? '')
  const queue = isQueued ? forwarded_by : isPerson(callee) ? undefined : callee
  // A call that a menu sends on names the menu.
  const known = caller && isPerson(caller) ? caller : undefined
  return {
    call: call_id,
    direction: caller && isOurs(caller) ? 'internal' : 'inbound',
    from: known?.phone_number ?? known?.extension_number,
    displayName: known?.name,
    // Otherwise it is the agent's extension, which nobody outside has dialled.
    to: callee.phone_number?.startsWith('+') ? callee.phone_number : undefined,
    queue: queue?.extension_number ?? queue?.extension_id ?? queue?.name,
  } as const
}

function aboutOutbound({ caller, callee }: ZoomCall) {
  return {
    direction: callee && isOurs(callee) ? 'internal' : 'outbound',
    from: caller?.phone_number,
    to: callee?.phone_number ?? callee?.extension_number,
  } as const
}
