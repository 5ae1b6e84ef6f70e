import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { type WebSocket, WebSocketServer } from 'ws'
import { eventsPath, signingSecret } from './house.ts'
import { serveUntilStopped } from './server-process.ts'

/**
 * What the product is measured against: the least that takes an event in, knows the caller and tells the desktop, with
 * every cost mended that can be. It keeps no calls, so it looks the caller up for every event; it has no rules, no
 * ranking, no history, no reconnecting, and is never to be run in earnest.
 */
const folder = process.argv[2]
if (folder === undefined) throw new Error('usage: node bench/reference-server.ts FOLDER')

const db = new Database(join(folder, 'greetline.sqlite'))
db.pragma('journal_mode = WAL')
db.pragma('synchronous = FULL')
db.pragma('cache_size = -131072')
db.pragma('mmap_size = 1073741824')
db.exec(
  'create table if not exists bench_event (id text primary key, body text not null, at integer not null)',
)

const customerSql = `select c.id, c.name, c.kind, c.language, c.tier from customer_number n
  join customer c on c.id = n.customer_id where n.number_key = ? limit 1`
const interactionsSql = `select id, channel, direction, started_at, agent_name, queue_name, outcome, disposition, body
  from interaction where customer_id = ? order by id desc limit 5`
const findCustomer = db.prepare(customerSql).raw()
const findInteractions = db.prepare(interactionsSql).raw()
const insertEvent = db.prepare(
  'insert into bench_event (id, body, at) values (?, ?, ?) on conflict (id) do nothing',
)
const begin = db.prepare('begin immediate')
const commit = db.prepare('commit')

interface Event {
  readonly id: string
  readonly kind: 'offered' | 'ended'
  readonly call: string
  readonly from: string
  readonly agents: readonly { readonly extension: string }[]
}

interface Waiting {
  readonly event: Event
  readonly body: string
  readonly response: ServerResponse
}

const desktops = new Map<string, WebSocket>()
const key = createSecretKey(Buffer.from(signingSecret.slice('whsec_'.length), 'base64'))
const numbers = new Map<string, string | null>()
let waiting: Waiting[] = []

const http = createServer((request, response) => {
  if (request.url !== eventsPath || request.method !== 'POST') {
    response.writeHead(404).end()
    return
  }
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () =>
    take(request, response, chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)),
  )
})

function take(request: IncomingMessage, response: ServerResponse, raw: Buffer): void {
  if (!isGenuine(request, raw)) {
    response.writeHead(401).end()
    return
  }
  const body = raw.toString('utf8')
  waiting.push({ event: JSON.parse(body) as Event, body, response })
  // Whatever sockets are readable now is read before; one fsync then serves all of it.
  if (waiting.length === 1) setImmediate(writeAll)
}

/** Standard Webhooks 1.0: HMAC-SHA256 over `id.timestamp.body`. */
function isGenuine({ headers }: IncomingMessage, body: Buffer): boolean {
  const wanted = createHmac('sha256', key)
    .update(`${headers['webhook-id']}.${headers['webhook-timestamp']}.`)
    .update(body)
    .digest()
  const given = Buffer.from(String(headers['webhook-signature']).slice(3), 'base64')
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}

function writeAll(): void {
  const batch = waiting
  waiting = []
  const now = Date.now()
  begin.run()
  for (const { event, body } of batch) insertEvent.run(event.id, body, now)
  commit.run()
  for (const { event, response } of batch) {
    tellDesktop(event)
    const answer = `{"accepted":[{"id":${JSON.stringify(event.id)}}]}`
    response.writeHead(202, { 'Content-Type': 'application/json', 'Content-Length': answer.length })
    response.end(answer)
  }
}

function tellDesktop({ kind, call, from, agents }: Event): void {
  const desktop = desktops.get(agents[0]?.extension ?? '')
  const state = kind === 'offered' ? 'ringing' : 'closed'
  desktop?.send(JSON.stringify({ callId: `main:${call}`, state, ...whoCalls(from) }))
}

function whoCalls(from: string) {
  const number = normalised(from)
  const customer = number === null ? undefined : (findCustomer.get(number) as unknown[] | undefined)
  return { number, customer, history: customer === undefined ? [] : findInteractions.all(customer[0]) }
}

function normalised(raw: string): string | null {
  const known = numbers.get(raw)
  if (known !== undefined) return known
  const parsed = parsePhoneNumberFromString(raw, 'DE')
  const number = parsed?.isValid() ? parsed.number : null
  if (numbers.size >= 20_000) numbers.clear()
  numbers.set(raw, number)
  return number
}

const sockets = new WebSocketServer({ server: http, path: '/desktop', perMessageDeflate: false })
sockets.on('connection', (socket, request) => {
  const agent = new URL(request.url ?? '', 'http://bench').searchParams.get('agent') ?? ''
  desktops.set(agent, socket)
  socket.send('{"ready":true}')
})

http.listen(0, '127.0.0.1', () => {
  const { port } = http.address() as AddressInfo
  serveUntilStopped(`http://127.0.0.1:${port}`, async () => {
    http.closeAllConnections()
    db.close()
  })
})
