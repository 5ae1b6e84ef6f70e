import { Router } from 'express'
import type { Registry } from 'prom-client'

interface Operation {
  readonly registry: Registry
  /** Null while this node can do its work; otherwise what keeps it from it. */
  readonly notReady: () => Promise<string | null>
  readonly openApi: object
  readonly referencePage: string
}

/** What operators' tools ask: is it alive, is it ready, how is it doing, what can it do. No personal data. */
export function operationRouter({ registry, notReady, openApi, referencePage }: Operation): Router {
  const router = Router({ caseSensitive: true })
  router.get('/livez', (_request, response) => {
    response.type('text/plain').send('alive\n')
  })
  router.get('/readyz', async (_request, response) => {
    const why = await notReady()
    response
      .status(why === null ? 200 : 503)
      .type('text/plain')
      .send(why === null ? 'ready\n' : `not ready: ${why}\n`)
  })
  router.get('/metrics', async (_request, response) => {
    response.type(registry.contentType).send(await registry.metrics())
  })
  router.get('/openapi.json', (_request, response) => {
    response.json(openApi)
  })
  router.get('/reference', (_request, response) => {
    response.type('text/html').send(referencePage)
  })
  return router
}
