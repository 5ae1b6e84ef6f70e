import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Refusal, type RefusalCode } from '../errors.ts'
import { type Identified, type IdentifyQuery, identifyQuery } from '../wire/identify-api.ts'
import { type WrittenLookup, writeLookup, writesRefusals } from './write-lookup.ts'

/** Who may ask, and for which phone system. */
export interface LookupKey {
  readonly name: string
  readonly token: string
}

interface LookupRoute<Key extends LookupKey> {
  readonly keys: readonly Key[]
  readonly identify: (query: IdentifyQuery, key: Key) => Promise<Identified>
  readonly refused: (code: RefusalCode) => void
  readonly failed: (reason: unknown) => void
  readonly took: (ms: number) => void
  /** A clock that never jumps, ms. */
  readonly elapsed: () => number
}

const address = /^\/v1\/identify(?:\?(.*))?$/

/**
 * `GET /v1/identify`, answered before Express: a dialplan holds the caller while it waits. True if the request was this
 * one. The token comes as a bearer token or, for those who can only write an address (FreePBX, mod_cidlookup), as the
 * password of HTTP Basic with the lookup's name; never in the query, where proxies would log it.
 */
export function lookupRoute<Key extends LookupKey>(
  route: LookupRoute<Key>,
): (request: IncomingMessage, response: ServerResponse) => boolean {
  const find = keyFinder(route.keys)
  return (request, response) => {
    const asked = address.exec(request.url ?? '')
    if (!asked) return false
    const parameters = Object.fromEntries(new URLSearchParams(asked[1] ?? ''))
    const began = route.elapsed()
    answer(route, find, request, parameters).then(
      (written) => {
        send(response, 200, written)
        route.took(route.elapsed() - began)
      },
      (reason: unknown) => refuse(route, response, parameters, reason),
    )
    return true
  }
}

async function answer<Key extends LookupKey>(
  route: LookupRoute<Key>,
  find: (request: IncomingMessage) => Key | null,
  request: IncomingMessage,
  parameters: Readonly<Record<string, string>>,
): Promise<WrittenLookup> {
  if (request.method !== 'GET') throw new Refusal('method-not-allowed')
  const key = find(request)
  if (!key) throw new Refusal('wrong-lookup-token')
  const query = identifyQuery.safeParse(parameters)
  if (!query.success) throw new Refusal('bad-input', { faults: faultsOf(query.error.issues) })
  return writeLookup(query.data.format, await route.identify(query.data, key))
}

function faultsOf(issues: readonly { path: PropertyKey[]; message: string }[]) {
  return issues.map(({ path, message }) => ({ path: ['query', ...path].join('.'), message }))
}

function refuse(
  route: Pick<LookupRoute<LookupKey>, 'refused' | 'failed'>,
  response: ServerResponse,
  { format }: Readonly<Record<string, string>>,
  reason: unknown,
): void {
  const refusal = reason instanceof Refusal ? reason : new Refusal('internal', { cause: reason })
  if (refusal.status >= 500) route.failed(refusal.cause ?? refusal)
  route.refused(refusal.code)
  if (refusal.status === 401) response.setHeader('WWW-Authenticate', 'Basic realm="greetline"')
  if (refusal.status === 503) response.setHeader('Retry-After', '1')
  if (refusal.code === 'method-not-allowed') response.setHeader('Allow', 'GET')
  const told = format === undefined || writesRefusals(format as IdentifyQuery['format'])
  const body = told ? JSON.stringify(refusal.body()) : ''
  send(response, refusal.status, { type: told ? 'application/json; charset=utf-8' : 'text/plain', body })
}

/** All keys are compared, hashed so that lengths are equal, so that the time taken tells nothing. */
function keyFinder<Key extends LookupKey>(keys: readonly Key[]): (request: IncomingMessage) => Key | null {
  const known = keys.map((key) => ({ key, digest: digest(key.token) }))
  return ({ headers }) => {
    const shown = credentials(headers.authorization ?? '')
    const asked = digest(shown?.token ?? '')
    const fitting = known.filter(({ digest: own }) => timingSafeEqual(own, asked))
    const [only] = fitting
    return only && shown && (shown.name === null || shown.name === only.key.name) ? only.key : null
  }
}

function credentials(header: string): { name: string | null; token: string } | null {
  const bearer = /^Bearer +([\x21-\x7e]{1,512})$/i.exec(header)?.[1]
  if (bearer !== undefined) return { name: null, token: bearer }
  const basic = /^Basic +([A-Za-z0-9+/=]{1,1024})$/i.exec(header)?.[1]
  if (basic === undefined) return null
  const written = Buffer.from(basic, 'base64').toString('utf8')
  const colon = written.indexOf(':')
  return colon < 0 ? null : { name: written.slice(0, colon), token: written.slice(colon + 1) }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest()
}

function send(response: ServerResponse, status: number, { type, body }: WrittenLookup): void {
  response.writeHead(status, {
    'Content-Type': type,
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  })
  response.end(body)
}
