import { createPrivateKey } from 'node:crypto'
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
      /**
       * What the phone system signs with, kept apart from the source's own, so that a change of only one is found. A private
       * key as PEM where the vendor signs with one.
       */
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

interface PlayedSource {
  readonly name: string
  readonly kind: string
  readonly secrets: readonly string[]
  readonly tokens: readonly string[]
  readonly asterisk?: unknown
  readonly freeswitch?: { readonly host?: unknown } | undefined
  readonly '3cx'?: { readonly url?: unknown } | undefined
}

interface MysteryConfig {
  readonly mysteryCalls: readonly {
    readonly name: string
    readonly source: string
    readonly secret?: string | undefined
  }[]
  readonly sources: readonly PlayedSource[]
}

/** They sign with a key that only their vendor has; what stands among a source's `secrets` is its public half. */
const signedByVendors: readonly string[] = ['sipgate', 'telnyx']

/** Whether the house connects to this phone system: then a test call is put in behind the connection. */
export function isConnectedTo(source: PlayedSource): boolean {
  const { kind, asterisk, freeswitch, '3cx': threecx } = source
  if (kind === 'asterisk') return asterisk !== undefined
  if (kind === 'freeswitch') return freeswitch?.host !== undefined
  return kind === '3cx' && threecx?.url !== undefined
}

/** What cannot be seen in one setting alone. */
export function mysteryFaults({ mysteryCalls, sources }: MysteryConfig): { path: string; message: string }[] {
  return mysteryCalls.flatMap((one, n) => {
    const path = `mysteryCalls[${n}]`
    const source = sources.find((other) => other.name === one.source)
    const isTaken = mysteryCalls.findIndex((other) => other.name === one.name) < n
    return [
      ...(isTaken
        ? [{ path: `${path}.name`, message: `there is another test call of the name ${one.name}` }]
        : []),
      ...(source
        ? sourceFaults(path, source, one.secret)
        : [{ path: `${path}.source`, message: `there is no source of the name ${one.source}` }]),
    ]
  })
}

function sourceFaults(path: string, source: PlayedSource, secret: string | undefined) {
  const { kind, secrets, tokens } = source
  const onlyConnects = kind === '3cx' || kind === 'freeswitch'
  const posts = !onlyConnects && secrets.length + tokens.length > 0
  if (!posts && !isConnectedTo(source)) {
    const message = onlyConnects
      ? 'what this source posts tells of calls that are over: connect to it, so that there is something to test'
      : 'test calls are posted as events: give this source a secret or token that may post them'
    return [{ path: `${path}.source`, message }]
  }
  if (!signedByVendors.includes(kind) || (isPrivateKey(secret) && secrets.length > 0)) return []
  const message = `only ${kind} can sign as ${kind}: make a key pair, put the public key among the secrets of the source and the private key here, as PEM`
  return [{ path: `${path}.secret`, message }]
}

function isPrivateKey(secret = ''): boolean {
  try {
    return createPrivateKey(secret).type === 'private'
  } catch {
    return false
  }
}
