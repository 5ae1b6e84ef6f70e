import { randomUUID } from 'node:crypto'
import { openHouseStore } from '../app.ts'
import { openNumberReader, readingSettings } from '../number-reading.ts'
import { factKindsOf } from '../wire/fact-kinds.ts'
import { importIntoStore } from './import-into-store.ts'
import { readSetup } from './read-setup.ts'
import { orSayWhy } from './serve.ts'
import type { Surroundings } from './surroundings.ts'

/** `import FILE [--region DE]`, for the house of `--config FILE` or `--demo`; its server may run meanwhile. */
export async function importFile(args: string[], world: Surroundings): Promise<number> {
  let code = 0
  const failed = await orSayWhy(world, async () => {
    const { config, rest } = readSetup(args, world)
    const stopping = new AbortController()
    void world.stopping().then(() => stopping.abort())
    const store = await openHouseStore(config)
    try {
      code = await importIntoStore(rest, {
        store,
        readNumber: openNumberReader(readingSettings(config.sources)),
        tiers: config.tiers,
        factKinds: factKindsOf(config.facts, config.house.language),
        out: (text) => world.stdout.write(text),
        err: (text) => world.stderr.write(text),
        node: randomUUID(),
        now: world.now,
        signal: stopping.signal,
      })
    } finally {
      await store.close()
    }
  })
  return failed || code
}
