import { z } from 'zod'
import { interaction, sentiments } from './customer-api.ts'

const promiseStates = ['open', 'kept', 'broken', 'released'] as const

const asked = {
  /** Words, quotes, `-` and fields such as `agent:anna`, as the page explains them; whatever is typed is understood somehow. */
  text: z.string().max(500).default(''),
  /** A phone number in any spelling. */
  number: z.string().max(200).optional(),
  region: z.string().length(2).optional(),
  customerId: z.int().optional(),
  accountId: z.string().max(64).optional(),
  team: z.string().max(64).optional(),
  queue: z.string().max(200).optional(),
  disposition: z.string().max(64).optional(),
  channel: z.string().max(32).optional(),
  direction: z.enum(['inbound', 'outbound', 'internal']).optional(),
  tier: z.string().max(32).optional(),
  sentiment: z.enum(sentiments).optional(),
  /** Of a case that the interaction was about. */
  rootCause: z.string().max(200).optional(),
  caseId: z.int().optional(),
  /** The same by what people call it: its reference, with or without what joins it, or its number. */
  caseReference: z.string().max(100).optional(),
  /** About a case that is open now; `false`: about none that is. */
  openCase: z.boolean().optional(),
  /** Of a promise that was made on the call, as it stands now. */
  promiseState: z.enum(promiseStates).optional(),
  /** How long it took, ms, both inclusive. */
  atLeastMs: z.int().min(0).optional(),
  atMostMs: z.int().min(0).optional(),
  from: z.int().optional(),
  until: z.int().optional(),
}

/** POST, so that what is searched for stands in no URL and no access log. All that is given must fit. */
export const searchOrder = z
  .strictObject({
    ...asked,
    /** `best` puts the newest 400 that fit in order: rarer words, words next to each other, nearness in time. */
    order: z.enum(['newest', 'best']).default('newest'),
    /** The cursor that the last page gave. */
    before: z.string().max(2000).optional(),
    most: z.int().min(1).max(100).default(25),
  })
  .meta({ id: 'SearchOrder' })
export type SearchOrderInput = z.infer<typeof searchOrder>

export const countOrder = z.strictObject(asked).meta({ id: 'SearchToCount' })
export type CountOrderInput = z.infer<typeof countOrder>

/** [start, end) in UTF-16 units. */
const marks = z.array(z.tuple([z.int(), z.int()]))

/** What was read out of `text` as a field. */
const readField = z.strictObject({
  /** As it was typed. */
  typed: z.string(),
  field: z.string(),
  /** Names of what it means; none where nothing is called so, and it was looked for as words. */
  names: z.array(z.string()),
  not: z.boolean(),
})

/** Null nearly always. While an upgrade makes the index anew: since when all contacts are found, ms; of older ones some are not. */
const wholeSince = z.int().nullable()

export const searchPage = z
  .strictObject({
    found: z.array(
      z.strictObject({
        interaction,
        /** Where in `interaction.text` the words stand: [start, end) in UTF-16 units. */
        highlights: marks,
        /** The same in other fields; one without marks is absent. */
        marks: z.strictObject({
          subject: marks.optional(),
          customerName: marks.optional(),
          agentName: marks.optional(),
          queueName: marks.optional(),
          number: marks.optional(),
        }),
      }),
    ),
    /** Give it as `before` for the next page; null at the end. */
    next: z.string().nullable(),
    /** True where the best were looked for among the newest 400 that fit, and there are more. */
    onlyNewest: z.boolean(),
    wholeSince,
    read: z.array(readField),
  })
  .meta({ id: 'SearchPage' })
export type SearchPage = z.infer<typeof searchPage>
export type ReadFieldView = z.infer<typeof readField>

export const searchCount = z
  .strictObject({
    count: z.int(),
    /** False where there was no time to count all: there are more than `count`. */
    exact: z.boolean(),
    wholeSince,
  })
  .meta({ id: 'SearchCount' })
export type SearchCountView = z.infer<typeof searchCount>

export const sharedWith = ['nobody', 'team', 'all'] as const

const savedBody = z.strictObject({
  ...asked,
  text: z.string().max(500),
  order: z.enum(['newest', 'best']),
})
export type SavedSearchBody = z.infer<typeof savedBody>

export const savedSearch = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    shared: z.enum(sharedWith),
    /** Whose it is: only they change it. */
    accountId: z.string(),
    ownerName: z.string().nullable(),
    search: savedBody,
    version: z.int(),
  })
  .meta({ id: 'SavedSearch' })
export type SavedSearchView = z.infer<typeof savedSearch>

export const searchToSave = z
  .strictObject({
    name: z.string().trim().min(1).max(80),
    shared: z.enum(sharedWith).default('nobody'),
    search: savedBody,
  })
  .meta({ id: 'SearchToSave' })

export const savedSearchChange = z.strictObject({
  version: z.int(),
  name: z.string().trim().min(1).max(80).optional(),
  shared: z.enum(sharedWith).optional(),
  search: savedBody.optional(),
})
