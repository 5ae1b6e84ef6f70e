import { type Directory, type DirectoryEntry, fillNumber, type NumberSpellings } from './directory.ts'
import { textsAt, valuesAt } from './json-pointer.ts'
import { type FieldPlaces, readEntry } from './read-entry.ts'

/** One request and how its answer is read; numbers are put in by {@link fillNumber}. */
export interface HttpLookup {
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** JSON whose texts are filled. */
  readonly body?: unknown
  /** Pointer to the list of entries, or to the one entry. */
  readonly list: string
  readonly fields: FieldPlaces
  /** Where a token is got that the headers lack; asked for again when it is refused. */
  readonly token?: TokenRequest
}

export interface TokenRequest {
  readonly url: string
  readonly clientId: string
  readonly clientSecret: string
}

export interface HttpDirectorySettings {
  readonly name: string
  readonly trusted: boolean
  readonly region: string
  readonly sameIds: boolean
  readonly lookup: HttpLookup
}

const mostEntries = 20
/** A number has a handful of owners: what is longer than this is not an answer to the question. */
const mostBytes = 512 * 1024

export function httpDirectory({ name, trusted, region, sameIds, lookup }: HttpDirectorySettings): Directory {
  const authorize = openAuthorization(lookup.token)
  return {
    name,
    trusted,
    region,
    isAtHand: false,
    async find(number, stop) {
      const answer = await ask(lookup, number, await authorize(stop, false), stop)
      const again = answer.status === 401 && lookup.token !== undefined
      const settled = again ? await ask(lookup, number, await authorize(stop, true), stop) : answer
      return readAnswer(settled, lookup, sameIds)
    },
    close: async () => undefined,
  }
}

async function ask(
  lookup: HttpLookup,
  number: NumberSpellings,
  authorization: Readonly<Record<string, string>>,
  stop: AbortSignal,
): Promise<Response> {
  const { method, url, headers, body } = lookup
  return fetch(fillNumber(url, number, encodeURIComponent), {
    method,
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
      ...authorization,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(fillBody(body, number)) }),
    redirect: 'error',
    signal: stop,
  })
}

/** The texts of a JSON value, filled; JSON.stringify makes them fit afterwards. */
function fillBody(value: unknown, number: NumberSpellings): unknown {
  if (typeof value === 'string') return fillNumber(value, number)
  if (Array.isArray(value)) return value.map((one) => fillBody(one, number))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, fillBody(one, number)]))
}

/** 404 is how some systems say that there is nobody. Rejects for any other answer that is none. */
async function readAnswer(
  response: Response,
  { list, fields }: HttpLookup,
  sameIds: boolean,
): Promise<readonly DirectoryEntry[]> {
  if (response.status === 404 || response.status === 204) {
    await response.body?.cancel()
    return []
  }
  if (!response.ok) {
    await response.body?.cancel()
    throw new Error(`answered ${response.status}`)
  }
  const found = valuesAt(JSON.parse(await readText(response)), list).flatMap((one) =>
    Array.isArray(one) ? one : one === null ? [] : [one],
  )
  return found.slice(0, mostEntries).flatMap((one) => {
    const entry = readEntry(fields, (place) => textsAt(one, place))
    return entry ? [sameIds ? entry : withoutId(entry)] : []
  })
}

async function readText(response: Response): Promise<string> {
  const parts: Uint8Array[] = []
  let bytes = 0
  for await (const part of response.body ?? []) {
    bytes += part.byteLength
    if (bytes > mostBytes) throw new Error('answered too much')
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

function withoutId({ person, numbers }: DirectoryEntry): DirectoryEntry {
  return { person: { ...person, externalId: null }, numbers }
}

/** OAuth 2.0 client credentials (RFC 6749, 4.4); one token for all until it is refused. */
function openAuthorization(request: TokenRequest | undefined) {
  let token: Promise<string> | null = null
  return async (stop: AbortSignal, anew: boolean): Promise<Readonly<Record<string, string>>> => {
    if (!request) return {}
    if (anew) token = null
    token ??= fetchToken(request, stop).catch((reason) => {
      token = null
      throw reason
    })
    return { authorization: `Bearer ${await token}` }
  }
}

async function fetchToken({ url, clientId, clientSecret }: TokenRequest, stop: AbortSignal): Promise<string> {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
  })
  const response = await fetch(url, { method: 'POST', body, redirect: 'error', signal: stop })
  const said = (await response.json()) as { access_token?: unknown }
  if (typeof said.access_token !== 'string') throw new Error(`no token: answered ${response.status}`)
  return said.access_token
}
