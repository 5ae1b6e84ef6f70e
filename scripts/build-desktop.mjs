// Builds the desktop when it is missing or older than its sources. Runs after install-missing.mjs.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const stamp = join(root, 'dist', 'desktop', '.built')

function newest(folder) {
  return Math.max(
    0,
    ...readdirSync(folder, { withFileTypes: true }).map((entry) =>
      entry.isDirectory() ? newest(join(folder, entry.name)) : statSync(join(folder, entry.name)).mtimeMs,
    ),
  )
}

const changed = Math.max(
  newest(join(root, 'src', 'desktop')),
  newest(join(root, 'src', 'wire')),
  statSync(join(root, 'package-lock.json')).mtimeMs,
)
if (!existsSync(stamp) || statSync(stamp).mtimeMs < changed) {
  process.stderr.write('Building the desktop (once, some ten seconds) ...\n')
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const config = join(root, 'src', 'desktop', 'vite.config.ts')
  const built = spawnSync(process.execPath, [vite, 'build', '--config', config, '--logLevel', 'warn'], {
    cwd: root,
    // A test's runner has another one in its environment, and would get React's development build.
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  if (built.status !== 0) process.exit(built.status ?? 1)
  writeFileSync(stamp, '')
}
