import type { Page, Route } from 'playwright-core'
import { type RefusalCode, refusals } from '../../src/errors.ts'
import type { RefusalBody } from '../../src/wire/refusal.ts'
import { type Answered, type RouteName, routes } from '../../src/wire/routes.ts'

/** What a page asked for: the parts of its path, what stands behind it, and what it sent. */
export interface AskedOf {
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly body: unknown
}

/** `silent`: no answer comes while the page is looked at. */
type Trouble = RefusalCode | 'silent'
type Answer<N extends RouteName> = Answered<N> | Trouble

/** What the house answers, route by route. Whatever is not told here is asked of the real house. */
export type Told = {
  readonly [N in RouteName]?: Answer<N> | ((asked: AskedOf) => Answer<N>)
}

/**
 * Lets the house tell what a story needs. Every answer goes through the schema of its route, so that no picture shows
 * what the program could not have said.
 */
export async function tellHouse(page: Page, told: () => Told): Promise<void> {
  await page.route(/\/v1\/(?!desktop)/, async (route) => {
    const name = routeOf(route)
    const known = name && told()[name]
    if (name === undefined || known === undefined) return route.fallback()
    const answer =
      typeof known === 'function' ? (known as (asked: AskedOf) => unknown)(askedOf(route)) : known
    if (answer === 'silent') return
    if (typeof answer === 'string' && answer in refusals) return refuse(route, answer as RefusalCode)
    await route.fulfill({ json: routes[name].response.parse(answer) })
  })
}

function askedOf(route: Route): AskedOf {
  const request = route.request()
  const { pathname, searchParams } = new URL(request.url())
  return { path: pathname, query: Object.fromEntries(searchParams), body: request.postDataJSON() }
}

function refuse(route: Route, code: RefusalCode): Promise<void> {
  const [status, message] = refusals[code]
  return route.fulfill({ status, json: { error: { code, message } } satisfies RefusalBody })
}

const patterns = Object.entries(routes).map(([name, { method, path }]) => ({
  name: name as RouteName,
  method: method.toUpperCase(),
  // What has no parameter is the nearer one: `/v1/alerts/open` is no alert.
  loose: path.split(':').length,
  path: new RegExp(`^${path.replace(/:\w+/g, '[^/]+')}$`),
}))
patterns.sort((one, other) => one.loose - other.loose)

function routeOf(route: Route): RouteName | undefined {
  const request = route.request()
  const { pathname } = new URL(request.url())
  return patterns.find(({ method, path }) => method === request.method() && path.test(pathname))?.name
}
