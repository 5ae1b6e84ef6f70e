import { z } from 'zod'
import { caseState } from './pop.ts'

const shortText = z.string().trim().max(200)
/** An id of the house's departments. */
const department = z.string().min(1).max(64)

/** Why it came to the case: a closed list, so that months and houses can be compared. */
export const rootCause = z
  .enum(['expectation', 'product', 'process', 'hand-over', 'employee', 'customer-use', 'outside'])
  .meta({
    id: 'RootCause',
    description:
      'What marketing or sales let expect; product; process; hand-over between departments; an employee; how the customer used it; an outside cause.',
  })
export type RootCause = z.infer<typeof rootCause>

export const escalation = z
  .strictObject({
    /** An id of the house's departments. */
    department: z.string(),
    by: z.string().nullable(),
    at: z.int(),
    question: z.string(),
    dueAt: z.int(),
    answer: z.string().nullable(),
    answeredAt: z.int().nullable(),
    answeredBy: z.string().nullable(),
  })
  .meta({ id: 'Escalation' })

const caseFields = {
  id: z.int(),
  externalId: z.string().nullable(),
  customerId: z.int(),
  reference: z.string().nullable(),
  subject: z.string(),
  openedAt: z.int(),
  closedAt: z.int().nullable(),
  state: caseState,
  ownerId: z.string().nullable(),
  /** The name of the account whose it is. */
  ownerName: z.string().nullable(),
  department: z.string().nullable(),
  rootCause: rootCause.nullable(),
  complaintAt: z.int().nullable(),
  /** How often the customer had to be in touch about it, the opening included. */
  contacts: z.int(),
  lastContactAt: z.int().nullable(),
  /** Since when it has taken too many contacts, ms. */
  raisedAt: z.int().nullable(),
  /** The last question to another department. */
  escalation: escalation.nullable(),
  version: z.int(),
}

export const customerCase = z.strictObject(caseFields).meta({ id: 'Case' })
export type CaseView = z.infer<typeof customerCase>

export const pressingCase = z
  .strictObject({
    ...caseFields,
    customerName: z.string(),
    /** The answer of the department is late. */
    isOverdue: z.boolean(),
  })
  .meta({ id: 'PressingCase' })
export type PressingCaseView = z.infer<typeof pressingCase>

export const newCase = z.strictObject({
  externalId: z.string().trim().min(1).max(100).nullable().default(null),
  reference: shortText.max(100).nullable().default(null),
  subject: z.string().trim().min(1).max(300),
  openedAt: z.int().optional(),
  complaint: z.boolean().default(false),
  ownerId: z.string().max(64).nullable().default(null),
  department: department.nullable().default(null),
  rootCause: rootCause.nullable().default(null),
})

export const caseChange = z
  .strictObject({
    /** The version that was read; refused as `conflict` if somebody has changed it since. Absent: change it anyway. */
    version: z.int().optional(),
    state: caseState.optional(),
    subject: z.string().trim().min(1).max(300).optional(),
    reference: shortText.max(100).nullable().optional(),
    ownerId: z.string().max(64).nullable().optional(),
    department: department.nullable().optional(),
    rootCause: rootCause.nullable().optional(),
    complaint: z.boolean().optional(),
    /** Asks another department, which is to answer by `dueAt`. */
    escalate: z
      .strictObject({ department, question: z.string().trim().min(1).max(2000), dueAt: z.int().min(0) })
      .optional(),
    /** What the department answers. */
    answer: z.string().trim().min(1).max(4000).optional(),
  })
  .meta({ id: 'CaseChange' })
export type CaseChangeOrder = z.input<typeof caseChange>

export const caseEntry = z
  .strictObject({
    n: z.int(),
    at: z.int(),
    /** Null where the house itself has changed it. */
    by: z.string().nullable(),
    /** `opened`, `state`, `owner`, `department`, `root-cause`, `complaint`, `escalated`, `answered`, `raised`… */
    what: z.string(),
    oldValue: z.string().nullable(),
    newValue: z.string().nullable(),
  })
  .meta({ id: 'CaseEntry' })
export type CaseEntryView = z.infer<typeof caseEntry>
