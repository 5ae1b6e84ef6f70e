import { identified, identifyQuery } from './identify-api.ts'
import type { Operation } from './openapi-document.ts'
import { type RefusalList, refusalAnswers } from './openapi-refusals.ts'
import type { SchemaShelf } from './openapi-schemas.ts'

/** Before the pop: who a number is. Like the events it is not among the routes for people, and it is hot. */
export function identifyOperation(shelf: SchemaShelf, refusals: RefusalList): Operation {
  const { properties = {}, required = [] } = shelf.put(identifyQuery, 'input')
  return {
    operationId: 'identify',
    tags: ['Look-ups'],
    summary: 'Who is this number, for a dialplan, an IVR or a phone’s display',
    description: [
      'The same recognition as the pop’s. What the caller typed into the IVR goes in as `claim_<name>`: an account number outranks the telephone number.',
      '`text`, `freepbx` and `freeswitch` answer with the name for the display and nothing else, nothing at all where nobody may be named, and a refusal without a body. `hash` is for Asterisk’s CURL function with `hashcompat=yes`; `3cx` for the outputs of a CRM template.',
    ].join('\n\n'),
    'x-roles': ['lookup'],
    security: [{ lookupToken: [] }],
    parameters: Object.entries(properties).map(([name, { description, ...schema }]) => ({
      name,
      in: 'query' as const,
      required: required.includes(name),
      ...(description === undefined ? {} : { description }),
      schema,
    })),
    responses: {
      200: {
        description: 'Who it may be, as far as this token is told.',
        content: {
          'application/json': { schema: shelf.put(identified, 'output') },
          'text/plain': { schema: { type: 'string' }, example: 'Marta Lindqvist' },
        },
      },
      ...refusalAnswers(
        [
          'wrong-lookup-token',
          'bad-input',
          'method-not-allowed',
          'internal',
          'store-unavailable',
          'shutting-down',
        ],
        refusals,
      ),
    },
  }
}
