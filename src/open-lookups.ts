import type { Logger } from 'pino'
import type { Access } from './access/open-access.ts'
import { answerLookups, lookupReaders } from './answer-lookup.ts'
import type { Config } from './config.ts'
import type { House } from './house.ts'
import { lookupRoute } from './pbx/lookup-route.ts'
import type { Store } from './store/store.ts'

interface LookupParts {
  readonly config: Config
  readonly house: House
  readonly store: Store
  readonly agents: Access['agents']
  readonly log: Logger
}

/** What answers dialplans and phones that ask who a number is. */
export function openLookups({
  config,
  house,
  store,
  agents,
  log,
}: LookupParts): ReturnType<typeof lookupRoute> {
  const { sources, policy, meters, now, elapsed } = house
  return lookupRoute({
    keys: config.lookups,
    identify: answerLookups({
      store,
      sources,
      lookupReaders: lookupReaders(config),
      agents,
      policy,
      publicUrl: config.publicUrl ?? null,
      failed: (reason) => log.error({ err: reason }, 'a look-up was not recorded'),
      now,
    }),
    refused: (code) => meters.refused(code, 'GET /v1/identify'),
    failed: (reason) => store.trouble() ?? log.error({ err: reason }, 'a number was not looked up'),
    took: meters.lookedUp,
    elapsed,
  })
}
