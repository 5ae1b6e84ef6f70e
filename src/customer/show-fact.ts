import type { FactRecord } from '../store/fact-store.ts'
import { type FactKind, staleAtOf } from '../wire/fact-kinds.ts'
import type { FactView } from '../wire/facts-api.ts'

export interface ShowingFacts {
  readonly kinds: readonly FactKind[]
  /** The name of an account; null where it is none of ours. */
  readonly nameOf: (accountId: string) => string | null
}

/** A fact as people and programs get it; `isHeld` keeps the value back. */
export function showFact(fact: FactRecord, { kinds, nameOf }: ShowingFacts, isHeld: boolean): FactView {
  const kind = kinds.find(({ key }) => key === fact.key)
  const named = (accountId: string | null): string | null =>
    accountId === null || accountId === '' ? null : (nameOf(accountId) ?? accountId)
  return {
    id: fact.id,
    key: fact.key,
    label: kind?.label ?? null,
    value: isHeld ? null : fact.value,
    sensitive: kind?.sensitive ?? false,
    saidBy: fact.saidBy,
    by: named(fact.accountId),
    channel: fact.channel,
    saidAt: fact.saidAt,
    callId: fact.callId,
    verifiedAt: fact.verifiedAt,
    verifiedBy: named(fact.verifiedBy),
    staleAt: staleAtOf(fact, kind),
    replacedAt: fact.replacedAt,
    withdrawn: fact.withdrawnBy !== null,
  }
}
