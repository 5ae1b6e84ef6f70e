import type { IncomingMessage, ServerResponse } from 'node:http'
import type { CallEvent } from '../call/call-event.ts'
import { Refusal, type RefusalCode } from '../errors.ts'
import type { Dialect, HookAnswer, HookKeys, HookRequest, LegLink } from './dialect.ts'
import { type Hearing, toCallEvent } from './heard-events.ts'
import { readBody, refuse, send, toRefusal } from './raw-request.ts'

/** A source whose phone system reports by itself in its own words. */
export interface HookSource {
  readonly dialect: Dialect
  readonly keys: HookKeys
  readonly settings: unknown
}

interface HooksRoute extends Pick<Hearing, 'resolveAgent' | 'keepAgent' | 'unknownAgent'> {
  readonly sourceOf: (name: string) => HookSource | undefined
  /** How phone systems reach us, without a slash at the end; undefined where it is not configured. */
  readonly publicUrl: string | undefined
  /** Resolves once the events are durable. `sentAt`: when they were sent by the sender's own clock, where it says so. */
  readonly take: (events: readonly CallEvent[], sentAt?: number) => Promise<void>
  /** The same for events whose legs are linked to calls. */
  readonly takeLinked: (linked: {
    readonly source: string
    readonly links: readonly LegLink[]
    readonly events: readonly CallEvent[]
    readonly sentAt: number | undefined
  }) => Promise<void>
  /** A genuine request of which nothing was taken. */
  readonly ignored: (source: string) => void
  readonly refused: (code: RefusalCode, source: string) => void
  readonly failed: (reason: unknown) => void
  readonly now: () => number
}

/** The last parts may be a secret, so this address is never logged. */
const address =
  /^\/v1\/sources\/([A-Za-z0-9_-]{1,64})\/(?!events(?:[/?]|$))([a-z0-9-]{1,32})((?:\/[^/?]{1,600}){0,2})(?:\?|$)/

/**
 * `/v1/sources/:source/:kind[/:part[/:part]]`: the webhooks of every phone system that reports by itself, answered by the
 * HTTP server before Express, which would read the body otherwise than it was signed. True if the request was one.
 */
export function hooksRoute(
  route: HooksRoute,
): (request: IncomingMessage, response: ServerResponse) => boolean {
  return (request, response) => {
    const [matched, name = '', kind = '', rest = ''] = address.exec(request.url ?? '') ?? []
    if (matched === undefined) return false
    const source = route.sourceOf(name)
    const known = source?.dialect.kind === kind ? source : undefined
    answer(route, name, known, partsOf(rest), request).then(
      ({ status, body, type, headers = {} }) => {
        for (const [header, value] of Object.entries(headers)) response.setHeader(header, value)
        send(response, status, body, type)
      },
      (reason: unknown) => {
        const refusal = toRefusal(reason)
        if (refusal.status >= 500) route.failed(refusal.cause ?? refusal)
        route.refused(refusal.code, known ? name : 'hooks')
        refuse(request, response, refusal, methodsOf(known))
      },
    )
    return true
  }
}

/** A record counts as sent so long after what it tells that no ring or talk in it is news to anybody. */
const longAfterMs = 366 * 86_400_000

async function answer(
  route: HooksRoute,
  name: string,
  source: HookSource | undefined,
  parts: readonly string[],
  request: IncomingMessage,
): Promise<HookAnswer> {
  if (!source) throw new Refusal('unknown-source')
  const { dialect, keys, settings } = source
  const { method = '', headers } = request
  if (!methodsOf(source).includes(method)) throw new Refusal('method-not-allowed')
  const body = await readBody(request)
  const receivedAt = route.now()
  const hook: HookRequest = { method, url: outsideUrl(route, request), parts, headers, body }
  const verified = dialect.verify(hook, keys, receivedAt)
  if (verified.kind === 'refused') throw new Refusal(verified.code)
  if ((headers['content-encoding'] ?? 'identity') !== 'identity') throw new Refusal('wrong-content-type')
  const heard = dialect.hear(hook, settings, keys)
  if (heard.kind === 'refused') throw new Refusal(heard.code, heard.faults ? { faults: heard.faults } : {})
  if (heard.kind === 'ignored') route.ignored(name)
  if (heard.kind !== 'events') return heard.answer
  const hearing = { ...route, source: name, receivedAt }
  const events = heard.events.map((event) => toCallEvent(hearing, event))
  const { links = [] } = heard
  const sentAt = heard.afterwards ? receivedAt + longAfterMs : verified.sentAt
  if (!dialect.linksLegs) await route.take(events, sentAt)
  else await route.takeLinked({ source: name, links, events, sentAt })
  return heard.answer
}

function methodsOf(source: HookSource | undefined): readonly string[] {
  return ['POST', ...(source?.dialect.otherMethods ?? [])]
}

function outsideUrl({ publicUrl }: HooksRoute, { headers, url = '' }: IncomingMessage): string {
  return `${publicUrl ?? `http://${headers.host ?? 'localhost'}`}${url}`
}

function partsOf(rest: string): readonly string[] {
  try {
    return rest.split('/').slice(1).map(decodeURIComponent)
  } catch {
    return []
  }
}
