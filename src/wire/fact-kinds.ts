/** What the house has laid down of a fact that it asks its customers for. */
export interface FactKind {
  readonly key: string
  /** In the house’s own language. */
  readonly label: string
  /** By language. */
  readonly name: Readonly<Record<string, string>>
  readonly kind: (typeof factValueKinds)[number]
  /** Of a `choice`. */
  readonly choices: readonly string[]
  /** So long after it was said or made sure of it should be asked again; null: it stays. */
  readonly staleDays: number | null
  /**
   * For which calls it is asked for: kinds or keys of likely reasons, dispositions of the last contact, queues, numbers
   * that are dialled.
   */
  readonly neededFor: readonly string[]
  /** Shown only of a caller who has been verified. */
  readonly sensitive: boolean
  /** The claim under which a voice menu hands it over. */
  readonly claim: string | null
}

export const factValueKinds = ['text', 'choice', 'date', 'number', 'yes-no', 'e-mail', 'phone'] as const

/** As the house has laid them down, each with its name in the house’s own language. */
export function factKindsOf(settings: readonly Omit<FactKind, 'label'>[], language: string): FactKind[] {
  return settings.map((one) => ({
    ...one,
    label: one.name[language] ?? one.name.en ?? Object.values(one.name)[0] ?? one.key,
  }))
}

/** How long a fact is longest. */
export const longestFact = 500

const day = 24 * 60 * 60_000

/**
 * From when on a fact should be asked again, ms; null: never. What was said with it wins over what the house has laid
 * down; making sure of it counts like saying it anew.
 */
export function staleAtOf(
  fact: { readonly saidAt: number; readonly verifiedAt: number | null; readonly staleAt: number | null },
  kind: Pick<FactKind, 'staleDays'> | undefined,
): number | null {
  if (fact.staleAt !== null) return fact.staleAt
  if (!kind || kind.staleDays === null) return null
  return Math.max(fact.saidAt, fact.verifiedAt ?? 0) + kind.staleDays * day
}

/** Why this cannot be a value of this kind; null where it can. Anything goes where the house has laid down nothing. */
export function faultOf(value: string, kind: FactKind | undefined): string | null {
  switch (kind?.kind) {
    case 'choice':
      return kind.choices.includes(value) ? null : `one of ${kind.choices.join(', ')}`
    case 'date':
      return isDate(value) ? null : 'a date such as 2026-11-23'
    case 'number':
      return /^[+-]?\d+([.,]\d+)?$/.test(value) ? null : 'a number'
    case 'yes-no':
      return value === 'yes' || value === 'no' ? null : 'yes or no'
    case 'e-mail':
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value) ? null : 'an e-mail address'
    case 'phone':
      return /^[+\d][\d\s().\-/]{2,39}$/.test(value) ? null : 'a phone number'
    default:
      return null
  }
}

function isDate(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false
  const at = new Date(`${value}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(value)
}
