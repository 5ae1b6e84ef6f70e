import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type DestinationStream, pino } from 'pino'
import { io, type Socket } from 'socket.io-client'
import { openPasswords } from '../src/access/passwords.ts'
import { type App, openApp } from '../src/app.ts'
import { type Config, readConfig } from '../src/config.ts'
import { signRequest } from '../src/pbx/verify-request.ts'
import type {
  DesktopChange,
  DesktopSnapshot,
  DesktopToServer,
  ServerToDesktop,
} from '../src/wire/desktop-events.ts'
import type { Pop } from '../src/wire/pop.ts'

export const signingSecret = 'whsec_dGVzdHMtc2lnbi13aXRoLXRoaXMtMTIzNDU2'
export const bearerToken = 'token-of-a-phone-system-that-cannot-sign'
export const password = 'correct horse battery'

/** A whole program as it is served, on a port of its own with a folder of its own. */
export interface TestHouse {
  app: App
  readonly config: Config
  readonly folder: string
  readonly logged: () => string
  /** Ids of accounts by login. */
  readonly ids: Readonly<Record<string, string>>
  clock: { ahead: number }
  /** Posts call events, signed; the body may be anything. */
  post(body: unknown, more?: { source?: string; headers?: Record<string, string> }): Promise<Response>
  signIn(login: string): Promise<Person>
  /** Stops the program and begins it again on the same data, with these settings instead. */
  restart(changes?: object): Promise<void>
  close(): Promise<void>
}

export interface Person {
  readonly cookie: string
  ask(method: string, path: string, body?: unknown): Promise<{ status: number; body: never }>
  openDesktop(): Promise<Desktop>
}

/** A desktop that keeps what it is sent. */
export interface Desktop {
  readonly socket: Socket<ServerToDesktop, DesktopToServer>
  readonly snapshot: DesktopSnapshot
  readonly changes: DesktopChange[]
  /** The newest version of each pop. */
  pops(): Pop[]
  /** Resolves when `fits` holds of the pops. */
  until(fits: (pops: Pop[]) => boolean): Promise<Pop[]>
  close(): void
}

export const testConfig = {
  house: { name: 'Star Courier', language: 'en' },
  port: 0,
  sources: [
    {
      name: 'main',
      kind: 'webhook',
      secrets: [signingSecret],
      tokens: [bearerToken],
      numberFormat: 'e164',
      region: 'DE',
      extensionLength: 4,
      timeZone: 'Europe/Berlin',
      language: 'en',
      dids: [{ number: '+493023125100', name: 'Service line' }],
      queues: [{ id: 'support', name: 'Support' }],
    },
  ],
}

const people = [
  ['alice', 'Alice Adams', 'agent', '1001'],
  ['bob', 'Bob Brown', 'agent', '1002'],
  ['carol', 'Carol Müller', 'agent', '1003'],
  ['sam', 'Sam Super', 'supervisor', null],
  ['ada', 'Ada Admin', 'admin', null],
] as const

interface Opening {
  /** Lets it be configured with the demo's secrets. */
  readonly demo?: boolean
  /** A folder that is there already, and stays. */
  readonly at?: string
}

export async function openHouse(
  changes: object = {},
  { demo = false, at }: Opening = {},
): Promise<TestHouse> {
  const folder = at ?? mkdtempSync(join(tmpdir(), 'greetline-test-'))
  const lines: string[] = []
  const clock = { ahead: 0 }
  const configOf = (more: object): Config =>
    readConfig({ ...testConfig, ...more, data: folder }, {}, { demo, folder })
  let config = configOf(changes)
  const open = () =>
    openApp({
      config,
      log: pino({ level: 'info' }, {
        write: (line: string) => lines.push(line),
      } as unknown as DestinationStream),
      now: () => Date.now() + clock.ahead,
      elapsed: () => performance.now() + clock.ahead,
      random: Math.random,
      version: '0.0.0-test',
    })
  const app = await open()
  const ids = await makePeople(app, config)
  const house: TestHouse = {
    app,
    get config() {
      return config
    },
    folder,
    ids,
    clock,
    logged: () => lines.join(''),
    post: (body, more = {}) => post(house.app, body, more),
    signIn: (login) => signIn(house.app, login, config.publicUrl ?? house.app.url),
    async restart(instead) {
      await house.app.close()
      if (instead) config = configOf(instead)
      house.app = await open()
    },
    async close() {
      await house.app.close()
      if (at === undefined) rmSync(folder, { recursive: true, force: true })
    },
  }
  return house
}

async function makePeople(app: App, config: Config): Promise<Record<string, string>> {
  const passwords = await openPasswords({ randomBytes: (size) => Buffer.alloc(size, 7) })
  const passwordHash = await passwords.hash(password)
  const ids: Record<string, string> = {}
  for (const [login, name, role, extension] of people) {
    const made = await app.store.createAccount({
      id: `account-${login}`,
      login,
      name,
      role,
      language: 'en',
      extensions: extension === null ? [] : config.sources.map((one) => ({ source: one.name, extension })),
      passwordHash,
      now: Date.now(),
    })
    ids[login] = made?.id ?? `account-${login}`
  }
  await app.access.agents.reload()
  return ids
}

function post(
  app: App,
  body: unknown,
  { source = 'main', headers }: { source?: string; headers?: Record<string, string> },
): Promise<Response> {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return fetch(`${app.url}/v1/sources/${source}/events`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(headers ?? signRequest(signingSecret, `msg_${randomUUID()}`, Date.now(), text)),
    },
    body: text,
  })
}

export async function signIn(app: App, login: string, origin: string, secret = password): Promise<Person> {
  const answer = await fetch(`${app.url}/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ login, password: secret }),
  })
  if (answer.status !== 200) throw new Error(`sign-in of ${login}: ${answer.status} ${await answer.text()}`)
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? ''
  return {
    cookie,
    async ask(method, path, body) {
      const response = await fetch(`${app.url}${path}`, {
        method,
        headers: { cookie, origin, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const text = await response.text()
      const isJson = response.headers.get('content-type')?.includes('/json') ?? false
      return { status: response.status, body: (isJson && text !== '' ? JSON.parse(text) : text) as never }
    },
    openDesktop: () => openDesktop(app, cookie, origin),
  }
}

function openDesktop(app: App, cookie: string, origin: string): Promise<Desktop> {
  const socket: Socket<ServerToDesktop, DesktopToServer> = io(app.url, {
    path: '/v1/desktop',
    transports: ['websocket'],
    extraHeaders: { cookie, origin },
    reconnection: false,
    forceNew: true,
  })
  const changes: DesktopChange[] = []
  const newest = new Map<string, Pop>()
  let watchers: (() => void)[] = []
  const pops = (): Pop[] => [...newest.values()]
  const take = (pop: Pop): void => {
    newest.set(pop.callId, pop)
  }
  socket.on('change', (change) => {
    changes.push(change)
    if (change.kind === 'pop') take(change.pop)
    for (const watch of watchers) watch()
  })
  return new Promise((resolve, reject) => {
    socket.once('connect_error', reject)
    socket.once('snapshot', (snapshot) => {
      snapshot.pops.forEach(take)
      resolve({
        socket,
        snapshot,
        changes,
        pops,
        until: (fits) =>
          new Promise((done, fail) => {
            const late = setTimeout(
              () => fail(new Error(`waited in vain; pops: ${JSON.stringify(pops())}`)),
              30_000,
            )
            const watch = (): void => {
              if (!fits(pops())) return
              clearTimeout(late)
              watchers = watchers.filter((one) => one !== watch)
              done(pops())
            }
            watchers.push(watch)
            watch()
          }),
        close: () => socket.close(),
      })
    })
  })
}
