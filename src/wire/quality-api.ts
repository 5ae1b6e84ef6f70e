import { z } from 'zod'

const names = z.record(z.string(), z.string())

export const formQuestion = z.strictObject({
  id: z.string(),
  name: names,
  kind: z.enum(['points', 'yes-no', 'text']),
  most: z.int(),
  weight: z.number(),
})

export const reviewForm = z
  .strictObject({ id: z.string(), name: names, questions: z.array(formQuestion) })
  .meta({ id: 'ReviewForm' })
export type ReviewFormView = z.infer<typeof reviewForm>

export const sampleQuery = z.strictObject({
  /** Monday of the week by the house's clock. */
  week: z.iso.date(),
  filter: z.enum(['any', 'complaint', 'long', 'low-survey']).optional(),
})

export const callToReview = z
  .strictObject({
    callId: z.string(),
    accountId: z.string(),
    agentName: z.string().nullable(),
    customerName: z.string().nullable(),
    startedAt: z.int(),
    endedAt: z.int().nullable(),
    queueName: z.string().nullable(),
    disposition: z.string().nullable(),
    isReviewed: z.boolean(),
    /** How many of the agent's calls of the week it was drawn from. */
    outOf: z.int(),
  })
  .meta({ id: 'CallToReview' })
export type CallToReviewView = z.infer<typeof callToReview>

/** By the id of a question: points, yes or no, or words; null where it does not apply. */
export const reviewAnswers = z.record(
  z.string(),
  z.union([z.number(), z.boolean(), z.string().max(4000), z.null()]),
)

export const newReview = z
  .strictObject({
    callId: z.string().min(1).max(500),
    accountId: z.string().min(1).max(64),
    formId: z.string().min(1).max(64),
    answers: reviewAnswers,
    comment: z.string().max(4000).default(''),
  })
  .meta({ id: 'NewReview' })

export const review = z
  .strictObject({
    id: z.string(),
    callId: z.string(),
    accountId: z.string(),
    agentName: z.string().nullable(),
    reviewerName: z.string(),
    /** As it stood when the review was made. */
    form: reviewForm,
    formVersion: z.int(),
    answers: reviewAnswers,
    /** In parts of a thousand of what could be reached; null where nothing gave points. */
    score: z.int().nullable(),
    comment: z.string(),
    at: z.int(),
    seenAt: z.int().nullable(),
    /** What the agent says to it. */
    reply: z.string().nullable(),
    repliedAt: z.int().nullable(),
  })
  .meta({ id: 'Review' })
export type ReviewView = z.infer<typeof review>

export const agentScore = z.strictObject({
  accountId: z.string(),
  agentName: z.string().nullable(),
  reviews: z.int(),
  /** The mean, in parts of a thousand; null below five reviews, which say too little of anybody. */
  score: z.int().nullable(),
})

export const checkItem = z.strictObject({ id: z.string(), name: names, doneAt: z.int().nullable() })
export type CheckItemView = z.infer<typeof checkItem>
