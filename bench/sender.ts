import { Socket } from 'node:net'
import { signRequest } from '../src/pbx/verify-request.ts'
import { monotonicMs } from './clock.ts'
import { dialled, eventsPath, signingSecret } from './house.ts'
import { makeAgent, makeNumber, queues, type Scale, seededRandom } from './world.ts'

/** Sends events on a schedule that does not wait for answers: the phone system does not wait either. */
export interface SendOrder {
  readonly url: string
  readonly scale: Scale
  readonly run: number
  readonly calls: number
  /** Events a second; two per call. */
  readonly rate: number
}

/** Instants by {@link monotonicMs} at which the events were due, one per call. */
export interface Sent {
  readonly offered: Float64Array
  readonly ended: Float64Array
  /** Events that were not answered with 202. */
  readonly refused: number
  /** How late the sender itself was at p99, ms: what no server is to blame for. */
  readonly lateness: number
}

/** As many as a phone system with several trunks would keep open; each carries one request at a time. */
const connections = 64
const answersWithinMs = 10_000

interface Scheduled {
  /** Ms from the start of the run. */
  readonly due: number
  readonly call: number
  readonly kind: 'offered' | 'ended'
}

process.on('message', (order: SendOrder) => {
  send(order).then(
    (sent) => process.send?.(sent),
    (reason: unknown) => {
      throw reason
    },
  )
})
process.on('disconnect', () => process.exit(0))

async function send(order: SendOrder): Promise<Sent> {
  const schedule = makeSchedule(order)
  // Signed beforehand, so that the signing of the one takes nothing from the other.
  const beginsAt = Date.now() + 100 + schedule.length * 0.05
  const requests = schedule.map((one) => makeRequest(order, one, beginsAt))
  const pool = await openPool(order.url)
  const begin = monotonicMs() + (beginsAt - Date.now())
  const lateness = await dispatchAll(schedule, requests, pool, begin)
  await pool.answered(answersWithinMs)
  pool.close()
  const due = (kind: Scheduled['kind']): Float64Array => {
    const instants = new Float64Array(order.calls)
    for (const one of schedule) if (one.kind === kind) instants[one.call] = begin + one.due
    return instants
  }
  return { offered: due('offered'), ended: due('ended'), refused: pool.refused(), lateness }
}

/** So long after its offer a call ends, in seconds; in a short run after a third of it. */
const callSeconds = 2

/**
 * Calls come independently of each other, so the gaps between events are exponential. Offers and ends alternate but for
 * the beginning and the end of the run.
 */
function makeSchedule({ run, rate, calls }: SendOrder): Scheduled[] {
  const random = seededRandom(run)
  const alive = Math.ceil(Math.min(calls / 3, (callSeconds * rate) / 2))
  const kinds: Omit<Scheduled, 'due'>[] = []
  for (let call = 0; call < calls + alive; call++) {
    if (call < calls) kinds.push({ call, kind: 'offered' })
    if (call >= alive) kinds.push({ call: call - alive, kind: 'ended' })
  }
  let due = 0
  return kinds.map((one) => {
    due += (-Math.log(1 - random()) * 1000) / rate
    return { ...one, due }
  })
}

function makeRequest({ run, scale }: SendOrder, { call, kind, due }: Scheduled, beginsAt: number): Buffer {
  const random = seededRandom(run * 1_000_003 + call)
  const agent = makeAgent((call * 7919 + run) % scale.agents)
  const name = `r${run}-${call}`
  const event = {
    id: `${name}-${kind}`,
    kind,
    time: Math.round(beginsAt + due),
    call: name,
    direction: 'inbound',
    from: makeNumber(Math.floor(random() * scale.numbers), scale),
    to: dialled,
    queue: queues[call % queues.length]?.id,
    agents: [{ extension: agent.extension }],
  }
  const body = JSON.stringify(event)
  const headers = {
    host: 'bench',
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    ...signRequest(signingSecret, `msg_${event.id}`, beginsAt, body),
  }
  const head = Object.entries(headers).map(([header, value]) => `${header}: ${value}\r\n`)
  return Buffer.from(`POST ${eventsPath} HTTP/1.1\r\n${head.join('')}\r\n${body}`)
}

/** Below this many ms to the next event the thread does not sleep. */
const tooShortToSleep = 0.1

/**
 * Sleeps in `Atomics.wait`, which wakes within some 60 µs where a timer of the event loop is late by a millisecond. Many
 * events a second are sent in bunches of half a millisecond, so that the sender takes no core from the servers.
 */
async function dispatchAll(
  schedule: readonly Scheduled[],
  requests: readonly Buffer[],
  pool: Pool,
  begin: number,
): Promise<number> {
  const bed = new Int32Array(new SharedArrayBuffer(4))
  const shortest = schedule.length / (schedule.at(-1)?.due ?? 1) > 1 ? 0.5 : 0
  const late: number[] = []
  for (let next = 0; next < schedule.length; ) {
    const now = monotonicMs() - begin
    for (let one = schedule[next]; one && one.due <= now; one = schedule[++next]) {
      late.push(now - one.due)
      pool.post(requests[next] as Buffer)
    }
    await new Promise(setImmediate)
    const gap = (schedule[next]?.due ?? 0) - (monotonicMs() - begin)
    if (gap > tooShortToSleep || shortest > 0) Atomics.wait(bed, 0, 0, Math.max(shortest, gap - 0.06))
  }
  late.sort((a, b) => a - b)
  return late[Math.floor(late.length * 0.99)] ?? 0
}

interface Pool {
  /** Goes out on a free connection at once, or on the first that becomes free. */
  post(request: Buffer): void
  /** Resolves when all is answered, or after so many ms. */
  answered(withinMs: number): Promise<void>
  refused(): number
  close(): void
}

async function openPool(url: string): Promise<Pool> {
  const { hostname, port } = new URL(url)
  const free: Socket[] = []
  const queue: Buffer[] = []
  let open = 0
  let refused = 0
  const sockets = await Promise.all(
    Array.from({ length: connections }, () => openConnection(hostname, Number(port))),
  )
  for (const socket of sockets) {
    free.push(socket)
    readAnswers(socket, (status) => {
      open--
      if (status !== 202) refused++
      const next = queue.shift()
      if (next) socket.write(next)
      else free.push(socket)
    })
  }
  return {
    post(request) {
      open++
      // In turn, so that none lies idle until the server closes it (Node: after five seconds).
      const socket = free.shift()
      if (socket) socket.write(request)
      else queue.push(request)
    },
    async answered(withinMs) {
      const until = monotonicMs() + withinMs
      while (open > 0 && monotonicMs() < until) await new Promise((resolve) => setTimeout(resolve, 5))
    },
    refused: () => refused + open,
    close() {
      for (const socket of sockets) socket.destroy()
    },
  }
}

function openConnection(host: string, port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = new Socket()
    socket.setNoDelay(true)
    socket.once('error', reject)
    socket.connect(port, host, () => resolve(socket))
  })
}

/** Tells the status of each answer once it is whole. Both servers state the length of what they answer. */
function readAnswers(socket: Socket, answered: (status: number) => void): void {
  let kept = ''
  socket.on('error', () => undefined)
  socket.setEncoding('latin1')
  socket.on('data', (text: string) => {
    kept += text
    const head = kept.indexOf('\r\n\r\n')
    if (head < 0) return
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(kept)?.[1] ?? 0)
    if (kept.length < head + 4 + length) return
    const status = Number(kept.slice(9, 12))
    kept = ''
    answered(status)
  })
}
