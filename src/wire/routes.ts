import type { z } from 'zod'
import type { Role } from './access-api.ts'
import { accessRoutes } from './access-routes.ts'
import { alertRoutes } from './alert-routes.ts'
import { callRoutes } from './call-routes.ts'
import { caseRoutes } from './case-routes.ts'
import { customerRoutes } from './customer-routes.ts'
import { demoRoutes } from './demo-routes.ts'
import { deskRoutes } from './desk-routes.ts'
import { exportRoutes } from './export-routes.ts'
import { factRoutes } from './fact-routes.ts'
import { greetingRoutes } from './greeting-routes.ts'
import { guidanceRoutes } from './guidance-routes.ts'
import { hourRoutes } from './hour-routes.ts'
import { importRoutes } from './import-routes.ts'
import { interactionRoutes } from './interaction-routes.ts'
import { matterRoutes } from './matter-routes.ts'
import { mysteryRoutes } from './mystery-routes.ts'
import { qualityRoutes } from './quality-routes.ts'
import { recordRoutes } from './record-routes.ts'
import { reportRoutes } from './report-routes.ts'
import { storyRoutes } from './story-routes.ts'
import { taskRoutes } from './task-routes.ts'
import type { SeenTeams } from './teams.ts'
import { wallRoutes } from './wall-routes.ts'
import { webhookRoutes } from './webhook-routes.ts'

/**
 * Every route for people and programs, declared once: the server binds handlers to it, the OpenAPI page and the typed
 * client are made from it, and the test of who may do what walks over it.
 */
export interface RouteDeclaration {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  readonly path: string
  /** Who may; `anyone` needs no session. */
  readonly roles: readonly Role[] | 'anyone'
  readonly summary: string
  readonly params?: z.ZodType
  readonly query?: z.ZodType
  readonly body?: z.ZodType
  /** A body that is streamed instead of parsed. */
  readonly upload?: 'text/csv' | 'application/x-ndjson'
  /** The answer is a file (a FileToSend), sent as it is. */
  readonly download?: true
  /** An answer that is text and no JSON. */
  readonly text?: 'text/csv'
  readonly status?: 200 | 201 | 202 | 204
  readonly response: z.ZodType
}

export const routes = {
  ...accessRoutes,
  ...deskRoutes,
  ...callRoutes,
  ...interactionRoutes,
  ...customerRoutes,
  ...caseRoutes,
  ...factRoutes,
  ...guidanceRoutes,
  ...greetingRoutes,
  ...taskRoutes,
  ...matterRoutes,
  ...recordRoutes,
  ...wallRoutes,
  ...alertRoutes,
  ...reportRoutes,
  ...hourRoutes,
  ...mysteryRoutes,
  ...exportRoutes,
  ...qualityRoutes,
  ...storyRoutes,
  ...importRoutes,
  ...webhookRoutes,
  ...demoRoutes,
} as const satisfies Record<string, RouteDeclaration>

export type Routes = typeof routes
export type RouteName = keyof Routes

type Parsed<R, K extends string> = R extends Record<K, infer S extends z.ZodType> ? z.infer<S> : undefined

/** Who asks: a signed-in person, or a program with a token (then `sessionHash` is null). */
export interface Who {
  readonly accountId: string
  readonly name: string
  readonly role: Role
  /** The teams whose work is seen; null: all. */
  readonly teams: SeenTeams
  readonly sessionHash: string | null
  readonly address: string
}

export interface Asked<N extends RouteName> {
  readonly params: Parsed<Routes[N], 'params'>
  readonly query: Parsed<Routes[N], 'query'>
  readonly body: Parsed<Routes[N], 'body'>
  readonly who: Routes[N]['roles'] extends 'anyone' ? Pick<Who, 'address'> : Who
  /** The body as it comes in, for uploads. */
  readonly upload: AsyncIterable<Uint8Array>
  /** `Content-Length`, or 0 where it is not known. */
  readonly uploadBytes: number
  /** Set a session cookie, or clear it with null. */
  setSession(token: string | null): void
}

export type Answered<N extends RouteName> = z.infer<Routes[N]['response']>
export type Handler<N extends RouteName> = (asked: Asked<N>) => Promise<Answered<N>>
/** Handlers for some of the routes: each room gives its own, app.ts puts them together. */
export type Handlers<N extends RouteName = RouteName> = { readonly [K in N]: Handler<K> }
