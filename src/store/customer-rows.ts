import type { Wish } from '../wire/wishes.ts'
import { readMetrics, writeMetrics } from './customer-metrics.ts'
import type { CustomerFields, CustomerNumber, CustomerRecord } from './customer-store.ts'
import { insertUnderFreeId } from './free-id.ts'
import { changeMany, changeManyReturning, type SqlOf } from './many-rows.ts'
import { all, change, one, type Steps, type Value } from './steps.ts'

/** As a CustomerRow is read. */
export const customerColumns = `id, external_id as "externalId", kind, name, given_name as "givenName",
  family_name as "familyName", title, said_as as "saidAs", pronunciation, language, time_zone as "timeZone", tier, role,
  about, confidential, wishes, stated_wishes as "statedWishes", metrics, belongs_to as "belongsTo",
  merged_into as "mergedInto", version, created_at as "createdAt", updated_at as "updatedAt"`

export type CustomerRow = Omit<CustomerRecord, 'wishes' | 'contactWishes' | 'metrics'> & {
  readonly wishes: string
  readonly statedWishes: string | null
  readonly metrics: string | null
}

const mostMerges = 64

/** The customer that this id leads to now; null when there is none. A merge is always into a survivor, so no circle. */
export function* survivorOf(id: number): Steps<number | null> {
  let at = id
  for (let merges = 0; merges < mostMerges; merges++) {
    const row = yield* one<{ into: number | null }>(
      'select merged_into as "into" from customer where id = ?',
      at,
    )
    if (!row) return null
    if (row.into === null) return at
    at = row.into
  }
  return at
}

/**
 * The same, and it stays so until this transaction ends: for writing a row that belongs to the customer, while another
 * node may be merging them. Without it the row could be left with the merged one after everything else was moved.
 */
export function* holdSurvivor(id: number): Steps<number | null> {
  for (let merges = 0; merges < mostMerges; merges++) {
    const survivor = yield* survivorOf(id)
    if (survivor === null || (yield* holdCustomer(survivor))) return survivor
  }
  throw new Error('a customer was merged too often')
}

/** Keeps a customer from being merged or changed until this transaction ends; false for one who was merged. */
export function* holdCustomer(id: number): Steps<boolean> {
  const sql = 'update customer set version = version where id = ? and merged_into is null'
  return (yield* change(sql, id)) > 0
}

export function* readCustomerRow(id: number): Steps<CustomerRecord | null> {
  const row = yield* one<CustomerRow>(`select ${customerColumns} from customer where id = ?`, id)
  return row ? recordOf(row) : null
}

export function* readRowOfExternal(externalId: string): Steps<CustomerRecord | null> {
  const sql = `select ${customerColumns} from customer where external_id = ?`
  const row = yield* one<CustomerRow>(sql, externalId)
  return row ? recordOf(row) : null
}

export function recordOf(row: CustomerRow): CustomerRecord {
  const { wishes, statedWishes, metrics, ...record } = row
  return {
    ...record,
    wishes: JSON.parse(wishes) as string[],
    contactWishes: readWishes(statedWishes),
    metrics: readMetrics(metrics),
  }
}

export function readWishes(stored: string | null): readonly Wish[] {
  return stored === null ? noWishes : (JSON.parse(stored) as Wish[])
}

export function writeWishes(wishes: readonly Wish[]): string | null {
  return wishes.length === 0 ? null : JSON.stringify(wishes)
}

const noWishes: readonly Wish[] = []

export function* idOfExternal(externalId: string): Steps<number | null> {
  const row = yield* one<{ id: number }>('select id from customer where external_id = ?', externalId)
  return row?.id ?? null
}

export function readNumberRows(customerId: number): Steps<readonly CustomerNumber[]> {
  return all(
    `select number_key as "numberKey", raw, label, ending, verified_at as "verifiedAt",
      read_by as "readBy" from customer_number where customer_id = ? order by created_at, number_key`,
    customerId,
  )
}

export function* numberKeysOf(customerId: number): Steps<string[]> {
  const sql = 'select number_key as "numberKey" from customer_number where customer_id = ?'
  return (yield* all<{ numberKey: string }>(sql, customerId)).map((row) => row.numberKey)
}

/** Adds a number, or changes it where the customer has it; `verified_at` keeps its first instant while it is verified. */
export function* putNumber(customerId: number, number: CustomerNumber, now: number): Steps<void> {
  yield* change(
    `insert into customer_number (number_key, customer_id, raw, label, ending, verified_at, created_at, read_by)
      values (?, ?, ?, ?, ?, ?, ?, ?)
      on conflict (number_key, customer_id) do update set raw = excluded.raw, label = excluded.label,
        read_by = excluded.read_by,
        verified_at = case when excluded.verified_at is null then null
          else coalesce(customer_number.verified_at, excluded.verified_at) end`,
    ...valuesOfNumber(customerId, number, now),
  )
}

/** Adds the numbers that the customer does not have; how many. */
export function addNumbers(
  customerId: number,
  numbers: readonly CustomerNumber[],
  now: number,
): Steps<number> {
  return addNumbersOf(new Map([[customerId, numbers]]), now)
}

/** The same for many customers, by their ids. */
export function* addNumbersOf(
  customers: ReadonlyMap<number, readonly CustomerNumber[]>,
  now: number,
): Steps<number> {
  const rows = [...customers].flatMap(([id, numbers]) => numbers.map((one) => valuesOfNumber(id, one, now)))
  return yield* changeMany(addNumbersSql, rows)
}

const addNumbersSql: SqlOf = (places) =>
  `insert into customer_number (number_key, customer_id, raw, label, ending, verified_at, created_at, read_by)
    values ${places} on conflict (number_key, customer_id) do nothing`

function valuesOfNumber(customerId: number, number: CustomerNumber, now: number): Value[] {
  const { numberKey, raw, label, ending, verifiedAt, readBy = null } = number
  return [numberKey, customerId, raw, label, ending, verifiedAt, now, readBy]
}

/** The new customer's id; null if somebody has the external id. */
export function* insertCustomer(wantedId: number, fields: CustomerFields, now: number): Steps<number | null> {
  const insert = function* (id: number): Steps<boolean> {
    return (yield* insertCustomers(new Map([[id, fields]]), now)).has(id)
  }
  return yield* insertUnderFreeId('customer', wantedId, insert, () => isExternalIdTaken(fields.externalId))
}

/** Those whose ids and external ids were free: their ids. */
export function* insertCustomers(
  customers: ReadonlyMap<number, CustomerFields>,
  now: number,
): Steps<ReadonlySet<number>> {
  const rows = [...customers].map(([id, fields]) => [id, ...valuesOfCustomer(fields), 1, now, now])
  const inserted = yield* changeManyReturning<{ id: number }>(insertCustomersSql, rows)
  return new Set(inserted.map(({ id }) => id))
}

const insertCustomersSql: SqlOf = (places) =>
  `insert into customer (id, external_id, kind, name, given_name, family_name, title, said_as, pronunciation,
    language, time_zone, tier, role, about, confidential, wishes, stated_wishes, metrics, belongs_to,
    version, created_at, updated_at)
    values ${places} on conflict do nothing returning id`

function* isExternalIdTaken(externalId: string | null): Steps<boolean> {
  return externalId !== null && (yield* idOfExternal(externalId)) !== null
}

/** False when the row is no longer of the version that was read. */
export function* updateCustomer(
  { id, version }: Pick<CustomerRecord, 'id' | 'version'>,
  fields: CustomerFields,
  now: number,
): Steps<boolean> {
  const updated = yield* change(
    `update customer set external_id = ?, kind = ?, name = ?, given_name = ?, family_name = ?, title = ?,
      said_as = ?, pronunciation = ?, language = ?, time_zone = ?, tier = ?, role = ?, about = ?, confidential = ?,
      wishes = ?, stated_wishes = ?, metrics = ?, belongs_to = ?, version = version + 1, updated_at = ? where id = ? and version = ?`,
    ...valuesOfCustomer(fields),
    now,
    id,
    version,
  )
  return updated > 0
}

function valuesOfCustomer(fields: CustomerFields): Value[] {
  return [
    fields.externalId,
    fields.kind,
    fields.name,
    fields.givenName,
    fields.familyName,
    fields.title,
    fields.saidAs,
    fields.pronunciation,
    fields.language,
    fields.timeZone,
    fields.tier,
    fields.role,
    fields.about,
    fields.confidential,
    JSON.stringify(fields.wishes),
    writeWishes(fields.contactWishes),
    writeMetrics(fields.metrics),
    fields.belongsTo,
  ]
}
