import { z } from 'zod'

/** What the record says that somebody did; the desktop has words for each. */
export const recordQuery = z.strictObject({
  accountId: z.string().max(100).optional(),
  action: z.string().max(64).optional(),
  subject: z.string().max(600).optional(),
  customerId: z.coerce.number().int().optional(),
  from: z.coerce.number().int().optional(),
  until: z.coerce.number().int().optional(),
  before: z.coerce.number().int().optional(),
  most: z.coerce.number().int().min(1).max(200).default(50),
})

export const recordEntry = z
  .strictObject({
    id: z.int(),
    at: z.int(),
    accountId: z.string().nullable(),
    /** As the account is called today; null for a program, for nobody, and for an account that is unknown here. */
    name: z.string().nullable(),
    action: z.string(),
    /** `customer:7`, `call:main:1`, `interaction:9`, an account’s id, or nothing. */
    subject: z.string(),
    /** Where the subject is an account: as it is called today. */
    subjectName: z.string().nullable(),
    detail: z.string(),
    /** The seal that it lies under; null for the last seconds. */
    seal: z.int().nullable(),
  })
  .meta({ id: 'RecordEntry' })
export type RecordEntry = z.infer<typeof recordEntry>

export const recordPage = z.strictObject({ items: z.array(recordEntry), next: z.int().nullable() })

export const chainFaultKinds = [
  'row-changed',
  'row-missing',
  'row-added',
  'seal-missing',
  'seal-changed',
  'kept-seal-missing',
  'unknown-seal',
] as const

const seal = z
  .strictObject({ n: z.int(), at: z.int(), hash: z.string(), rows: z.int() })
  .meta({ id: 'RecordSeal' })

export const chainCheck = z
  .strictObject({
    startedAt: z.int(),
    finishedAt: z.int().nullable(),
    rowsRead: z.int(),
    rowsAll: z.int(),
    /** The newest seal that was found right, with all before it. */
    untilSeal: z.int(),
    untilAt: z.int().nullable(),
    /** When what was sealed since was verified last; null: not yet. */
    newestAt: z.int().nullable(),
    faults: z.array(z.strictObject({ kind: z.enum(chainFaultKinds), seal: z.int() })),
  })
  .meta({ id: 'ChainCheck' })

export const chainState = z
  .strictObject({
    rows: z.int(),
    /** Rows of the last seconds, which no seal counts yet. */
    unsealed: z.int(),
    newest: seal.nullable(),
    /** Up to which seal rows were removed for their age. */
    prunedUntil: seal.nullable(),
    check: chainCheck.nullable(),
  })
  .meta({ id: 'ChainState' })
export type ChainStateView = z.infer<typeof chainState>

/** Who and what there is to look for. */
export const recordFilters = z.strictObject({
  people: z.array(z.strictObject({ id: z.string(), name: z.string(), role: z.string() })),
})
