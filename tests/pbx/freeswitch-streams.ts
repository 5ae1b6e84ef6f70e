import type { Call } from '../../src/call/call.ts'
import type { CallEvent } from '../../src/call/call-event.ts'
import { CallcenterWriter } from '../../src/demo/exchanges/callcenter-writer.ts'
import {
  block,
  type EventFormat,
  type EventHeaders,
  framed,
  type Leg,
} from '../../src/demo/exchanges/esl-events.ts'
import { eventIn } from '../../src/pbx/freeswitch-events.ts'
import { readEsl } from '../../src/pbx/freeswitch-frames.ts'
import type { FreeswitchSettings } from '../../src/pbx/freeswitch-names.ts'
import { freeswitchStory } from '../../src/pbx/freeswitch-story.ts'
import { callsOf } from './asterisk-streams.ts'

export {
  block,
  type EventFormat,
  type EventHeaders,
  framed,
  type Leg,
  plainText,
} from '../../src/demo/exchanges/esl-events.ts'
export { callsOf, told } from './asterisk-streams.ts'

export const lab: FreeswitchSettings = {
  source: 'lab',
  trunks: ['gateway/carrier', 'context/public'],
  extensionLength: 4,
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

/** Writes whole streams. */
export class Recording extends CallcenterWriter {
  readonly events: EventHeaders[]

  /** `at` in milliseconds since 1970. */
  constructor(at = 1795400000_000, core = '1') {
    const events: EventHeaders[] = []
    const say = (event: EventHeaders): void => void events.push(event)
    super({ say, at, core: core.padStart(8, '0') })
    this.events = events
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
