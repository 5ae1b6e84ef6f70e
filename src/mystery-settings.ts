import { z } from 'zod'
import { clock } from './matter-settings.ts'
import { name, secret } from './policy-settings.ts'
import { outcomes } from './wire/pop.ts'

/** Test calls that the house places by itself, through its own door to a desk of its own. */
export const mysterySettings = z
  .array(
    z.strictObject({
      name,
      source: z.string().min(1),
      /** Who is said to call, as this source's phone system writes numbers. */
      number: z.string().min(1).max(100),
      /** Which of the house's numbers is dialled. */
      to: z.string().min(1).max(100).optional(),
      queue: z.string().min(1).max(128).optional(),
      attestation: z.enum(['A', 'B', 'C']).optional(),
      /** What the phone system signs with, kept apart from the source's own, so that a change of only one is found. */
      secret: secret.optional(),
      expects: z
        .strictObject({
          /** The external id of who has to be recognised. */
          customer: z.string().min(1).max(100).optional(),
          outcome: z.enum(outcomes).default('recognised'),
          /** What the greeting has to contain, letter for letter. */
          greeting: z.string().min(1).max(300).optional(),
        })
        .prefault({}),
      everyMinutes: z.int().min(1).max(1440).default(15),
      /** From the first event to the pop on the desk. */
      deadlineMs: z.int().min(50).max(60_000).default(1000),
      /** When it is placed, by the house's clock; around the clock if nothing is said. */
      hours: z
        .strictObject({
          days: z.array(z.int().min(1).max(7)).min(1).default([1, 2, 3, 4, 5, 6, 7]),
          from: clock.default('00:00'),
          until: clock.default('24:00'),
        })
        .refine(({ from, until }) => from < until, 'the hours must end after they begin')
        .prefault({}),
    }),
  )
  .max(100)
  .default([])

interface MysteryConfig {
  readonly mysteryCalls: readonly { readonly name: string; readonly source: string }[]
  readonly sources: readonly {
    readonly name: string
    readonly kind: string
    readonly secrets: readonly string[]
    readonly tokens: readonly string[]
  }[]
}

/** Phone systems that report by our own contract can be played; `asterisk` and the like only where they may post too. */
const spoken: ReadonlySet<string> = new Set(['webhook', 'asterisk', 'freeswitch', '3cx'])

/** What cannot be seen in one setting alone. */
export function mysteryFaults({ mysteryCalls, sources }: MysteryConfig): { path: string; message: string }[] {
  return mysteryCalls.flatMap((one, n) => {
    const path = `mysteryCalls[${n}]`
    const faults: { path: string; message: string }[] = []
    if (mysteryCalls.findIndex((other) => other.name === one.name) < n) {
      faults.push({ path: `${path}.name`, message: `there is another test call of the name ${one.name}` })
    }
    const source = sources.find((other) => other.name === one.source)
    if (!source) {
      faults.push({ path: `${path}.source`, message: `there is no source of the name ${one.source}` })
    } else if (!spoken.has(source.kind) || source.secrets.length + source.tokens.length === 0) {
      const message = 'test calls are posted as events: give this source a secret or token that may post them'
      faults.push({ path: `${path}.source`, message })
    }
    return faults
  })
}
