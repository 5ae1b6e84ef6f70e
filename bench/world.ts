import { firstIdAt } from '../src/store/time-id.ts'
import { type Tongue, tongues } from './words.ts'

/** How large the house of a run is. */
export interface Scale {
  readonly customers: number
  readonly numbers: number
  readonly interactions: number
  readonly agents: number
}

/** To be raised when the data below changes: data that was made before is then made anew. */
export const worldVersion = 2

/** Everything that is made up below follows from these two and the place in the row. */
const lastDay = Date.UTC(2026, 5, 30)
const spanMs = 3 * 365 * 24 * 60 * 60_000
/** When the interactions are of, ms. */
export const spanOfWorld = { from: lastDay - spanMs, until: lastDay }

/** Numbers between 0 and 1 that follow from `seed` alone. (mulberry32, public domain, Tommy Ettinger) */
export function seededRandom(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

export interface MadeCustomer {
  readonly id: number
  readonly externalId: string
  readonly kind: 'person' | 'company'
  readonly name: string
  readonly givenName: string | null
  readonly familyName: string | null
  readonly language: string
  readonly timeZone: string
  readonly tier: string
  readonly belongsTo: number | null
  readonly createdAt: number
}

/** Customer `place`, from 0. Every tenth is a company, to which the two after it belong. */
export function makeCustomer(place: number): MadeCustomer {
  const tongue = tongueOf(place)
  const random = seededRandom(place)
  const person = personName(tongue, random)
  const isCompany = place % 10 === 0
  return {
    id: place + 1,
    externalId: `C-${place}`,
    kind: isCompany ? 'company' : 'person',
    name: isCompany ? `${pick(tongue.company, random)} ${person.familyName} ${place}` : person.name,
    givenName: isCompany ? null : person.givenName,
    familyName: isCompany ? null : person.familyName,
    language: tongue.language,
    timeZone: tongue.timeZone,
    tier: tierOf(place),
    belongsTo: place % 10 === 1 || place % 10 === 2 ? place - (place % 10) + 1 : null,
    createdAt: lastDay - spanMs,
  }
}

/** One customer in ten thousand is of a tier that hardly anybody is of. */
function tierOf(place: number): string {
  if (place % 10_000 === 17) return 'platinum'
  return ['standard', 'standard', 'standard', 'silver', 'gold'][place % 5] ?? 'standard'
}

export function nameOf(place: number): string {
  return makeCustomer(place).name
}

/** Whose number `place` is: the first numbers are one per customer, the rest are second numbers. */
export function ownerOf(place: number, { customers }: Scale): number {
  return place < customers ? place : (place * 7919) % customers
}

/** Number `place` in E.164. No two are alike: 7654321 has no factor in common with the room that it is taken of. */
export function makeNumber(place: number, scale: Scale): string {
  const { prefix, leads } = tongueOf(ownerOf(place, scale))
  const within = (place * 7_654_321) % (leads.length * 1_000_000)
  return `${prefix}${leads[Math.floor(within / 1_000_000)]}${String(within % 1_000_000).padStart(6, '0')}`
}

export interface MadeAgent {
  readonly id: string
  readonly login: string
  readonly name: string
  readonly extension: string
  readonly team: string
}

export function makeAgent(place: number): MadeAgent {
  const written = String(place).padStart(5, '0')
  const { name } = personName(tongueOf(place), seededRandom(-1 - place))
  return {
    id: `agent-${written}`,
    login: `agent${written}`,
    name,
    extension: String(10_000 + place),
    team: `team-${place % 100}`,
  }
}

export const queues = [
  { id: 'support', name: 'Support' },
  { id: 'billing', name: 'Billing' },
  { id: 'sales', name: 'Sales' },
]
const channels = ['call', 'call', 'call', 'call', 'call', 'call', 'call', 'call', 'email', 'chat']
const sentiments = ['positive', 'neutral', 'negative'] as const
const rootCauses = ['product', 'process', 'hand-over', 'outside']
/** Ids of calls that were there before any run. */
export const madeCallPrefix = 'made:'
const dispositions = ['solved', 'solved', 'solved', 'follow-up', 'passed-on', 'no-conversation']

/** An interaction as the search index reads it (FoundInteraction of the store). */
export function makeInteraction(place: number, scale: Scale) {
  const random = seededRandom(0x5eed ^ place)
  const owner = Math.floor(random() * scale.customers)
  const agent = makeAgent(Math.floor(random() * scale.agents))
  const queue = pick(queues, random)
  const startedAt = Math.floor(lastDay - spanMs + (place * spanMs) / scale.interactions)
  const channel = pick(channels, random)
  const number = makeNumber(owner, scale)
  return {
    id: firstIdAt(startedAt),
    externalId: null,
    channel,
    direction: random() < 0.85 ? ('inbound' as const) : ('outbound' as const),
    startedAt,
    endedAt: startedAt + lengthOf(place, random),
    customerId: owner + 1,
    numberKey: number,
    numberRaw: number,
    accountId: agent.id,
    agentName: agent.name,
    source: channel === 'call' ? 'main' : null,
    queue: queue.id,
    queueName: queue.name,
    callId: place % 400 === 3 ? `${madeCallPrefix}${place}` : null,
    outcome: random() < 0.9 ? 'answered' : 'missed',
    disposition: place % 100_000 === 5 ? 'legal' : pick(dispositions, random),
    body: makeNote(tongueOf(owner), random, place),
    subject: channel === 'email' ? pick(tongueOf(owner).sentences, random) : null,
    sentiment: random() < 0.2 ? pick(sentiments, random) : null,
    team: agent.team,
    customerName: nameOf(owner),
    customerTier: tierOf(owner),
  }
}

/** Most take some minutes; one in a thousand more than half an hour. */
function lengthOf(place: number, random: () => number): number {
  return 30_000 + Math.floor(random() * 600_000) + (place % 1000 === 9 ? 1_800_000 : 0)
}

/** One to three sentences, some with the number of an order, or the address that something was sent to. */
function makeNote(tongue: Tongue, random: () => number, place: number): string {
  const sentences = Array.from({ length: 1 + Math.floor(random() * 3) }, () => pick(tongue.sentences, random))
  const order = random() < 0.3 ? ` AB-${10_000 + Math.floor(random() * 90_000)}` : ''
  const address = place % 50 === 0 ? ` customer${Math.floor(random() * 1e6)}@mail.example.com` : ''
  return `${sentences.join(', ')}${order}${address}.`
}

function personName(tongue: Tongue, random: () => number) {
  const givenName = pick(tongue.given, random)
  const familyName = pick(tongue.family, random)
  const name = tongue.familyFirst ? `${familyName}${givenName}` : `${givenName} ${familyName}`
  return { name, givenName, familyName }
}

function tongueOf(owner: number): Tongue {
  return tongues[owner % tongues.length] as Tongue
}

function pick<T>(list: readonly T[], random: () => number): T {
  return list[Math.floor(random() * list.length)] as T
}

/** What interaction `place` was about: the promise made on a call, the case of every hundredth. */
export function makeLinks(place: number, { customers }: Scale) {
  const promiseState = place % 400 === 3 ? promiseStateOf(Math.floor(place / 400)) : null
  const caseId = place % 100 === 1 ? 1 + (Math.floor(place / 100) % Math.floor(customers / 20)) : null
  return { promiseState, caseId, rootCause: caseId === null ? null : rootCauseOf(caseId) }
}

export function rootCauseOf(caseId: number): string {
  return caseId % 1000 === 1 ? 'employee' : (rootCauses[caseId % rootCauses.length] as string)
}

function promiseStateOf(n: number): string {
  if (n % 100 === 0) return 'open'
  return n % 7 === 0 ? 'broken' : 'kept'
}
