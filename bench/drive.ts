import { type ChildProcess, fork } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { clearTraces } from './clear-traces.ts'
import type { DesktopsAsked, DesktopsSay, Received } from './desktops.ts'
import { latenciesOf, type Measured } from './percentiles.ts'
import type { SendOrder, Sent } from './sender.ts'
import type { ServerAsked, ServerSays } from './server-process.ts'
import type { Scale } from './world.ts'

export type ServerName = 'reference' | 'product'

/** A running server with all its desktops connected. */
export interface Stage {
  readonly url: string
  /** Sends for so many seconds and waits until everything has arrived or nothing comes any more. */
  run(rate: number, seconds: number): Promise<Measured>
  close(): Promise<void>
}

/** Processes that serve every stage. */
export interface Crew {
  readonly sender: ChildProcess
  readonly desktops: ChildProcess
  dismiss(): void
}

export function hireCrew(): Crew {
  const sender = start('sender.ts', [])
  const desktops = start('desktops.ts', [])
  return {
    sender,
    desktops,
    dismiss() {
      sender.disconnect()
      desktops.disconnect()
    },
  }
}

/** After the last event was answered, a message that has not come within this many ms will not come. */
const silenceMs = 1500

/** No two runs of a benchmark use the same names of calls, whichever server they are for. */
let runs = 0

export async function setStage(
  name: ServerName,
  what: {
    readonly folder: string
    readonly scale: Scale
    readonly crew: Crew
    readonly nodeOptions: string[]
  },
): Promise<Stage> {
  const { folder, scale, crew } = what
  clearTraces(folder, scale.agents, Date.now())
  const server = start(`${name}-server.ts`, [folder], what.nodeOptions)
  const { url } = (await next<ServerSays>(server)) as Extract<ServerSays, { kind: 'listening' }>
  const speech = name === 'product' ? 'socket.io' : 'bare'
  await askDesktops(crew, { kind: 'connect', url, speech, desktops: scale.agents })
  return {
    url,
    async run(rate, seconds) {
      const order = { url, scale, run: ++runs, rate, calls: Math.max(1, Math.round((rate * seconds) / 2)) }
      await askDesktops(crew, { kind: 'expect', run: order.run, calls: order.calls })
      const cpuBefore = await cpuOf(server)
      const sent = await sendAll(crew, order)
      const received = await collect(crew, order.calls * 2)
      const cpuMs = (await cpuOf(server)) - cpuBefore
      return measure(sent, received, cpuMs)
    },
    async close() {
      crew.desktops.send({ kind: 'disconnect' } satisfies DesktopsAsked)
      const gone = new Promise((resolve) => server.once('exit', resolve))
      server.send({ kind: 'stop' } satisfies ServerAsked)
      await gone
    },
  }
}

function measure(sent: Sent, received: Received, cpuMs: number): Measured {
  if (received.surplus > 0) throw new Error(`${received.surplus} messages came twice`)
  if (received.cut > 0) throw new Error(`${received.cut} desktops were cut off`)
  const { refused, lateness } = sent
  return { ...latenciesOf(sent, received), refused, lateness, cpuMs }
}

async function sendAll({ sender }: Crew, order: SendOrder): Promise<Sent> {
  sender.send(order)
  return next<Sent>(sender)
}

async function collect(crew: Crew, wanted: number): Promise<Received> {
  let last = -1
  for (let waited = 0; ; waited += 100) {
    const said = await askDesktops(crew, { kind: 'collect' })
    if (said.kind !== 'collected') throw new Error(`desktops said ${said.kind}`)
    if (said.count >= wanted) return said
    if (said.count !== last) waited = 0
    if (waited >= silenceMs) return said
    last = said.count
    await pause(100)
  }
}

async function askDesktops({ desktops }: Crew, asked: DesktopsAsked): Promise<DesktopsSay> {
  desktops.send(asked)
  const said = await next<DesktopsSay>(desktops)
  if (said.kind === 'failed') throw new Error(said.why)
  return said
}

async function cpuOf(server: ChildProcess): Promise<number> {
  server.send({ kind: 'spent?' } satisfies ServerAsked)
  return ((await next<ServerSays>(server)) as Extract<ServerSays, { kind: 'spent' }>).cpuMs
}

function start(file: string, args: string[], execArgv: string[] = []): ChildProcess {
  const path = fileURLToPath(new URL(file, import.meta.url))
  return fork(path, args, { serialization: 'advanced', execArgv })
}

/** The next thing a process says; a process that ends instead is an error. */
function next<T>(from: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null): void => reject(new Error(`${from.spawnargs[1]} ended with ${code}`))
    from.once('exit', onExit)
    from.once('message', (said) => {
      from.off('exit', onExit)
      resolve(said as T)
    })
  })
}
