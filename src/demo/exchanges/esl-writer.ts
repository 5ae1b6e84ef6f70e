import { basicBlock, block, type EventHeaders, type Leg } from './esl-events.ts'

export interface EslWriting {
  /** Gets each event. */
  readonly say: (event: EventHeaders) => void
  /** The phone system's clock, ms since 1970. */
  readonly at: number
  /** Eight hexadecimal digits, of which ids are made: another run must have others. */
  readonly core: string
}

/** Writes what FreeSWITCH's event socket says, with the headers and the order of events that its source has. */
export class EslWriter {
  private readonly say: (event: EventHeaders) => void
  private at: number
  private sequence = 500
  private made = 0
  private readonly core: string
  private readonly live = new Set<Leg>()

  constructor({ say, at, core }: EslWriting) {
    this.say = say
    this.at = at * 1000
    this.core = core
  }

  /** The clock goes on to this instant, ms since 1970, unless it is there already. */
  until(ms: number): this {
    this.at = Math.max(this.at, ms * 1000)
    return this
  }

  /** Legs that live, in the order in which they came. */
  legs(): Leg[] {
    return [...this.live]
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
    this.say({
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
    this.live.add(leg)
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
    this.live.delete(leg)
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
}
