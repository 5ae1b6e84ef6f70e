import { pipeline } from 'node:stream/promises'
import express, { type NextFunction, type Request, type Response, Router } from 'express'
import type { z } from 'zod'
import { Refusal, type RefusalCode } from './errors.ts'
import type { FileToSend } from './wire/file-to-send.ts'
import type { Asked, Handlers, RouteDeclaration, RouteName, Who } from './wire/routes.ts'
import { routes } from './wire/routes.ts'

interface RouteDoors {
  readonly handlers: Partial<Handlers>
  readonly identify: (request: Request) => Promise<Who | null>
  /** Whether a request that changes something may come from where it says it comes from. */
  readonly isSafe: (request: Request) => boolean
  readonly setSession: (response: Response, token: string | null) => void
  readonly refused: (code: RefusalCode, route: string) => void
  readonly failed: (reason: unknown, route: string) => void
}

/** The largest JSON body of the API, bytes. */
const mostBytes = '512kb'

/**
 * Binds the declared routes to their handlers. Here, once for all, a request is let in by role, checked for its origin,
 * parsed by schema, answered, or refused with a code.
 */
export function apiRouter(doors: RouteDoors): Router {
  const router = Router({ caseSensitive: true })
  for (const name of Object.keys(routes) as RouteName[]) {
    const handler = doors.handlers[name]
    if (handler) bind(router, doors, name, handler as (asked: Asked<RouteName>) => Promise<unknown>)
  }
  for (const path of new Set(Object.values(routes).map((route) => route.path))) {
    router.all(path, (request) => {
      const allowed = Object.values(routes).some(
        (one) => one.path === path && one.method === request.method.toLowerCase(),
      )
      throw new Refusal(allowed ? 'not-found' : 'method-not-allowed')
    })
  }
  router.use('/v1', () => {
    throw new Refusal('not-found')
  })
  router.use((reason: unknown, request: Request, response: Response, next: NextFunction) => {
    if (response.headersSent) return next(reason)
    refuse(doors, toRefusal(reason), request, response)
  })
  return router
}

function bind(
  router: Router,
  doors: RouteDoors,
  name: RouteName,
  handler: (asked: Asked<RouteName>) => Promise<unknown>,
): void {
  const route: RouteDeclaration = routes[name]
  const readJson =
    route.body === undefined
      ? []
      : [express.json({ limit: mostBytes, inflate: false, type: () => true, strict: true })]
  router[route.method](
    route.path,
    async (request: Request, _response: Response, next: NextFunction) => {
      await letIn(doors, route, request)
      next()
    },
    ...readJson,
    async (request: Request, response: Response) => {
      const answer = await handler(asked(doors, route, request, response))
      response.setHeader('Cache-Control', 'no-store')
      if (route.download) await sendFile(answer as FileToSend, response)
      else if (route.status === 204) response.status(204).end()
      else if (route.text) response.type(`${route.text}; charset=utf-8`).send(answer)
      else response.status(route.status ?? 200).json(answer)
    },
  )
}

/** In pieces: a file may be larger than what this process may hold. */
async function sendFile({ fileName, type, bytes, content }: FileToSend, response: Response): Promise<void> {
  response.setHeader('Content-Type', type)
  response.setHeader('Content-Length', bytes)
  response.setHeader('Content-Disposition', `attachment; filename="${fileName}"`)
  response.setHeader('X-Content-Type-Options', 'nosniff')
  // Whoever has gone away half-way is no fault of ours.
  await pipeline(content, response).catch(() => response.destroy())
}

const askers = new WeakMap<Request, Who>()

async function letIn(doors: RouteDoors, route: RouteDeclaration, request: Request): Promise<void> {
  if (route.method !== 'get' && !doors.isSafe(request)) throw new Refusal('wrong-origin')
  if (route.body !== undefined && !request.is('application/json')) throw new Refusal('wrong-content-type')
  const who = await doors.identify(request)
  if (who) askers.set(request, who)
  if (route.roles === 'anyone') return
  if (!who) throw new Refusal('not-signed-in')
  if (!route.roles.includes(who.role)) throw new Refusal('forbidden')
}

function asked(
  doors: RouteDoors,
  route: RouteDeclaration,
  request: Request,
  response: Response,
): Asked<RouteName> {
  const who = askers.get(request) ?? { address: request.ip ?? '' }
  return {
    params: parse(route.params, request.params, 'params'),
    query: parse(route.query, request.query, 'query'),
    body: parse(route.body, request.body, ''),
    who,
    upload: request,
    uploadBytes: Number(request.headers['content-length'] ?? 0),
    setSession: (token: string | null) => doors.setSession(response, token),
  } as Asked<RouteName>
}

function parse(schema: z.ZodType | undefined, value: unknown, where: string): unknown {
  if (!schema) return undefined
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.slice(0, 20).map((issue) => ({
    path: [where, ...issue.path].filter((part) => part !== '').join('.'),
    message: issue.message,
  }))
  throw new Refusal('bad-input', { faults })
}

/** body-parser and Express throw errors with a `type`; what else is thrown is ours to log, never to show. */
function toRefusal(reason: unknown): Refusal {
  if (reason instanceof Refusal) return reason
  const { type, status } = (reason ?? {}) as { type?: unknown; status?: unknown }
  if (type === 'entity.too.large') return new Refusal('too-large')
  if (type === 'entity.parse.failed') return new Refusal('bad-json')
  if (type === 'charset.unsupported' || type === 'encoding.unsupported')
    return new Refusal('wrong-content-type')
  if (status === 400 || reason instanceof URIError) return new Refusal('not-found')
  return new Refusal('internal', { cause: reason })
}

function refuse(doors: RouteDoors, refusal: Refusal, request: Request, response: Response): void {
  const path = `${request.method} ${request.route?.path ?? request.path.split('/').slice(0, 3).join('/')}`
  doors.refused(refusal.code, path)
  if (refusal.status >= 500) doors.failed(refusal.cause ?? refusal, path)
  if (refusal.status === 503 || refusal.status === 429) response.setHeader('Retry-After', '1')
  response.status(refusal.status).json(refusal.body())
}
