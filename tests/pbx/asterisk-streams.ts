import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Call, type FollowedCall, follow } from '../../src/call/call.ts'
import type { CallEvent } from '../../src/call/call-event.ts'
import { AmiWriter, type Leg } from '../../src/demo/exchanges/ami-writer.ts'
import { readAmi } from '../../src/pbx/asterisk-messages.ts'
import type { AsteriskSettings } from '../../src/pbx/asterisk-names.ts'
import { asteriskStory } from '../../src/pbx/asterisk-story.ts'

export type { Leg } from '../../src/demo/exchanges/ami-writer.ts'

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

/** Writes whole sessions. */
export class Recording extends AmiWriter {
  private readonly parts: string[]

  constructor(asterisk: 16 | 22 = 22, systemName = '') {
    const parts = [`Asterisk Call Manager/${asterisk === 22 ? '11.0.0' : '5.0.4'}\r\n`]
    const say = (text: string): void => void parts.push(text)
    super({ say, at: 1795400000_000000, version: asterisk, systemName })
    this.parts = parts
  }

  bytes(): Buffer {
    return Buffer.from(this.parts.join(''))
  }

  calls(settings = lab): Call[] {
    return callsOf(eventsOf([this.bytes()], settings))
  }
}

/** A Local channel's two halves. */
export function localPair(stream: Recording, name: string, linked: string): [Leg, Leg] {
  return [stream.leg(`Local/${name};1`, { linked }), stream.leg(`Local/${name};2`, { linked })]
}
