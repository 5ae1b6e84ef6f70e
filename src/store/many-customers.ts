import { type CustomerRow, customerColumns, recordOf } from './customer-rows.ts'
import type { CustomerRecord } from './customer-store.ts'
import { allOf, type SqlOf } from './many-rows.ts'
import type { Steps } from './steps.ts'

/** Customers by their external ids, as they stand: also those who were merged into another one. */
export function* readRowsOfExternal(
  externalIds: Iterable<string>,
): Steps<ReadonlyMap<string, CustomerRecord>> {
  const rows = yield* allOf<CustomerRow>(rowsOfExternalSql, [...new Set(externalIds)])
  return new Map(rows.map((row) => [row.externalId ?? '', recordOf(row)]))
}

/** The number keys of these customers. */
export function* numberKeysOfAll(ids: readonly number[]): Steps<ReadonlyMap<number, ReadonlySet<string>>> {
  const keys = new Map(ids.map((id) => [id, new Set<string>()]))
  for (const { id, numberKey } of yield* allOf<{ id: number; numberKey: string }>(numberKeysSql, ids)) {
    keys.get(id)?.add(numberKey)
  }
  return keys
}

const rowsOfExternalSql: SqlOf = (places) =>
  `select ${customerColumns} from customer where external_id in ${places}`

const numberKeysSql: SqlOf = (places) =>
  `select customer_id as id, number_key as "numberKey" from customer_number where customer_id in ${places}`
