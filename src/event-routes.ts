import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Logger } from 'pino'
import type { Config } from './config.ts'
import type { EventDoor } from './event-door.ts'
import { hookSources, tellOfUnknownAgents } from './hooks.ts'
import type { Meters } from './metrics.ts'
import { isDialect } from './pbx/dialects.ts'
import { eventsRoute } from './pbx/events-route.ts'
import { hooksRoute } from './pbx/hooks-route.ts'
import { requestKeys } from './pbx/verify-request.ts'
import type { AgentReference } from './wire/event-contract.ts'

interface EventRoutes {
  readonly config: Config
  readonly door: EventDoor
  readonly resolveAgent: (reference: AgentReference, source: string) => string | null
  /** Where no account is known yet: what stands for an agent until they are. */
  readonly keepAgent?: (names: readonly AgentReference[]) => string
  /** Trouble of the store is told once a minute, not for each event that it keeps out. */
  readonly isTroubled: () => boolean
  readonly meters: Meters
  readonly log: Logger
  readonly now: () => number
}

/** Where phone systems report by requests, in our words or in their own. True if the request was one of theirs. */
export function eventRoutes(
  parts: EventRoutes,
): (request: IncomingMessage, response: ServerResponse) => boolean {
  const { config, door, resolveAgent, keepAgent, isTroubled, meters, log, now } = parts
  const hearing = {
    ...door,
    resolveAgent,
    ...(keepAgent && { keepAgent }),
    refused: meters.refused,
    failed(reason: unknown) {
      if (!isTroubled()) log.error({ err: reason }, 'events were not taken')
    },
    now,
  }
  const keys = new Map(
    config.sources
      .filter((one) => !isDialect(one.kind))
      .map((one) => [one.name, requestKeys(one.secrets, one.tokens)]),
  )
  const events = eventsRoute({ ...hearing, keysOf: (source) => keys.get(source) })
  const hooked = hookSources(config)
  const hooks = hooksRoute({
    ...hearing,
    sourceOf: (name) => hooked.get(name),
    publicUrl: config.publicUrl?.replace(/\/+$/, ''),
    unknownAgent: tellOfUnknownAgents(log, meters, config.log.personalData),
    ignored: meters.ignored,
  })
  return (request, response) => events(request, response) || hooks(request, response)
}
