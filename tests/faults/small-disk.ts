import { execFileSync } from 'node:child_process'
import { appendFileSync, mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A disk of a few megabytes, in memory. */
export interface SmallDisk {
  readonly path: string
  /** Takes up all room that is left. */
  fill(): void
  /** Removes what was filled in. */
  clear(): void
  remove(): void
}

/** Null where this process may not mount one (it takes root, and a container that allows it). */
export function mountSmallDisk(megabytes: number): SmallDisk | null {
  const path = mkdtempSync(join(tmpdir(), 'greetline-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', path], { stdio: 'ignore' })
  } catch {
    rmSync(path, { recursive: true })
    return null
  }
  const filler = join(path, 'filler')
  return {
    path,
    fill() {
      for (let bytes = 1024 * 1024; bytes >= 4096; ) {
        const { bavail, bsize } = statfsSync(path)
        if (bavail * bsize < bytes) bytes /= 2
        else appendFileSync(filler, Buffer.alloc(bytes, 1))
      }
    },
    clear: () => rmSync(filler, { force: true }),
    remove() {
      execFileSync('umount', ['-l', path])
      rmSync(path, { recursive: true })
    },
  }
}
