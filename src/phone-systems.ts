import type { Logger } from 'pino'
import type { AgentStates } from './agent-states.ts'
import type { CallEvent } from './call/call-event.ts'
import type { Config, SourceConfig } from './config.ts'
import type { Meters } from './metrics.ts'
import { type AsteriskConnection, connectAsterisk } from './pbx/asterisk-ami.ts'

interface Connecting {
  readonly config: Config
  readonly take: (events: readonly CallEvent[], sentAt: number) => Promise<void>
  /** The phone system of this source has told what lives, ids as it writes them; asked at `askedAt` (ms). */
  readonly found: (source: string, living: ReadonlySet<string>, askedAt: number) => Promise<void>
  readonly agents: Pick<AgentStates, 'hear' | 'forget'>
  readonly agentsChanged: () => void
  readonly meters: Meters
  readonly log: Logger
  readonly now: () => number
  readonly random: () => number
}

/** Connects to the phone systems that do not report by themselves. */
export function connectPhoneSystems(what: Connecting): { close(): Promise<void> } {
  const connections = what.config.sources.flatMap((source) => connect(source, what))
  return {
    async close() {
      await Promise.all(connections.map((one) => one.close()))
    },
  }
}

function connect(source: SourceConfig, what: Connecting): AsteriskConnection[] {
  const { asterisk } = source
  if (source.kind !== 'asterisk' || !asterisk) return []
  const { host, port, tls, user, secret, trunks } = asterisk
  const settings = {
    source: source.name,
    host,
    port,
    username: user,
    secret,
    trunks,
    ...(tls ? { tls: {} } : {}),
    ...(source.extensionLength === undefined ? {} : { extensionLength: source.extensionLength }),
    ...(source.outsidePrefix === undefined ? {} : { outsidePrefix: source.outsidePrefix }),
  }
  const { now, random, meters, log } = what
  const clock = clockOf(now)
  return [
    connectAsterisk(settings, clock.corrected(what.take), {
      now,
      random,
      found(living, askedAt) {
        what
          .found(source.name, living, askedAt)
          .catch((reason: unknown) => log.error({ err: reason }, 'calls that are over were not ended'))
      },
      hearAgent(news) {
        if (what.agents.hear(news, now())) what.agentsChanged()
      },
      report(state, detail) {
        if (state !== 'connected') {
          what.agents.forget(source.name)
          what.agentsChanged()
        }
        meters.connection(source.name, state === 'connected')
        if (state === 'connected') clock.startAgain()
        const line = { source: source.name, detail }
        if (state === 'refused') log.error(line, 'asterisk refuses our sign-in: mend user or secret')
        else log.info(line, `asterisk ${state}`)
      },
    }),
  ]
}

/** A phone system's clock that is further off than this is corrected, ms: its calls would look hours long on a desk. */
const clockMayBeOff = 30_000

/**
 * What comes over a live connection happens now, whatever the phone system's clock says. By how far it is off is found
 * once for a connection, so that the events of a call keep their order; a new connection changes it only if the clock
 * was set meanwhile, since calls may have outlived the old one.
 */
function clockOf(now: () => number) {
  let off = 0
  let isKnown = false
  const find = (newest: number): void => {
    const ahead = now() - newest
    if (Math.abs(ahead - off) > clockMayBeOff) off = ahead
    isKnown = true
  }
  return {
    startAgain: () => {
      isKnown = false
    },
    corrected:
      (take: Connecting['take']) =>
      (events: readonly CallEvent[]): Promise<void> => {
        const newest = Math.max(...events.map((event) => event.at))
        if (!isKnown) find(newest)
        const moved = off === 0 ? events : events.map((event) => ({ ...event, at: event.at + off }))
        return take(moved, newest + off)
      },
  }
}
