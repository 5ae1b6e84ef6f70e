import type { Call } from '../call/call.ts'
import type { CallerNumber } from '../call/caller-number.ts'
import { numberKey } from '../call/caller-number.ts'
import type { DirectoryAnswers } from '../call/directory-answers.ts'
import type { FoundCustomer } from '../store/call-store.ts'
import type { Store } from '../store/store.ts'
import type { Trust } from '../wire/pop.ts'
import { differsFromRecord } from './compare-names.ts'
import { customerSide, isHidden } from './customer-side.ts'
import { judgeTrust } from './judge-trust.ts'
import { outsideCandidates } from './outside-candidates.ts'
import { type Ranked, rankCandidates } from './rank-candidates.ts'
import { type Recognition, recognise, recogniseByAgent } from './recognise.ts'
import { claimWasChecked, type RecognitionPolicy } from './recognition-policy.ts'
import { type Caller, wantedCaller } from './wanted-caller.ts'

/** Who the customer of a call is, and what was known when that was decided. */
export interface Identity {
  /** What it was decided from: it is decided again only if this changes. */
  readonly from: string
  /** When, by our clock, ms. */
  readonly at: number
  readonly number: CallerNumber
  readonly numberKey: string | null
  /** The caller does not want the number seen, and the house does not use it. */
  readonly hidden: boolean
  readonly recognition: Recognition
  readonly trust: Trust
  /** What was promised to the number, and what is said of it, where nobody has it. */
  readonly ofNumber?: Awaited<ReturnType<Store['readMattersOfNumber']>> | null
}

/** What recognition needs to know of the source that reports the call. */
export interface ReadingSource {
  readonly name: string
  readonly readNumber: (raw: string) => CallerNumber
  readonly isOwn: (key: string) => boolean
  readonly queue: (id: string) => { readonly name: string; readonly language: string | null }
  readonly did: (raw: string) => { readonly language: string | null } | null
}

interface Recognising {
  readonly call: Call
  readonly source: ReadingSource
  readonly policy: RecognitionPolicy
  /** The customer whom an agent has named on this call. */
  readonly namedId: number | null
  /** What outside directories have said; null where they were not asked. */
  readonly directory?: DirectoryAnswers | null
  readonly now: number
}

/** The part of a call that decides who it is: while this is the same, the answer stays the same. */
export function identityFrom(call: Call, namedId: number | null): string {
  const { raw, presentation, ours, attestation, diversion } = customerSide(call)
  return JSON.stringify([raw, presentation, ours, attestation, diversion, call.claims, namedId])
}

const day = 24 * 60 * 60_000
const hour = 60 * 60_000
/** More than so many customers of one number need not be counted. */
const mostSeen = 16

/** Reads the number, asks who has it, weighs and decides. One look-up; null for calls among ourselves. */
export async function identifyCaller(
  what: Recognising,
  store: Pick<Store, 'findCallers' | 'readCard' | 'readCustomersSeenWith'> &
    Partial<Pick<Store, 'readMattersOfNumber'>>,
): Promise<Identity | null> {
  const { call, source, policy } = what
  if (call.direction === 'internal') return null
  const side = customerSide(call)
  const number = source.readNumber(side.raw ?? '')
  const key = numberKey(number, source.name)
  const caller: Caller = { number, presentation: side.presentation, claims: call.claims }
  const hidden = isHidden(caller, policy)
  const wanted = wantedCaller({ ...caller, key }, policy)
  const [found, seen] = await Promise.all([
    findAll(store, wanted, what),
    seenWith(store, wanted.numberKey, what),
  ])
  const outside = hidden ? [] : await outsideCandidates(what.directory ?? null, store)
  const ranked = rankCandidates([...found, ...outside], {
    now: what.now,
    claims: call.claims,
    claimWasChecked: claimWasChecked(call.claims, policy),
    queueName: call.queue === null ? null : source.queue(call.queue).name,
    didLanguage: languageOf(call, source),
  })
  const isNobodys = found.length === 0 && key !== null && !hidden
  const named = ranked.find((one) => one.customer.id === what.namedId)
  const recognition = named ? recogniseByAgent(named, ranked) : recognise(caller, ranked, policy)
  return {
    from: identityFrom(call, what.namedId),
    at: what.now,
    number,
    numberKey: hidden ? null : key,
    hidden,
    recognition,
    ofNumber: isNobodys ? ((await store.readMattersOfNumber?.(key)) ?? null) : null,
    trust: judgeTrust({
      direction: call.direction,
      number,
      presentation: side.presentation,
      attestation: side.attestation,
      diversion: side.diversion,
      numberIsOurOwn: key !== null && source.isOwn(key),
      sharedBy: Math.max(0, ...ranked.map((one) => one.sharedBy)),
      claimWasChecked: claimWasChecked(call.claims, policy),
      seenAsOthers: othersAmong(seen, ranked),
      addedAt: addedAt(recognition.person),
      nameDiffers:
        recognition.person !== null && differsFromRecord(side.displayName, recognition.person.customer),
      now: what.now,
    }),
  }
}

async function seenWith(
  store: Pick<Store, 'readCustomersSeenWith'>,
  key: string | null,
  { now }: Pick<Recognising, 'now'>,
): Promise<readonly number[]> {
  return key?.startsWith('+') ? store.readCustomersSeenWith(key, now - day, now + hour, mostSeen) : []
}

/** Behind a company's number anybody of the company may be speaking. */
function othersAmong(seen: readonly number[], ranked: readonly Ranked[]): number {
  const onTheLine = ranked.filter(({ ways }) => ways.some((way) => way !== 'claim' && way !== 'agent'))
  if (onTheLine.some(({ customer }) => customer.kind === 'company')) return 0
  return seen.filter((id) => !onTheLine.some(({ customer }) => customer.id === id)).length
}

function addedAt(person: Ranked | null): number | null {
  if (person === null || person.numberSince === null || person.verifiedAt !== null) return null
  const { createdAt } = person.customer
  return createdAt !== undefined && person.numberSince - createdAt > hour ? person.numberSince : null
}

async function findAll(
  store: Pick<Store, 'findCallers' | 'readCard'>,
  wanted: Parameters<Store['findCallers']>[0],
  { namedId, now }: Pick<Recognising, 'namedId' | 'now'>,
): Promise<readonly FoundCustomer[]> {
  const found = await store.findCallers(wanted)
  if (namedId === null || found.some((one) => one.customer.id === namedId)) return found
  const customer = await store.readCard(namedId)
  return customer ? [...found, foundByAgent(customer, now)] : found
}

function foundByAgent(customer: FoundCustomer['customer'], at: number): FoundCustomer {
  return { customer, foundBy: 'agent', verifiedAt: null, sharedBy: 1, judgement: { verdict: 'is', at } }
}

function languageOf(call: Call, source: ReadingSource): string | null {
  const { ours } = customerSide(call)
  const ofDid = ours === null ? null : (source.did(ours)?.language ?? null)
  return ofDid ?? (call.queue === null ? null : source.queue(call.queue).language)
}
