import type { HeldCall } from './held-call.ts'
import type { CardFact } from './store/customer-matters.ts'
import type { Store } from './store/store.ts'
import type { FactKind } from './wire/fact-kinds.ts'
import type { Pop } from './wire/pop.ts'

/** What callers answer on their calls, and whose it comes to be. */
export interface FactsOfCalls {
  /** What the house asks its customers for. */
  readonly kinds: readonly FactKind[]
  /** What was said on this call while nobody knew who was calling. */
  told(callId: string): Promise<readonly CardFact[]>
  /**
   * After a step of a call was written: keeps what the voice menu has handed over, and gives what was said to whom the
   * caller is taken for by now. `isTold`: something was said just now. Resolves with true where the call now knows less by
   * itself, since it has become a customer's.
   */
  settle(before: HeldCall | null, after: HeldCall, isTold: boolean): Promise<boolean>
  /** Puts on record which sensitive facts these pops show that were not shown before. Done before they are written. */
  recordReveals(before: HeldCall | null, after: HeldCall): Promise<void>
}

/** A house that asks nobody for anything. */
export const noFacts: FactsOfCalls = {
  kinds: [],
  told: async () => [],
  settle: async () => false,
  recordReveals: async () => undefined,
}

export function factsOfCalls(
  kinds: readonly FactKind[],
  store: Pick<Store, 'readFactsOfCall' | 'keepFact' | 'giveFactsOfCall' | 'audit'>,
  now: () => number,
): FactsOfCalls {
  const claimed = kinds.filter(({ claim }) => claim !== null)
  const sensitive = new Set(kinds.filter((one) => one.sensitive).map(({ key }) => key))

  const keepClaims = async (call: HeldCall): Promise<void> => {
    const { claims } = call.followed.call
    for (const { key, claim } of claimed) {
      const value = claims[claim ?? '']?.trim()
      if (!value) continue
      await store.keepFact(
        {
          customerId: ownerOf(call),
          key,
          value,
          saidBy: 'customer',
          accountId: null,
          channel: 'ivr',
          saidAt: saidAt(call, claim ?? ''),
          callId: call.id,
          verifiedAt: null,
          verifiedBy: null,
          staleAt: null,
        },
        now(),
      )
    }
  }

  return {
    kinds,
    told: store.readFactsOfCall,
    async settle(before, after, isTold) {
      const isNew = before === null || before.version === 0
      const isOther = !isNew && ownerOf(before) !== ownerOf(after)
      if (hasToKeep(claimed, before, after) || (isOther && hasClaims(claimed, after))) await keepClaims(after)
      if (!isOther && !isTold) return false
      await store.giveFactsOfCall(after.id, ownerOf(after), now())
      return isOther && after.told.length > 0
    },
    async recordReveals(before, after) {
      if (sensitive.size === 0) return
      for (const [accountId, pop] of after.pops) {
        const keys = revealed(sensitive, before?.pops.get(accountId), pop)
        if (keys.length === 0) continue
        const subject = pop.person ? `customer:${pop.person.customerId}` : `call:${after.id}`
        const detail = `${after.id} ${keys.join(' ')}`
        await store.audit({ at: now(), accountId, action: 'reveal-facts', subject, detail })
      }
    },
  }
}

/** Whose what is said on this call is: theirs who is recognised, and of nobody who only may be calling. */
export function ownerOf({ identity }: Pick<HeldCall, 'identity'>): number | null {
  const recognition = identity?.recognition
  return recognition?.outcome === 'recognised' ? (recognition.person?.customer.id ?? null) : null
}

function hasClaims(claimed: readonly FactKind[], { followed }: HeldCall): boolean {
  return claimed.some(({ claim }) => followed.call.claims[claim ?? ''] !== undefined)
}

/** New ones; and at the end of the call all of them once more, should the store have been away when they came. */
function hasToKeep(claimed: readonly FactKind[], before: HeldCall | null, after: HeldCall): boolean {
  if (!hasClaims(claimed, after)) return false
  const [was, is] = [before?.followed.call, after.followed.call]
  if (is.phase === 'ended' && was?.phase !== 'ended') return true
  return claimed.some(({ claim }) => is.claims[claim ?? ''] !== was?.claims[claim ?? ''])
}

function saidAt({ followed }: HeldCall, claim: string): number {
  const said = followed.story.findLast(({ claims }) => claims?.[claim] !== undefined)
  return said?.at ?? followed.call.arrivedAt
}

function revealed(sensitive: ReadonlySet<string>, before: Pop | undefined, pop: Pop): string[] {
  const shown = (one: Pop | undefined): string[] =>
    [...(one?.knowledge?.known ?? []), ...(one?.knowledge?.confirm ?? [])].map(({ key }) => key)
  const already = new Set(shown(before))
  return shown(pop).filter((key) => sensitive.has(key) && !already.has(key))
}
