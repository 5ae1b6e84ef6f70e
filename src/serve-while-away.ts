import type { RequestListener } from 'node:http'
import type { Logger } from 'pino'
import { agentStates } from './agent-states.ts'
import { keepAgent } from './agents-later.ts'
import type { Config } from './config.ts'
import { counting, spoolOnly } from './event-door.ts'
import { eventRoutes } from './event-routes.ts'
import type { Meters, StoreMeters } from './metrics.ts'
import { connectPhoneSystems } from './phone-systems.ts'
import type { SpoolStore } from './store/spool-store.ts'
import { webRoutes } from './web-routes.ts'

interface WhileAway {
  readonly config: Config
  readonly spool: SpoolStore
  readonly meters: Meters & StoreMeters
  readonly log: Logger
  readonly version: string
  readonly now: () => number
  readonly random: () => number
}

export interface ServingWhileAway {
  readonly handle: RequestListener
  /** Connections to phone systems are given up, to be made again by who comes after. */
  end(): Promise<void>
}

const trouble = { says: 'the database has not been reached since the start' }

/**
 * What a node does that starts while its PostgreSQL is away. Events are proved and spooled; of whom they tell is found out
 * when they are drained. Everything else is answered 503, and the pages are there.
 */
export function serveWhileAway({
  config,
  spool,
  meters,
  log,
  version,
  now,
  random,
}: WhileAway): ServingWhileAway {
  const door = counting(spoolOnly(spool, now), meters)
  const takesEvents = eventRoutes({
    config,
    door,
    resolveAgent: () => null,
    keepAgent,
    isTroubled: () => true,
    meters,
    log,
    now,
  })
  const web = webRoutes({
    api: null,
    meters,
    log,
    version,
    publicUrl: config.publicUrl,
    trustedProxies: config.trustedProxies,
    isStopping: () => false,
    check: () => Promise.reject(new Error(trouble.says)),
    trouble: () => trouble,
  })
  const phoneSystems = connectPhoneSystems({
    config,
    take: door.take,
    // What lives there is compared with what is stored, once that can be read.
    found: async () => undefined,
    agents: agentStates(),
    agentsChanged: () => undefined,
    // Nobody can place one meanwhile.
    dialFailed: async () => undefined,
    meters,
    log,
    now,
    random,
  })
  meters.storeWell(false)
  return {
    handle: (request, response) => takesEvents(request, response) || web(request, response),
    async end() {
      await phoneSystems.close()
      meters.storeWell(true)
    },
  }
}
