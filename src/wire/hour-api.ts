import { z } from 'zod'

/** An hour of the house's clock: `2026-11-17T14`. */
const hour = z.string().regex(/^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3])$/)

export const hourQuery = z.strictObject({
  /** The one that runs if nothing is said. */
  at: hour.optional(),
  team: z.string().max(100).optional(),
  queue: z.string().max(200).optional(),
})

const ofQueue = z.strictObject({
  calls: z.int(),
  answered: z.int(),
  abandoned: z.int(),
  /** Null where nobody called. */
  longestWaitMs: z.int().nullable(),
})

const ofAgent = z.strictObject({
  taken: z.int(),
  /** Offers that rang out, were declined, or found the agent busy. */
  missed: z.int(),
  /** From the answer to the end of the calls taken in this hour. */
  talkedMs: z.int(),
})

/** What was in one hour, and in the same hour a week before: the way from a figure to its reason. */
export const hourOfCalls = z
  .strictObject({
    at: hour,
    beforeAt: hour,
    /** The hour's first instant and the one behind its last, ms. */
    from: z.int(),
    until: z.int(),
    /** `key` is empty for calls of no queue. */
    queues: z.array(
      z.strictObject({ key: z.string(), name: z.string().nullable(), now: ofQueue, before: ofQueue }),
    ),
    /** Also whoever took calls a week before and none now. */
    agents: z.array(
      z.strictObject({ accountId: z.string(), name: z.string().nullable(), now: ofAgent, before: ofAgent }),
    ),
  })
  .meta({ id: 'HourOfCalls' })
export type HourOfCalls = z.infer<typeof hourOfCalls>
