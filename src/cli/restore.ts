import { resolve } from 'node:path'
import { databaseIn } from '../store/sqlite-files.ts'
import { restoreSqlite } from '../store/sqlite-restore.ts'
import { refusePostgres, sayingWhyNot, sayWhatIsIn } from './backup.ts'
import { readSetup } from './read-setup.ts'
import { orSayWhy } from './serve.ts'
import type { Surroundings } from './surroundings.ts'

/**
 * `restore FILE`: with the server stopped. The database that was there is kept beside it. Exit codes: 0 restored, 1 not
 * (everything is as it was), 2 the command or the configuration is wrong.
 */
export async function restore(args: string[], world: Surroundings): Promise<number> {
  let code = 0
  const failed = await orSayWhy(world, async () => {
    const { config, rest } = readSetup(args, world)
    const [name, more] = rest
    if (!name || more || name.startsWith('-')) {
      world.stderr.write('usage: restore FILE [--config FILE | --demo]\n')
      code = 2
      return
    }
    const file = databaseIn(config.data)
    code = await sayingWhyNot(world, async () => {
      refusePostgres(config)
      const restored = await restoreSqlite(resolve(world.folder, name), file, world.now(), (step) =>
        world.stderr.write(`${step} …\n`),
      )
      if (!restored.hadChecksum) world.stderr.write(`There was no checksum beside ${name}.\n`)
      world.stderr.write(`${file}: ${sayWhatIsIn(restored)}\n`)
      if (restored.kept) world.stderr.write(`What was there is kept: ${restored.kept}\n`)
    })
  })
  return failed || code
}
