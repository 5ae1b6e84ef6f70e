import { aboutNone, contactOfCall } from './case-contacts.ts'
import { openCase } from './case-queries.ts'
import { readCase } from './case-rows.ts'
import { survivorOf } from './customer-rows.ts'
import type { SavedWrapUp } from './desk-store.ts'
import { one, type Steps } from './steps.ts'
import { closeTask } from './task-rows.ts'
import { firstIdAt } from './time-id.ts'

interface WrappedCall {
  readonly customerId: number | null
  readonly at: number
  readonly answeredAt: number | null
}

/** Value for wrap_up.case_id; undefined where there is no such case of the call's customer. Opens the new one. */
export function* caseOfWrapUp(wrapUp: SavedWrapUp): Steps<number | null | undefined> {
  const about = wrapUp.about ?? { kind: 'unsaid' }
  if (about.kind === 'unsaid') return null
  if (about.kind === 'none') return aboutNone
  const { customerId } = yield* readCall(wrapUp.callId)
  if (customerId === null) return undefined
  if (about.kind === 'new') return yield* openOnce(wrapUp, customerId, about)
  const stored = yield* readCase(about.id)
  if (!stored) return undefined
  const whose = yield* survivorOf(stored.customerId)
  const isTheirs = whose === customerId || whose === (yield* companyOf(customerId))
  return isTheirs ? stored.id : undefined
}

/** Whoever calls for their company may call about what is the company's. */
function* companyOf(customerId: number): Steps<number | null> {
  const company = yield* one<{ id: number }>(
    `select g.id from customer c join customer g on g.id = c.belongs_to and g.kind = 'company' where c.id = ?`,
    customerId,
  )
  return company === undefined ? null : yield* survivorOf(company.id)
}

/** A wrap-up may be sent twice, or corrected: the case that it has opened is not opened again. */
function* openOnce(
  { callId, accountId, now }: SavedWrapUp,
  customerId: number,
  { subject, complaint, department }: { subject: string; complaint: boolean; department: string | null },
): Steps<number | undefined> {
  const before = yield* one<{ caseId: number | null }>(
    'select case_id as "caseId" from wrap_up where call_id = ? and account_id = ?',
    callId,
    accountId,
  )
  const opened = before?.caseId ? yield* readCase(before.caseId) : null
  if (opened?.subject === subject) return opened.id
  const written = yield* openCase(
    firstIdAt(now),
    {
      externalId: null,
      reference: null,
      customerId,
      subject,
      openedAt: now,
      ownerId: accountId,
      department,
      complaintAt: complaint ? now : null,
    },
    accountId,
  )
  return written.kind === 'opened' ? written.case.id : undefined
}

/** What follows from a saved wrap-up: the call counts for its case, and the task that it was placed for is done. */
export function* settleWrapUp({ callId, accountId, disposition, now }: SavedWrapUp): Steps<void> {
  const { customerId, at, answeredAt } = yield* readCall(callId)
  yield* contactOfCall(callId, { customerId, at, counts: false }, now)
  if (answeredAt === null) return
  const dialled = yield* one<{ taskId: number | null }>(
    'select task_id as "taskId" from dialled_call where call_id = ?',
    callId,
  )
  if (dialled?.taskId) yield* closeTask(dialled.taskId, 'done', disposition, accountId, now)
}

function* readCall(callId: string): Steps<WrappedCall> {
  const row = yield* one<WrappedCall>(
    'select customer_id as "customerId", arrived_at as at, answered_at as "answeredAt" from call where id = ?',
    callId,
  )
  if (!row) return { customerId: null, at: 0, answeredAt: null }
  return { ...row, customerId: row.customerId === null ? null : yield* survivorOf(row.customerId) }
}
