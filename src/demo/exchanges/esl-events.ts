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

/** A leg as its events tell it. */
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
