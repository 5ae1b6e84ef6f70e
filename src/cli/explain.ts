import { openHouseStore } from '../app.ts'
import type { Config } from '../config.ts'
import { explainCall } from '../explain-call.ts'
import { usualPolicy } from '../recognition/recognition-policy.ts'
import { sourceDesk } from '../source-desk.ts'
import type { Store } from '../store/store.ts'
import type { Explanation } from '../wire/explain-api.ts'
import { readSetup } from './read-setup.ts'
import { sayExplanation } from './say-explanation.ts'
import { orSayWhy } from './serve.ts'
import type { Surroundings } from './surroundings.ts'

const usage = `usage: explain CALL [--json] [--config FILE | --demo]
CALL is the id that pages and the API show (main:1795359765.10), or the phone system's own. While the server runs.
`

/**
 * `explain CALL`: why a call was shown as it was, and what today's rules would say of it. Exit codes: 0; 1 there is no such
 * call; 2 the command or the configuration is wrong.
 */
export async function explain(args: string[], world: Surroundings): Promise<number> {
  let code = 0
  const failed = await orSayWhy(world, async () => {
    const { config, rest } = readSetup(args, world)
    const [call, more] = rest.filter((one) => one !== '--json')
    if (!call || more || call.startsWith('-')) {
      world.stderr.write(usage)
      code = 2
      return
    }
    const store = await openHouseStore(config)
    try {
      const explained = await explainFrom(store, config, call)
      if (explained) world.stdout.write(rest.includes('--json') ? json(explained) : sayExplanation(explained))
      else world.stderr.write(`explain: there is no call ${call}\n`)
      code = explained ? 0 : 1
    } finally {
      await store.close()
    }
  })
  return failed || code
}

function json(explained: Explanation): string {
  return `${JSON.stringify(explained, null, 2)}\n`
}

async function explainFrom(store: Store, config: Config, call: string): Promise<Explanation | null> {
  const accounts = new Map((await store.readAccounts()).map((one) => [one.id, one.name]))
  const { useRestrictedNumbers, checkedClaim } = config.policy
  const house = {
    store,
    sources: new Map(config.sources.map((source) => [source.name, sourceDesk(source)])),
    policy: { ...usualPolicy, useRestrictedNumbers, checkedClaim },
    nameOf: (id: string) => accounts.get(id) ?? null,
  }
  for (const id of [call, ...config.sources.map(({ name }) => `${name}:${call}`)]) {
    const explained = await explainCall(house, id)
    if (explained) return explained
  }
  return null
}
