import { readDecisions } from './decisions.ts'
import type { Decision } from './recognition/decision.ts'
import { hourIn, zoneOfRegion } from './screenpop/local-clock.ts'
import { nameCustomer } from './screenpop/name-customer.ts'
import type { SourceDesk } from './source-desk.ts'
import type { CustomerCard } from './store/call-store.ts'
import type { RecentCaller } from './store/greeting-store.ts'
import type { Store } from './store/store.ts'
import type { GreetingCase } from './wire/greeting-api.ts'

export interface Casting {
  readonly store: Pick<Store, 'readRecentCallers' | 'readCard'>
  readonly sources: ReadonlyMap<string, Pick<SourceDesk, 'timeZone' | 'region' | 'regionOf'>>
  readonly agents: { readonly nameOf: (accountId: string) => string | null }
  /** The house's. */
  readonly name: string
}

const callsLookedAt = 300
const mostOfEach = 3

/**
 * Calls of the house to try sentences on: of each outcome the last few, each customer once, with names as they are said
 * in this language (BCP 47) where the customer has none of their own.
 */
export async function lastCallers(casting: Casting, language: string): Promise<readonly GreetingCase[]> {
  const cases: GreetingCase[] = []
  const seen = new Set<number>()
  for (const call of await casting.store.readRecentCallers(callsLookedAt)) {
    const decision = readDecisions(call.recognition).at(-1)
    if (!decision || enough(cases, decision.outcome)) continue
    const cards = await cardsOf(casting, decision)
    const [first] = cards
    if (first && seen.has(first.id)) continue
    if (first) seen.add(first.id)
    const one = caseOf(casting, call, { outcome: decision.outcome, cards }, language)
    if (!enough(cases, one.outcome)) cases.push(one)
  }
  return cases
}

function enough(cases: readonly GreetingCase[], outcome: GreetingCase['outcome']): boolean {
  const wanted = outcome === 'ambiguous' ? ['ambiguous', 'household'] : [outcome]
  return wanted.every((kind) => cases.filter((one) => one.outcome === kind).length >= mostOfEach)
}

/** The customer it was; where that was open, the best of those it may have been. */
async function cardsOf({ store }: Casting, decision: Decision): Promise<readonly CustomerCard[]> {
  const id = decision.customerId ?? decision.candidates[0]?.customerId
  const card = id === undefined ? null : await store.readCard(id)
  return card === null ? [] : [card]
}

interface Cast {
  readonly outcome: Decision['outcome']
  readonly cards: readonly CustomerCard[]
}

function caseOf(
  casting: Casting,
  call: RecentCaller,
  { outcome, cards }: Cast,
  language: string,
): GreetingCase {
  const [card] = cards
  const named = outcome === 'recognised' && card ? card : null
  const agent = call.answeredBy[0]
  return {
    kind: 'call',
    outcome: outcome === 'ambiguous' && card && isOfHousehold(card) ? 'household' : outcome,
    at: call.arrivedAt,
    hour: hourOf(casting, call, named),
    direction: call.direction === 'outbound' ? 'outbound' : 'inbound',
    ...namesOf(named, language),
    company: card ? companyOf(card, outcome) : null,
    standing: 'usual',
    matter: null,
    house: casting.name,
    agent: agent === undefined ? null : casting.agents.nameOf(agent),
  }
}

type Names = Pick<GreetingCase, 'name' | 'fullName' | 'title' | 'givenName' | 'familyName'>

export function namesOf(card: Parameters<typeof nameCustomer>[0] | null, language: string): Names {
  if (card === null) return { name: null, fullName: null, title: null, givenName: null, familyName: null }
  const { name, title, givenName, familyName } = card
  return { name: nameCustomer(card, language).address, fullName: name, title, givenName, familyName }
}

function isOfHousehold({ kind, belongsTo }: CustomerCard): boolean {
  return kind === 'household' || belongsTo?.kind === 'household'
}

function companyOf({ kind, name, belongsTo }: CustomerCard, outcome: Decision['outcome']): string | null {
  if (outcome !== 'recognised' && outcome !== 'organisation') return null
  if (kind === 'company') return name
  return belongsTo?.kind === 'company' ? belongsTo.name : null
}

function hourOf({ sources }: Casting, call: RecentCaller, card: CustomerCard | null): number {
  const source = sources.get(call.source)
  const hidden = call.presentation === 'restricted' || !call.numberKey?.startsWith('+')
  const region = hidden || call.numberKey === null ? null : (source?.regionOf(call.numberKey) ?? null)
  return hourIn(
    [card?.timeZone, region && zoneOfRegion(region), source?.timeZone, source && zoneOfRegion(source.region)],
    call.arrivedAt,
  )
}
