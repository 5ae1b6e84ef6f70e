/** A channel as events tell it. */
export interface Leg {
  readonly name: string
  readonly id: string
  readonly linked: string
  number: string
  readonly caller: string
  readonly exten: string
  readonly state: number
}

export interface AmiWriting {
  /** Gets each message. */
  readonly say: (text: string) => void
  /** The phone system's clock, microseconds since 1970. */
  readonly at: number
  /** Whose headers are written. */
  readonly version?: 16 | 22
  readonly systemName?: string
}

/** A channel that lives, as a list of channels shows it. */
interface LiveLeg {
  readonly leg: Leg
  state: number
  isDialled: boolean
  bridge: string
  /** Microseconds. */
  readonly since: number
}

type Header = readonly [string, string]

/** Writes what an Asterisk's manager interface says, with the headers and the order of headers that recorded sessions have. */
export class AmiWriter {
  private readonly say: (text: string) => void
  private readonly version: 16 | 22
  private readonly prefix: string
  private at: number
  private legs = 0
  private readonly live = new Map<string, LiveLeg>()
  private readonly waiting = new Map<string, { readonly leg: Leg; readonly queue: string }>()

  constructor({ say, at, version = 22, systemName = '' }: AmiWriting) {
    this.say = say
    this.at = at
    this.version = version
    this.prefix = systemName
  }

  wait(ms: number): this {
    this.at += ms * 1000
    return this
  }

  /** The clock goes on to this instant, ms since 1970, unless it is there already. */
  until(ms: number): this {
    this.at = Math.max(this.at, ms * 1000)
    return this
  }

  event(name: string, ...headers: readonly Header[]): this {
    this.at += 300
    const stamp = `${Math.floor(this.at / 1e6)}.${String(this.at % 1e6).padStart(6, '0')}`
    const system: Header[] = this.prefix ? [['SystemName', this.prefix]] : []
    this.say(
      messageOf([['Event', name], ['Privilege', 'call,all'], ['Timestamp', stamp], ...system, ...headers]),
    )
    return this
  }

  response(...headers: readonly Header[]): this {
    this.say(messageOf([['Response', 'Success'], ...headers]))
    return this
  }

  /** The id of the next channel. */
  nextId(): string {
    const second = Math.floor(this.at / 1e6)
    return `${this.prefix ? `${this.prefix}-` : ''}${second}.${this.legs++}`
  }

  /** A channel as its Newchannel tells it; without `linked` it is the first of its conversation. */
  leg(endpoint: string, more: Partial<Leg> = {}): Leg {
    const id = more.id ?? this.nextId()
    const number = Number(id.split('.').at(-1))
    const suffix = endpoint.startsWith('Local/') ? '' : `-${number.toString(16).padStart(8, '0')}`
    const own = /^PJSIP\/(\d+)$/.exec(endpoint)?.[1] ?? '<unknown>'
    const defaults = { number: own, caller: '<unknown>', exten: 's', state: more.linked ? 0 : 4 }
    const leg = { name: `${endpoint}${suffix}`, linked: id, ...defaults, ...more, id }
    this.live.set(id, { leg, state: leg.state, isDialled: false, bridge: '', since: this.at })
    this.event('Newchannel', ...this.block(leg))
    return leg
  }

  block(leg: Leg, prefix = ''): Header[] {
    const tenant: Header[] = this.version === 22 && prefix === '' ? [['Tenantid', '']] : []
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
    this.becomes(to, { state: 5, isDialled: true })
    return this.event('DialBegin', ...this.block(by), ...this.block(to, 'Dest'), ['DialString', dialString])
  }

  dialEnd(by: Leg, to: Leg, status: string, forward?: string): this {
    const forwarded: Header[] = forward !== undefined && this.version === 22 ? [['Forward', forward]] : []
    if (status === 'ANSWER') for (const leg of [by, to]) this.becomes(leg, { state: 6 })
    return this.event('DialEnd', ...this.block(by), ...this.block(to, 'Dest'), ...forwarded, [
      'DialStatus',
      status,
    ])
  }

  hangup(leg: Leg, cause: number): this {
    this.live.delete(leg.id)
    this.waiting.delete(leg.id)
    return this.event('Hangup', ...this.block(leg), ['Cause', String(cause)], ['Cause-txt', 'as recorded'])
  }

  bridge(id: string, ...legs: Leg[]): this {
    for (const leg of legs) {
      this.becomes(leg, { bridge: id })
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
    for (const leg of legs) {
      this.becomes(leg, { bridge: '' })
      this.event('BridgeLeave', ['BridgeUniqueid', id], ...this.block(leg))
    }
    return this
  }

  queue(name: 'QueueCallerJoin' | 'QueueCallerLeave' | 'QueueCallerAbandon', leg: Leg, queue: string): this {
    if (name === 'QueueCallerJoin') this.waiting.set(leg.id, { leg, queue })
    else this.waiting.delete(leg.id)
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

  ringNoAnswer(by: Leg, to: Leg, ringMs: number, queue = 'support'): this {
    const rang = [...this.block(by), ...this.block(to, 'Dest')]
    return this.event('AgentRingNoAnswer', ...rang, ['Queue', queue], ['RingTime', String(ringMs)])
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

  /** What `CoreShowChannels` lists. */
  channelRows(): string[] {
    return [...this.live.values()].map(({ leg, state, isDialled, bridge, since }) => {
      const seconds = Math.floor((this.at - since) / 1e6)
      const parts = [seconds / 3600, (seconds / 60) % 60, seconds % 60]
      const duration = parts.map((part) => String(Math.floor(part)).padStart(2, '0')).join(':')
      return linesOf([
        ...this.block({ ...leg, state }),
        ['Application', isDialled ? 'AppDial' : 'Dial'],
        ['ApplicationData', isDialled ? '(Outgoing Line)' : ''],
        ['Duration', duration],
        ['BridgeId', bridge],
      ])
    })
  }

  /** What `QueueStatus` lists of callers who wait. */
  queueRows(): string[] {
    return [...this.waiting.values()].map(({ leg, queue }) =>
      linesOf([
        ['Queue', queue],
        ['Position', '1'],
        ['Channel', leg.name],
        ['Uniqueid', leg.id],
        ['CallerIDNum', leg.number],
      ]),
    )
  }

  private becomes({ id }: Leg, more: Partial<LiveLeg>): void {
    const known = this.live.get(id)
    if (known) this.live.set(id, { ...known, ...more })
  }
}

function messageOf(headers: readonly Header[]): string {
  return `${linesOf(headers)}\r\n`
}

function linesOf(headers: readonly Header[]): string {
  return headers.map(([key, value]) => `${key}: ${value}\r\n`).join('')
}
