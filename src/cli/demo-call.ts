import { parseArgs } from 'node:util'
import { demoSecrets } from '../config.ts'
import { demoKinds, isDemoKind } from '../demo/demo-calls.ts'

export interface DemoCallIo {
  readonly stdout: { write(text: string): unknown }
  readonly stderr: { write(text: string): unknown }
}

const usage = `usage: demo-call KIND [--url http://localhost:8080]
       demo-call --pause | --resume [--url http://localhost:8080]
Lets the demo phone system of a running demo (npm start) play one call, stop playing by itself, or go on.
Kinds: ${demoKinds.join(', ')}
`

const options = {
  url: { type: 'string', default: 'http://localhost:8080' },
  pause: { type: 'boolean', default: false },
  resume: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const

interface Order {
  readonly method: 'POST' | 'PUT'
  readonly path: string
  readonly body: object
  readonly done: (answer: unknown) => string
}

type Read = { readonly order: Order; readonly base: URL } | { readonly fault: string } | null

/**
 * `demo-call KIND|--pause|--resume`: signs in to a running demo as alice and asks for it through the API. Exit code 0
 * when it was done or the kinds were listed, 1 where the server refused or was not there, 2 for arguments that are wrong.
 */
export async function demoCall(args: readonly string[], io: DemoCallIo): Promise<number> {
  const read = readArguments(args)
  if (read === null) {
    io.stdout.write(usage)
    return 0
  }
  if ('fault' in read) {
    io.stderr.write(`demo-call: ${read.fault}\n${usage}`)
    return 2
  }
  try {
    io.stdout.write(`${await carryOut(read.order, read.base)}\n`)
    return 0
  } catch (reason) {
    io.stderr.write(`demo-call: ${explain(reason, read.base)}\n`)
    return 1
  }
}

function readArguments(args: readonly string[]): Read {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
    const { pause, resume } = values
    if (values.help) return null
    if (!URL.canParse(values.url)) return { fault: `--url ${values.url} is no address` }
    const orders = [
      ...positionals.map(playing),
      ...(pause ? [setting(false)] : []),
      ...(resume ? [setting(true)] : []),
    ]
    const [order] = orders
    if (!order) return null
    if (orders.length > 1) return { fault: 'one thing at a time: a kind, --pause or --resume' }
    const unknown = positionals.find((kind) => !isDemoKind(kind))
    if (unknown !== undefined) return { fault: `there is no kind of call named ${unknown}` }
    return { order, base: new URL(values.url) }
  } catch (reason) {
    return { fault: (reason as Error).message }
  }
}

function playing(kind: string): Order {
  const done = (answer: unknown): string => `${(answer as { call: string }).call} is arriving (${kind}).`
  return { method: 'POST', path: '/v1/demo/calls', body: { kind }, done }
}

function setting(playing: boolean): Order {
  const done = (): string =>
    playing ? 'The demo phone system plays by itself again.' : 'The demo phone system is paused.'
  return { method: 'PUT', path: '/v1/demo', body: { playing }, done }
}

async function carryOut({ method, path, body, done }: Order, base: URL): Promise<string> {
  const credentials = { login: 'alice', password: demoSecrets.password }
  const signedIn = await send(base, 'POST', '/v1/session', credentials, {})
  const cookie = signedIn.headers
    .getSetCookie()
    .map((one) => one.split(';', 1)[0])
    .join('; ')
  try {
    const response = await send(base, method, path, body, { Cookie: cookie })
    return done(await response.json())
  } finally {
    await send(base, 'DELETE', '/v1/session', null, { Cookie: cookie }).catch(() => undefined)
  }
}

/** The server lets in what changes something only from its own page, so the request says it comes from there. */
async function send(
  base: URL,
  method: string,
  path: string,
  body: object | null,
  headers: Readonly<Record<string, string>>,
): Promise<Response> {
  const response = await fetch(new URL(path, base), {
    method,
    headers: {
      Origin: base.origin,
      ...headers,
      ...(body === null ? {} : { 'Content-Type': 'application/json' }),
    },
    body: body === null ? null : JSON.stringify(body),
  })
  if (!response.ok) throw new Refused(response.status, await response.text())
  return response
}

class Refused extends Error {
  readonly status: number

  constructor(status: number, answer: string) {
    super(answer)
    this.status = status
  }
}

function explain(reason: unknown, base: URL): string {
  if (!(reason instanceof Refused))
    return `nothing answers at ${base.origin}; is the demo running (npm start)?`
  if (reason.status === 401) return `${base.origin} does not know the demo's alice; is it the demo?`
  if (reason.status === 404) return `${base.origin} has no demo phone system; is it the demo?`
  try {
    const { error } = JSON.parse(reason.message) as {
      error: { message: string; faults?: { path: string; message: string }[] }
    }
    return [error.message, ...(error.faults ?? []).map((one) => `${one.path}: ${one.message}`)].join(' ')
  } catch {
    return `${base.origin} answered ${reason.status}`
  }
}
