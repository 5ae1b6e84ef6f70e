import type { Call } from '../../src/call/call.ts'
import type { CallEvent } from '../../src/call/call-event.ts'
import { eventIn } from '../../src/pbx/freeswitch-events.ts'
import { readEsl } from '../../src/pbx/freeswitch-frames.ts'
import type { FreeswitchSettings } from '../../src/pbx/freeswitch-names.ts'
import { freeswitchStory } from '../../src/pbx/freeswitch-story.ts'
import { callsOf } from './asterisk-streams.ts'

export { callsOf, told } from './asterisk-streams.ts'

export const lab: FreeswitchSettings = {
  source: 'lab',
  trunks: ['gateway/carrier', 'context/public'],
  extensionLength: 4,
}

/** An event as FreeSWITCH serialises it: headers in order, a list where a header is there several times. */
export type EventHeaders = Record<string, string | string[]>

export type EventFormat = 'json' | 'plain'

/** One event in its frame, as mod_event_socket sends it. */
export function framed(event: EventHeaders, format: EventFormat): string {
  const body = format === 'json' ? JSON.stringify(event) : plainText(event)
  return `Content-Length: ${Buffer.byteLength(body)}\nContent-Type: text/event-${format}\n\n${body}`
}

/** `event plain`, and what `uuid_dump` answers: percent-encoded, lists as `ARRAY::`. */
export function plainText(event: EventHeaders): string {
  const lines = Object.entries(event).map(([header, value]) => {
    const text = Array.isArray(value) ? `ARRAY::${value.join('|:')}` : value
    return `${header}: ${encodeURIComponent(text)}\n`
  })
  return `${lines.join('')}\n`
}

/** The events that a stream tells when it arrives in these pieces. */
export function eventsOf(pieces: Iterable<Uint8Array>, settings = lab): CallEvent[] {
  const reader = readEsl()
  const story = freeswitchStory(settings)
  const events: CallEvent[] = []
  let heard = 0
  for (const bytes of pieces) {
    for (const piece of reader.read(bytes)) {
      const event = piece.kind === 'frame' ? eventIn(piece.frame) : undefined
      if (event) events.push(...story.hear(event, heard++))
    }
  }
  return [...events, ...story.finish()]
}

export interface Leg {
  uuid: string
  readonly name: string
  readonly direction: 'inbound' | 'outbound'
  number: string
  callerName: string
  readonly destination: string
  readonly context: string
  /** `Channel-Call-UUID` of its events: a bridge gives the second leg the first one's. */
  callUuid: string
  readonly by: Leg | null
  readonly variables: EventHeaders
  hidden: boolean
  createdAt: number
  answeredAt: number
  hungUp: string | null
  /** Whom it is bridged with. */
  bridgedTo: string | null
}

export interface QueueCall {
  readonly member: Leg
  readonly queue: string
  readonly memberUuid: string
}

/** Writes event streams with the headers and the order of events that FreeSWITCH's source has. */
export class Recording {
  readonly events: EventHeaders[] = []
  private at: number
  private sequence: number
  private made = 0
  private readonly core: string

  /** `at` in milliseconds since 1970. */
  constructor(at = 1795400000_000, core = '1') {
    this.at = at * 1000
    this.sequence = 500
    this.core = core.padStart(8, '0')
  }

  bytes(format: EventFormat = 'json'): Buffer {
    return Buffer.from(this.events.map((event) => framed(event, format)).join(''))
  }

  calls(settings = lab): Call[] {
    return callsOf(eventsOf([this.bytes()], settings))
  }

  /** What it tells, one event a line: `answered ?1001`. */
  story(settings = lab): string[] {
    return eventsOf([this.bytes()], settings).map(({ kind, agents, queue, result, reason }) =>
      [kind, agents?.join('+'), queue, result, reason]
        .filter((one) => one !== undefined && one !== '')
        .join(' '),
    )
  }

  wait(ms: number): this {
    this.at += ms * 1000
    return this
  }

  get now(): number {
    return Math.floor(this.at / 1000)
  }

  uuid(): string {
    this.made += 1
    return `${this.core}-f748-11df-afdd-${String(this.made).padStart(12, '0')}`
  }

  event(name: string, headers: EventHeaders = {}): this {
    this.at += 300
    // Other events of the switch have numbers of the same row.
    this.sequence += 3
    const date = new Date(Math.floor(this.at / 1000))
    this.events.push({
      'Event-Name': name,
      'Core-UUID': `${this.core}-4f67-4cf8-b622-169e8a482e50`,
      'FreeSWITCH-Hostname': 'pbx1',
      'FreeSWITCH-Switchname': 'pbx1',
      'FreeSWITCH-IPv4': '192.0.2.20',
      'FreeSWITCH-IPv6': '::1',
      'Event-Date-Local': date.toISOString().slice(0, 19).replace('T', ' '),
      'Event-Date-GMT': date.toUTCString(),
      'Event-Date-Timestamp': String(this.at),
      'Event-Calling-File': 'switch_core_state_machine.c',
      'Event-Calling-Function': 'switch_core_session_run',
      'Event-Calling-Line-Number': '628',
      'Event-Sequence': String(this.sequence),
      ...headers,
    })
    return this
  }

  custom(subclass: string, headers: EventHeaders): this {
    return this.event('CUSTOM', { 'Event-Subclass': subclass, ...headers })
  }

  /** An event of a leg, with the block of headers that `switch_channel_event_set_data` adds. */
  of(leg: Leg, name: string, more: EventHeaders = {}): this {
    return this.event(name, { ...more, ...block(leg) })
  }

  /** A leg as its CHANNEL_CREATE tells it. */
  leg(name: string, more: Partial<Leg> = {}): Leg {
    const uuid = more.uuid ?? this.uuid()
    const leg: Leg = {
      uuid,
      name,
      direction: 'outbound',
      number: '',
      callerName: '',
      destination: '',
      context: 'default',
      callUuid: more.by?.callUuid ?? uuid,
      by: null,
      variables: {},
      hidden: false,
      createdAt: this.at,
      answeredAt: 0,
      hungUp: null,
      bridgedTo: null,
      ...more,
    }
    this.of(leg, 'CHANNEL_CREATE')
    return leg
  }

  /** A caller comes in by the carrier's gateway. */
  caller(more: Partial<Leg> = {}): Leg {
    const number = more.number ?? '+4915112345678'
    return this.leg(`sofia/external/${number}@203.0.113.5`, {
      direction: 'inbound',
      number,
      callerName: 'Max Müller',
      destination: '+493023125100',
      context: 'public',
      ...more,
      variables: {
        sofia_profile_name: 'external',
        sip_gateway: 'carrier',
        sip_from_user: number,
        sip_to_user: more.destination ?? '+493023125100',
        ...more.variables,
      },
    })
  }

  /** An agent lifts the receiver and dials. */
  phone(extension: string, dialled: string, more: Partial<Leg> = {}): Leg {
    return this.leg(`sofia/internal/${extension}@pbx.example`, {
      direction: 'inbound',
      number: extension,
      callerName: `Agent ${extension}`,
      destination: dialled,
      ...more,
      variables: {
        sofia_profile_name: 'internal',
        sip_auth_username: extension,
        user_name: extension,
        domain_name: 'pbx.example',
        user_context: 'default',
        ...more.variables,
      },
    })
  }

  /** `bridge(user/1001@pbx.example)`, by the leg on whose behalf; without one `originate`. */
  ring(by: Leg | null, extension: string, more: Partial<Leg> = {}): Leg {
    return this.leg(`sofia/internal/${extension}@192.0.2.71:5060`, {
      number: by?.number ?? '',
      callerName: by?.callerName ?? '',
      destination: extension,
      by,
      ...more,
      variables: {
        sofia_profile_name: 'internal',
        dialed_user: extension,
        dialed_domain: 'pbx.example',
        ...(by ? { originator: by.uuid } : {}),
        ...more.variables,
      },
    })
  }

  /** `bridge(sofia/gateway/carrier/…)`. */
  trunk(by: Leg | null, number: string, more: Partial<Leg> = {}): Leg {
    return this.leg(`sofia/external/${number}`, {
      number: '+493023125100',
      callerName: 'Star Courier',
      destination: number,
      by,
      ...more,
      variables: {
        sofia_profile_name: 'external',
        sip_gateway_name: 'carrier',
        ...(by ? { originator: by.uuid } : {}),
        ...more.variables,
      },
    })
  }

  /** The two halves of `loopback/<extension>/default`, in the order in which they are mostly heard. */
  loopback(by: Leg | null, extension: string, more: Partial<Leg> = {}): [Leg, Leg] {
    const [a, b] = [this.uuid(), this.uuid()]
    const first = this.leg(`loopback/${extension}-a`, {
      uuid: a,
      by,
      destination: extension,
      number: by?.number ?? '',
      ...more,
      variables: { other_loopback_leg_uuid: b, loopback_leg: 'A', ...more.variables },
    })
    const second = this.leg(`loopback/${extension}-b`, {
      uuid: b,
      direction: 'inbound',
      destination: extension,
      number: by?.number ?? '',
      variables: { other_loopback_leg_uuid: a, loopback_leg: 'B' },
    })
    return [first, second]
  }

  answer(...legs: Leg[]): this {
    for (const leg of legs) {
      leg.answeredAt = this.at
      this.of(leg, 'CHANNEL_ANSWER')
    }
    return this
  }

  /** Both legs hear each other; the second takes the first one's call id. */
  bridge(one: Leg, other: Leg): this {
    other.callUuid = one.uuid
    one.bridgedTo = other.uuid
    other.bridgedTo = one.uuid
    return this.of(one, 'CHANNEL_BRIDGE', {
      'Bridge-A-Unique-ID': one.uuid,
      'Bridge-B-Unique-ID': other.uuid,
    })
  }

  unbridge(one: Leg, other: Leg): this {
    one.bridgedTo = null
    other.bridgedTo = null
    return this.of(one, 'CHANNEL_UNBRIDGE', {
      'Bridge-A-Unique-ID': one.uuid,
      'Bridge-B-Unique-ID': other.uuid,
    })
  }

  /** A phone answers and is bridged with whom it rang for. */
  take(caller: Leg, phone: Leg): this {
    this.answer(phone)
    if (caller.answeredAt === 0) this.answer(caller)
    return this.bridge(caller, phone)
  }

  hangup(leg: Leg, cause = 'NORMAL_CLEARING'): this {
    leg.hungUp = cause
    return this.of(leg, 'CHANNEL_HANGUP')
  }

  /** A conversation ends, as it does whoever hangs up first. */
  end(caller: Leg, phone: Leg): this {
    return this.unbridge(caller, phone).hangup(caller).hangup(phone)
  }

  hold(leg: Leg): this {
    return this.event('CHANNEL_HOLD', basicBlock(leg))
  }

  unhold(leg: Leg): this {
    return this.event('CHANNEL_UNHOLD', basicBlock(leg))
  }

  /** The dialplan hands a caller to `callcenter <queue>`. */
  queue(member: Leg, queue = 'support@default'): QueueCall {
    if (member.answeredAt === 0) this.answer(member)
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
    return this.custom('callcenter::info', {
      ...block(call.member),
      'CC-Queue': call.queue,
      'CC-Action': 'member-queue-end',
      ...cause,
      ...memberOf(call),
    })
  }

  valet(parked: Leg, action: 'hold' | 'bridge' | 'exit', more: EventHeaders = {}): this {
    return this.custom('valet_parking::info', {
      'Valet-Lot-Name': 'park@pbx.example',
      'Valet-Extension': '5901',
      Action: action,
      ...more,
      ...block(parked),
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

/** What every event of a leg carries. */
export function basicBlock(leg: Leg): EventHeaders {
  const { by } = leg
  return {
    'Channel-State': leg.hungUp === null ? 'CS_EXECUTE' : 'CS_HANGUP',
    'Channel-Call-State': leg.hungUp !== null ? 'HANGUP' : leg.answeredAt > 0 ? 'ACTIVE' : 'RINGING',
    'Channel-State-Number': '4',
    'Channel-Name': leg.name,
    'Unique-ID': leg.uuid,
    'Call-Direction': leg.direction,
    'Presence-Call-Direction': leg.direction,
    'Channel-HIT-Dialplan': String(leg.direction === 'inbound'),
    'Channel-Call-UUID': leg.callUuid,
    'Answer-State': leg.hungUp !== null ? 'hangup' : leg.answeredAt > 0 ? 'answered' : 'ringing',
    ...(leg.hungUp === null ? {} : { 'Hangup-Cause': leg.hungUp }),
    'Caller-Direction': leg.direction,
    'Caller-Logical-Direction': leg.direction,
    'Caller-Dialplan': 'XML',
    'Caller-Caller-ID-Name': leg.callerName,
    'Caller-Caller-ID-Number': leg.number,
    'Caller-Orig-Caller-ID-Number': leg.number,
    'Caller-Network-Addr': '203.0.113.5',
    'Caller-ANI': leg.number,
    'Caller-Destination-Number': leg.destination,
    'Caller-Unique-ID': leg.uuid,
    'Caller-Source': 'mod_sofia',
    'Caller-Context': leg.context,
    'Caller-Channel-Name': leg.name,
    'Caller-Profile-Index': '1',
    'Caller-Profile-Created-Time': String(leg.createdAt),
    'Caller-Channel-Created-Time': String(leg.createdAt),
    'Caller-Channel-Answered-Time': String(leg.answeredAt),
    'Caller-Screen-Bit': 'true',
    'Caller-Privacy-Hide-Name': String(leg.hidden),
    'Caller-Privacy-Hide-Number': String(leg.hidden),
    ...(by
      ? {
          'Other-Type': 'originator',
          'Other-Leg-Caller-ID-Number': by.number,
          'Other-Leg-Destination-Number': by.destination,
          'Other-Leg-Unique-ID': by.uuid,
          'Other-Leg-Channel-Name': by.name,
        }
      : {}),
  }
}

/** What most events of a leg carry: its variables too. */
export function block(leg: Leg): EventHeaders {
  const variables: EventHeaders = {
    uuid: leg.uuid,
    call_uuid: leg.callUuid,
    ...(leg.bridgedTo === null ? {} : { bridge_to: leg.bridgedTo }),
    ...leg.variables,
  }
  return {
    ...basicBlock(leg),
    ...Object.fromEntries(Object.entries(variables).map(([name, value]) => [`variable_${name}`, value])),
  }
}
