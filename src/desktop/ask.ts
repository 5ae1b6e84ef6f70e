import type { z } from 'zod'
import type { RefusalCode } from '../errors.ts'
import type { RefusalBody } from '../wire/refusal.ts'
import { routeAddresses } from '../wire/route-addresses.ts'
import type { Answered, RouteName, Routes } from '../wire/routes.ts'

type Params<N extends RouteName> = Routes[N] extends { params: infer S extends z.ZodType }
  ? { params: z.infer<S> }
  : unknown
type Body<N extends RouteName> = Routes[N] extends { body: infer S extends z.ZodType }
  ? { body: z.input<S> }
  : unknown
type Query<N extends RouteName> = Routes[N] extends { query: infer S extends z.ZodType }
  ? { query?: Partial<z.infer<S>> }
  : unknown

export type Question<N extends RouteName> = Params<N> &
  Body<N> &
  Query<N> & {
    signal?: AbortSignal
    /** Let the request outlive the page. */
    keepalive?: boolean
  }

export type Ask = <N extends RouteName>(name: N, question: Question<N>) => Promise<Answered<N>>

/** What a request was refused with; `unreachable` is our own word for no answer at all. */
export type WhyNot = RefusalCode | 'unreachable'

export class Refused extends Error {
  readonly code: WhyNot
  readonly faults: readonly { path: string; message: string }[]

  constructor(code: WhyNot, faults: readonly { path: string; message: string }[] = []) {
    super(code)
    this.code = code
    this.faults = faults
  }
}

export function whyNot(thrown: unknown): Refused {
  return thrown instanceof Refused ? thrown : new Refused('unreachable')
}

export function addressOf(name: RouteName, question: object): { method: string; url: string } {
  const [method = '', path = ''] = routeAddresses[name].split(' ')
  const { params, query } = question as { params?: Record<string, unknown>; query?: Record<string, unknown> }
  const filled = path.replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(String(params?.[key])))
  const given = Object.entries(query ?? {}).filter(([, value]) => value !== undefined)
  const written = new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString()
  return { method, url: written ? `${filled}?${written}` : filled }
}

/**
 * A typed client for the house's own API. `onSignedOut` is told when the session is no longer one, whoever asked.
 * Rejects with Refused, except where the request was aborted.
 */
export function makeAsk(onSignedOut: () => void): Ask {
  return async (name, question) => {
    const { method, url } = addressOf(name, question)
    const response = await send(method, url, question)
    if (response.ok) return (response.status === 204 ? undefined : await response.json()) as never
    const refused = await readRefusal(response)
    if (refused.code === 'not-signed-in') onSignedOut()
    throw refused
  }
}

async function send(method: string, url: string, question: object): Promise<Response> {
  const { body, signal, keepalive } = question as {
    body?: unknown
    signal?: AbortSignal
    keepalive?: boolean
  }
  const sent: RequestInit = { method, credentials: 'same-origin', cache: 'no-store' }
  if (body !== undefined) sent.body = JSON.stringify(body)
  if (method !== 'GET') sent.headers = { 'content-type': 'application/json' }
  if (signal) sent.signal = signal
  if (keepalive) sent.keepalive = true
  try {
    return await fetch(url, sent)
  } catch (thrown) {
    if (signal?.aborted) throw thrown
    throw new Refused('unreachable')
  }
}

export async function readRefusal(response: Response): Promise<Refused> {
  try {
    const { error } = (await response.json()) as RefusalBody
    return new Refused(error.code as RefusalCode, error.faults ?? [])
  } catch {
    return new Refused(response.status >= 500 ? 'unreachable' : 'internal')
  }
}
