import type { Me } from '../../wire/access-api.ts'
import type { FactView } from '../../wire/facts-api.ts'
import type { Words } from '../words/en.ts'

export type FactKindShown = Me['facts'][number]

/** What a fact is about, in the agent's language if the house has a name for it there. */
export function sayFactKey(
  key: string,
  label: string | null,
  kinds: readonly FactKindShown[],
  language: string,
): string {
  const name = kinds.find((one) => one.key === key)?.name
  return name?.[language] ?? label ?? name?.en ?? key
}

export function sayFactValue(
  { key, value }: FactView,
  kinds: readonly FactKindShown[],
  words: Words,
): string {
  if (kinds.find((one) => one.key === key)?.kind !== 'yes-no') return value ?? ''
  if (value === 'yes') return words.facts.yes
  return value === 'no' ? words.facts.no : (value ?? '')
}
