import { z } from 'zod'
import { evidence, popDirectories, recognitionOutcome, trust } from './pop.ts'

/** Who a caller was taken for, or would be, and why. */
export const explainedDecision = z
  .strictObject({
    at: z.int().nullable(),
    /** How the number was read: `e164`, `withheld`, `unreadable`…, and the key under which people were looked for. */
    number: z.strictObject({ kind: z.string(), key: z.string().nullable() }).nullable(),
    outcome: recognitionOutcome,
    /** Which rule decided. */
    rule: z.string().nullable(),
    customer: z.strictObject({ id: z.int(), name: z.string() }).nullable(),
    candidates: z.array(
      z.strictObject({
        customerId: z.int(),
        name: z.string().nullable(),
        score: z.number(),
        evidence: z.array(evidence),
      }),
    ),
    trust,
    /** What outside directories had said by then; null where they were not asked. */
    directories: popDirectories.extend({ found: z.array(z.string()) }).nullable(),
  })
  .meta({ id: 'ExplainedDecision' })
export type ExplainedDecision = z.infer<typeof explainedDecision>

export const explainedEvent = z.strictObject({
  id: z.string(),
  kind: z.string(),
  at: z.int(),
  receivedAt: z.int(),
  /** What else it said, as `name: value`; nothing of a number that the caller withheld. */
  said: z.record(z.string(), z.string()),
})

export const explainedPop = z.strictObject({
  agent: z.string(),
  version: z.int(),
  state: z.string(),
  closing: z.string().nullable(),
  offeredAt: z.int().nullable(),
  storedAt: z.int(),
  sentAt: z.int().nullable(),
  renderedAt: z.int().nullable(),
  answeredAt: z.int().nullable(),
})

export const differences = ['number', 'outcome', 'customer', 'trust', 'evidence'] as const

export const explanation = z
  .strictObject({
    callId: z.string(),
    source: z.string(),
    direction: z.string(),
    presentation: z.string(),
    arrivedAt: z.int(),
    answeredAt: z.int().nullable(),
    endedAt: z.int().nullable(),
    outcome: z.string().nullable(),
    /** In the order in which they came; empty where they are kept no longer. */
    events: z.array(explainedEvent),
    /** As it was decided, in order: what was known grew, or an agent named somebody. */
    decided: z.array(explainedDecision),
    /** The same events by today's rules and records, with what was known when the call came; null where they are forgotten. */
    today: explainedDecision.nullable(),
    /** In what today's differs from the last decision that no agent made. */
    differs: z.array(z.enum(differences)),
    named: z.strictObject({ customerId: z.int(), name: z.string().nullable(), by: z.string() }).nullable(),
    verification: z
      .strictObject({ customerId: z.int(), method: z.string(), by: z.string().nullable(), at: z.int() })
      .nullable(),
    pops: z.array(explainedPop),
  })
  .meta({
    id: 'Explanation',
    description: 'Why a call was shown as it was, and how it would be shown today.',
  })
export type Explanation = z.infer<typeof explanation>
