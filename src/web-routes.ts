import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import express, { type Express, type NextFunction, type Request, type Response, type Router } from 'express'
import helmet from 'helmet'
import type { Logger } from 'pino'
import { Refusal, refusals } from './errors.ts'
import { apiRouter } from './http-routes.ts'
import type { Meters } from './metrics.ts'
import { operationRouter } from './operation-routes.ts'
import { referencePage } from './reference/reference-page.ts'
import type { RequestDoor } from './request-door.ts'
import { type SurveyPages, surveyRouter } from './surveys/survey-routes.ts'
import { openApi } from './wire/openapi.ts'
import { type Handlers, routes } from './wire/routes.ts'

interface Web {
  /** Null as long as nothing of it can be answered. */
  readonly api: {
    readonly door: RequestDoor
    readonly handlers: Partial<Handlers>
    readonly surveys: SurveyPages
  } | null
  readonly meters: Meters
  readonly log: Logger
  readonly version: string
  readonly publicUrl: string | undefined
  readonly trustedProxies: number
  readonly embedAncestors?: readonly string[]
  readonly isStopping: () => boolean
  readonly check: () => Promise<void>
  readonly trouble: () => { readonly says: string } | null
}

const desktopFolder = fileURLToPath(new URL('../dist/desktop/', import.meta.url))

/** All of HTTP but the one hot route: the API, what operators ask, the desktop's pages. */
export function webRoutes(web: Web): Express {
  const { meters } = web
  const app = express()
  app.disable('x-powered-by')
  app.set('trust proxy', web.trustedProxies)
  app.set('query parser', 'simple')
  app.use(helmet(protection))
  app.get('/embed/pop', letBeHeld(web.embedAncestors ?? []))
  const { version, publicUrl } = web
  const document = openApi({ routes, refusals, version, ...(publicUrl === undefined ? {} : { publicUrl }) })
  app.use(
    operationRouter({
      registry: meters.registry,
      notReady: () => notReady(web),
      openApi: document,
      referencePage: referencePage(document),
    }),
  )
  app.use(web.api ? answering(web, web.api) : refuseApi)
  if (web.api) app.use(surveyRouter(web.api.surveys))
  app.use(express.static(desktopFolder, { index: false, setHeaders: cacheAssets }))
  app.get('/{*path}', sendDesktop)
  return app
}

function answering({ meters, log, trouble }: Web, { door, handlers }: NonNullable<Web['api']>): Router {
  return apiRouter({
    handlers,
    identify: (request) => door.identify(request, request.ip ?? ''),
    isSafe: door.isSafe,
    setSession: (response, token) => response.setHeader('Set-Cookie', door.setCookie(token)),
    refused: meters.refused,
    failed: (reason, route) => trouble() ?? log.error({ err: reason, route }, 'a request failed'),
  })
}

function refuseApi(request: Request, response: Response, next: NextFunction): void {
  if (!/^\/(v1|s)\//.test(request.path)) {
    next()
    return
  }
  const refusal = new Refusal('store-unavailable')
  response.status(refusal.status).setHeader('Retry-After', '1').json(refusal.body())
}

const protection = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      'default-src': ["'self'"],
      'style-src': ["'self'", "'unsafe-inline'"],
      'img-src': ["'self'", 'data:'],
      'connect-src': ["'self'", 'ws:', 'wss:'],
      'object-src': ["'none'"],
      'base-uri': ["'none'"],
      'form-action': ["'self'"],
      'frame-ancestors': ["'none'"],
    },
  },
  // Whether there is HTTPS in front is for the proxy to say.
  strictTransportSecurity: false,
} as const

/** This one page may be held by pages of these origins. `X-Frame-Options` knows no origins, and the policy outranks it. */
function letBeHeld(ancestors: readonly string[]) {
  const directives = { ...protection.contentSecurityPolicy.directives, 'frame-ancestors': ancestors }
  const policy = helmet.contentSecurityPolicy({ useDefaults: false, directives: directives as never })
  return (request: Request, response: Response, next: NextFunction): void => {
    if (ancestors.length === 0) {
      next()
      return
    }
    response.removeHeader('X-Frame-Options')
    policy(request, response, next)
  }
}

async function notReady(web: Web): Promise<string | null> {
  if (web.isStopping()) return 'stopping'
  const trouble = web.trouble()
  if (trouble) return trouble.says
  try {
    await web.check()
    return null
  } catch {
    return 'the store cannot be read'
  }
}

/** Names of assets carry a hash of what is in them, so a browser may keep them for good. */
function cacheAssets(response: Response, path: string): void {
  const forGood = /[\\/]assets[\\/]/.test(path)
  response.setHeader('Cache-Control', forGood ? 'public, max-age=31536000, immutable' : 'no-cache')
}

/** What ends like a file is one, but for calls: Asterisk's ids of them end in a dot and a number. */
function namesFile(path: string): boolean {
  return /\.[a-z0-9]+$/i.test(path) && !path.startsWith('/calls/')
}

/** Every other page is the desktop, which knows its own addresses. */
function sendDesktop(request: Request, response: Response): void {
  const page = join(desktopFolder, 'index.html')
  if (!request.accepts('html') || namesFile(request.path)) {
    response.status(404).type('text/plain').send('not found\n')
    return
  }
  if (!existsSync(page)) {
    response.status(503).type('text/plain').send('The desktop is not built: npm run build:desktop\n')
    return
  }
  response.setHeader('Cache-Control', 'no-cache')
  response.sendFile(page)
}
