import { z } from 'zod'

const shortText = z.string().trim().max(200)

export const taskKind = z.enum(['callback', 'visit', 'message', 'follow-up']).meta({ id: 'TaskKind' })
export type TaskKindView = z.infer<typeof taskKind>

export const task = z
  .strictObject({
    /** Null for a follow-up that is kept with the wrap-up of its call: `followUpOf` names the call. */
    id: z.int().nullable(),
    followUpOf: z.string().nullable(),
    kind: taskKind,
    customerId: z.int().nullable(),
    customerName: z.string().nullable(),
    /** E.164 where it could be read, else as it came. */
    number: z.string().nullable(),
    ownerId: z.string().nullable(),
    ownerName: z.string().nullable(),
    /** An id of the house's departments; null where it is one person's or everybody's. */
    team: z.string().nullable(),
    /** When it is to be done, ms. */
    dueFrom: z.int(),
    dueUntil: z.int(),
    reason: z.string(),
    /** `call`, `signal`, `promise`, `survey`, `missed-call`, `case`, `plan`, `hand` or `wrap-up`. */
    origin: z.string(),
    originId: z.string().nullable(),
    state: z.enum(['open', 'done', 'given-up']),
    outcome: z.string().nullable(),
    attempts: z.int(),
    lastAttemptAt: z.int().nullable(),
    createdAt: z.int(),
    closedAt: z.int().nullable(),
    version: z.int(),
  })
  .meta({ id: 'Task' })
export type TaskView = z.infer<typeof task>

export const newTask = z
  .strictObject({
    kind: taskKind.default('callback'),
    customerId: z.int().nullable().default(null),
    number: z.string().max(200).nullable().default(null),
    region: z.string().length(2).optional(),
    /** Whose it is; absent: whoever plans it. Null with a team: the team's; null without one: everybody's. */
    ownerId: z.string().max(64).nullable().optional(),
    team: z.string().max(64).nullable().default(null),
    dueFrom: z.int().min(0),
    /** Absent: one hour after `dueFrom`. */
    dueUntil: z.int().min(0).optional(),
    reason: z.string().trim().max(500).default(''),
    origin: z.enum(['call', 'missed-call', 'case', 'survey', 'hand']).default('hand'),
    originId: z.string().max(500).nullable().default(null),
    /** Sent again with the same key, it is planned once. */
    key: z.string().min(1).max(200).nullable().default(null),
  })
  .meta({ id: 'NewTask' })
export type NewTaskOrder = z.input<typeof newTask>

export const taskStep = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('done'),
      outcome: shortText.default(''),
      version: z.int().optional(),
    }),
    z.strictObject({
      kind: z.literal('given-up'),
      outcome: shortText.min(1),
      version: z.int().optional(),
    }),
    /** Tried in vain: to be tried again then. */
    z.strictObject({
      kind: z.literal('again'),
      result: shortText.default('not-reached'),
      dueFrom: z.int().min(0),
      dueUntil: z.int().min(0).optional(),
      version: z.int().optional(),
    }),
    z.strictObject({
      kind: z.literal('pass-on'),
      ownerId: z.string().max(64).nullable().default(null),
      team: z.string().max(64).nullable().default(null),
      version: z.int().optional(),
    }),
  ])
  .meta({ id: 'TaskStep' })
export type TaskStepOrder = z.input<typeof taskStep>

export const taskAttempt = z
  .strictObject({ at: z.int(), by: z.string().nullable(), result: z.string(), callId: z.string().nullable() })
  .meta({ id: 'TaskAttempt' })
export type TaskAttemptView = z.infer<typeof taskAttempt>

export const dialOrder = z
  .strictObject({
    /** Exactly one of the three says who is to be called. */
    number: z.string().min(1).max(200).optional(),
    customerId: z.int().optional(),
    taskId: z.int().optional(),
    /** Where one has phones at several sources; absent: the first that can dial. */
    source: z.string().max(64).optional(),
  })
  .meta({ id: 'DialOrder' })

export const dialAnswer = z
  .strictObject({
    /** `ringing`: one's own phone rings first. `link`: the phone system cannot be told to dial, so open `href`. */
    kind: z.enum(['ringing', 'link']),
    number: z.string(),
    callId: z.string().nullable(),
    href: z.string().nullable(),
  })
  .meta({ id: 'DialAnswer' })
export type DialAnswerView = z.infer<typeof dialAnswer>
