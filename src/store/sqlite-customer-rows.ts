import type { CustomerCase, CustomerFields, CustomerNumber, CustomerRecord } from './customer-store.ts'
import { nextFreeId } from './free-id.ts'
import type { SqliteConnection } from './sqlite-connection.ts'

export const customerColumns = `id, external_id as "externalId", kind, name, given_name as "givenName",
  family_name as "familyName", title, said_as as "saidAs", pronunciation, language, time_zone as "timeZone", tier, role,
  about, wishes, belongs_to as "belongsTo", merged_into as "mergedInto", version, created_at as "createdAt",
  updated_at as "updatedAt"`

export const caseColumns = `id, external_id as "externalId", customer_id as "customerId", reference, subject,
  opened_at as "openedAt", closed_at as "closedAt"`

export type Prepare = Pick<SqliteConnection, 'prepare'>

type CustomerRow = Omit<CustomerRecord, 'wishes'> & { readonly wishes: string }

const mostMerges = 64

/** The customer that this id leads to now; null when there is none. A merge is always into a survivor, so no circle. */
export function survivorOf(connection: Prepare, id: number): number | null {
  const step = connection.prepare('select merged_into as "into" from customer where id = ?')
  let at = id
  for (let merges = 0; merges < mostMerges; merges++) {
    const row = step.get(at) as { into: number | null } | undefined
    if (!row) return null
    if (row.into === null) return at
    at = row.into
  }
  return at
}

export function readCustomerRow(connection: Prepare, id: number): CustomerRecord | null {
  const row = connection.prepare(`select ${customerColumns} from customer where id = ?`).get(id) as
    | CustomerRow
    | undefined
  return row ? { ...row, wishes: JSON.parse(row.wishes) as string[] } : null
}

export function idOfExternal(connection: Prepare, externalId: string): number | null {
  const row = connection.prepare('select id from customer where external_id = ?').get(externalId) as
    | { id: number }
    | undefined
  return row?.id ?? null
}

export function readNumberRows(connection: Prepare, customerId: number): CustomerNumber[] {
  return connection
    .prepare(`select number_key as "numberKey", raw, label, ending, verified_at as "verifiedAt"
      from customer_number where customer_id = ? order by created_at, number_key`)
    .all(customerId) as CustomerNumber[]
}

/** Adds a number, or changes it where the customer has it; `verified_at` keeps its first instant while it is verified. */
export function putNumber(
  connection: Prepare,
  customerId: number,
  number: CustomerNumber,
  now: number,
): void {
  connection
    .prepare(`insert into customer_number (number_key, customer_id, raw, label, ending, verified_at, created_at)
      values (?, ?, ?, ?, ?, ?, ?)
      on conflict (number_key, customer_id) do update set raw = excluded.raw, label = excluded.label,
        verified_at = case when excluded.verified_at is null then null
          else coalesce(customer_number.verified_at, excluded.verified_at) end`)
    .run(number.numberKey, customerId, number.raw, number.label, number.ending, number.verifiedAt, now)
}

/** Adds a number if the customer does not have it; whether it was added. */
export function addNumber(
  connection: Prepare,
  customerId: number,
  number: CustomerNumber,
  now: number,
): boolean {
  const added = connection
    .prepare(`insert into customer_number (number_key, customer_id, raw, label, ending, verified_at, created_at)
      values (?, ?, ?, ?, ?, ?, ?) on conflict (number_key, customer_id) do nothing`)
    .run(number.numberKey, customerId, number.raw, number.label, number.ending, number.verifiedAt, now)
  return added.changes > 0
}

export function insertCustomer(
  connection: Prepare,
  wantedId: number,
  fields: CustomerFields,
  now: number,
): number {
  const id = nextFreeId(wantedId, (from, until) => newestId(connection, 'customer', from, until))
  connection
    .prepare(`insert into customer (id, external_id, kind, name, given_name, family_name, title, said_as, pronunciation,
        language, time_zone, tier, role, about, wishes, belongs_to, version, created_at, updated_at)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?)`)
    .run(id, ...valuesOf(fields), now, now)
  return id
}

export function updateCustomer(connection: Prepare, id: number, fields: CustomerFields, now: number): void {
  connection
    .prepare(`update customer set external_id = ?, kind = ?, name = ?, given_name = ?, family_name = ?, title = ?,
        said_as = ?, pronunciation = ?, language = ?, time_zone = ?, tier = ?, role = ?, about = ?, wishes = ?,
        belongs_to = ?, version = version + 1, updated_at = ? where id = ?`)
    .run(...valuesOf(fields), now, id)
}

function valuesOf(fields: CustomerFields): (string | number | null)[] {
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
    JSON.stringify(fields.wishes),
    fields.belongsTo,
  ]
}

export function newestId(
  connection: Prepare,
  table: 'customer' | 'customer_case' | 'interaction' | 'import_job',
  from: number,
  until: number,
): number | null {
  const row = connection
    .prepare(`select max(id) as newest from ${table} where id >= ? and id < ?`)
    .get(from, until) as {
    newest: number | null
  }
  return row.newest
}

export function caseRow(connection: Prepare, column: 'id' | 'external_id', value: number | string) {
  return connection.prepare(`select ${caseColumns} from customer_case where ${column} = ?`).get(value) as
    | CustomerCase
    | undefined
}
