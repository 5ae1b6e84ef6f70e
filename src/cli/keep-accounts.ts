import { randomBytes } from 'node:crypto'
import { openHouseStore } from '../app.ts'
import { account } from './account.ts'
import { readSetup } from './read-setup.ts'
import { orSayWhy } from './serve.ts'
import type { Surroundings } from './surroundings.ts'

/** `account …`, for the house of `--config FILE` or `--demo`. */
export async function keepAccounts(args: string[], world: Surroundings): Promise<number> {
  let code = 0
  const failed = await orSayWhy(world, async () => {
    const { config, rest } = readSetup(args, world)
    code = await account(
      rest,
      { input: world.stdin, output: world.stdout, errors: world.stderr },
      {
        openStore: () => openHouseStore(config),
        teams: config.teams.map(({ id }) => id),
        env: world.environment,
        now: world.now,
        randomBytes: (size) => randomBytes(size),
      },
    )
  })
  return failed || code
}
