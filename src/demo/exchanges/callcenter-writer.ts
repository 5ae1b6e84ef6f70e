import { block, type EventHeaders, type Leg } from './esl-events.ts'
import { EslWriter } from './esl-writer.ts'

export interface QueueCall {
  readonly member: Leg
  readonly queue: string
  readonly memberUuid: string
}

/** Writes what mod_callcenter's queues say too. */
export class CallcenterWriter extends EslWriter {
  private readonly waiting = new Map<Leg, string>()

  /** Who waits in which queue. */
  members(): { queue: string; session: string }[] {
    const live = new Set(this.legs())
    return [...this.waiting].flatMap(([member, queue]) =>
      live.has(member) ? [{ queue, session: member.uuid }] : [],
    )
  }

  /** The dialplan hands a caller to `callcenter <queue>`. */
  queue(member: Leg, queue = 'support@default'): QueueCall {
    if (member.answeredAt === 0) this.answer(member)
    this.waiting.set(member, queue)
    const call = { member, queue, memberUuid: this.uuid() }
    Object.assign(member.variables, { cc_side: 'member', cc_member_uuid: call.memberUuid, cc_queue: queue })
    this.custom('callcenter::info', {
      ...block(member),
      'CC-Queue': queue,
      'CC-Action': 'member-queue-start',
      ...memberOf(call),
    })
    return call
  }

  offering(call: QueueCall, agent: string): this {
    return this.custom('callcenter::info', {
      'CC-Queue': call.queue,
      'CC-Action': 'agent-offering',
      'CC-Agent': agent,
      'CC-Agent-Type': 'callback',
      'CC-Agent-System': 'single_box',
      ...memberOf(call),
      'CC-Member-DNIS': call.member.destination,
    })
  }

  /** The variables that mod_callcenter gives the leg with which it calls an agent. */
  agentVariables(call: QueueCall, agent: string): EventHeaders {
    return {
      cc_queue: call.queue,
      cc_member_uuid: call.memberUuid,
      cc_member_session_uuid: call.member.uuid,
      cc_member_pre_answer_uuid: call.memberUuid,
      cc_agent: agent,
      cc_agent_type: 'callback',
      cc_side: 'agent',
      loopback_bowout: 'false',
      loopback_bowout_on_execute: 'false',
      ignore_early_media: 'true',
    }
  }

  /** A queue calls an agent: says so, and makes a leg of its own that no caller's leg has made. */
  offer(call: QueueCall, extension: string, agent = `${extension}@default`): Leg {
    this.offering(call, agent)
    return this.ring(null, extension, {
      number: call.member.number,
      callerName: call.member.callerName,
      variables: this.agentVariables(call, agent),
    })
  }

  agentStart(call: QueueCall, phone: Leg, agent: string): this {
    return this.custom('callcenter::info', {
      ...block(phone),
      'CC-Queue': call.queue,
      'CC-Action': 'bridge-agent-start',
      'CC-Agent': agent,
      'CC-Agent-System': 'single_box',
      'CC-Agent-UUID': phone.uuid,
      ...memberOf(call),
    })
  }

  /** The agent answers: losers are cancelled, the queue names the winner, both are bridged. */
  win(call: QueueCall, phone: Leg, agent: string, losers: readonly Leg[] = [], cause = 'LOSE_RACE'): this {
    this.answer(phone)
    this.waiting.delete(call.member)
    for (const loser of losers) this.hangup(loser, cause)
    return this.agentStart(call, phone, agent).bridge(call.member, phone)
  }

  agentFail(call: QueueCall, agent: string, cause: string): this {
    return this.custom('callcenter::info', {
      'CC-Queue': call.queue,
      'CC-Action': 'bridge-agent-fail',
      'CC-Hangup-Cause': cause,
      'CC-Agent': agent,
      'CC-Agent-System': 'single_box',
      ...memberOf(call),
    })
  }

  agentEnd(call: QueueCall, phone: Leg, agent: string): this {
    return this.custom('callcenter::info', {
      ...block(phone),
      'CC-Queue': call.queue,
      'CC-Action': 'bridge-agent-end',
      'CC-Hangup-Cause': 'SUCCESS',
      'CC-Agent': agent,
      'CC-Agent-System': 'single_box',
      'CC-Agent-UUID': phone.uuid,
      ...memberOf(call),
    })
  }

  queueEnd(call: QueueCall, reason: 'BREAK_OUT' | 'TIMEOUT' | 'NO_AGENT_TIMEOUT' | 'Terminated'): this {
    const cause: EventHeaders =
      reason === 'Terminated' ? { 'CC-Cause': reason } : { 'CC-Cause': 'Cancel', 'CC-Cancel-Reason': reason }
    this.waiting.delete(call.member)
    return this.custom('callcenter::info', {
      ...block(call.member),
      'CC-Queue': call.queue,
      'CC-Action': 'member-queue-end',
      ...cause,
      ...memberOf(call),
    })
  }
}

function memberOf({ member, memberUuid }: QueueCall): EventHeaders {
  return {
    'CC-Member-UUID': memberUuid,
    'CC-Member-Session-UUID': member.uuid,
    'CC-Member-CID-Name': member.callerName,
    'CC-Member-CID-Number': member.number,
  }
}
