import { z } from 'zod'
import { interaction } from './customer-api.ts'
import { pop } from './pop.ts'

/** How a call of the time line went. Agents by name. */
const callLegs = z.strictObject({
  callId: z.string(),
  arrivedAt: z.int(),
  answeredAt: z.int().nullable(),
  endedAt: z.int().nullable(),
  offers: z.array(
    z.strictObject({
      agent: z.string(),
      offeredAt: z.int().nullable(),
      answeredAt: z.int().nullable(),
      closing: z.string().nullable(),
    }),
  ),
})
export type CallLegsView = z.infer<typeof callLegs>

/** `by` is a person's or a program's name. */
const by = z.string().nullable()
const at = z.int()

export const timelineKinds = [
  'interaction',
  'promise',
  'case',
  'signal',
  'fact',
  'task',
  'asked-again',
] as const

export const timelineEntry = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('interaction'), at, interaction, legs: callLegs.nullable() }),
    z.strictObject({
      kind: z.literal('promise'),
      at,
      what: z.enum(['made', 'kept', 'broken', 'released']),
      text: z.string(),
      dueAt: z.int(),
      owner: z.string().nullable(),
      by,
    }),
    z.strictObject({
      kind: z.literal('case'),
      at,
      caseId: z.int(),
      subject: z.string(),
      /** `opened`, `raised`, or the field that was changed. */
      what: z.string(),
      from: z.string().nullable(),
      to: z.string().nullable(),
      by,
    }),
    z.strictObject({
      kind: z.literal('signal'),
      at,
      what: z.enum(['came', 'told', 'withdrawn']),
      signal: z.string(),
      severity: z.string(),
      text: z.string(),
      by,
    }),
    z.strictObject({
      kind: z.literal('fact'),
      at,
      key: z.string(),
      /** Null where it is shown to nobody unasked. */
      value: z.string().nullable(),
      saidBy: z.string(),
      channel: z.string(),
      by,
    }),
    z.strictObject({
      kind: z.literal('task'),
      at,
      what: z.enum(['planned', 'done', 'given-up']),
      task: z.string(),
      reason: z.string(),
      by,
    }),
    z.strictObject({ kind: z.literal('asked-again'), at, key: z.string(), by }),
  ])
  .meta({ id: 'TimelineEntry' })
export type TimelineEntryView = z.infer<typeof timelineEntry>

const kindList = z
  .string()
  .max(200)
  .transform((written) => written.split(','))
  .pipe(z.array(z.enum(timelineKinds)).min(1))

export const wholeTimelineQuery = z.strictObject({
  /** The cursor that the last page gave. */
  before: z
    .string()
    .regex(/^\d{1,16}\.\d\.\d{1,17}\.\d{1,9}$/)
    .optional(),
  most: z.coerce.number().int().min(1).max(100).default(25),
  /** Only these, with commas between them; all where nothing is said. */
  kinds: kindList.optional(),
})

export const timelinePage = z
  .strictObject({
    items: z.array(timelineEntry),
    next: z.string().nullable(),
    /** What is left out until the caller on the line, who may be this customer, has been made sure of. */
    held: z.array(z.enum(timelineKinds)),
  })
  .meta({ id: 'TimelinePage' })

/** One moment of a call. */
const moment = z.strictObject({
  at: z.int(),
  kind: z.enum([
    'event',
    'decided',
    'named',
    'verified',
    'offered',
    'shown',
    'rendered',
    'answered',
    'closed',
    'fact',
    'asked-again',
    'wrapped-up',
    'promised',
    'promise-settled',
    'survey-sent',
    'survey-answered',
  ]),
  /** The agent whose moment it is; null for the phone system's and the house's own. */
  agent: z.string().nullable(),
  /** By kind: the event's name, the recognition's outcome, a fact's key, a disposition, a promise, a version… */
  what: z.string(),
})
export type StoryMoment = z.infer<typeof moment>

export const callStory = z
  .strictObject({
    callId: z.string(),
    arrivedAt: z.int(),
    answeredAt: z.int().nullable(),
    endedAt: z.int().nullable(),
    /** In the order in which they happened. */
    moments: z.array(moment),
    /** In the order in which they joined. */
    agents: z.array(z.string()),
    /** What each agent was shown, as it was sent; empty once it is forgotten. */
    shown: z.array(z.strictObject({ agent: z.string(), at: z.int(), pop })),
  })
  .meta({ id: 'CallStory', description: 'A call, moment by moment, with what each agent was shown.' })
export type CallStoryView = z.infer<typeof callStory>
