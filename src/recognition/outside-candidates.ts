import type { DirectoryAnswers, DirectoryPerson } from '../call/directory-answers.ts'
import type { CustomerCard, FoundCustomer } from '../store/call-store.ts'
import type { Store } from '../store/store.ts'

/**
 * Those whom outside directories know by the number: customers of the house, where the directory has the same ids, and
 * else people of whom nothing is on file. Whom several directories know by the same name is one.
 */
export async function outsideCandidates(
  answers: DirectoryAnswers | null,
  store: Pick<Store, 'findCallers'>,
): Promise<readonly FoundCustomer[]> {
  const people = answers?.found ?? []
  const found: FoundCustomer[] = []
  const strangers = new Map<string, number>()
  for (const person of people) {
    const customer = await customerOf(person, store)
    if (customer) {
      found.push(foundIn(customer, person))
      continue
    }
    const key = sameName(person)
    const nth = strangers.get(key) ?? strangers.size + 1
    strangers.set(key, nth)
    found.push(foundIn(cardOf(person, -nth), person))
  }
  return found
}

/** Who is known from a directory alone has an id below zero: nothing is on file, and nothing may be put there. */
export function isOnFile({ id }: Pick<CustomerCard, 'id'>): boolean {
  return id > 0
}

/** The id under which something may be stored; null for somebody of whom nothing is on file, and for nobody. */
export function idOnFile(customer: Pick<CustomerCard, 'id'> | null | undefined): number | null {
  return customer && isOnFile(customer) ? customer.id : null
}

async function customerOf(
  { externalId }: DirectoryPerson,
  store: Pick<Store, 'findCallers'>,
): Promise<CustomerCard | null> {
  if (externalId === null) return null
  const wanted = { numberKey: null, prefixes: [], claimedIds: [externalId], ending: null }
  return (await store.findCallers(wanted)).find((one) => one.foundBy === 'claim')?.customer ?? null
}

function foundIn(customer: CustomerCard, { directory, trusted }: DirectoryPerson): FoundCustomer {
  const outside = { name: directory, trusted }
  return { customer, foundBy: 'directory', verifiedAt: null, sharedBy: 1, judgement: null, outside }
}

function sameName({ name, company }: DirectoryPerson): string {
  const words = `${name} ${company ?? ''}`.normalize('NFKC').toLowerCase()
  return words
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .toSorted()
    .join(' ')
}

function cardOf(person: DirectoryPerson, id: number): CustomerCard {
  const { kind, name, givenName, familyName, title, company, role, language, externalId } = person
  return {
    id,
    externalId,
    kind,
    name,
    givenName,
    familyName,
    title,
    saidAs: null,
    pronunciation: null,
    language,
    timeZone: null,
    tier: 'standard',
    role,
    about: null,
    confidential: null,
    wishes: [],
    contactWishes: [],
    belongsTo: company === null ? null : { id, kind: 'company', name: company },
    lastInteractions: [],
    openCases: [],
    followUp: null,
    facts: [],
    promises: [],
    signals: [],
    metrics: null,
    digest: null,
    dissatisfiedAt: null,
  }
}
