import type { Logger } from 'pino'
import type { AgentStates } from './agent-states.ts'
import type { AgentNews } from './call/agent-news.ts'
import type { CallEvent } from './call/call-event.ts'
import type { Config, SourceConfig } from './config.ts'
import type { Meters } from './metrics.ts'
import { connectAsterisk } from './pbx/asterisk-ami.ts'
import { connectFreeswitch } from './pbx/freeswitch-esl.ts'
import type { ConnectionState } from './pbx/keep-connected.ts'
import type { CallToPlace, Dialling, PlaceCall, Placed } from './pbx/originate.ts'
import { connectThreecx } from './pbx/threecx-call-control.ts'
import type { DialFailure } from './wire/dial-news.ts'

interface Connecting {
  readonly config: Config
  readonly take: (events: readonly CallEvent[], sentAt: number) => Promise<void>
  /** The phone system of this source has told what lives, ids as it writes them; asked at `askedAt` (ms). */
  readonly found: (source: string, living: ReadonlySet<string>, askedAt: number) => Promise<void>
  readonly agents: Pick<AgentStates, 'hear' | 'forget'>
  readonly agentsChanged: () => void
  /** A call that was ordered came to nothing. */
  readonly dialFailed: (callId: string, why: DialFailure) => Promise<void>
  readonly meters: Meters
  readonly log: Logger
  readonly now: () => number
  readonly random: () => number
}

interface Open extends Connecting {
  readonly isClosed: () => boolean
}

interface Connection {
  state(): ConnectionState
  close(): Promise<void>
  readonly place?: PlaceCall
}

export interface PhoneSystems {
  /** Lets the phone system of this source place a call. */
  place(source: string, call: CallToPlace): Promise<Placed>
  /** Whether the phone system of this source is connected, signed in and answers; null where we connect to none. */
  isConnected(source: string): boolean | null
  close(): Promise<void>
}

function diallingOf({ phone, context, callerId }: Dial): Dialling {
  return { phone, context, ...(callerId === undefined ? {} : { callerId }) }
}

type Dial = NonNullable<NonNullable<SourceConfig['asterisk']>['dial']>

/** Connects to the phone systems that do not report by themselves. */
export function connectPhoneSystems(what: Connecting): PhoneSystems {
  let closed = false
  const open = { ...what, isClosed: () => closed }
  const connections = new Map(
    what.config.sources.flatMap((source) => {
      const connection = connect(source, open)
      return connection ? [[source.name, connection] as const] : []
    }),
  )
  return {
    async place(source, call) {
      const place = connections.get(source)?.place
      return place ? place(call) : { kind: 'refused', why: 'it cannot be told to dial' }
    },
    isConnected(source) {
      const connection = connections.get(source)
      return connection ? connection.state() === 'connected' : null
    },
    async close() {
      closed = true
      await Promise.all([...connections.values()].map((one) => one.close()))
    },
  }
}

function connect(source: SourceConfig, what: Open): Connection | undefined {
  if (source.kind === 'asterisk' && source.asterisk) return toAsterisk(source, source.asterisk, what)
  if (source.kind === 'freeswitch' && source.freeswitch) return toFreeswitch(source, source.freeswitch, what)
  if (source.kind === '3cx' && source['3cx']) return toThreecx(source, source['3cx'], what)
  return undefined
}

function toAsterisk(
  source: SourceConfig,
  { host, port, tls, user, secret, trunks, dial }: NonNullable<SourceConfig['asterisk']>,
  what: Open,
): Connection {
  const settings = {
    ...numbering(source),
    host,
    port,
    username: user,
    secret,
    trunks,
    ...(tls ? { tls: {} } : {}),
    ...(dial ? { dialling: diallingOf(dial) } : {}),
  }
  const clock = clockOf(what.now)
  const world = worldOf(source, what, clock, 'mend user or secret')
  return connectAsterisk(settings, clock.corrected(what.take), world)
}

function toFreeswitch(
  source: SourceConfig,
  { host, port, password, user, trunks, domain, dial }: NonNullable<SourceConfig['freeswitch']>,
  what: Open,
): Connection | undefined {
  if (host === undefined || password === undefined) return undefined
  const settings = {
    ...numbering(source),
    host,
    port,
    password,
    trunks,
    ...(user === undefined ? {} : { user }),
    ...(domain === undefined ? {} : { domain }),
    ...(dial ? { dialling: diallingOf(dial) } : {}),
  }
  const clock = clockOf(what.now)
  const world = worldOf(source, what, clock, 'mend the password, or its access list')
  const connection = connectFreeswitch(
    settings,
    clock.corrected(what.take, () => connection.clockAhead()),
    world,
  )
  return connection
}

function toThreecx(
  source: SourceConfig,
  { url, clientId, clientSecret }: NonNullable<SourceConfig['3cx']>,
  what: Open,
): Connection | undefined {
  if (url === undefined || clientId === undefined || clientSecret === undefined) return undefined
  const settings = { source: source.name, url, clientId, clientSecret }
  const world = worldOf(source, what, clockOf(what.now), 'mend clientId or clientSecret, or its rights')
  // 3CX tells no times: what it says is dated by our own clock.
  const take = (events: readonly CallEvent[]) => what.take(events, Math.max(...events.map(({ at }) => at)))
  return connectThreecx(settings, take, world)
}

function numbering({ name, extensionLength, outsidePrefix }: SourceConfig) {
  return {
    source: name,
    ...(extensionLength === undefined ? {} : { extensionLength }),
    ...(outsidePrefix === undefined ? {} : { outsidePrefix }),
  }
}

/** While nothing can be stored, ms. */
const endAgainMs = 10_000

/** What a connection is given of this program, and what becomes of what it says besides calls. */
function worldOf(source: SourceConfig, what: Open, clock: { startAgain(): void }, remedy: string) {
  const { now, random, meters, log, agents } = what
  let before = ''
  return {
    now,
    random,
    found(living: ReadonlySet<string>, askedAt: number) {
      const end = (): void => {
        what.found(source.name, living, askedAt).catch((reason: unknown) => {
          log.warn({ err: reason }, 'calls that are over were not ended yet')
          setTimeout(() => what.isClosed() || end(), endAgainMs).unref()
        })
      }
      end()
    },
    hearAgent(news: AgentNews) {
      if (agents.hear(news, now())) what.agentsChanged()
    },
    dialFailed(id: string, why: DialFailure) {
      what.dialFailed(`${source.name}:${id}`, why).catch((reason: unknown) => {
        log.warn({ err: reason }, 'an agent was not told that their own phone was not reached')
      })
    },
    report(state: 'connecting' | 'connected' | 'refused' | 'lost', detail: string) {
      if (state !== 'connected') {
        agents.forget(source.name)
        what.agentsChanged()
      }
      meters.connection(source.name, state === 'connected')
      // A remark of a connection that stands is no new connection.
      if (state === 'connected' && before !== 'connected') clock.startAgain()
      before = state
      const line = { source: source.name, detail }
      if (state === 'refused') log.error(line, `${source.kind} refuses our sign-in: ${remedy}`)
      else log.info(line, `${source.kind} ${state}`)
    },
  }
}

/** A phone system's clock that is further off than this is corrected, ms: its calls would look hours long on a desk. */
const clockMayBeOff = 30_000

/**
 * What comes over a live connection happens now, whatever the phone system's clock says. By how far it is off is found
 * once for a connection, so that the events of a call keep their order; a new connection changes it only if the clock
 * was set meanwhile, since calls may have outlived the old one. A phone system that was asked for the time knows it;
 * otherwise the newest event is taken to be of now.
 */
function clockOf(now: () => number) {
  let off = 0
  let isKnown = false
  const find = (ahead: number): void => {
    if (Math.abs(ahead + off) > clockMayBeOff) off = -ahead
    isKnown = true
  }
  return {
    startAgain: () => {
      isKnown = false
    },
    corrected:
      (take: Connecting['take'], clockAhead?: () => number) =>
      (events: readonly CallEvent[]): Promise<void> => {
        const newest = Math.max(...events.map((event) => event.at))
        if (!isKnown) find(clockAhead?.() ?? newest - now())
        const moved = off === 0 ? events : events.map((event) => ({ ...event, at: event.at + off }))
        return take(moved, newest + off)
      },
  }
}
