import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openPasswords } from '../../src/access/passwords.ts'
import { openHouseStore } from '../../src/app.ts'
import { signRequest } from '../../src/pbx/verify-request.ts'
import { databaseIn } from '../../src/store/sqlite-files.ts'
import { password, signingSecret, testConfig } from '../house.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** A house whose program runs in a process of its own, so that it can be killed. */
export interface RealHouse {
  readonly folder: string
  readonly data: string
  readonly database: string
  /** Starts the program; resolves once it listens. */
  start(more?: Start): Promise<Running>
  /** Starts the program and kills it after so many ms, wherever it then is. */
  killWhileStarting(ms: number): Promise<Ended>
  /** Runs one command to its end. */
  run(...args: string[]): Promise<Ended>
  /** Ends what still runs and removes the folder. */
  close(): Promise<void>
}

export interface Start {
  readonly env?: Record<string, string>
  /** Of several nodes: each has a data folder of its own. */
  readonly node?: string
  /** Settings that this one has otherwise. */
  readonly config?: object
}

export interface Running {
  readonly url: string
  signal(signal: NodeJS.Signals): void
  readonly logged: () => string
  readonly isRunning: () => boolean
  /** Files and sockets that the process has open; null where the system does not tell. */
  readonly descriptors: () => number | null
  /** Sends a signal; resolves when the process is gone. */
  end(signal: NodeJS.Signals): Promise<Ended>
  /** Posts call events, signed; given up after so many ms, if that is said. */
  post(body: unknown, patienceMs?: number): Promise<Response>
}

export interface HouseSettings {
  readonly data?: string
  readonly config?: { readonly store?: string; readonly [setting: string]: unknown }
}

export interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** `data` may lie elsewhere, on a disk of its own; `config` are settings of all its nodes. */
export async function makeHouse({ data: place, config: more }: HouseSettings = {}): Promise<RealHouse> {
  const folder = mkdtempSync(join(tmpdir(), 'greetline-real-'))
  const data = place ?? join(folder, 'data')
  const usual = { ...testConfig, data, ...more }
  const configure = ({ node, config }: Start = {}): string => {
    const ofNode = node === undefined ? data : join(folder, `data-${node}`)
    mkdirSync(ofNode, { recursive: true })
    const file = join(folder, node === undefined ? 'greetline.config.json' : `node-${node}.config.json`)
    writeFileSync(file, JSON.stringify({ ...usual, data: ofNode, ...config }))
    return file
  }
  const usualConfig = configure()
  await makePeople({ data, store: usual.store ?? 'sqlite' })
  const children = new Set<ChildProcess>()

  const begin = (args: readonly string[], env: Record<string, string> = {}, config = usualConfig) => {
    const child = spawn(process.execPath, ['src/main.ts', ...args, '--config', config], {
      cwd: root,
      // The cache makes a start quick, which these tests do often.
      env: { PATH: process.env.PATH, NODE_COMPILE_CACHE: join(tmpdir(), 'greetline-compiled'), ...env },
    })
    children.add(child)
    const said = { out: '', err: '' }
    child.stdout.on('data', (chunk) => {
      said.out += chunk
    })
    child.stderr.on('data', (chunk) => {
      said.err += chunk
    })
    const ended = new Promise<Ended>((resolve) => {
      child.on('close', (code) => {
        children.delete(child)
        resolve({ code, ...said })
      })
    })
    return { child, said, ended }
  }

  return {
    folder,
    data,
    database: databaseIn(data),
    async start(what = {}) {
      const { child, said, ended } = begin(['serve'], what.env, configure(what))
      const url = await Promise.race([listening(child, said), ended.then(() => null)])
      if (url === null) throw new Error(`the program did not begin: ${said.out}${said.err}`)
      return {
        url,
        signal: (signal) => void child.kill(signal),
        logged: () => said.out + said.err,
        isRunning: () => child.exitCode === null && child.signalCode === null,
        descriptors: () => (existsSync('/proc') ? readdirSync(`/proc/${child.pid}/fd`).length : null),
        end(signal) {
          child.kill(signal)
          return ended
        },
        post: (body, patienceMs) => postSigned(url, body, patienceMs),
      }
    },
    async killWhileStarting(ms) {
      const { child, ended } = begin(['serve'])
      await pause(ms)
      child.kill('SIGKILL')
      return ended
    },
    run: (...args) => begin(args).ended,
    async close() {
      const gone = [...children].map((child) => new Promise((resolve) => child.once('close', resolve)))
      for (const child of children) child.kill('SIGKILL')
      await Promise.all(gone)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function listening(child: ChildProcess, said: { out: string }): Promise<string> {
  return new Promise((resolve) => {
    child.stdout?.on('data', () => {
      const line = said.out.split('\n').find((one) => one.includes('greetline is listening'))
      if (line) resolve((JSON.parse(line) as { url: string }).url)
    })
  })
}

function postSigned(url: string, body: unknown, patienceMs?: number): Promise<Response> {
  const text = JSON.stringify(body)
  return fetch(`${url}/v1/sources/main/events`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...signRequest(signingSecret, `msg_${crypto.randomUUID()}`, Date.now(), text),
    },
    body: text,
    ...(patienceMs === undefined ? {} : { signal: AbortSignal.timeout(patienceMs) }),
  })
}

/** Agents by login, in the order of their extensions, which begin at 1001. */
export const agents = ['alice', 'bob', 'carol', 'dora', 'emil', 'fay', 'gus', 'hana'] as const

async function makePeople(house: { data: string; store: string }): Promise<void> {
  const passwords = await openPasswords({ randomBytes: (size) => Buffer.alloc(size, 7) })
  const passwordHash = await passwords.hash(password)
  const store = await openHouseStore(house)
  for (const [n, login] of agents.entries()) {
    await store.createAccount({
      id: `account-${login}`,
      login,
      name: login,
      role: 'agent',
      language: 'en',
      extensions: [{ source: 'main', extension: String(1001 + n) }],
      passwordHash,
      now: Date.now(),
    })
  }
  await store.close()
}

/** The events of one whole call, offered to two agents and answered by one of them, in the order of their story. */
export function storyOfCall(call: string, began: number): { id: string; call: string; kind: string }[] {
  const alice = { extension: '1001' }
  const bob = { extension: '1002' }
  const [first, second] = Number.parseInt(call.slice(-1), 36) % 2 === 0 ? [alice, bob] : [bob, alice]
  const say = (n: number, kind: string, more: object = {}) => ({
    id: `${call}-${n}`,
    call,
    kind,
    time: began + n,
    from: `+4930231250${String(began % 90).padStart(2, '0')}`,
    to: '+493023125100',
    ...more,
  })
  return [
    say(1, 'arrived'),
    say(2, 'queued', { queue: 'support' }),
    say(3, 'offered', { agents: [first, second] }),
    say(4, 'answered', { agents: [first] }),
    say(5, 'held'),
    say(6, 'resumed'),
    say(7, 'ended', { reason: 'hung-up' }),
  ]
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
