import type { FactKind } from './wire/fact-kinds.ts'

/** What is wrong with the facts that are configured, beyond what a schema sees. */
export function factFaults(
  facts: readonly Pick<FactKind, 'key' | 'kind' | 'choices' | 'claim'>[],
): { path: string; message: string }[] {
  return facts.flatMap(({ key, kind, choices, claim }, n) => {
    const path = `facts[${n}]`
    const faults: { path: string; message: string }[] = []
    if (facts.findIndex((other) => other.key === key) < n) {
      faults.push({ path: `${path}.key`, message: `there is another fact of the key ${key}` })
    }
    if (claim !== null && facts.findIndex((other) => other.claim === claim) < n) {
      faults.push({ path: `${path}.claim`, message: `the claim ${claim} is another fact already` })
    }
    if (kind === 'choice' && choices.length === 0) {
      faults.push({ path: `${path}.choices`, message: 'a choice needs choices' })
    }
    return faults
  })
}
