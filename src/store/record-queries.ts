import type { AuditRow, RecordFilter, RecordPiece } from './audit-store.ts'
import { all, type Steps, type Value } from './steps.ts'
import { firstIdAt } from './time-id.ts'

const columns = 'id, at, account_id as "accountId", action, subject, detail, seal'
/** Rows that are looked through at once: under a millisecond on the thread that pops. */
const mostRows = 300
/** Contacts of a customer of which it is also said who has read them. */
const mostContacts = 200

/**
 * Indexes hold only what is sealed, so that writing a line costs the way of a call nothing; what is not sealed yet is a few
 * seconds' worth and is read whole.
 */
export function* readRecordPiece(filter: RecordFilter, before: number | null): Steps<RecordPiece> {
  const end = Math.min(before ?? Number.MAX_SAFE_INTEGER, idAt(filter.until) ?? Number.MAX_SAFE_INTEGER)
  const from = idAt(filter.from) ?? 0
  const subjects = yield* subjectsOf(filter)
  const fits = (row: AuditRow): boolean =>
    (filter.accountId === undefined || row.accountId === filter.accountId) &&
    (filter.action === undefined || row.action === filter.action) &&
    (subjects === null || subjects.has(row.subject))
  const waiting = yield* all<AuditRow>(
    `select ${columns} from audit where seal is null and id >= ? and id < ? order by id desc limit ?`,
    from,
    end,
    mostRows,
  )
  const sealed = yield* sealedRows(filter, subjects, from, end)
  const rows = [...waiting, ...sealed].toSorted((a, b) => b.id - a.id)
  // Where one of the two was cut off, what lies behind its last row is looked at next time.
  const cuts = [waiting, sealed]
    .filter((part) => part.length === mostRows)
    .map((part) => part.at(-1)?.id ?? 0)
  const next = cuts.length === 0 ? null : Math.max(...cuts)
  return { rows: rows.filter((row) => row.id >= (next ?? 0) && fits(row)), next }
}

function idAt(at: number | undefined): number | undefined {
  return at === undefined ? undefined : firstIdAt(at)
}

/** By the index that narrows most. Pops are most of the record and have no entry in the index by action. */
function* sealedRows(
  { accountId, action }: RecordFilter,
  subjects: ReadonlySet<string> | null,
  from: number,
  end: number,
): Steps<readonly AuditRow[]> {
  const select = (lead: string, ...values: Value[]): Steps<readonly AuditRow[]> =>
    all<AuditRow>(
      `select ${columns} from audit where seal is not null${lead} and id >= ? and id < ? order by id desc limit ?`,
      ...values,
      from,
      end,
      mostRows,
    )
  if (subjects) {
    const found: AuditRow[] = []
    for (const subject of subjects) found.push(...(yield* select(' and subject = ?', subject)))
    return found.toSorted((a, b) => b.id - a.id).slice(0, mostRows)
  }
  if (action !== undefined && action !== 'pop')
    return yield* select(" and action = ? and action <> 'pop'", action)
  if (accountId !== undefined) return yield* select(' and account_id = ?', accountId)
  return yield* select('')
}

function* subjectsOf({ subject, customerId }: RecordFilter): Steps<ReadonlySet<string> | null> {
  if (subject !== undefined) return new Set([subject])
  if (customerId === undefined) return null
  const merged = yield* all<{ id: number }>('select id from customer where merged_into = ?', customerId)
  const contacts = yield* all<{ id: number; callId: string | null }>(
    'select id, call_id as "callId" from interaction where customer_id = ? order by id desc limit ?',
    customerId,
    mostContacts,
  )
  return new Set([
    `customer:${customerId}`,
    ...merged.map(({ id }) => `customer:${id}`),
    ...contacts.flatMap(({ id, callId }) => [
      `interaction:${id}`,
      ...(callId === null ? [] : [`call:${callId}`]),
    ]),
  ])
}
