import { existsSync } from 'node:fs'
import type { Config } from '../config.ts'
import type { MigrationStep } from '../store/migration.ts'
import { newestVersion } from '../store/migrations.ts'
import { bringUpPostgresStore } from '../store/postgres-store.ts'
import { openSqlite } from '../store/sqlite-connection.ts'
import { databaseIn } from '../store/sqlite-files.ts'
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
    if (rest.length > 0) {
      world.stderr.write('usage: migrate [--config FILE | --demo]\n')
      code = 2
      return
    }
    code = await sayingWhyNot(world, async () => {
      const { name, done } = await bringUp(config, ({ to, name, statement, of }) => {
        world.stderr.write(`to version ${to}, ${name}: ${statement} of ${of}\n`)
      })
      const how = { made: 'made', migrated: 'done', nothing: 'nothing to do' }[done]
      world.stderr.write(`${name} is of version ${newestVersion()}: ${how}\n`)
    })
  })
  return failed || code
}

async function bringUp(
  { data, store }: Pick<Config, 'data' | 'store'>,
  migrating: (step: MigrationStep) => void,
): Promise<{ name: string; done: 'made' | 'migrated' | 'nothing' }> {
  if (store !== 'sqlite') {
    const { host, pathname } = new URL(store)
    return { name: `${host}${pathname}`, done: await bringUpPostgresStore(store, migrating) }
  }
  const name = databaseIn(data)
  let done: 'made' | 'migrated' | 'nothing' = existsSync(name) ? 'nothing' : 'made'
  const telling = (step: MigrationStep): void => {
    done = 'migrated'
    migrating(step)
  }
  await openSqlite(name, { migrating: telling }).close()
  return { name, done }
}
