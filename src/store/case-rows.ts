import type { SeenTeams } from '../wire/teams.ts'
import type { CaseEntry, CaseState, CustomerCase, Escalation, PressingCase } from './case-store.ts'
import { doneBySeen } from './seen-by-teams.ts'
import { all, change, one, type Steps } from './steps.ts'

/** `k` is the case. One that a node of an earlier release has closed knows nothing of states. */
const caseColumns = `k.id, k.external_id as "externalId", k.customer_id as "customerId", k.reference, k.subject,
  k.opened_at as "openedAt", k.closed_at as "closedAt",
  case when k.closed_at is not null and k.state not in ('solved', 'closed') then 'closed' else k.state end as state,
  k.owner_id as "ownerId", k.department, k.root_cause as "rootCause", k.complaint_at as "complaintAt", k.contacts,
  k.last_contact_at as "lastContactAt", k.raised_at as "raisedAt", k.escalated_to as "escalatedTo",
  k.escalated_by as "escalatedBy", k.escalated_at as "escalatedAt", k.escalation_question as "question",
  k.escalation_due_at as "dueAt", k.escalation_answer as "answer", k.escalation_answered_at as "answeredAt",
  k.escalation_answered_by as "answeredBy", k.version`

interface EscalationColumns {
  readonly escalatedTo: string | null
  readonly escalatedBy: string | null
  readonly escalatedAt: number | null
  readonly question: string | null
  readonly dueAt: number | null
  readonly answer: string | null
  readonly answeredAt: number | null
  readonly answeredBy: string | null
}

type CaseRow = Omit<CustomerCase, 'escalation'> & EscalationColumns

function caseOf<R extends CaseRow>(row: R): Omit<R, keyof EscalationColumns> & CustomerCase {
  const { escalatedTo, escalatedBy, escalatedAt, question, dueAt, answer, answeredAt, answeredBy, ...rest } =
    row
  const escalation: Escalation | null =
    escalatedTo === null
      ? null
      : {
          department: escalatedTo,
          by: escalatedBy,
          at: escalatedAt ?? 0,
          question: question ?? '',
          dueAt: dueAt ?? 0,
          answer,
          answeredAt,
          answeredBy,
        }
  return { ...rest, escalation }
}

export function* readCase(id: number): Steps<CustomerCase | null> {
  const row = yield* one<CaseRow>(`select ${caseColumns} from customer_case k where k.id = ?`, id)
  return row ? caseOf(row) : null
}

export function* caseOfExternal(externalId: string | null): Steps<CustomerCase | undefined> {
  if (externalId === null) return undefined
  const sql = `select ${caseColumns} from customer_case k where k.external_id = ?`
  const row = yield* one<CaseRow>(sql, externalId)
  return row && caseOf(row)
}

export function* casesOf(customerId: number | null): Steps<readonly CustomerCase[]> {
  const rows = yield* all<CaseRow>(
    `select ${caseColumns} from customer_case k where k.customer_id = ?
      order by k.closed_at is not null, k.id desc limit 200`,
    customerId,
  )
  return rows.map((row) => caseOf(row))
}

export function* pressingCases(most: number, teams: SeenTeams): Steps<readonly PressingCase[]> {
  const seen = doneBySeen('k.owner_id', teams)
  const rows = yield* all<CaseRow & { customerName: string }>(
    `select ${caseColumns}, c.name as "customerName" from customer_case k join customer c on c.id = k.customer_id
      where k.closed_at is null and (k.raised_at is not null or k.escalated_at is not null)
      and (k.owner_id is null or ${seen.sql}) order by k.id limit ?`,
    ...seen.values,
    most,
  )
  return rows.map((row) => caseOf(row))
}

/** Keeps the case as it is until this transaction ends: what is counted of it is counted by one. */
export function* holdCase(id: number): Steps<boolean> {
  return (yield* change('update customer_case set version = version where id = ?', id)) > 0
}

/** Under {@link holdCase}. `what` is a field of the case, or `contact`. */
export function* noteChange(
  caseId: number,
  entry: Omit<CaseEntry, 'n'> & { readonly what: string },
): Steps<void> {
  yield* change(
    `insert into case_change (case_id, n, at, account_id, what, old_value, new_value)
      select cast(? as bigint), coalesce(max(n), 0) + 1, cast(? as bigint), ?, ?, ?, ? from case_change where case_id = ?`,
    caseId,
    entry.at,
    entry.accountId,
    entry.what,
    entry.oldValue,
    entry.newValue,
    caseId,
  )
}

export function caseEntries(id: number): Steps<readonly CaseEntry[]> {
  return all(
    `select n, at, account_id as "accountId", what, old_value as "oldValue", new_value as "newValue"
      from case_change where case_id = ? order by n desc limit 200`,
    id,
  )
}

export function isOpenState(state: CaseState): boolean {
  return state !== 'solved' && state !== 'closed'
}
