import { join } from 'node:path'
import { nameTokens, rowTokens } from '../history/search-tokens.ts'
import { moveIntoPostgres } from './move-into-postgres.ts'
import { readSetup } from './read-setup.ts'
import { orSayWhy } from './serve.ts'
import type { Surroundings } from './surroundings.ts'

/** `move --to postgres://…`, for the house of `--config FILE` or `--demo`; its server must be stopped. */
export async function move(args: string[], world: Surroundings): Promise<number> {
  let code = 0
  const failed = await orSayWhy(world, async () => {
    const { config, rest } = readSetup(args, world)
    code = await moveIntoPostgres(rest, {
      file: join(config.data, 'greetline.sqlite'),
      tokens: { names: nameTokens, interactions: rowTokens },
      out: (text) => world.stdout.write(text),
      err: (text) => world.stderr.write(text),
      now: world.now,
    })
  })
  return failed || code
}
