import type { Store } from './store/store.ts'
import type { Maskable, Pop } from './wire/pop.ts'
import type { Who } from './wire/routes.ts'

/** One that was stored by an earlier version may say nothing of disclosure. */
type StoredPop = Pick<Pop, 'person' | 'candidates'> & Partial<Pick<Pop, 'disclosure'>>

/** What of this customer is held back from this person at the moment. */
export type HeldBack = (who: Who, customerId: number) => Promise<ReadonlySet<Maskable>>

/**
 * While somebody has a caller before them who may be this customer, the record opens no door that the pop keeps shut. What
 * is confidential is an agent's to see only while the customer is on the line, verified; a supervisor may read it, on
 * record. A program looks on behalf of nobody in particular.
 */
export function heldBackFrom(store: Pick<Store, 'readDesks'>): HeldBack {
  return async (who, customerId) => {
    if (who.sessionHash === null) return new Set()
    const desk = (await store.readDesks([who.accountId])).get(who.accountId)
    const pops = (desk?.pops ?? []).map((content) => JSON.parse(content) as StoredPop)
    const held = new Set(pops.flatMap((pop) => maskOf(pop, customerId)))
    if (who.role === 'agent' && !pops.some((pop) => opensAll(pop, customerId))) held.add('confidential')
    return held
  }
}

function opensAll({ person, disclosure }: StoredPop, customerId: number): boolean {
  const isVerified = disclosure?.verified !== null && disclosure?.verified !== undefined
  return isVerified && person?.customerId === customerId && !disclosure.masked.includes('confidential')
}

function maskOf({ person, candidates, disclosure }: StoredPop, customerId: number): readonly Maskable[] {
  const isAbout = person?.customerId === customerId || candidates.some((one) => one.customerId === customerId)
  return isAbout ? (disclosure?.masked ?? []) : []
}
