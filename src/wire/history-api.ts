import { z } from 'zod'
import { interaction } from './customer-api.ts'

/** POST, so that what is searched for stands in no URL and no access log. All that is given must fit. */
export const searchOrder = z
  .strictObject({
    text: z.string().max(500).default(''),
    /** A phone number in any spelling. */
    number: z.string().max(200).optional(),
    region: z.string().length(2).optional(),
    customerId: z.int().optional(),
    accountId: z.string().max(64).optional(),
    queue: z.string().max(200).optional(),
    disposition: z.string().max(64).optional(),
    channel: z.string().max(32).optional(),
    direction: z.enum(['inbound', 'outbound', 'internal']).optional(),
    from: z.int().optional(),
    until: z.int().optional(),
    /** The cursor that the last page gave. */
    before: z.int().optional(),
    most: z.int().min(1).max(100).default(25),
  })
  .meta({ id: 'SearchOrder' })
export type SearchOrderInput = z.infer<typeof searchOrder>

export const searchPage = z
  .strictObject({
    found: z.array(
      z.strictObject({
        interaction,
        /** Where in `interaction.text` the words stand: [start, end) in UTF-16 units. */
        highlights: z.array(z.tuple([z.int(), z.int()])),
      }),
    ),
    /** Give it as `before` for the next page; null at the end. */
    next: z.int().nullable(),
  })
  .meta({ id: 'SearchPage' })
export type SearchPage = z.infer<typeof searchPage>
