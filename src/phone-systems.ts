import type { Logger } from 'pino'
import type { CallEvent } from './call/call-event.ts'
import type { Config, SourceConfig } from './config.ts'
import type { Meters } from './metrics.ts'
import { type AsteriskConnection, connectAsterisk } from './pbx/asterisk-ami.ts'

interface Connecting {
  readonly config: Config
  readonly take: (events: readonly CallEvent[]) => Promise<void>
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
  return [
    connectAsterisk(settings, what.take, {
      now,
      random,
      report(state, detail) {
        meters.connection(source.name, state === 'connected')
        const line = { source: source.name, detail }
        if (state === 'refused') log.error(line, 'asterisk refuses our sign-in: mend user or secret')
        else log.info(line, `asterisk ${state}`)
      },
    }),
  ]
}
