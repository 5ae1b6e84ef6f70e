import { resolve } from 'node:path'
import type { Config } from '../config.ts'
import { backUpSqlite, checksumLine, type VerifiedBackup } from '../store/sqlite-backup.ts'
import { databaseIn } from '../store/sqlite-files.ts'
import { UnusableStore } from '../store/unusable-store.ts'
import { readSetup } from './read-setup.ts'
import { orSayWhy } from './serve.ts'
import type { Surroundings } from './surroundings.ts'

/**
 * `backup FILE`: while the server runs. Progress goes to standard error, the checksum as `sha256sum` writes it to
 * standard output. Exit codes: 0 the backup is whole, 1 there is none, 2 the command or the configuration is wrong.
 */
export async function backup(args: string[], world: Surroundings): Promise<number> {
  let code = 0
  const failed = await orSayWhy(world, async () => {
    const { config, rest } = readSetup(args, world)
    const [name, more] = rest
    if (!name || more || name.startsWith('-')) {
      world.stderr.write('usage: backup FILE [--config FILE | --demo]\n')
      code = 2
      return
    }
    const to = resolve(world.folder, name)
    code = await sayingWhyNot(world, async () => {
      refusePostgres(config)
      const made = await backUpSqlite(databaseIn(config.data), to, (progress) => {
        const what =
          progress.kind === 'copying'
            ? `copied ${Math.floor((100 * progress.done) / Math.max(1, progress.of))} %`
            : 'verifying'
        world.stderr.write(`\r${what.padEnd(14)}`)
      })
      world.stderr.write(`\n${to}: ${sayWhatIsIn(made)}\n`)
      world.stdout.write(checksumLine(made.sha256, to))
    })
  })
  return failed || code
}

/** Throws UnusableStore for a house that has no SQLite database: its own tools are better at it. */
export function refusePostgres({ store }: Pick<Config, 'store'>): void {
  if (store === 'sqlite') return
  throw new UnusableStore(
    'This house keeps everything in PostgreSQL: back up and restore with its own tools, see docs/operation.md, "Back up and restore PostgreSQL".',
  )
}

export function sayWhatIsIn({ version, rows }: VerifiedBackup): string {
  const count = (table: string): number => rows.get(table) ?? 0
  return `whole and verified, version ${version}, ${count('customer')} customers, ${count('interaction')} interactions, ${count('call')} calls`
}

/** Exit code 1 with the reason where the store says why not. */
export async function sayingWhyNot(
  world: Pick<Surroundings, 'stderr'>,
  work: () => Promise<void>,
): Promise<number> {
  try {
    await work()
    return 0
  } catch (reason) {
    const { code, message } = reason as { code?: string; message: string }
    if (!(reason instanceof UnusableStore) && code === undefined) throw reason
    world.stderr.write(`\r${message}\n`)
    return 1
  }
}
