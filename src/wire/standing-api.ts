import { z } from 'zod'

export const customerStanding = z
  .strictObject({
    /** 0 to 100, by the house's weights; null where too little is known. */
    value: z.number().nullable(),
    risk: z.enum(['none', 'some', 'high']),
    riskPoints: z.int(),
    tier: z.string().nullable(),
    suggestion: z.string().nullable(),
    /** What made it so, the weightiest first: its points, the most that it could have, and what was counted. */
    why: z.array(
      z.strictObject({
        of: z.enum(['value', 'risk']),
        kind: z.string(),
        points: z.int(),
        most: z.number(),
        amount: z.number(),
      }),
    ),
  })
  .meta({ id: 'CustomerStanding' })
export type CustomerStandingView = z.infer<typeof customerStanding>

export const standingRow = z
  .strictObject({
    customerId: z.int(),
    name: z.string(),
    tier: z.string(),
    value: z.number().nullable(),
    /** Points, as they were counted after the customer's last news. */
    risk: z.int(),
    level: z.enum(['none', 'some', 'high']),
  })
  .meta({ id: 'StandingRow' })
export type StandingRowView = z.infer<typeof standingRow>

export const standingsQuery = z.strictObject({
  by: z.enum(['value', 'risk']).default('risk'),
  skip: z.coerce.number().int().min(0).max(100_000).default(0),
  most: z.coerce.number().int().min(1).max(100).default(25),
})
