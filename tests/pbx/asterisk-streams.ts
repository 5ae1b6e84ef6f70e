import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Call, type FollowedCall, follow } from '../../src/call/call.ts'
import type { CallEvent } from '../../src/call/call-event.ts'
import { readAmi } from '../../src/pbx/asterisk-messages.ts'
import type { AsteriskSettings } from '../../src/pbx/asterisk-names.ts'
import { asteriskStory } from '../../src/pbx/asterisk-story.ts'

export const lab: AsteriskSettings = { source: 'lab', trunks: ['PJSIP/trunk'], extensionLength: 4 }

export const recordings = [
  'a1_queue_ringall_answered_caller_hangs_up',
  'a1_run2_same_scenario_other_event_order',
  'a2_queue_ringall_answered_agent_hangs_up',
  'a5_queue_local_channel_agents',
  'b1_queue_abandoned_while_ringing',
  'b2_direct_did_missed_caller_cancels',
  'b3_direct_did_no_answer_timeout',
  'b5_direct_did_busy',
  'b7_caller_cancels_before_any_ringing',
  'c1_blind_transfer_agent_to_agent',
  'c1b_blind_transfer_of_queue_call',
  'c2_attended_transfer_sip_replaces',
  'c5_hold_unhold',
  'c6_call_pickup_by_third_agent',
  'c7_park_and_retrieve',
  'd1_anonymous_with_pai_and_privacy',
  'd3_empty_from_user',
  'e1_outbound_call_agent_to_pstn',
  'e2_click_to_dial_originate',
  'e4_internal_call_agent_to_agent',
  'g1_ivr_userevent_then_queue',
  'g2_asterisk_killed_mid_call_shutdown',
  'g3_ami_control_transcripts',
  'g4_curl_function_results',
  'h1_channelvars_withheld_number_direct',
  'h2_channelvars_queue_ringall',
  'k1_agent_queue_login_pause_unpause_logout',
  'x1_forwarding_loop_302_to_self_770_events',
]

/** A session of a real Asterisk 22.10.1, byte for byte. */
export function recorded(name: string): Buffer {
  return readFileSync(fileURLToPath(new URL(`../captures/asterisk-22/${name}.txt`, import.meta.url)))
}

/** The events that a stream tells when it arrives in these pieces. */
export function eventsOf(pieces: Iterable<Uint8Array>, settings = lab): CallEvent[] {
  const reader = readAmi()
  const story = asteriskStory(settings)
  const events: CallEvent[] = []
  let heard = 0
  for (const bytes of pieces) {
    for (const piece of reader.read(bytes)) {
      if (piece.kind === 'message') events.push(...story.hear(piece.message, heard++))
    }
  }
  return [...events, ...story.finish()]
}

export function callsOf(events: readonly CallEvent[]): Call[] {
  const calls = new Map<string, FollowedCall>()
  for (const event of events) calls.set(event.call, follow(calls.get(event.call), event))
  return [...calls.values()].map(({ call }) => call)
}

/** A call in one line: who was offered it and what became of it. */
export function told(call: Call): string {
  const offers = call.offers.map(({ agent, result }) => {
    return `${agent.slice(1)} ${call.answeredBy.includes(agent) ? 'won' : result}`
  })
  return `${call.direction} ${call.outcome}: ${offers.join(', ') || 'nobody'}`
}

export interface Leg {
  readonly name: string
  readonly id: string
  readonly linked: string
  number: string
  readonly caller: string
  readonly exten: string
  readonly state: number
}

/** Writes sessions with the headers and the order of headers that the recorded ones have. */
export class Recording {
  private readonly parts: string[]
  private at: number
  private legs = 0
  private readonly asterisk: 16 | 22
  private readonly prefix: string

  constructor(asterisk: 16 | 22 = 22, systemName = '') {
    this.asterisk = asterisk
    this.prefix = systemName
    this.at = 1795400000_000000
    this.parts = [`Asterisk Call Manager/${asterisk === 22 ? '11.0.0' : '5.0.4'}\r\n`]
  }

  bytes(): Buffer {
    return Buffer.from(this.parts.join(''))
  }

  wait(ms: number): this {
    this.at += ms * 1000
    return this
  }

  event(name: string, ...headers: (readonly [string, string])[]): this {
    this.at += 300
    const stamp = `${Math.floor(this.at / 1e6)}.${String(this.at % 1e6).padStart(6, '0')}`
    const system: (readonly [string, string])[] = this.prefix ? [['SystemName', this.prefix]] : []
    const all = [['Event', name], ['Privilege', 'call,all'], ['Timestamp', stamp], ...system, ...headers]
    this.parts.push(`${all.map(([key, value]) => `${key}: ${value}\r\n`).join('')}\r\n`)
    return this
  }

  response(...headers: (readonly [string, string])[]): this {
    const all = [['Response', 'Success'], ...headers]
    this.parts.push(`${all.map(([key, value]) => `${key}: ${value}\r\n`).join('')}\r\n`)
    return this
  }

  /** A channel as its Newchannel tells it; without `linked` it is the first of its conversation. */
  leg(endpoint: string, more: Partial<Leg> = {}): Leg {
    const number = this.legs++
    const second = Math.floor(this.at / 1e6)
    const id = `${this.prefix ? `${this.prefix}-` : ''}${second}.${number}`
    const suffix = endpoint.startsWith('Local/') ? '' : `-${number.toString(16).padStart(8, '0')}`
    const own = /^PJSIP\/(\d+)$/.exec(endpoint)?.[1] ?? '<unknown>'
    const defaults = { number: own, caller: '<unknown>', exten: 's', state: more.linked ? 0 : 4 }
    const leg = { name: `${endpoint}${suffix}`, id, linked: id, ...defaults, ...more }
    this.event('Newchannel', ...this.block(leg))
    return leg
  }

  block(leg: Leg, prefix = ''): (readonly [string, string])[] {
    const tenant: (readonly [string, string])[] =
      this.asterisk === 22 && prefix === '' ? [['Tenantid', '']] : []
    return [
      [`${prefix}Channel`, leg.name],
      [`${prefix}ChannelState`, String(leg.state)],
      [`${prefix}CallerIDNum`, leg.number],
      [`${prefix}CallerIDName`, leg.caller],
      [`${prefix}ConnectedLineNum`, '<unknown>'],
      [`${prefix}Context`, 'from-trunk'],
      [`${prefix}Exten`, leg.exten],
      [`${prefix}Uniqueid`, leg.id],
      [`${prefix}Linkedid`, leg.linked],
      ...tenant,
    ]
  }

  dial(by: Leg, to: Leg, dialString = to.name): this {
    return this.event('DialBegin', ...this.block(by), ...this.block(to, 'Dest'), ['DialString', dialString])
  }

  dialEnd(by: Leg, to: Leg, status: string, forward?: string): this {
    const forwarded: (readonly [string, string])[] =
      forward !== undefined && this.asterisk === 22 ? [['Forward', forward]] : []
    return this.event('DialEnd', ...this.block(by), ...this.block(to, 'Dest'), ...forwarded, [
      'DialStatus',
      status,
    ])
  }

  hangup(leg: Leg, cause: number): this {
    return this.event('Hangup', ...this.block(leg), ['Cause', String(cause)], ['Cause-txt', 'as recorded'])
  }

  bridge(id: string, ...legs: Leg[]): this {
    for (const leg of legs) {
      this.event(
        'BridgeEnter',
        ['BridgeUniqueid', id],
        ['BridgeTechnology', 'simple_bridge'],
        ...this.block(leg),
      )
    }
    return this
  }

  unbridge(id: string, ...legs: Leg[]): this {
    for (const leg of legs) this.event('BridgeLeave', ['BridgeUniqueid', id], ...this.block(leg))
    return this
  }

  queue(name: 'QueueCallerJoin' | 'QueueCallerLeave' | 'QueueCallerAbandon', leg: Leg, queue: string): this {
    return this.event(name, ...this.block(leg), ['Queue', queue], ['Position', '1'])
  }

  agentCalled(by: Leg, to: Leg, queue: string, member = to.name.replace(/-\w+$/, '')): this {
    const called = [...this.block(by), ...this.block(to, 'Dest')]
    return this.event(
      'AgentCalled',
      ...called,
      ['Queue', queue],
      ['Interface', member],
      ['MemberName', 'An Agent'],
    )
  }

  ringNoAnswer(by: Leg, to: Leg, ringMs: number): this {
    const rang = [...this.block(by), ...this.block(to, 'Dest')]
    return this.event('AgentRingNoAnswer', ...rang, ['Queue', 'support'], ['RingTime', String(ringMs)])
  }

  /** A caller comes in from the trunk. */
  caller(exten = '4930555111', more: Partial<Leg> = {}): Leg {
    return this.leg('PJSIP/trunk', { number: '+4915112345678', caller: 'Max Mustermann', exten, ...more })
  }

  /** A queue makes one agent's phone ring for a caller. */
  offer(by: Leg, extension: string, queue = 'support'): Leg {
    const phone = this.leg(`PJSIP/${extension}`, { linked: by.linked })
    this.agentCalled(by, phone, queue).dial(by, phone, `PJSIP/${extension}`)
    return phone
  }

  /** The dialplan's Dial makes one phone ring for a caller. */
  ring(by: Leg, extension: string): Leg {
    const phone = this.leg(`PJSIP/${extension}`, { linked: by.linked })
    this.dial(by, phone, extension)
    return phone
  }

  calls(settings = lab): Call[] {
    return callsOf(eventsOf([this.bytes()], settings))
  }
}

/** A Local channel's two halves. */
export function localPair(stream: Recording, name: string, linked: string): [Leg, Leg] {
  return [stream.leg(`Local/${name};1`, { linked }), stream.leg(`Local/${name};2`, { linked })]
}
