import type { Pop, RecognitionOutcome } from '../wire/pop.ts'

/** What a test call is to bring up. */
export interface Expects {
  /** Our id of who has to be recognised; null where it is nobody in particular. */
  readonly customerId: number | null
  readonly outcome: RecognitionOutcome
  readonly greeting: string | null
}

export const mysteryFaultKinds = ['customer', 'outcome', 'greeting'] as const
export type MysteryFault = (typeof mysteryFaultKinds)[number]

/** What of a pop is not as it was to be; empty where all is. Texts are compared letter for letter, in Unicode's form C. */
export function unmetBy(pop: Pop, { customerId, outcome, greeting }: Expects): MysteryFault[] {
  const faults: MysteryFault[] = []
  if (customerId !== null && pop.person?.customerId !== customerId) faults.push('customer')
  if (pop.outcome !== outcome) faults.push('outcome')
  if (greeting !== null && !pop.greeting.text.normalize('NFC').includes(greeting.normalize('NFC'))) {
    faults.push('greeting')
  }
  return faults
}
