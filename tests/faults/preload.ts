import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * Compiles `name`.c of this folder into what a program is begun with as LD_PRELOAD. Null where there is no C compiler, or
 * a system that does not preload.
 */
export function compilePreload(name: string, folder: string): string | null {
  if (process.platform !== 'linux') return null
  const made = join(folder, `${name}.so`)
  const source = fileURLToPath(new URL(`./${name}.c`, import.meta.url))
  try {
    execFileSync('cc', ['-shared', '-fPIC', '-o', made, source, '-ldl'], { stdio: 'ignore' })
    return made
  } catch {
    return null
  }
}
