import { readdir, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { leaseMs } from './run-import.ts'

/** Where uploads of this process lie while they are imported. */
export interface Uploads {
  readonly folder: string
  /** Says that this process lives, and removes what was left by those that have not said so for long. */
  keep(): Promise<void>
  close(): Promise<void>
}

/**
 * A folder of this process's own below `folder`, which other nodes on this machine may share. Its own time of change says
 * that somebody lives there: uploads hold customers' data, and those of a process that was killed do not stay.
 */
export function openUploads(folder: string, node: string, now: () => number): Uploads {
  const own = join(folder, node)
  return {
    folder: own,
    async keep() {
      for (const name of await readdir(folder).catch(() => [])) {
        if (name === node) await utimes(own, now() / 1000, now() / 1000).catch(() => undefined)
        else await removeIfLeft(join(folder, name), now() - leaseMs)
      }
    },
    close: () => rm(own, { recursive: true, force: true }),
  }
}

async function removeIfLeft(path: string, since: number): Promise<void> {
  const { mtimeMs = since } = (await stat(path).catch(() => null)) ?? {}
  if (mtimeMs < since) await rm(path, { recursive: true, force: true })
}
