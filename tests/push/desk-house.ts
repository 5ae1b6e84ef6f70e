import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll } from 'vitest'
import { type Desktop, type DesktopSettings, desktop } from '../../src/client/open-desktop.ts'
import { openDesktops } from '../../src/push/desktops.ts'
import { callStore } from '../../src/store/call-queries.ts'
import { deskStore } from '../../src/store/desk-queries.ts'
import { openSqlite } from '../../src/store/sqlite-connection.ts'
import { sqliteEngine } from '../../src/store/sqlite-engine.ts'
import type { Pop } from '../../src/wire/pop.ts'
import { noMatters } from '../../src/wire/pop-matters.ts'
import { noon, rang, storeCall } from '../store/told-calls.ts'

type Settings = Parameters<typeof openDesktops>[1]

/** The server's own sockets over a real store, without the rest of the house. Whoever shows a token is the agent it names. */
export interface DeskHouse {
  readonly url: string
  readonly port: number
  readonly desktops: ReturnType<typeof openDesktops>
  readonly connection: ReturnType<typeof openSqlite>
  /** Pops that a desktop said it painted. */
  readonly rendered: unknown[]
  readonly cut: string[]
  readonly turnedAway: string[]
  /** How many desks were read for snapshots. */
  readonly desksRead: () => number
  /** Writes a pop; it is told unless it gets lost on the way. */
  write(pop: Pop, accountId?: string, way?: 'told' | 'lost'): Promise<void>
  /** The open pops of a desk as the store has them, in the words of {@link shown}. */
  stored(accountId?: string): Promise<string[]>
  stop(): Promise<void>
}

const opened: { close(): unknown }[] = []
afterAll(async () => {
  for (const one of opened.splice(0).reverse()) await one.close()
})

/** Closed when all tests of the file are done, the last one first. */
export function closeLater<T extends { close(): unknown }>(one: T): T {
  opened.push(one)
  return one
}

/** `after`: the same house, begun again at the same port with what it had stored. */
export async function openDeskHouse(
  more: Partial<Settings> & { after?: DeskHouse } = {},
): Promise<DeskHouse> {
  const { after, ...changes } = more
  const connection = after?.connection ?? openSqlite(':memory:')
  const engine = sqliteEngine(connection)
  const store = { ...callStore(engine), ...deskStore(engine) }
  const rendered: unknown[] = []
  const cut: string[] = []
  const turnedAway: string[] = []
  let desksRead = 0
  const http = createServer()
  const desktops = openDesktops(http, {
    store: {
      ...store,
      readDesks(ids) {
        desksRead += ids.length
        return store.readDesks(ids)
      },
    },
    identify: async (request) => who(request),
    mayComeFrom: () => true,
    rendered: (callId, accountId, version) => rendered.push({ callId, accountId, version }),
    meters: { cut: (reason) => cut.push(reason), turnedAway: (why) => turnedAway.push(why) },
    now: () => 1_795_339_800_000,
    elapsed: () => performance.now(),
    mostSockets: 1000,
    perSecond: 1500,
    ...changes,
  })
  await new Promise<void>((resolve) => http.listen(after?.port ?? 0, '127.0.0.1', resolve))
  const { port } = http.address() as AddressInfo
  let stopped: Promise<void> | null = null
  const stop = async (): Promise<void> => {
    stopped ??= desktops.close().then(() => new Promise((resolve) => http.close(() => resolve())))
    await stopped
  }
  closeLater({ close: stop })
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    connection,
    desktops,
    rendered,
    cut,
    turnedAway,
    desksRead: () => desksRead,
    async write(pop: Pop, accountId = 'alice', way: 'told' | 'lost' = 'told') {
      const { version, state, closing } = pop
      const kept = { accountId, version, state, closing, content: JSON.stringify(pop) }
      const id = pop.callId.slice('main:'.length)
      const result = await storeCall(store, { id, events: rang(noon, [accountId]), pops: [kept] })
      if (way === 'told' && result.kind === 'written') desktops.deliver(result.messages)
    },
    async stored(accountId = 'alice') {
      const desk = (await store.readDesks([accountId])).get(accountId)
      return (desk?.pops ?? []).map((content) => said(JSON.parse(content) as Pop))
    },
    stop,
  }
}

function who({ headers }: IncomingMessage): Awaited<ReturnType<Settings['identify']>> {
  const accountId = /^Bearer ([a-z0-9-]+)$/.exec(headers.authorization ?? '')?.[1]
  if (accountId === undefined || accountId === 'stranger') return null
  const role = accountId === 'sam' ? 'supervisor' : 'agent'
  return { accountId, name: accountId, role, teams: null, sessionHash: null, address: '' }
}

/** The client's own desktop, of the agent whose name the token is. */
export function openDesk(url: string, token = 'alice', more: Partial<DesktopSettings> = {}): Desktop {
  return closeLater(desktop({ url, token, ...more }))
}

/** What a desktop shows: `a 2 connected`. */
export function shown(desk: Desktop): string[] {
  return desk.pops().map(said)
}

function said({ callId, version, state }: Pop): string {
  return `${callId.slice('main:'.length)} ${version} ${state}`
}

/** A pop of a call that arrived the later the later its name is in the alphabet. `note` makes it larger. */
export function popOf(name: string, version: number, state: Pop['state'] = 'ringing', note = ''): Pop {
  return {
    callId: `main:${name}`,
    version,
    state,
    closing: state === 'closed' ? 'lost' : null,
    stage: 'full',
    direction: 'inbound',
    source: 'main',
    queue: null,
    did: null,
    arrivedAt: name.charCodeAt(0),
    offeredAt: 1,
    answeredAt: null,
    endedAt: null,
    caller: { presentation: 'allowed', number: null, e164: null, displayName: null, region: null },
    outcome: 'unknown',
    trust: { level: 'none', reasons: [] },
    disclosure: { askToVerify: true, masked: [], verified: null },
    person: null,
    candidates: [],
    evidence: [],
    ...noMatters,
    ...noMatters,
    greeting: { language: 'en', text: `Good day${note}` },
    reasons: [],
    claims: {},
    cases: [],
    history: [],
    directories: { unknown: [], silent: [] },
    crmUrl: null,
    before: [],
  }
}
