import { existsSync } from 'node:fs'
import { openSqlite } from '../store/sqlite-connection.ts'
import { databaseIn } from '../store/sqlite-files.ts'
import { newestVersion } from '../store/sqlite-migrations.ts'
import { sayingWhyNot } from './backup.ts'
import { readSetup } from './read-setup.ts'
import { orSayWhy } from './serve.ts'
import type { Surroundings } from './surroundings.ts'

/**
 * `migrate`: brings the database to the version of this program, as `serve` does by itself when it begins. May be killed
 * and run again. Exit codes: 0 it is of that version, 1 it could not be brought there, 2 the configuration is wrong.
 */
export async function migrateCommand(args: string[], world: Surroundings): Promise<number> {
  let code = 0
  const failed = await orSayWhy(world, async () => {
    const { config, rest } = readSetup(args, world)
    const file = databaseIn(config.data)
    if (rest.length > 0) {
      world.stderr.write('usage: migrate [--config FILE | --demo]\n')
      code = 2
      return
    }
    code = await sayingWhyNot(world, async () => {
      const was = existsSync(file)
      let steps = 0
      const migrating = (step: { to: number; name: string; statement: number; of: number }): void => {
        steps++
        world.stderr.write(`to version ${step.to}, ${step.name}: ${step.statement} of ${step.of}\n`)
      }
      await openSqlite(file, { migrating }).close()
      const how = !was ? 'made' : steps === 0 ? 'nothing to do' : 'done'
      world.stderr.write(`${file} is of version ${newestVersion()}: ${how}\n`)
    })
  })
  return failed || code
}
