import type { CardInteraction } from '../store/call-store.ts'
import type { Maskable, PopCandidate, PopInteraction, PopPerson } from '../wire/pop.ts'
import type { Wish } from '../wire/wishes.ts'
import { cutText, straightName } from './clean-text.ts'
import type { KnownPerson } from './known-caller.ts'
import { localClock } from './local-clock.ts'
import type { CustomerName } from './name-customer.ts'

/** All that a pop says of the customer, but what is held back. */
export function showPerson(
  { customer }: KnownPerson,
  named: CustomerName,
  now: number,
  mayShow: (field: Maskable) => boolean,
): PopPerson {
  return {
    customerId: customer.id,
    kind: customer.kind,
    name: named.name,
    address: named.address,
    pronunciation: straightName(customer.pronunciation),
    language: customer.language,
    localTime: customer.timeZone === null ? null : localClock(now, customer.timeZone),
    company: companyOf(customer),
    role: customer.role,
    tier: customer.tier,
    about: mayShow('about') ? customer.about : null,
    confidential: mayShow('confidential') ? customer.confidential : null,
    wishes: mayShow('wishes') ? [...customer.wishes] : [],
    ...(mayShow('wishes') ? wishedBy(customer.contactWishes) : {}),
  }
}

/** Free text stands among the wishes already. */
function wishedBy(wishes: readonly Wish[]): Pick<PopPerson, 'wished'> {
  const wished = wishes.filter(({ kind }) => kind !== 'note')
  return wished.length === 0 ? {} : { wished }
}

/** What may be seen while it still rings at several agents: a first name, and nothing by which to look up the rest. */
export function showFirstName({ firstName }: CustomerName): PopPerson | null {
  if (firstName === null) return null
  return {
    customerId: 0,
    kind: 'person',
    name: firstName,
    address: firstName,
    pronunciation: null,
    language: null,
    localTime: null,
    company: null,
    role: null,
    tier: 'standard',
    about: null,
    confidential: null,
    wishes: [],
  }
}

export function showCandidate({ customer, score, evidence, lastContactAt }: KnownPerson): PopCandidate {
  const { id, kind, tier } = customer
  const name = straightName(customer.name)
  const company = companyOf(customer)
  return { customerId: id, name, kind, company, tier, score, evidence: [...evidence], lastContactAt }
}

function companyOf({ belongsTo }: KnownPerson['customer']): string | null {
  return belongsTo?.kind === 'company' ? straightName(belongsTo.name) : null
}

/** A pop is pushed to every desktop in question at once: whoever wants a whole e-mail opens the customer's page. */
const longestText = 500

export function showInteraction(one: CardInteraction): PopInteraction {
  return {
    id: one.id,
    channel: one.channel,
    direction: one.direction,
    at: one.startedAt,
    agentName: one.agentName,
    queueName: one.queueName,
    outcome: one.outcome,
    disposition: one.disposition,
    text: cutText(one.body, longestText),
  }
}
