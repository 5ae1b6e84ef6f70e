import { holdSurvivor, survivorOf } from './customer-rows.ts'
import type { CaseWrite, CustomerCase } from './customer-store.ts'
import { insertUnderFreeId } from './free-id.ts'
import { all, change, one, type Steps } from './steps.ts'

const caseColumns = `id, external_id as "externalId", customer_id as "customerId", reference, subject,
  opened_at as "openedAt", closed_at as "closedAt"`

export function* openCase(wantedId: number, record: Omit<CustomerCase, 'id'>): Steps<CaseWrite> {
  const stored = yield* caseOfExternal(record.externalId)
  if (stored) return { kind: 'external-id-taken', case: stored }
  const customerId = yield* holdSurvivor(record.customerId)
  if (customerId === null) return { kind: 'not-found' }
  const opened = { ...record, customerId }
  const taken = function* (): Steps<boolean> {
    return (yield* caseOfExternal(record.externalId)) !== undefined
  }
  const id = yield* insertUnderFreeId('customer_case', wantedId, (free) => insertCase(free, opened), taken)
  if (id !== null) return { kind: 'opened', case: { ...opened, id } }
  const faster = yield* caseOfExternal(record.externalId)
  return faster ? { kind: 'external-id-taken', case: faster } : { kind: 'not-found' }
}

function* caseOfExternal(externalId: string | null): Steps<CustomerCase | undefined> {
  if (externalId === null) return undefined
  return yield* one(`select ${caseColumns} from customer_case where external_id = ?`, externalId)
}

function* insertCase(id: number, record: Omit<CustomerCase, 'id'>): Steps<boolean> {
  const inserted = yield* change(
    `insert into customer_case (id, external_id, customer_id, reference, subject, opened_at, closed_at)
      values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing`,
    id,
    record.externalId,
    record.customerId,
    record.reference,
    record.subject,
    record.openedAt,
    record.closedAt,
  )
  return inserted > 0
}

export function* closeCase(id: number, now: number): Steps<boolean> {
  const closed = yield* change(
    'update customer_case set closed_at = coalesce(closed_at, ?) where id = ?',
    now,
    id,
  )
  return closed > 0
}

export function* readCases(customerId: number): Steps<readonly CustomerCase[]> {
  return yield* all(
    `select ${caseColumns} from customer_case where customer_id = ?
      order by closed_at is not null, id desc limit 200`,
    yield* survivorOf(customerId),
  )
}
