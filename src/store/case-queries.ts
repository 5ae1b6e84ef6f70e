import {
  caseEntries,
  caseOfExternal,
  casesOf,
  holdCase,
  isOpenState,
  noteChange,
  pressingCases,
  readCase,
} from './case-rows.ts'
import type { CaseChange, CaseChanged, CaseStore, CaseToOpen, CaseWrite, CustomerCase } from './case-store.ts'
import { holdSurvivor, survivorOf } from './customer-rows.ts'
import { insertUnderFreeId } from './free-id.ts'
import { markContactsOfCase } from './interaction-links.ts'
import { change, type Engine, type Steps, type Value } from './steps.ts'

/** Cases of customers. `ids` are timeIds(). */
export function caseStore(engine: Engine, ids: (at: number) => number): CaseStore {
  return {
    openCase(record, by = null) {
      const wantedId = ids(record.openedAt)
      return engine.write(() => openCase(wantedId, record, by))
    },
    closeCase: (id, now, by = null) => engine.write(() => closeCase(id, now, by)),
    readCase: (id) => engine.read(() => readCase(id)),
    changeCase: (id, expectedVersion, wanted, by, now) =>
      engine.write(() => changeCase({ id, expectedVersion, wanted, by, now })),
    readCases: (customerId) => engine.read(() => readCasesOf(customerId)),
    readCaseEntries: (id) => engine.read(() => caseEntries(id)),
    readPressingCases: (most, teams = null) => engine.read(() => pressingCases(most, teams)),
  }
}

export function* openCase(wantedId: number, record: CaseToOpen, by: string | null): Steps<CaseWrite> {
  const stored = yield* caseOfExternal(record.externalId)
  if (stored) return { kind: 'external-id-taken', case: stored }
  const customerId = yield* holdSurvivor(record.customerId)
  if (customerId === null) return { kind: 'not-found' }
  const taken = function* (): Steps<boolean> {
    return (yield* caseOfExternal(record.externalId)) !== undefined
  }
  const insert = (free: number) => insertCase(free, { ...record, customerId })
  const id = yield* insertUnderFreeId('customer_case', wantedId, insert, taken)
  if (id !== null) {
    yield* noteChange(id, entryOf(record.openedAt, by, 'opened', null, record.subject))
    const opened = yield* readCase(id)
    return opened ? { kind: 'opened', case: opened } : { kind: 'not-found' }
  }
  const faster = yield* caseOfExternal(record.externalId)
  return faster ? { kind: 'external-id-taken', case: faster } : { kind: 'not-found' }
}

function* insertCase(id: number, record: CaseToOpen): Steps<boolean> {
  const closedAt = record.closedAt ?? null
  const inserted = yield* change(
    `insert into customer_case (id, external_id, customer_id, reference, subject, opened_at, closed_at, state, owner_id,
        department, root_cause, complaint_at)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing`,
    id,
    record.externalId,
    record.customerId,
    record.reference,
    record.subject,
    record.openedAt,
    closedAt,
    closedAt === null ? 'open' : 'closed',
    record.ownerId ?? null,
    record.department ?? null,
    record.rootCause ?? null,
    record.complaintAt ?? null,
  )
  return inserted > 0
}

function* closeCase(id: number, now: number, by: string | null): Steps<boolean> {
  if (!(yield* holdCase(id))) return false
  const stored = yield* readCase(id)
  if (stored && isOpenState(stored.state)) yield* write(stored, { state: 'closed' }, by, now)
  return true
}

function* readCasesOf(customerId: number): Steps<readonly CustomerCase[]> {
  return yield* casesOf(yield* survivorOf(customerId))
}

interface Asked {
  readonly id: number
  readonly expectedVersion: number | null
  readonly wanted: CaseChange
  readonly by: string | null
  readonly now: number
}

function* changeCase({ id, expectedVersion, wanted, by, now }: Asked): Steps<CaseChanged> {
  yield* holdCase(id)
  const stored = yield* readCase(id)
  if (!stored) return { kind: 'not-found' }
  if (expectedVersion !== null && expectedVersion !== stored.version) return { kind: 'overtaken' }
  const asked = wanted.escalate ?? (stored.escalation?.answeredAt === null ? stored.escalation : null)
  if (wanted.answer !== undefined && !asked) return { kind: 'nothing-asked' }
  yield* write(stored, wanted, by, now)
  const written = yield* readCase(id)
  return written ? { kind: 'written', case: written } : { kind: 'not-found' }
}

interface Column {
  readonly what: string
  readonly old: Value
  readonly next: Value
  /** Columns that follow from it, and the one itself. */
  readonly sets: Readonly<Record<string, Value>>
}

/** What contacts are looked for by, of the cases that they were about. */
const soughtBy: ReadonlySet<string> = new Set(['root-cause', 'state', 'reference'])

/** Writes what differs, and who has changed it, in the order of the fields. */
function* write(stored: CustomerCase, wanted: CaseChange, by: string | null, now: number): Steps<void> {
  const columns = columnsOf(stored, wanted, by, now).filter(({ old, next }) => old !== next)
  const sets = Object.entries(Object.assign({}, ...columns.map((one) => one.sets)) as Record<string, Value>)
  if (sets.length === 0) return
  yield* change(
    `update customer_case set ${sets.map(([name]) => `${name} = ?`).join(', ')}, version = version + 1 where id = ?`,
    ...sets.map(([, value]) => value),
    stored.id,
  )
  if (columns.some(({ what }) => soughtBy.has(what))) yield* markContactsOfCase(stored.id)
  for (const { what, old, next } of columns)
    yield* noteChange(stored.id, entryOf(now, by, what, text(old), text(next)))
}

function columnsOf(stored: CustomerCase, wanted: CaseChange, by: string | null, now: number): Column[] {
  const columns: Column[] = []
  const set = (what: string, old: Value, next: Value | undefined, sets: Record<string, Value>): void => {
    if (next !== undefined) columns.push({ what, old, next, sets })
  }
  const { state, subject, reference, ownerId, department, rootCause, complaint, escalate, answer } = wanted
  set('subject', stored.subject, subject, { subject: subject ?? '' })
  set('reference', stored.reference, reference, { reference: reference ?? null })
  set('owner', stored.ownerId, ownerId, { owner_id: ownerId ?? null })
  set('department', stored.department, department, { department: department ?? null })
  set('root-cause', stored.rootCause, rootCause, { root_cause: rootCause ?? null })
  if (complaint !== undefined) {
    const since = complaint ? (stored.complaintAt ?? now) : null
    const was = stored.complaintAt === null ? 'no' : 'yes'
    set('complaint', was, complaint ? 'yes' : 'no', { complaint_at: since })
  }
  if (escalate) columns.push(asking(escalate, by, now))
  if (answer !== undefined) columns.push(answering(answer, by, now))
  const next = state ?? stateAfter(stored, wanted)
  if (next !== undefined) columns.push(standing(stored, next, now))
  return columns
}

/** A question makes the case wait for the department, its answer gives it back to the front. */
function stateAfter(
  { state }: CustomerCase,
  { escalate, answer }: CaseChange,
): CustomerCase['state'] | undefined {
  if (answer !== undefined) return state === 'waiting-for-department' || escalate ? 'open' : undefined
  return escalate && isOpenState(state) ? 'waiting-for-department' : undefined
}

/** One that is opened again has not been raised yet: its contacts may raise it at once with the next. */
function standing(stored: CustomerCase, next: CustomerCase['state'], now: number): Column {
  const closedAt = isOpenState(next) ? null : (stored.closedAt ?? now)
  const sets = { state: next, closed_at: closedAt, raised_at: closedAt === null ? stored.raisedAt : null }
  return { what: 'state', old: stored.state, next, sets }
}

function asking(
  { department, question, dueAt }: NonNullable<CaseChange['escalate']>,
  by: Value,
  now: number,
): Column {
  const sets = {
    escalated_to: department,
    escalated_by: by,
    escalated_at: now,
    escalation_question: question,
    escalation_due_at: dueAt,
    escalation_answer: null,
    escalation_answered_at: null,
    escalation_answered_by: null,
  }
  return { what: 'escalated', old: null, next: `${department}: ${question}`, sets }
}

function answering(answer: string, by: Value, now: number): Column {
  const sets = { escalation_answer: answer, escalation_answered_at: now, escalation_answered_by: by }
  return { what: 'answered', old: null, next: answer, sets }
}

function entryOf(
  at: number,
  accountId: string | null,
  what: string,
  oldValue: string | null,
  newValue: string | null,
) {
  return { at, accountId, what, oldValue, newValue }
}

function text(value: Value): string | null {
  return value === null ? null : String(value)
}
