import type { IncomingMessage, ServerResponse } from 'node:http'
import type { CallEvent } from '../call/call-event.ts'
import { Refusal, type RefusalCode } from '../errors.ts'
import type { AgentReference, EventMessage, EventsAccepted } from '../wire/event-contract.ts'
import { readBody, refuse, send, sendJson, toRefusal } from './raw-request.ts'
import { readEvents } from './read-events.ts'
import { type RequestKeys, verifyRequest } from './verify-request.ts'

interface EventsRoute {
  readonly keysOf: (source: string) => RequestKeys | undefined
  /** The id of the account that a phone system's reference means; null if there is none. */
  readonly resolveAgent: (reference: AgentReference, source: string) => string | null
  /** Where no account is known yet: what stands for an agent until they are. Then nobody is refused for being unknown. */
  readonly keepAgent?: (names: readonly AgentReference[]) => string
  /** Resolves once the events are durable. `sentAt`: when they were sent by the sender's own clock, where it says so. */
  readonly take: (events: readonly CallEvent[], sentAt?: number) => Promise<void>
  readonly refused: (code: RefusalCode, source: string) => void
  readonly failed: (reason: unknown) => void
  readonly now: () => number
}

const address = /^\/v1\/sources\/([A-Za-z0-9_-]{1,64})\/events$/

/**
 * `POST /v1/sources/:source/events`, answered by the HTTP server before Express: this is the one hot route. True if
 * the request was this one.
 */
export function eventsRoute(
  route: EventsRoute,
): (request: IncomingMessage, response: ServerResponse) => boolean {
  return (request, response) => {
    const source = request.url === undefined ? undefined : address.exec(request.url)?.[1]
    if (source === undefined) return false
    if (request.method === 'OPTIONS' && route.keysOf(source) && greet(request, response)) return true
    answer(route, source, request).then(
      (accepted) => sendJson(response, 202, accepted),
      (reason: unknown) => {
        const refusal = toRefusal(reason)
        if (refusal.status >= 500) route.failed(refusal.cause ?? refusal)
        route.refused(refusal.code, source)
        refuse(request, response, refusal, ['POST'])
      },
    )
    return true
  }
}

/**
 * The handshake of the CloudEvents webhook specification: a sender asks whether it may deliver here, and as often as it
 * likes. Any may ask, since what they deliver has to be proved in any case. False if this is none.
 */
function greet({ headers }: IncomingMessage, response: ServerResponse): boolean {
  const origin = headers['webhook-request-origin']
  if (typeof origin !== 'string' || !/^[\x21-\x7e]{1,255}$/.test(origin)) return false
  response.setHeader('WebHook-Allowed-Origin', origin)
  response.setHeader('WebHook-Allowed-Rate', '*')
  response.setHeader('Allow', 'POST')
  send(response, 200)
  return true
}

async function answer(route: EventsRoute, source: string, request: IncomingMessage): Promise<EventsAccepted> {
  if (request.method !== 'POST') throw new Refusal('method-not-allowed')
  const keys = route.keysOf(source)
  if (!keys) throw new Refusal('unknown-source')
  const body = await readBody(request)
  const verified = verifyRequest(request.headers, body, keys, route.now())
  if (verified.kind === 'refused') throw new Refusal(verified.code)
  if (!isJson(request)) throw new Refusal('wrong-content-type')
  // A bearer token stands for the whole request, a signature for the body; the token's says no time.
  const read = readEvents(body, request.headers, verified.sentAt === undefined)
  if (read.kind === 'refused') throw new Refusal(read.code, read.faults ? { faults: read.faults } : {})
  const unknownAgents: AgentReference[] = []
  const events = read.events.map((event, n) => toCallEvent(route, source, event, n, unknownAgents))
  await route.take(events, verified.sentAt)
  return {
    accepted: read.events.map(({ id, call }) => ({ id, call })),
    ...(unknownAgents.length > 0 ? { unknownAgents } : {}),
  }
}

function isJson({ headers }: IncomingMessage): boolean {
  return (
    /^application\/(?:[a-z.+-]+\+)?json\s*(?:;|$)/i.test(headers['content-type'] ?? '') &&
    (headers['content-encoding'] ?? 'identity') === 'identity'
  )
}

/**
 * An offer to nobody we know is refused, since nobody could be shown it; with some known, those are popped and the
 * others named in the answer. Other events are taken whoever they name: that a stranger answered still clears the desks.
 */
function toCallEvent(
  route: EventsRoute,
  source: string,
  message: EventMessage,
  position: number,
  unknownAgents: AgentReference[],
): CallEvent {
  const { agents: references, time, ...rest } = message
  const event: CallEvent = { ...rest, source, at: time }
  if (!references) return event
  const agents = references.map((reference) => {
    if (route.keepAgent) return route.keepAgent([reference])
    const id = route.resolveAgent(reference, source)
    if (id === null) unknownAgents.push(reference)
    return id ?? `?${Object.values(reference)[0]}`
  })
  if (message.kind === 'offered' && !route.keepAgent && agents.every((agent) => agent.startsWith('?'))) {
    throw new Refusal('unknown-agent', {
      faults: [{ path: `${position}.agents`, message: `not known at source ${source}` }],
    })
  }
  return { ...event, agents: [...new Set(agents)] }
}
