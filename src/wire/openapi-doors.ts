import { eventMessages, eventsAccepted, mostEventsInOneRequest } from './event-contract.ts'
import type { Answer, Operation, Parameter, PathItem } from './openapi-document.ts'
import { eventExamples } from './openapi-examples.ts'
import { type RefusalList, refusalAnswers } from './openapi-refusals.ts'
import type { SchemaShelf } from './openapi-schemas.ts'

/** The largest body with call events, bytes. */
const mostBytes = 262_144

const signatureHeaders: readonly Parameter[] = [
  header('webhook-id', 'Id of this message; the same when it is sent again. Part of what is signed.'),
  header('webhook-timestamp', 'Seconds since 1970. At most five minutes from the server’s clock, both ways.'),
  header(
    'webhook-signature',
    '`v1,` and the base64 of HMAC-SHA256 over `<webhook-id>.<webhook-timestamp>.<body>`. Several, with a space between, while a secret is being replaced.',
  ),
]

function header(name: string, description: string): Parameter {
  return { name, in: 'header', required: false, description, schema: { type: 'string' } }
}

const sourceParameter: Parameter = {
  name: 'source',
  in: 'path',
  required: true,
  description: 'The name of a configured source.',
  schema: { type: 'string', pattern: '^[A-Za-z0-9_-]{1,64}$' },
}

const refusedEvents = [
  'bad-json',
  'bad-utf8',
  'missing-signature',
  'wrong-signature',
  'stale-signature',
  'wrong-token',
  'unknown-source',
  'too-large',
  'wrong-content-type',
  'bad-input',
  'too-deep',
  'unknown-agent',
  'internal',
  'store-unavailable',
  'shutting-down',
]

/** The one way in for phone systems. It is not among the routes for people and programs: it is signed, and it is hot. */
export function eventsOperation(shelf: SchemaShelf, refusals: RefusalList): Operation {
  return {
    operationId: 'sendEvents',
    tags: ['Call events'],
    summary: 'A phone system reports what happens to its calls',
    description: [
      `One event, or an array of at most ${mostEventsInOneRequest}; at most ${mostBytes / 1024} KiB. Either all of a request is taken or none of it.`,
      'Answered once the events are durable. Send again what was not answered with 2xx: the same event again gets the same answer and changes nothing, however late and in whatever order. A valid event is never refused because of load.',
      'An `offered` that names only agents nobody knows is refused; any other event is taken whoever it names.',
      'Also as CloudEvents 1.0 (`application/cloudevents+json`, `application/cloudevents-batch+json`, or `ce-` headers with a bearer token), with `OPTIONS` for the handshake.',
      'Sign the request as Standard Webhooks, or send one of the source’s bearer tokens.',
    ].join('\n\n'),
    'x-roles': ['source'],
    security: [{ standardWebhooks: [] }, { sourceToken: [] }],
    parameters: [sourceParameter, ...signatureHeaders],
    requestBody: {
      required: true,
      content: {
        'application/json': { schema: shelf.put(eventMessages, 'input'), example: eventExamples },
      },
    },
    responses: {
      202: {
        description: 'The events are durable.',
        content: {
          'application/json': {
            schema: shelf.put(eventsAccepted, 'output'),
            example: { accepted: eventExamples.map(({ id, call }) => ({ id, call })) },
          },
        },
      },
      ...refusalAnswers(refusedEvents, refusals),
    },
  }
}

/** What stands beside the API: for whoever runs it. */
export function operationPaths(): Readonly<Record<string, PathItem>> {
  return {
    '/livez': {
      get: open('live', 'The process is alive', '200 as long as the process answers at all.', {
        200: plain('It is.', 'alive\n'),
      }),
    },
    '/readyz': {
      get: open(
        'ready',
        'This node can do its work',
        'For a load balancer: 503 while the node is stopping and while nothing can be stored.',
        { 200: plain('It can.', 'ready\n'), 503: plain('Not now, and why.', 'not ready: stopping\n') },
      ),
    },
    '/metrics': {
      get: open('metrics', 'Figures for Prometheus', 'No label carries personal data.', {
        200: plain('Text exposition format.'),
      }),
    },
    '/openapi.json': {
      get: open(
        'openApi',
        'This document',
        'OpenAPI 3.1, made from the schemas that the server checks with.',
        {
          200: { description: 'The document.', content: json },
        },
      ),
    },
    '/reference': {
      get: open('reference', 'This document, for people', 'One page without scripts.', {
        200: { description: 'The page.', content: { 'text/html': { schema: { type: 'string' } } } },
      }),
    },
  }
}

function plain(description: string, example?: string): Answer {
  const content = { schema: { type: 'string' }, ...(example === undefined ? {} : { example }) }
  return { description, content: { 'text/plain': content } }
}

const json = { 'application/json': { schema: { type: 'object' } } } as const

function open(
  operationId: string,
  summary: string,
  description: string,
  responses: Operation['responses'],
): Operation {
  return {
    operationId,
    tags: ['Operation'],
    summary,
    description,
    'x-roles': ['anyone'],
    security: [],
    responses,
  }
}
