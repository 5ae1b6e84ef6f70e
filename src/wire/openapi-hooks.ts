import type { Operation, Parameter } from './openapi-document.ts'
import { type RefusalList, refusalAnswers } from './openapi-refusals.ts'

const refusedHooks = [
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
  'method-not-allowed',
  'internal',
  'store-unavailable',
  'shutting-down',
]

/** The webhooks of phone systems that speak as they always have. What each sends and wants to hear is its own. */
export function hookOperation(refusals: RefusalList): Operation {
  return {
    operationId: 'takeHook',
    tags: ['Call events'],
    summary: 'A phone system reports its calls in its own words',
    description: [
      'For sources whose `kind` is that of a phone system we know; docs/phone-systems says for each what to enter there. The request is proved as that system does it: by its signature, or by a token at the end of the address.',
      'Answered once the events are durable, in the form that the system expects. What is of no interest is taken without effect. An `offered` that names only agents nobody knows is taken and shown as unrouted.',
    ].join('\n\n'),
    'x-roles': ['source'],
    security: [],
    parameters: [
      part('source', 'The name of a configured source.', '^[A-Za-z0-9_-]{1,64}$'),
      part('kind', 'The kind of the source, such as `zammad` or `twilio`.', '^[a-z0-9-]{1,32}$'),
      part('part', 'Which of the system’s hooks it is, or a token; left out where there is neither.'),
    ],
    responses: {
      200: { description: 'The events are durable. The body is what this phone system expects.' },
      204: { description: 'The same, for those that expect nothing.' },
      ...refusalAnswers(refusedHooks, refusals),
    },
  }
}

function part(name: string, description: string, pattern?: string): Parameter {
  const schema = { type: 'string', ...(pattern === undefined ? {} : { pattern }) } as const
  return { name, in: 'path', required: true, description, schema }
}
