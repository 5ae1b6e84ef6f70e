import type { GreetingCase, GreetingPhrase } from '../../wire/greeting-api.ts'

type PhraseName = GreetingPhrase['phrase']

/** Which callers a text is tried on: those to whom it could be said, as they would be then. */
export function casesFor(
  phrase: PhraseName,
  isNamed: boolean,
  cases: readonly GreetingCase[],
  matter: string,
): GreetingCase[] {
  return cases
    .filter((one) => (isNamed ? one.name !== null : fits(phrase, one)))
    .map((one) => ({ ...one, ...then(phrase, matter) }))
}

const outcomesOf: Partial<Record<PhraseName, readonly GreetingCase['outcome'][]>> = {
  company: ['organisation'],
  household: ['household'],
  'ask-who': ['ambiguous', 'possible'],
  unknown: ['unknown'],
  withheld: ['withheld'],
  calling: ['unknown'],
}

function fits(phrase: PhraseName, { outcome, company }: GreetingCase): boolean {
  if (phrase === 'company' && company === null) return false
  return outcomesOf[phrase]?.includes(outcome) ?? true
}

function then(phrase: PhraseName, matter: string): Partial<GreetingCase> {
  if (phrase === 'honoured' || phrase === 'dissatisfied') return { standing: phrase }
  if (phrase === 'usual-matter') return { matter }
  return phrase === 'calling' || phrase === 'calling-by-name' ? { direction: 'outbound' } : {}
}

/** Somebody of whom no more is known than the name. */
export function madeUp(name: string, like: GreetingCase): GreetingCase {
  return {
    ...like,
    kind: 'sample',
    outcome: 'recognised',
    at: null,
    name,
    fullName: name,
    title: null,
    givenName: null,
    familyName: null,
    company: null,
  }
}
