import { z } from 'zod'
import * as access from './access-api.ts'
import { alertRoutes } from './alert-routes.ts'
import { caseRoutes } from './case-routes.ts'
import * as customers from './customer-api.ts'
import * as desk from './desk-api.ts'
import { availability } from './desktop-events.ts'
import { explanation } from './explain-api.ts'
import { exportRoutes } from './export-routes.ts'
import { factRoutes } from './fact-routes.ts'
import { greetingRoutes } from './greeting-routes.ts'
import { guidanceRoutes } from './guidance-routes.ts'
import * as history from './history-api.ts'
import { hourRoutes } from './hour-routes.ts'
import { matterRoutes } from './matter-routes.ts'
import { mysteryRoutes } from './mystery-routes.ts'
import { pop } from './pop.ts'
import { qualityRoutes } from './quality-routes.ts'
import * as reading from './reading-api.ts'
import { recordRoutes } from './record-routes.ts'
import { reportRoutes } from './report-routes.ts'
import { storyRoutes } from './story-routes.ts'
import { taskRoutes } from './task-routes.ts'
import type { SeenTeams } from './teams.ts'
import { wallRoutes } from './wall-routes.ts'
import * as webhooks from './webhook-api.ts'

/**
 * Every route for people and programs, declared once: the server binds handlers to it, the OpenAPI page and the typed
 * client are made from it, and the test of who may do what walks over it.
 */
export interface RouteDeclaration {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  readonly path: string
  /** Who may; `anyone` needs no session. */
  readonly roles: readonly access.Role[] | 'anyone'
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

const everyone = ['agent', 'supervisor', 'admin'] as const
const leads = ['supervisor', 'admin'] as const
const signedIn = ['agent', 'supervisor', 'admin', 'auditor'] as const
const admins = ['admin'] as const

const id = z.strictObject({ id: z.coerce.number().int() })
const textId = z.strictObject({ id: z.string().min(1).max(500) })
const nothing = z.undefined()
const page = <T extends z.ZodType>(item: T) =>
  z.strictObject({ items: z.array(item), next: z.int().nullable() })
const list = <T extends z.ZodType>(item: T) => z.strictObject({ items: z.array(item) })

export const routes = {
  signIn: {
    method: 'post',
    path: '/v1/session',
    roles: 'anyone',
    summary: 'Sign in; sets the session cookie',
    body: access.signIn,
    response: access.me,
  },
  readSession: {
    method: 'get',
    path: '/v1/session',
    roles: 'anyone',
    summary:
      'What `GET /v1/me` says, or that nobody is signed in: for a page that is opened and does not know',
    response: z.strictObject({ me: access.me.nullable() }),
  },
  signOut: {
    method: 'delete',
    path: '/v1/session',
    roles: signedIn,
    summary: 'Sign out everywhere this session is used',
    status: 204,
    response: nothing,
  },
  readMe: {
    method: 'get',
    path: '/v1/me',
    roles: signedIn,
    summary: 'Who is signed in, and the house',
    response: access.me,
  },
  changeMe: {
    method: 'patch',
    path: '/v1/me',
    roles: signedIn,
    summary: 'Change one’s own language',
    body: access.ownChange,
    response: access.account,
  },

  readAccounts: {
    method: 'get',
    path: '/v1/accounts',
    roles: leads,
    summary: 'All accounts',
    response: list(access.account),
  },
  createAccount: {
    method: 'post',
    path: '/v1/accounts',
    roles: admins,
    summary: 'Create an account',
    body: access.newAccount,
    status: 201,
    response: access.account,
  },
  changeAccount: {
    method: 'patch',
    path: '/v1/accounts/:id',
    roles: admins,
    summary: 'Change, disable or enable an account; ends its sessions where role, password or state change',
    params: textId,
    body: access.accountChange,
    response: access.account,
  },

  setAvailability: {
    method: 'put',
    path: '/v1/desk/availability',
    roles: everyone,
    summary: 'Say whether one takes calls',
    body: z.strictObject({ availability }),
    response: z.strictObject({ availability }),
  },
  readRecentCalls: {
    method: 'get',
    path: '/v1/desk/recent',
    roles: everyone,
    summary: 'One’s own calls, newest first; `before` is an instant',
    query: customers.pageQuery,
    response: page(desk.recentCall),
  },
  readMissedCalls: {
    method: 'get',
    path: '/v1/desk/missed',
    roles: everyone,
    summary:
      'Whose calls one missed in the last two days: one entry for each, until somebody has reached them',
    response: list(desk.missedCaller),
  },
  readFollowUps: {
    method: 'get',
    path: '/v1/desk/follow-ups',
    roles: everyone,
    summary: 'What one has promised to do, soonest first',
    response: list(desk.followUp),
  },
  closeFollowUp: {
    method: 'post',
    path: '/v1/desk/follow-ups/:id/done',
    roles: everyone,
    summary: 'The follow-up of this call is done',
    params: textId,
    status: 204,
    response: nothing,
  },
  readPop: {
    method: 'get',
    path: '/v1/calls/:id/pop',
    roles: everyone,
    summary: 'One’s own pop of a call',
    params: textId,
    response: pop,
  },
  chooseIdentity: {
    method: 'post',
    path: '/v1/calls/:id/identity',
    roles: everyone,
    summary: 'It is this one, or it is not this person; the next call knows it',
    params: textId,
    body: desk.identityChoice,
    status: 204,
    response: nothing,
  },
  verifyCaller: {
    method: 'post',
    path: '/v1/calls/:id/verification',
    roles: everyone,
    summary: 'Whoever speaks with the caller has made sure that it is this customer; holds for this call',
    params: textId,
    body: desk.callerCheck,
    status: 204,
    response: nothing,
  },
  takeBackVerification: {
    method: 'delete',
    path: '/v1/calls/:id/verification',
    roles: everyone,
    summary: 'The caller was not made sure of after all',
    params: textId,
    status: 204,
    response: nothing,
  },
  readDraft: {
    method: 'get',
    path: '/v1/calls/:id/draft',
    roles: everyone,
    summary: 'The kept draft of one’s wrap-up',
    params: textId,
    response: desk.draftKept,
  },
  readCallNotes: {
    method: 'get',
    path: '/v1/calls/:id/notes',
    roles: everyone,
    summary: 'What colleagues who had this call have noted on it',
    params: textId,
    response: list(desk.callNote),
  },
  keepDraft: {
    method: 'put',
    path: '/v1/calls/:id/draft',
    roles: everyone,
    summary: 'Keep the draft of one’s wrap-up',
    params: textId,
    body: desk.draftToKeep,
    response: desk.draftKept,
  },
  saveWrapUp: {
    method: 'post',
    path: '/v1/calls/:id/wrap-up',
    roles: everyone,
    summary: 'Wrap the call up and close its pop',
    params: textId,
    body: desk.wrapUp,
    status: 204,
    response: nothing,
  },
  readWrapUpTimes: {
    method: 'get',
    path: '/v1/reports/wrap-up-times',
    roles: leads,
    summary: 'How long wrap-ups take, by disposition',
    query: desk.reportRange,
    response: desk.wrapUpTimes,
  },
  readLiveCalls: {
    method: 'get',
    path: '/v1/calls/live',
    roles: leads,
    summary: 'Calls that have not ended, unrouted ones marked',
    response: list(desk.liveCall),
  },
  readAgentStates: {
    method: 'get',
    path: '/v1/agents/states',
    roles: leads,
    summary: 'How agents stand at the phone systems that tell it: free, on a call, paused, away',
    response: list(desk.agentState),
  },

  explainCall: {
    method: 'get',
    path: '/v1/calls/:id/explanation',
    roles: leads,
    summary:
      'Why a call was shown as it was: its events, the reasons, the rule, and what today’s rules would say',
    params: textId,
    response: explanation,
  },

  searchInteractions: {
    method: 'post',
    path: '/v1/interactions/search',
    roles: leads,
    summary: 'Search the history',
    body: history.searchOrder,
    response: history.searchPage,
  },
  countInteractions: {
    method: 'post',
    path: '/v1/interactions/count',
    roles: leads,
    summary: 'How many interactions a search would find, or more than how many',
    body: history.countOrder,
    response: history.searchCount,
  },
  readSavedSearches: {
    method: 'get',
    path: '/v1/saved-searches',
    roles: leads,
    summary: 'One’s own searches that were kept, and those that others share',
    response: z.strictObject({ items: z.array(history.savedSearch) }),
  },
  saveSearch: {
    method: 'post',
    path: '/v1/saved-searches',
    roles: leads,
    summary: 'Keep a search under a name',
    body: history.searchToSave,
    status: 201,
    response: history.savedSearch,
  },
  changeSavedSearch: {
    method: 'patch',
    path: '/v1/saved-searches/:id',
    roles: leads,
    summary: 'Change a search of one’s own',
    params: textId,
    body: history.savedSearchChange,
    response: history.savedSearch,
  },
  removeSavedSearch: {
    method: 'delete',
    path: '/v1/saved-searches/:id',
    roles: leads,
    summary: 'Forget a search of one’s own',
    params: textId,
    status: 204,
    response: nothing,
  },
  addInteraction: {
    method: 'post',
    path: '/v1/interactions',
    roles: leads,
    summary: 'Add an interaction; with a known external id the stored one is given back',
    body: customers.newInteraction,
    status: 201,
    response: customers.interaction,
  },
  addInteractions: {
    method: 'post',
    path: '/v1/interactions/bulk',
    roles: leads,
    summary:
      'Add up to 500 interactions; says of each whether it was added, known already or refused, and why',
    body: z.strictObject({ items: z.array(z.unknown()).min(1).max(500) }),
    response: list(customers.interactionReport),
  },
  readInteraction: {
    method: 'get',
    path: '/v1/interactions/:id',
    roles: leads,
    summary: 'One interaction',
    params: id,
    response: customers.interaction,
  },
  changeInteraction: {
    method: 'patch',
    path: '/v1/interactions/:id',
    roles: leads,
    summary: 'Correct an interaction',
    params: id,
    body: customers.interactionChange,
    response: customers.interaction,
  },

  createCustomer: {
    method: 'post',
    path: '/v1/customers',
    roles: everyone,
    summary: 'Create a customer',
    body: customers.newCustomer,
    status: 201,
    response: customers.customer,
  },
  readCustomer: {
    method: 'get',
    path: '/v1/customers/:id',
    roles: everyone,
    summary: 'One customer, by our id',
    params: id,
    response: customers.customer,
  },
  findCustomer: {
    method: 'post',
    path: '/v1/customers/find',
    roles: everyone,
    summary: 'Find customers by number, external id or name',
    body: z.strictObject({
      number: z.string().max(200).optional(),
      region: z.string().length(2).optional(),
      externalId: z.string().max(100).optional(),
      name: z.string().max(200).optional(),
    }),
    response: list(customers.customer),
  },
  changeCustomer: {
    method: 'patch',
    path: '/v1/customers/:id',
    roles: everyone,
    summary: 'Change a customer',
    params: id,
    body: customers.customerChange,
    response: customers.customer,
  },
  mergeCustomer: {
    method: 'post',
    path: '/v1/customers/:id/merge',
    roles: leads,
    summary: 'Two records are one customer: all goes to `into`',
    params: id,
    body: customers.mergeOrder,
    response: customers.customer,
  },
  readCustomerInteractions: {
    method: 'get',
    path: '/v1/customers/:id/interactions',
    roles: everyone,
    summary: 'A customer’s history, newest first',
    params: id,
    query: customers.timelineQuery,
    response: page(customers.interaction),
  },
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

  importCustomers: {
    method: 'post',
    path: '/v1/imports/customers',
    roles: leads,
    summary: 'Import customers from a CSV file (first line: column names); answers at once with the job',
    upload: 'text/csv',
    query: z.strictObject({
      region: z.string().length(2).optional(),
      fileName: z.string().max(200).optional(),
    }),
    status: 202,
    response: customers.importJob,
  },
  importInteractions: {
    method: 'post',
    path: '/v1/imports/interactions',
    roles: leads,
    summary: 'Import contacts of all channels from a CSV file; answers at once with the job',
    upload: 'text/csv',
    query: z.strictObject({
      region: z.string().length(2).optional(),
      fileName: z.string().max(200).optional(),
    }),
    status: 202,
    response: customers.importJob,
  },
  readImports: {
    method: 'get',
    path: '/v1/imports',
    roles: leads,
    summary: 'The last imports',
    response: list(customers.importJob),
  },
  readImport: {
    method: 'get',
    path: '/v1/imports/:id',
    roles: leads,
    summary: 'How far an import is',
    params: id,
    response: customers.importJob,
  },
  readImportRefusals: {
    method: 'get',
    path: '/v1/imports/:id/refusals',
    roles: leads,
    summary: 'Rows that were refused, and why; `before` is the last line seen',
    params: id,
    query: customers.pageQuery,
    response: page(customers.importRefusal),
  },

  readNumberRereadings: {
    method: 'get',
    path: '/v1/number-rereadings',
    roles: leads,
    summary: 'How far stored numbers have been read again after a change of a source’s settings',
    response: list(reading.numberRereading),
  },
  readRereadingFindings: {
    method: 'get',
    path: '/v1/number-rereadings/:id/findings',
    roles: leads,
    summary: 'Numbers that got another key, or can be read no more; `before` is the last `n` seen',
    params: id,
    query: customers.pageQuery,
    response: page(reading.rereadingFinding),
  },

  readWebhooks: {
    method: 'get',
    path: '/v1/webhooks',
    roles: admins,
    summary: 'Which other systems are told what happens here, and how that fares',
    response: list(webhooks.webhook),
  },
  readWebhookDeliveries: {
    method: 'get',
    path: '/v1/webhooks/deliveries',
    roles: admins,
    summary: 'The newest messages to webhooks, without what they say; `dead` ones were given up',
    query: webhooks.deliveryQuery,
    response: list(webhooks.webhookDelivery),
  },
  resendWebhooks: {
    method: 'post',
    path: '/v1/webhooks/resend',
    roles: admins,
    summary: 'Send a message to a webhook once more, or all that were given up',
    body: webhooks.resendOrder,
    response: z.strictObject({ resent: z.int() }),
  },
  startWebhook: {
    method: 'post',
    path: '/v1/webhooks/:id/start',
    roles: admins,
    summary: 'Send to a webhook again whose receiver had said that it was gone; `id` is its name',
    params: textId,
    status: 204,
    response: nothing,
  },

  playDemoCall: {
    method: 'post',
    path: '/v1/demo/calls',
    roles: everyone,
    summary: 'Demo only: let the demo phone system play one call of this kind',
    body: z.strictObject({ kind: z.string().max(40) }),
    status: 202,
    response: z.strictObject({ call: z.string() }),
  },
  readDemo: {
    method: 'get',
    path: '/v1/demo',
    roles: everyone,
    summary: 'Demo only: kinds of calls, and whether it plays by itself',
    response: z.strictObject({ kinds: z.array(z.string()), playing: z.boolean() }),
  },
  setDemo: {
    method: 'put',
    path: '/v1/demo',
    roles: everyone,
    summary: 'Demo only: pause or go on',
    body: z.strictObject({ playing: z.boolean() }),
    response: z.strictObject({ kinds: z.array(z.string()), playing: z.boolean() }),
  },
} as const satisfies Record<string, RouteDeclaration>

export type Routes = typeof routes
export type RouteName = keyof Routes

type Parsed<R, K extends string> = R extends Record<K, infer S extends z.ZodType> ? z.infer<S> : undefined

/** Who asks: a signed-in person, or a program with a token (then `sessionHash` is null). */
export interface Who {
  readonly accountId: string
  readonly name: string
  readonly role: access.Role
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
