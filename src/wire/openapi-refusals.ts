import type { Answer, Schema } from './openapi-document.ts'
import type { RouteDeclaration, RouteName } from './routes.ts'

/** The closed list of refusals: HTTP status and sentence by code. Handed in, since it is not the wire's own. */
export type RefusalList = Readonly<Record<string, readonly [status: number, message: string]>>

/** What a handler refuses beyond what follows from its declaration. */
const ownRefusals: { readonly [N in RouteName]?: readonly string[] } = {
  signIn: ['wrong-credentials', 'too-many-attempts'],
  changeMe: ['forbidden'],
  setAvailability: ['forbidden'],
  findCustomer: ['search-took-too-long'],
  importCustomers: ['too-large'],
  importInteractions: ['too-large'],
  createAccount: ['already-exists'],
  changeAccount: ['already-exists'],
  keepDraft: ['conflict'],
  verifyCaller: ['not-speaking', 'conflict'],
  takeBackVerification: ['not-speaking'],
  readCustomerInteractions: ['verify-first'],
  readCases: ['verify-first'],
  readFacts: ['verify-first'],
  readStanding: ['verify-first'],
  saveGuidance: ['conflict', 'already-exists'],
  removeGuidance: ['conflict'],
  restoreGuidance: ['conflict'],
  sendGuidance: ['not-speaking', 'against-wish', 'nobody-sends'],
  putFact: ['verify-first'],
  verifyFact: ['verify-first'],
  revealFact: ['verify-first'],
  withdrawFact: ['verify-first'],
  findFacts: ['not-found'],
  putCallFact: ['not-speaking'],
  recordAskedAgain: ['not-speaking'],
  makePromise: ['verify-first'],
  changePromise: ['conflict'],
  readCustomerPromises: ['verify-first'],
  postSignals: ['too-large'],
  createCustomer: ['already-exists'],
  changeCustomer: ['conflict', 'already-exists', 'verify-first'],
  mergeCustomer: ['conflict'],
  openCase: ['already-exists'],
  closeCase: ['verify-first'],
  planTask: ['against-wish'],
  stepTask: ['forbidden', 'conflict', 'verify-first'],
  readTaskAttempts: ['forbidden', 'verify-first'],
  readCustomerTasks: ['verify-first'],
  dial: ['not-found', 'cannot-dial', 'too-many-attempts', 'against-wish', 'forbidden', 'verify-first'],
  changeCase: ['verify-first', 'conflict'],
  readCaseEntries: ['verify-first'],
  searchInteractions: ['search-took-too-long'],
  countInteractions: ['search-took-too-long'],
  saveSearch: ['forbidden'],
  changeSavedSearch: ['conflict'],
  resendWebhooks: ['not-found'],
  playDemoCall: ['not-found'],
  readDemo: ['not-found'],
  setDemo: ['not-found'],
}

const everywhere = ['internal', 'store-unavailable', 'shutting-down'] as const
const everybody = 4

/** The codes that this route may refuse with. */
export function codesOf(name: RouteName, route: RouteDeclaration): readonly string[] {
  const codes = [...everywhere, ...(ownRefusals[name] ?? [])]
  if (route.roles !== 'anyone') codes.push('not-signed-in')
  if (route.roles !== 'anyone' && route.roles.length < everybody) codes.push('forbidden')
  if (route.method !== 'get') codes.push('wrong-origin')
  if (route.params) codes.push('not-found')
  if (route.params || route.query || route.body) codes.push('bad-input')
  if (route.body) codes.push('bad-json', 'too-large', 'wrong-content-type')
  return [...new Set(codes)]
}

/** One answer for each HTTP status among these codes. Throws for a code that is not on the list. */
export function refusalAnswers(
  codes: readonly string[],
  refusals: RefusalList,
): Readonly<Record<string, Answer>> {
  const byStatus = new Map<number, string[]>()
  for (const code of codes) {
    const status = refusals[code]?.[0]
    if (status === undefined) throw new Error(`${code} is not on the list of refusals`)
    byStatus.set(status, [...(byStatus.get(status) ?? []), code])
  }
  const statuses = [...byStatus].sort(([a], [b]) => a - b)
  return Object.fromEntries(
    statuses.map(([status, ofStatus]) => [String(status), refusalAnswer(status, ofStatus, refusals)]),
  )
}

const refusalSchema: Schema = { $ref: '#/components/schemas/Refusal' }

function refusalAnswer(status: number, codes: readonly string[], refusals: RefusalList): Answer {
  const [first = ''] = codes
  return {
    description: codes.map((code) => `\`${code}\`: ${refusals[code]?.[1]}`).join('\n'),
    ...(status === 503 || status === 429
      ? { headers: { 'Retry-After': { description: 'Seconds to wait.', schema: { type: 'integer' } } } }
      : {}),
    content: {
      'application/json': {
        schema: refusalSchema,
        example: { error: { code: first, message: refusals[first]?.[1] } },
      },
    },
    'x-codes': codes,
  }
}
