import type { z } from 'zod'
import type { EventsAccepted, eventMessages } from '../wire/event-contract.ts'
import { routeAddresses } from '../wire/route-addresses.ts'
import type { Answered, RouteName, Routes } from '../wire/routes.ts'
import { Refused, readRefusal } from './refused.ts'
import { signEvents } from './sign-events.ts'

export interface GreetlineSettings {
  /** Where the server is: `https://calls.example`. In a page of the server's own it may be left out. */
  readonly url?: string
  /** A token of `apiTokens`. Without one, a browser sends the session cookie of its page. */
  readonly token?: string
  /** Sent with every request: a session cookie and an `Origin`, say. */
  readonly headers?: Readonly<Record<string, string>>
  readonly fetch?: typeof fetch
  /** The wall clock, ms: signatures carry it. */
  readonly now?: () => number
}

type Params<N extends RouteName> = Routes[N] extends { params: infer S extends z.ZodType }
  ? { readonly params: z.infer<S> }
  : unknown
type Query<N extends RouteName> = Routes[N] extends { query: infer S extends z.ZodType }
  ? { readonly query?: Partial<z.infer<S>> }
  : unknown
type Body<N extends RouteName> = Routes[N] extends { body: infer S extends z.ZodType }
  ? { readonly body: z.input<S> }
  : unknown
type Upload<N extends RouteName> = Routes[N] extends { upload: string }
  ? { readonly upload: string | Blob | Uint8Array<ArrayBuffer> }
  : unknown

/** What a route is asked with, as its declaration has it. */
export type Asking<N extends RouteName> = Params<N> &
  Query<N> &
  Body<N> &
  Upload<N> & { readonly signal?: AbortSignal }

type Ask<N extends RouteName> =
  object extends Asking<N>
    ? (asking?: Asking<N>) => Promise<Answered<N>>
    : (asking: Asking<N>) => Promise<Answered<N>>

export type EventsToPost = z.input<typeof eventMessages>

/** One method for each declared route, of the same name, and the one for phone systems. */
export type Greetline = { readonly [N in RouteName]: Ask<N> } & {
  /**
   * Reports what a phone system's calls do, signed with one of the source's secrets. Resolves once the events are
   * durable. What was refused with `isPassing` may be sent again as it is; nothing happens twice.
   */
  postEvents(source: string, secret: string, events: EventsToPost): Promise<EventsAccepted>
}

interface AnyAsking {
  readonly params?: Readonly<Record<string, unknown>>
  readonly query?: Readonly<Record<string, unknown>>
  readonly body?: unknown
  readonly upload?: NonNullable<RequestInit['body']>
  readonly signal?: AbortSignal
}

/** A typed client of the server's API. Methods reject with {@link Refused}, or as `fetch` does when aborted. */
export function greetline(settings: GreetlineSettings = {}): Greetline {
  const names = Object.keys(routeAddresses) as RouteName[]
  const methods = names.map((name) => [name, (asking?: AnyAsking) => ask(settings, name, asking ?? {})])
  const postEvents: Greetline['postEvents'] = async (source, secret, events) => {
    const body = JSON.stringify(events)
    const signature = await signEvents(secret, body, (settings.now ?? Date.now)())
    const headers = { 'content-type': 'application/json', ...signature }
    const path = `/v1/sources/${encodeURIComponent(source)}/events`
    return read(await send(settings, path, { method: 'POST', headers, body }))
  }
  return Object.assign(Object.fromEntries(methods), { postEvents }) as Greetline
}

async function ask(settings: GreetlineSettings, name: RouteName, asking: AnyAsking): Promise<unknown> {
  const [method = '', path = ''] = routeAddresses[name].split(' ')
  const { body, upload, signal } = asking
  return read(
    await send(settings, filled(path, asking), {
      method,
      credentials: 'same-origin',
      headers: {
        ...settings.headers,
        ...(settings.token === undefined ? {} : { authorization: `Bearer ${settings.token}` }),
        ...(upload === undefined
          ? {}
          : { 'content-type': name === 'postSignals' ? 'application/x-ndjson' : 'text/csv' }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(upload === undefined ? {} : { body: upload }),
      ...(signal === undefined ? {} : { signal }),
    }),
  )
}

async function send(settings: GreetlineSettings, path: string, request: RequestInit): Promise<Response> {
  try {
    return await (settings.fetch ?? fetch)(`${(settings.url ?? '').replace(/\/$/, '')}${path}`, request)
  } catch (cause) {
    if (request.signal?.aborted) throw cause
    throw new Refused('unreachable', 0, 'The server could not be reached', { cause })
  }
}

async function read<T>(response: Response): Promise<T> {
  if (!response.ok) throw await readRefusal(response)
  return (response.status === 204 ? undefined : await response.json()) as T
}

function filled(path: string, { params, query }: AnyAsking): string {
  const place = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params?.[name])))
  const given = Object.entries(query ?? {}).filter(([, value]) => value !== undefined)
  const written = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString()
  return written === '' ? place : `${place}?${written}`
}
