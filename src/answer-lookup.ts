import type { AgentDirectory } from './access/agent-directory.ts'
import { retell } from './call/call.ts'
import type { Config } from './config.ts'
import { Refusal } from './errors.ts'
import type { Policy } from './house.ts'
import { type Identity, identifyCaller } from './recognition/identify-caller.ts'
import { nameCustomer } from './screenpop/name-customer.ts'
import { type SourceDesk, sourceDesk } from './source-desk.ts'
import type { CustomerCard } from './store/call-store.ts'
import type { Store } from './store/store.ts'
import type { Identified, IdentifyQuery, LookupLevel } from './wire/identify-api.ts'

interface LookupHouse {
  readonly store: Pick<Store, 'findCallers' | 'readCard' | 'readCustomersSeenWith' | 'audit'>
  readonly sources: ReadonlyMap<string, SourceDesk>
  /** By lookup, where it writes numbers in another way than its source. */
  readonly lookupReaders: ReadonlyMap<string, SourceDesk['readNumber']>
  readonly agents: Pick<AgentDirectory, 'extensionOf' | 'nameOf'>
  /** A lookup verifies nobody: what may be told goes by the trust in the number alone. */
  readonly policy: Pick<Policy, 'recognition' | 'disclosure'>
  /** How people reach this; null where it is not configured. */
  readonly publicUrl: string | null
  /** Told where what was told could not be recorded. */
  readonly failed: (reason: unknown) => void
  readonly now: () => number
}

interface Asker {
  readonly name: string
  readonly source: string
  readonly shows: LookupLevel
}

/**
 * Who calls, before anybody is rung: the same recognition as the pop's, told as far as the token may know. Throws
 * Refusal `store-unavailable`.
 */
export function answerLookups(house: LookupHouse) {
  return async (query: IdentifyQuery, asker: Asker): Promise<Identified> => {
    const desk = house.sources.get(asker.source)
    if (!desk) throw new Refusal('unknown-source')
    const source = { ...desk, readNumber: house.lookupReaders.get(asker.name) ?? desk.readNumber }
    const call = retell([arrival(query, asker.source, house.now())])
    const asking = { call, source, policy: house.policy.recognition, namedId: null, now: house.now() }
    const identity = await identifyCaller(asking, house.store)
    if (!identity) throw new Refusal('internal')
    const told = tell(house, source, identity, asker.shows)
    record(house, asker, identity, told)
    return told
  }
}

/** Readers of those lookups that write numbers in a way of their own. */
export function lookupReaders(
  config: Pick<Config, 'lookups' | 'sources'>,
): Map<string, SourceDesk['readNumber']> {
  const readers = config.lookups.flatMap(({ name, source, numberFormat }) => {
    const plan = config.sources.find((one) => one.name === source)
    return plan && numberFormat ? [[name, sourceDesk({ ...plan, numberFormat }).readNumber] as const] : []
  })
  return new Map(readers)
}

/** Who was told a name stands in the audit. The caller waits for the answer, so nobody waits for this. */
function record(house: LookupHouse, { name }: Asker, { recognition }: Identity, told: Identified): void {
  const id = recognition.person?.customer.id
  if (told.display === null || id === undefined) return
  const entry = { at: house.now(), accountId: `lookup:${name}`, action: 'lookup', subject: `customer:${id}` }
  house.store.audit({ ...entry, detail: '' }).catch(house.failed)
}

function arrival(query: IdentifyQuery, source: string, at: number) {
  const { number, presentation, did, queue, attestation, diversion, claims } = query
  return {
    id: 'lookup',
    source,
    call: 'lookup',
    kind: 'claims' as const,
    at,
    from: number,
    presentation,
    claims,
    ...(did === undefined ? {} : { to: did }),
    ...(queue === undefined ? {} : { queue }),
    ...(attestation === undefined ? {} : { attestation }),
    ...(diversion === undefined ? {} : { diversion }),
  }
}

function tell(house: LookupHouse, source: SourceDesk, identity: Identity, shows: LookupLevel): Identified {
  const { recognition, trust } = identity
  const { greetByName, masked } = house.policy.disclosure[trust.level]
  const named = greetByName ? namedBy(identity) : null
  const cards = recognition.candidates.map((one) => one.customer)
  const routed = named ?? (recognition.outcome === 'ambiguous' ? (cards[0] ?? null) : null)
  const language = same(cards.map((one) => one.language))
  return {
    outcome: recognition.outcome,
    trust,
    language,
    tier: same(cards.map((one) => one.tier)),
    preferredAgent: routed && preferredAgent(house, source, routed),
    hasOpenCase: (named?.openCases.length ?? 0) > 0,
    queue: suggestQueue(source, language, named),
    display:
      shows === 'routing' || !greetByName ? null : displayOf(identity, named, language ?? source.language),
    customer: shows === 'all' && named ? describe(named, house.publicUrl) : null,
    openCase: shows === 'all' && !masked.includes('cases') ? newestCase(named) : null,
  }
}

/** Only one who would be greeted by name is named to a phone or a program. */
function namedBy({ recognition }: Identity): CustomerCard | null {
  const isCertain = recognition.outcome === 'recognised' || recognition.outcome === 'organisation'
  return isCertain ? (recognition.person?.customer ?? null) : null
}

function displayOf(identity: Identity, named: CustomerCard | null, language: string): string | null {
  return named ? nameCustomer(named, language).name : (identity.recognition.group?.name ?? null)
}

function same<T>(values: readonly T[]): T | null {
  const [first] = values
  return first !== undefined && values.every((one) => one === first) ? first : null
}

function preferredAgent(house: LookupHouse, { name: source }: SourceDesk, card: CustomerCard) {
  for (const { accountId } of card.lastInteractions) {
    const extension = accountId === null ? null : house.agents.extensionOf(accountId, source)
    const name = accountId === null ? null : house.agents.nameOf(accountId)
    if (name !== null && extension !== null) return { name, extension }
  }
  return null
}

function suggestQueue(source: SourceDesk, language: string | null, named: CustomerCard | null) {
  const byLanguage = source.queues.filter((one) => language !== null && one.language === language)
  const [only] = byLanguage
  if (only && byLanguage.length === 1) return { id: only.id, name: only.name }
  const last = named?.lastInteractions.find((one) => one.direction === 'inbound' && one.queueName !== null)
  const known = last && source.queues.find((one) => one.name === last.queueName)
  return known ? { id: known.id, name: known.name } : null
}

function describe(card: CustomerCard, publicUrl: string | null): Identified['customer'] {
  const { id, externalId, name, givenName, familyName, belongsTo, kind } = card
  const company = kind === 'company' ? name : belongsTo?.kind === 'company' ? belongsTo.name : null
  const url = publicUrl === null ? null : `${publicUrl.replace(/\/$/, '')}/customers/${id}`
  return { id, externalId, name, givenName, familyName, company, url }
}

function newestCase(card: CustomerCard | null): Identified['openCase'] {
  const [newest] = card?.openCases ?? []
  return newest ? { reference: newest.reference, subject: newest.subject, openedAt: newest.openedAt } : null
}
