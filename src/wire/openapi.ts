import type { z } from 'zod'
import type {
  Method,
  OpenApiDocument,
  Operation,
  Parameter,
  PathItem,
  Schema,
  SecurityScheme,
  Tag,
} from './openapi-document.ts'
import { eventsOperation, operationPaths } from './openapi-doors.ts'
import { bodyExamples } from './openapi-examples.ts'
import { hookOperation } from './openapi-hooks.ts'
import { identifyOperation } from './openapi-identify.ts'
import { codesOf, type RefusalList, refusalAnswers } from './openapi-refusals.ts'
import { type SchemaShelf, schemaShelf } from './openapi-schemas.ts'
import { desktopSocket } from './openapi-socket.ts'
import { refusalBody } from './refusal.ts'
import type { RouteDeclaration, RouteName } from './routes.ts'

interface Contract {
  readonly routes: { readonly [N in RouteName]: RouteDeclaration }
  /** The closed list of errors.ts. */
  readonly refusals: RefusalList
  readonly version: string
  /** How people reach this; `/` where it is not known. */
  readonly publicUrl?: string
}

/** By the first segment of the path behind `/v1/`, in the order in which a reader wants them. */
const areas: readonly (Tag & { readonly segments: readonly string[] })[] = [
  {
    name: 'Call events',
    description: 'From the phone system. Signed, never refused because of load, answered when durable.',
    segments: ['sources'],
  },
  {
    name: 'Look-ups',
    description: 'For dialplans, IVRs and phones: who is this number?',
    segments: ['identify'],
  },
  {
    name: 'Greetings',
    description: 'How the house words what its agents say first.',
    segments: ['greetings'],
  },
  {
    name: 'Session and accounts',
    description: 'Who is signed in, and who may sign in.',
    segments: ['session', 'me', 'accounts'],
  },
  {
    name: 'Desk',
    description: 'An agent’s own calls: the pop, the wrap-up, what is still to be done.',
    segments: ['desk', 'calls'],
  },
  {
    name: 'Customers',
    description: 'What the house knows of who calls.',
    segments: ['customers', 'cases'],
  },
  { name: 'History', description: 'All that has happened, searchable.', segments: ['interactions'] },
  {
    name: 'Exports',
    description: 'What is found, taken along as a file, in the background.',
    segments: ['exports'],
  },
  { name: 'Quality', description: 'Reviews of calls.', segments: ['quality'] },
  {
    name: 'Test calls',
    description: 'Calls that the house places to itself.',
    segments: ['mystery-calls'],
  },
  { name: 'Reports', description: 'What the house’s figures say.', segments: ['reports'] },
  { name: 'Imports', description: 'Customers from a CSV file, in the background.', segments: ['imports'] },
  {
    name: 'Webhooks',
    description: 'Other systems that are told what happens here.',
    segments: ['webhooks'],
  },
  { name: 'Demo', description: 'There only while the demo runs.', segments: ['demo'] },
  { name: 'Operation', description: 'For whoever runs it.', segments: [] },
]

const securitySchemes: Readonly<Record<string, SecurityScheme>> = {
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: '__Host-greetline',
    description:
      'The session cookie that `POST /v1/session` sets (`greetline` where the public URL is plain HTTP). Requests that change something must come from the public URL’s own pages.',
  },
  token: {
    type: 'http',
    scheme: 'bearer',
    description: 'For programs: a token of `apiTokens` in the configuration, with its role.',
  },
  standardWebhooks: {
    type: 'apiKey',
    in: 'header',
    name: 'webhook-signature',
    description:
      'Standard Webhooks 1.0: HMAC-SHA256 over id, timestamp and body with one of the source’s secrets, in `webhook-id`, `webhook-timestamp` and `webhook-signature`.',
  },
  lookupToken: {
    type: 'http',
    scheme: 'bearer',
    description:
      'The token of one of `lookups` in the configuration. Phone systems that can only write an address send it as the password of HTTP Basic, with the name of the lookup.',
  },
  sourceToken: {
    type: 'http',
    scheme: 'bearer',
    description: 'For phone systems that cannot sign: one of the source’s tokens.',
  },
}

/**
 * The OpenAPI 3.1 document, made of the same declarations that the server binds its handlers to and checks input with.
 * Throws if a declaration cannot be told as a schema, so a server with a wrong document does not start.
 */
export function openApi({ routes, refusals, version, publicUrl }: Contract): OpenApiDocument {
  const shelf = schemaShelf()
  shelf.put(refusalBody, 'output')
  const paths: Record<string, PathItem> = {
    '/v1/sources/{source}/events': { post: eventsOperation(shelf, refusals) },
    '/v1/sources/{source}/{kind}/{part}': { post: hookOperation(refusals) },
    '/v1/identify': { get: identifyOperation(shelf, refusals) },
  }
  for (const name of Object.keys(routes) as RouteName[]) {
    const route = routes[name]
    const path = route.path.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [route.method]: operationOf(name, route, shelf, refusals) }
  }
  Object.assign(paths, operationPaths())
  const socket = desktopSocket(shelf)
  return {
    openapi: '3.1.1',
    info: {
      title: 'Greetline',
      version,
      summary: 'Who is calling, before the first ring ends.',
      description:
        'Everything crosses as JSON in UTF-8. Instants are whole milliseconds since 1970 unless said otherwise. What is not a success is a refusal with a code of a closed list.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: publicUrl ?? '/', description: 'This server' }],
    tags: areas.map(({ name, description }) => ({ name, description })),
    paths,
    components: { schemas: sorted(shelf.named), securitySchemes },
    'x-refusals': Object.fromEntries(
      Object.entries(refusals).map(([code, [status, message]]) => [code, { status, message }]),
    ),
    'x-desktop-socket': socket,
  }
}

function operationOf(
  name: RouteName,
  route: RouteDeclaration,
  shelf: SchemaShelf,
  refusals: RefusalList,
): Operation {
  const parameters = [
    ...parametersOf(route.params, 'path', shelf),
    ...parametersOf(route.query, 'query', shelf),
  ]
  const body = requestBodyOf(name, route, shelf)
  return {
    operationId: name,
    tags: [areaOf(route.path)],
    summary: route.summary,
    description: whoMay(route),
    'x-roles': route.roles === 'anyone' ? ['anyone'] : route.roles,
    security: route.roles === 'anyone' ? [] : [{ session: [] }, { token: [] }],
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body ? { requestBody: body } : {}),
    responses: {
      [route.status ?? 200]: successOf(route, shelf),
      ...refusalAnswers(codesOf(name, route), refusals),
    },
  }
}

function areaOf(path: string): string {
  const segment = path.split('/')[2] ?? ''
  return areas.find(({ segments }) => segments.includes(segment))?.name ?? 'Operation'
}

function whoMay({ roles }: RouteDeclaration): string {
  if (roles === 'anyone') return 'Anyone; no session is needed.'
  return `Roles: ${roles.join(', ')}.`
}

function parametersOf(
  schema: z.ZodType | undefined,
  place: 'path' | 'query',
  shelf: SchemaShelf,
): Parameter[] {
  if (!schema) return []
  const { properties = {}, required = [] } = shelf.put(schema, 'input')
  return Object.entries(properties).map(([name, { description, ...rest }]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    ...(description === undefined ? {} : { description }),
    schema: rest,
  }))
}

function requestBodyOf(
  name: RouteName,
  route: RouteDeclaration,
  shelf: SchemaShelf,
): Operation['requestBody'] {
  if (route.upload) {
    const schema: Schema = { type: 'string', description: 'The file as it is, streamed. UTF-8.' }
    return { required: true, content: { [route.upload]: { schema, example: uploadExamples[route.upload] } } }
  }
  if (!route.body) return undefined
  const example = bodyExamples[name]
  const schema = shelf.put(route.body, 'input')
  return {
    required: true,
    content: { 'application/json': { schema, ...(example === undefined ? {} : { example }) } },
  }
}

const uploadExamples = {
  'text/csv': 'externalId,name,number\nK-10442,Marta Lindqvist,030 23125 001\n',
  'application/x-ndjson':
    '{"customerExternalId":"K-10442","externalId":"outage-17-1","kind":"outage","topic":"outage-17","severity":"warning","text":"No internet in the street since 8:40","answer":"A cable was cut; it will work again by 14:00."}\n',
}

function successOf(route: RouteDeclaration, shelf: SchemaShelf) {
  if (route.status === 204) return { description: 'Done.' }
  if (route.download) {
    const schema: Schema = { type: 'string', description: 'The file as it is, streamed. UTF-8.' }
    const content = { 'text/csv': { schema }, 'application/x-ndjson': { schema } }
    return { description: 'The file.', content }
  }
  const described = { 200: 'The answer.', 201: 'It was made.', 202: 'It has begun.' }[route.status ?? 200]
  return {
    description: described,
    content: { [route.text ?? 'application/json']: { schema: shelf.put(route.response, 'output') } },
  }
}

function sorted<T>(named: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(named).sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** For those who walk over a document: every operation with its method and path. */
export function operationsOf(
  document: OpenApiDocument,
): { readonly method: Method; readonly path: string; readonly operation: Operation }[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    (Object.entries(item) as [Method, Operation][]).map(([method, operation]) => ({
      method,
      path,
      operation,
    })),
  )
}
