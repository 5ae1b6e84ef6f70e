import type { Verdict } from './play.ts'

export interface Measured {
  readonly calls: number
  /** Calls of customers: those who can be greeted by name at all. */
  readonly ofCustomers: number
  readonly greeted: number
  readonly greetedRight: number
  /** Where the pop's first line was the caller, of those of customers. */
  readonly firstRight: number
}

export function measure(verdicts: readonly Verdict[]): Measured {
  const greeted = verdicts.filter((one) => one.greeted !== null)
  const ofCustomers = verdicts.filter((one) => one.truth !== null)
  return {
    calls: verdicts.length,
    ofCustomers: ofCustomers.length,
    greeted: greeted.length,
    greetedRight: greeted.filter(isRight).length,
    firstRight: ofCustomers.filter((one) => one.first === one.truth).length,
  }
}

export function isRight({ greeted, truth }: Verdict): boolean {
  return greeted !== null && greeted === truth
}

/** Of those who were greeted by name, how many were called by their own; 1 where nobody was. */
export function precision({ greeted, greetedRight }: Measured): number {
  return greeted === 0 ? 1 : greetedRight / greeted
}

/** Of calls of customers, how many were greeted by their own name. */
export function coverage({ ofCustomers, greetedRight }: Measured): number {
  return ofCustomers === 0 ? 0 : greetedRight / ofCustomers
}

export function byKind(verdicts: readonly Verdict[]): ReadonlyMap<string, readonly Verdict[]> {
  const kinds = new Map<string, Verdict[]>()
  for (const one of verdicts) kinds.set(one.kind, [...(kinds.get(one.kind) ?? []), one])
  return new Map([...kinds].sort(([a], [b]) => (a < b ? -1 : 1)))
}

export type Said = 'the caller' | 'another customer' | 'nobody'

/** Who called, against what the greeting said, and as what the pop took them. */
export function confusion(verdicts: readonly Verdict[]): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const table = new Map<string, Map<string, number>>()
  for (const one of verdicts) {
    const truth = one.truth === null ? 'nobody of ours' : 'a customer'
    const row = table.get(truth) ?? new Map<string, number>()
    const column = `${one.outcome}, greeted ${saidOf(one)}`
    row.set(column, (row.get(column) ?? 0) + 1)
    table.set(truth, row)
  }
  return table
}

function saidOf(one: Verdict): Said {
  if (one.greeted === null) return 'nobody'
  return isRight(one) ? 'the caller' : 'another customer'
}
