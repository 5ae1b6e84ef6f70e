// Runs before every npm script, on whatever Node the machine has: installs what package-lock.json names when
// node_modules is missing or older than it. Plain JavaScript, so that an old Node can read it.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const stamp = `${root}node_modules/.greetline-lock`
const lock = readFileSync(`${root}package-lock.json`, 'utf8')

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== lock) {
  process.stderr.write('Installing what is missing (once, about half a minute) ...\n')
  const npm = spawnSync('npm', ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  })
  if (npm.status !== 0) {
    process.stderr.write('npm ci failed; the lines above say why.\n')
    process.exit(npm.status ?? 1)
  }
  writeFileSync(stamp, lock)
}
