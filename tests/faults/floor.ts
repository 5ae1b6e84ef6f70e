import Database from 'better-sqlite3'
import pg from 'pg'
import type { Pop } from '../../src/wire/pop.ts'
import { ownTime } from '../own-time.ts'
import { type PostgresServer, startPostgres } from '../store/postgres-server.ts'
import { agents, makeHouse, pause, type RealHouse, type Running } from './real-house.ts'
import { type KeptDesk, openWatchedDesk, type WatchedDesk } from './watched-desks.ts'
import { openWire, type Wire } from './wire.ts'

/** A whole contact centre of real processes: nodes, their engine, desktops, and wires between them that can be disturbed. */
export interface Floor {
  readonly house: RealHouse
  /** Null where the nodes keep SQLite. */
  readonly engine: Engine | null
  readonly nodes: readonly FloorNode[]
  readonly desks: readonly FloorDesk[]
  /** Nodes that run, one after the other: whom a phone system tells. */
  nextNode(): Running | null
  /** What the store has for an agent's desktops to show. */
  readDesk(accountId: string): Promise<KeptDesk>
  /** All that nodes have said, also those that are gone. */
  logged(): string
  close(): Promise<void>
}

export interface Engine {
  /** The one that is used: another after a failover. */
  server: PostgresServer
  /** Of the house's database, on the way that is never disturbed. */
  url(): string
}

export interface FloorNode {
  readonly name: string
  /** Null while it does not run. */
  running: Running | null
  /** Null where it keeps SQLite. */
  readonly toEngine: Wire | null
  /** Whether desktops can reach it. */
  isReachable: boolean
  start(): Promise<Running>
  kill(): Promise<void>
}

export interface FloorDesk extends WatchedDesk {
  readonly wire: Wire
}

export interface FloorSettings {
  readonly store: 'sqlite' | 'postgres'
  readonly nodes: number
  /** How many of the agents have a desktop open. */
  readonly desks: number
  readonly config?: object
  /** Of the nodes' processes. */
  readonly env?: (node: string) => Record<string, string>
  /** Of PostgreSQL. */
  readonly settings?: Readonly<Record<string, string>>
}

/** Where its pages come from: the same for all nodes, whatever wire a desktop takes. */
export const origin = 'http://greetline.example'

export async function openFloor(what: FloorSettings): Promise<Floor> {
  const engine = what.store === 'postgres' ? await openEngine(what.settings) : null
  const house = await makeHouse({
    config: { publicUrl: origin, ...what.config, ...(engine && { store: engine.url() }) },
  })
  const said: (() => string)[] = []
  const nodes: FloorNode[] = []
  for (let n = 1; n <= what.nodes; n++) nodes.push(await openNode(`n${n}`, what, house, engine, said))
  await Promise.all(nodes.map((node) => node.start()))
  const floor = {
    house,
    engine,
    nodes,
    desks: [] as FloorDesk[],
    nextNode: inTurns(nodes),
    readDesk: engine ? deskInPostgres(engine) : deskInSqlite(house),
    logged: () => said.map((one) => one()).join(''),
    async close() {
      for (const { desktop, wire } of floor.desks) {
        desktop.close()
        await wire.close()
      }
      for (const node of nodes) await node.toEngine?.close()
      await house.close()
      await engine?.server.stop()
    },
  }
  for (const [n, login] of agents.slice(0, what.desks).entries()) {
    floor.desks.push(await openDesk(nodes, n, login))
  }
  const areOpen = () => floor.desks.every(({ desktop }) => desktop.version() !== null)
  await until('the desktops are open', 20_000, areOpen)
  return floor
}

async function openEngine(settings?: Readonly<Record<string, string>>): Promise<Engine> {
  const server = await startPostgres(settings ? { settings } : {})
  const client = new pg.Client({ connectionString: server.url })
  await client.connect()
  await client.query('create database house')
  await client.end()
  const engine = { server, url: () => engine.server.url.replace(/postgres$/, 'house') }
  return engine
}

async function openNode(
  name: string,
  { env = () => ({}) }: FloorSettings,
  house: RealHouse,
  engine: Engine | null,
  said: (() => string)[],
): Promise<FloorNode> {
  const toEngine = engine && (await openWire(() => engine.server.port))
  const store = engine && toEngine && { store: engine.url().replace(/:\d+\//, `:${toEngine.port}/`) }
  const node: FloorNode = {
    name,
    running: null,
    toEngine,
    isReachable: true,
    async start() {
      const running = await house.start({
        env: env(name),
        ...(engine && { node: name, config: { ...store } }),
      })
      said.push(running.logged)
      node.running = running
      return running
    },
    async kill() {
      const { running } = node
      node.running = null
      await running?.end('SIGKILL')
    },
  }
  return node
}

/** An agent's desktop is led to a node of its own, and to another one where that cannot be reached. */
async function openDesk(nodes: readonly FloorNode[], n: number, login: string): Promise<FloorDesk> {
  const wire = await openWire(() => {
    const inOrder = nodes.map((_, k) => nodes[(n + k) % nodes.length])
    const at = inOrder.find((node) => node?.running && node.isReachable)
    return at?.running ? Number(new URL(at.running.url).port) : null
  })
  const urls = { signIn: nodes[0]?.running?.url ?? '', desktop: `http://127.0.0.1:${wire.port}` }
  return { ...(await openWatchedDesk(urls, login, origin)), wire }
}

function inTurns(nodes: readonly FloorNode[]): () => Running | null {
  let turn = 0
  return () => {
    const running = nodes.flatMap((node) => node.running ?? [])
    return running[turn++ % running.length] ?? null
  }
}

const versionSql = 'select version from desk where account_id ='
const popsSql = `select content from pop where state <> 'closed' and account_id =`

function deskInSqlite(house: RealHouse): Floor['readDesk'] {
  return async (accountId) => {
    const db = new Database(house.database, { readonly: true })
    try {
      const version = db.prepare(`${versionSql} ?`).pluck().get(accountId) as number | undefined
      const pops = db.prepare(`${popsSql} ?`).pluck().all(accountId) as string[]
      return { version: version ?? 0, pops: pops.map((content) => JSON.parse(content) as Pop) }
    } finally {
      db.close()
    }
  }
}

function deskInPostgres(engine: Engine): Floor['readDesk'] {
  return async (accountId) => {
    const client = new pg.Client({ connectionString: engine.url() })
    client.on('error', () => undefined)
    await client.connect()
    try {
      const { rows } = await client.query<{ version: string }>(`${versionSql} $1`, [accountId])
      const pops = await client.query<{ content: string }>(`${popsSql} $1`, [accountId])
      return {
        version: Number(rows[0]?.version ?? 0),
        pops: pops.rows.map(({ content }) => JSON.parse(content) as Pop),
      }
    } finally {
      await client.end()
    }
  }
}

/** Events that were answered and are not in PostgreSQL yet. */
export async function spooledAt({ nodes }: Floor): Promise<number> {
  const counts = nodes.map(async ({ running }) => {
    if (!running) return 0
    const text = await (await fetch(`${running.url}/metrics`)).text()
    return Number(/^greetline_spooled_events (\d+)$/m.exec(text)?.[1] ?? 0)
  })
  return (await Promise.all(counts)).reduce((sum, one) => sum + one, 0)
}

/** Asks a node as an agent's desktop does. */
export async function ask(
  node: Running | null | undefined,
  cookie: string | undefined,
  method: string,
  path: string,
  body?: unknown,
  patienceMs = 10_000,
): Promise<Response> {
  return fetch(`${node?.url}${path}`, {
    method,
    headers: { cookie: cookie ?? '', origin, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(patienceMs),
  })
}

/** Resolves with how long it took, ms in own time; rejects where it has not come about after `ms` of it. */
export async function until(
  what: string,
  ms: number,
  fits: () => boolean | Promise<boolean>,
): Promise<number> {
  const lived = ownTime()
  while (!(await fits())) {
    if (lived() > ms) throw new Error(`waited ${ms} ms in vain: ${what}`)
    await pause(20)
  }
  return lived()
}
