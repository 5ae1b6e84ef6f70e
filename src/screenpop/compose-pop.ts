import type { Call } from '../call/call.ts'
import type { DirectoryAnswers } from '../call/directory-answers.ts'
import type { CardFact } from '../store/customer-matters.ts'
import type { FactKind } from '../wire/fact-kinds.ts'
import type { Maskable, Pop, PopReason, Trust } from '../wire/pop.ts'
import { noMatters, type PopGuidance, type PopKnowledge, type PopStanding } from '../wire/pop-matters.ts'
import type { CalendarPlace } from './calendar.ts'
import { casesAround } from './cases-around.ts'
import { leadsOfCases, showCase } from './cases-on-pop.ts'
import {
  type DisclosurePolicy,
  nothingToDisclose,
  ruleFor,
  showDisclosure,
  type Verification,
} from './disclose.ts'
import { dissatisfiedLead } from './dissatisfied-lead.ts'
import { fillCrmUrl } from './fill-crm-url.ts'
import { type GreetingBook, type GreetingCall, greet } from './greet.ts'
import { bearingOn } from './greeting-bearing.ts'
import type { KnownCaller, KnownPerson } from './known-caller.ts'
import { leadsOf, mattersOfCaller, type PromisesAndSignals } from './leads.ts'
import { likelyReasons, type ReasonContext, wasCutOff } from './likely-reasons.ts'
import { hourIn, localClock, zoneOfRegion } from './local-clock.ts'
import { type CustomerName, nameCustomer } from './name-customer.ts'
import type { Outlook } from './outlook.ts'
import { blankCaller, type CallerSide, presented, showCaller, showClaims } from './show-caller.ts'
import { showCandidate, showFirstName, showInteraction, showPerson } from './show-customer.ts'
import { whatIsKnown } from './what-is-known.ts'
import type { DesiredPop } from './who-is-popped.ts'
import { leadsOfWishes } from './wish-leads.ts'

export interface PopInput {
  readonly callId: string
  readonly call: Call
  readonly desired: DesiredPop
  /** The customer's end of the call: for outbound calls the one who was dialled. */
  readonly caller: CallerSide
  readonly recognition: KnownCaller
  /** What was promised to the number, and what is said of it, where nobody has it. */
  readonly ofNumber?: PromisesAndSignals | null
  readonly trust: Trust
  /** Who has made sure on this call that the caller is a certain customer; null once the call is over. */
  readonly verification: Verification | null
  readonly disclosure: DisclosurePolicy
  readonly did: Place | null
  readonly queue: { readonly id: string; readonly name: string; readonly language: string | null } | null
  /** What the house has laid down of what it asks its customers for. */
  readonly factKinds: readonly FactKind[]
  /** What was said on this call while nobody knew who was calling. */
  readonly told: readonly CardFact[]
  /** What an agent put down to be done for this customer and is not done yet. */
  readonly followUp: { readonly dueAt: number; readonly text: string } | null
  /** What outside directories have said; null where they were not asked. */
  readonly directory?: Pick<DirectoryAnswers, 'unknown' | 'silent'> | null
  /** Where the house's CRM has a customer's page, with placeholders; see fillCrmUrl(). */
  readonly crmUrl?: string | null
  readonly source: { readonly language: string; readonly region: string; readonly timeZone: string | null }
  readonly houseName: string | null
  /** What is known of calls in general and of how customers stand. */
  readonly bearings: Bearings
  /** The name of one of our agents; null if there is none of this id. */
  readonly nameOfAgent: (agent: string) => string | null
  /** A department by its id, in the house's language. */
  readonly nameOfDepartment: (id: string) => string
  readonly showNumber: (e164: string) => string
  readonly greetings: GreetingBook
  /** Tiers whose customers are thanked. */
  readonly honouredTiers: readonly string[]
  /** The version of this agent's pop of this call so far; 0 if there is none. */
  readonly previousVersion: number
  /** Ours, ms. Greeting and reasons go by it. */
  readonly now: number
}

/** By what the pop finds its way from what is known to what is likely and what helps. */
export interface Bearings {
  readonly outlook: Outlook
  readonly today: CalendarPlace
  readonly topicName: ReasonContext['topicName']
  /** What the house has written down for these keys, in the first of these languages that it is written in. */
  readonly guidanceFor: (keys: readonly string[], languages: readonly (string | null)[]) => PopGuidance[]
  /** The question that the house has put down to open with where they call for this, and in which language. */
  readonly openingFor: (
    key: string,
    languages: readonly (string | null)[],
  ) => { readonly text: string; readonly language: string } | null
  /** How the customer stands; null where nobody is known. */
  readonly standing: PopStanding | null
}

interface Place {
  readonly number: string
  readonly name: string
  readonly language: string | null
}

/**
 * The pop of one agent. It begins bare and is filled with what this agent may see at this stage, so that whatever is
 * added later has to be let out, not held back. A closed pop tells nothing of the caller any more.
 */
export function composePop(input: PopInput): Pop {
  const bare = barePop(input)
  if (input.desired.state === 'closed') return bare
  if (input.desired.stage === 'first-name') return withFirstName(bare, input)
  const pop = withEverything(bare, input)
  const externalId = input.recognition.person?.customer.externalId ?? null
  return { ...pop, crmUrl: fillCrmUrl(input.crmUrl ?? null, pop, externalId) }
}

function barePop({ callId, call, desired, caller, queue, did, source, previousVersion }: PopInput): Pop {
  return {
    callId,
    version: previousVersion + 1,
    state: desired.state,
    closing: desired.closing,
    stage: desired.stage,
    direction: call.direction,
    source: call.source,
    queue: queue === null ? null : { id: queue.id, name: queue.name },
    did: did === null ? null : { number: did.number, name: did.name },
    arrivedAt: call.arrivedAt,
    offeredAt: desired.offeredAt,
    answeredAt: desired.answeredAt,
    endedAt: call.endedAt,
    caller: blankCaller(presented(caller)),
    outcome: 'unknown',
    trust: { level: 'none', reasons: [] },
    disclosure: nothingToDisclose,
    person: null,
    candidates: [],
    evidence: [],
    greeting: { language: source.language, text: '' },
    ...noMatters,
    reasons: [],
    claims: {},
    cases: [],
    history: [],
    directories: { unknown: [], silent: [] },
    crmUrl: null,
    before: [],
  }
}

function withFirstName(bare: Pop, input: PopInput): Pop {
  const { outcome, person } = input.recognition
  const named = outcome === 'recognised' ? nameOf(person, input) : null
  return {
    ...bare,
    outcome,
    trust: { level: input.trust.level, reasons: [] },
    person: named === null ? null : showFirstName(named),
    greeting: greet({ ...greetingCall(input, null), outcome: 'unknown' }, input.greetings),
    before: agentsBefore(input),
  }
}

function withEverything(bare: Pop, input: PopInput): Pop {
  const { recognition, trust, caller, call, now } = input
  const { person, evidence, candidates } = recognition
  const named = nameOf(person, input)
  const disclosure = showDisclosure(disclosing(input), input.nameOfAgent)
  const mayShow = (field: Maskable) => !disclosure.masked.includes(field)
  const cases = person ? casesAround(person.customer) : []
  const reasons = likelyReasons(person, reasonContext(input), mayShow)
  const { guidanceFor, standing } = input.bearings
  const pop: Pop = {
    ...bare,
    caller: showCaller(caller, input.showNumber),
    outcome: recognition.outcome,
    trust: { level: trust.level, reasons: [...trust.reasons] },
    disclosure,
    person: person && named ? showPerson(person, named, now, mayShow) : null,
    candidates: candidates.map(showCandidate),
    evidence: [...evidence],
    leads: leadsOfCall(input),
    knowledge: knowledgeOf(input, reasons, disclosure.verified !== null, mayShow('facts')),
    reasons,
    guidance: guidanceFor(
      reasons.map(({ key }) => key),
      languagesOf(input, named),
    ),
    // Told from the history, so it is held back with it.
    standing: mayShow('history') ? standing : null,
    claims: showClaims(call.claims, caller),
    cases: mayShow('cases') ? cases.map((open) => showCase(open, input.nameOfDepartment)) : [],
    history: mayShow('history') ? (person?.customer.lastInteractions.map(showInteraction) ?? []) : [],
    directories: showDirectories(input.directory),
    before: agentsBefore(input),
  }
  return { ...pop, greeting: greetWith(input, named, pop, mayShow) }
}

/** Why they may call, as a full pop would say it by now: for a list of callers whom nobody is offered yet. */
export function reasonsOfCall(input: PopInput): PopReason[] {
  const { masked } = showDisclosure(disclosing(input), input.nameOfAgent)
  return likelyReasons(
    input.recognition.person,
    reasonContext(input),
    (field: Maskable) => !masked.includes(field),
  )
}

/** Last of all: what else the pop shows decides what is said first. */
function greetWith(
  input: PopInput,
  named: CustomerName | null,
  pop: Pop,
  mayShow: (field: Maskable) => boolean,
): Pop['greeting'] {
  const { recognition, honouredTiers, greetings, bearings } = input
  const languages = languagesOf(input, named)
  const bearing = bearingOn(pop, {
    tier: recognition.person?.customer.tier ?? '',
    honouredTiers,
    mayShow,
    openingFor: (reason) => bearings.openingFor(reason, languages),
  })
  return greet({ ...greetingCall(input, named), ...bearing }, greetings)
}

/** Of a caller whom nobody knows as well: what a doubtful number may be told of a customer, it may be told of itself. */
function leadsOfCall(input: PopInput): Pop['leads'] {
  const { masked } = ruleFor(disclosing(input))
  const mayShow = (field: Maskable) => !masked.includes(field)
  const { person } = input.recognition
  const cases = person ? casesAround(person.customer) : []
  const ofCases = leadsOfCases(cases, input.nameOfDepartment, mayShow('cases'))
  const { dissatisfiedAt = null } = person?.customer ?? {}
  const ofSurvey = dissatisfiedLead(dissatisfiedAt, input.now, mayShow('history'))
  const more = [...ofCases, ...ofWishes(input, mayShow), ...ofSurvey]
  return leadsOf(mattersOf(input), more, input.now, mayShow, input.nameOfDepartment)
}

function ofWishes(input: PopInput, mayShow: (field: Maskable) => boolean): Pop['leads'] {
  const { recognition, call, now } = input
  const { direction } = call
  const timeZone = zonesOf(input).find((zone) => zone && localClock(now, zone) !== null) ?? 'UTC'
  const wishes = recognition.person?.customer.contactWishes ?? []
  return leadsOfWishes(wishes, { direction, timeZone, now }, mayShow('wishes'))
}

function mattersOf({ recognition, ofNumber }: PopInput): PromisesAndSignals {
  return mattersOfCaller(recognition, ofNumber ?? null)
}

function knowledgeOf(
  input: PopInput,
  reasons: readonly PopReason[],
  isVerified: boolean,
  mayShowAll: boolean,
): PopKnowledge {
  const { callId, call, recognition, told, factKinds: kinds, nameOfAgent, now } = input
  return whatIsKnown({
    callId,
    facts: recognition.person?.customer.facts ?? [],
    told,
    claims: call.claims,
    claimedAt: call.arrivedAt,
    kinds,
    needs: needsOf(input, reasons),
    isVerified,
    mayShowAll,
    nameOfAgent,
    now,
  })
}

/** By what the house may say for which calls it needs a fact. */
function needsOf({ did, queue, recognition }: PopInput, reasons: readonly PopReason[]): ReadonlySet<string> {
  const contacts = recognition.person?.customer.lastInteractions ?? []
  const isOfContact = reasons.filter(({ kind }) => kind === 'recent-contact' || kind === 'called-back-soon')
  const dispositions = contacts
    .filter(({ startedAt }) => isOfContact.some(({ at }) => at === startedAt))
    .flatMap(({ disposition }) => disposition ?? [])
  return new Set([
    ...reasons.flatMap(({ kind, key }) => [kind, key]),
    ...dispositions,
    ...(queue === null ? [] : [queue.id]),
    ...(did === null ? [] : [did.number]),
  ])
}

function showDirectories(directory: PopInput['directory']): Pop['directories'] {
  if (!directory) return { unknown: [], silent: [] }
  return { unknown: [...directory.unknown], silent: directory.silent.map((one) => ({ ...one })) }
}

function disclosing({ trust, recognition, verification, disclosure }: PopInput) {
  // Of whom only an outside directory knows nothing is on file: there is nobody to make sure of.
  const id = recognition.person?.customer.id ?? 0
  const customerId = id > 0 ? id : null
  const hasConfidential = (recognition.person?.customer.confidential ?? null) !== null
  return { trust: trust.level, customerId, verification, hasConfidential, policy: disclosure }
}

function nameOf(person: KnownPerson | null, { source }: PopInput): CustomerName | null {
  return person === null ? null : nameCustomer(person.customer, source.language)
}

function greetingCall(input: PopInput, named: CustomerName | null): GreetingCall {
  const { call, recognition } = input
  const { group, person } = recognition
  const { greetByName, masked } = ruleFor(disclosing(input))
  return {
    outcome: recognition.outcome,
    mayBeNamed: greetByName,
    direction: call.direction,
    name: named && person ? saidName(named, person) : null,
    organisation: group?.kind === 'company' ? group.name : null,
    isHousehold: group?.kind === 'household',
    languages: languagesOf(input, named),
    hour: hourOf(input),
    lately: named === null || masked.includes('history') ? 'nothing' : latelyWith(input),
    house: input.houseName,
    agent: input.nameOfAgent(input.desired.agent),
  }
}

/** In which the caller may be spoken to, the likeliest first. */
function languagesOf({ recognition, queue, did, source }: PopInput, named: CustomerName | null) {
  const customerLanguage = named === null ? null : (recognition.person?.customer.language ?? null)
  return [customerLanguage, queue?.language ?? null, did?.language ?? null, source.language]
}

function saidName({ address }: CustomerName, { customer }: KnownPerson): GreetingCall['name'] {
  const { name, title, givenName, familyName } = customer
  return { address, fullName: name, title, givenName, familyName }
}

function latelyWith({ recognition, now }: PopInput): GreetingCall['lately'] {
  const { person, evidence } = recognition
  if (person && wasCutOff(person.customer, now)) return 'cut-off'
  return evidence.some(({ kind }) => kind === 'missed-outbound') ? 'they-call-back' : 'nothing'
}

function hourOf(input: PopInput): number {
  return hourIn(zonesOf(input), input.now)
}

/** The caller's clock: the customer's own time zone, else that of the number's region, else ours. */
function zonesOf({ recognition, caller, source }: PopInput): (string | null | undefined)[] {
  return [
    recognition.person?.customer.timeZone,
    caller.region === null || presented(caller) === 'restricted' ? null : zoneOfRegion(caller.region),
    source.timeZone,
    zoneOfRegion(source.region),
  ]
}

function reasonContext(input: PopInput): ReasonContext {
  const { call, did, queue, followUp, now } = input
  const { outlook, today, topicName } = input.bearings
  const matters = mattersOf(input)
  return { now, today, direction: call.direction, followUp, did, queue, matters, outlook, topicName }
}

/** Who had this call before this agent, by name: those who answered it earlier. */
function agentsBefore({ call, desired, nameOfAgent }: PopInput): string[] {
  const mine = call.answeredBy.indexOf(desired.agent)
  const earlier = mine < 0 ? call.answeredBy : call.answeredBy.slice(0, mine)
  return earlier.map(nameOfAgent).filter((name) => name !== null)
}
