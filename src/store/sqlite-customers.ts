import type {
  CustomerCase,
  CustomerFields,
  CustomerNumber,
  CustomerStore,
  CustomerWithNumbers,
  CustomerWrite,
} from './customer-store.ts'
import { nextFreeId } from './free-id.ts'
import type { SqliteConnection } from './sqlite-connection.ts'
import {
  caseColumns,
  caseRow,
  idOfExternal,
  insertCustomer,
  newestId,
  type Prepare,
  putNumber,
  readCustomerRow,
  readNumberRows,
  survivorOf,
  updateCustomer,
} from './sqlite-customer-rows.ts'
import { importRows } from './sqlite-import-rows.ts'
import { mergeRows } from './sqlite-merge.ts'
import { indexName, type NameTokens, sameNames, tidyIndex } from './sqlite-name-index.ts'
import { markUnsettled, settleCustomer, unsettledCustomers } from './sqlite-settle.ts'

/** A step of tidying writes about as much as this many names have written. */
const newNamesPerTidying = 50

/** Customers, their numbers and cases. `ids` are timeIds(); `nameTokens` writes what findCustomersByName reads. */
export function sqliteCustomerStore(
  connection: SqliteConnection,
  ids: (at: number) => number,
  nameTokens: NameTokens,
): CustomerStore {
  let sinceTidied = 0
  return {
    async readCustomer(id) {
      return readWhole(connection, id)
    },
    async findCustomerByExternalId(externalId) {
      const id = idOfExternal(connection, externalId)
      return id === null ? null : survivorOf(connection, id)
    },
    async findCustomersByNumber(keys, most) {
      return firstWithOwners(connection, keys, most)
    },
    createCustomer(fields, numbers, now) {
      return connection.write(() => create({ connection, nameTokens }, ids(now), fields, numbers, now))
    },
    async changeCustomer(id, expectedVersion, fields, numbers, now) {
      const written = await connection.write(() =>
        change({ connection, nameTokens }, id, expectedVersion, fields, numbers, now),
      )
      if (written.kind === 'written') await settleCustomer(connection, written.customer.id)
      return written
    },
    async mergeCustomers(from, into, now) {
      const [loser, written] = await connection.write(
        () => [survivorOf(connection, from), mergeRows(connection, from, into, now)] as const,
      )
      if (loser !== null) await settleCustomer(connection, loser)
      return written
    },
    async settleCustomers() {
      for (let round = 0; round < 1000; round++) {
        const waiting = unsettledCustomers(connection)
        if (waiting.length === 0) return
        for (const id of waiting) await settleCustomer(connection, id)
      }
    },
    async importCustomers(rows, now) {
      const done = await connection.write(() => importRows({ connection, ids, nameTokens, now }, rows))
      sinceTidied += done.created
      if (sinceTidied >= newNamesPerTidying) {
        sinceTidied = 0
        await connection.write(() => tidyIndex(connection, 'customer_search'))
      }
      for (const id of done.renamed) await settleCustomer(connection, id)
      return { created: done.created, changed: done.changed, withoutGroup: done.withoutGroup }
    },
    openCase(record) {
      return connection.write(() => openCase(connection, ids(record.openedAt), record))
    },
    async closeCase(id, now) {
      const closed = await connection.write(() =>
        connection
          .prepare('update customer_case set closed_at = coalesce(closed_at, ?) where id = ?')
          .run(now, id),
      )
      return closed.changes > 0
    },
    async readCases(customerId) {
      return connection
        .prepare(`select ${caseColumns} from customer_case where customer_id = ?
          order by closed_at is not null, id desc limit 200`)
        .all(survivorOf(connection, customerId)) as CustomerCase[]
    },
  }
}

interface Writing {
  readonly connection: Prepare
  readonly nameTokens: NameTokens
}

function readWhole(connection: Prepare, id: number): CustomerWithNumbers | null {
  const survivor = survivorOf(connection, id)
  const customer = survivor === null ? null : readCustomerRow(connection, survivor)
  return customer ? { customer, numbers: readNumberRows(connection, customer.id) } : null
}

function firstWithOwners(connection: Prepare, keys: readonly string[], most: number): number[] {
  const owners = connection.prepare(
    'select customer_id as id from customer_number where number_key = ? order by customer_id limit ?',
  )
  for (const key of keys) {
    const found = owners.all(key, most) as { id: number }[]
    if (found.length > 0) return found.map((row) => row.id)
  }
  return []
}

function create(
  { connection, nameTokens }: Writing,
  wantedId: number,
  fields: CustomerFields,
  numbers: readonly CustomerNumber[],
  now: number,
): CustomerWrite {
  if (fields.externalId !== null && idOfExternal(connection, fields.externalId) !== null) {
    return { kind: 'external-id-taken' }
  }
  const belongsTo = fields.belongsTo === null ? null : survivorOf(connection, fields.belongsTo)
  if (belongsTo === null && fields.belongsTo !== null) return { kind: 'group-not-found' }
  const id = insertCustomer(connection, wantedId, { ...fields, belongsTo }, now)
  for (const number of numbers) putNumber(connection, id, number, now)
  indexName(connection, id, nameTokens(fields))
  return writtenCustomer(connection, id, true)
}

function change(
  { connection, nameTokens }: Writing,
  id: number,
  expectedVersion: number | null,
  fields: Partial<CustomerFields>,
  numbers: readonly CustomerNumber[] | null,
  now: number,
): CustomerWrite {
  const survivor = survivorOf(connection, id)
  const stored = survivor === null ? null : readCustomerRow(connection, survivor)
  if (!stored) return { kind: 'not-found' }
  if (expectedVersion !== null && expectedVersion !== stored.version) return { kind: 'overtaken' }
  const next = { ...stored, ...fields }
  if (next.externalId !== null && (idOfExternal(connection, next.externalId) ?? stored.id) !== stored.id) {
    return { kind: 'external-id-taken' }
  }
  const belongsTo = next.belongsTo === null ? null : survivorOf(connection, next.belongsTo)
  if ((belongsTo === null && next.belongsTo !== null) || belongsTo === stored.id) {
    return { kind: 'group-not-found' }
  }
  updateCustomer(connection, stored.id, { ...next, belongsTo }, now)
  if (numbers) replaceNumbers(connection, stored.id, numbers, now)
  if (!sameNames(stored, next)) indexName(connection, stored.id, nameTokens(next))
  if (stored.name !== next.name) markUnsettled(connection, stored.id)
  return writtenCustomer(connection, stored.id, false)
}

function replaceNumbers(
  connection: Prepare,
  id: number,
  numbers: readonly CustomerNumber[],
  now: number,
): void {
  const kept = new Set(numbers.map((number) => number.numberKey))
  for (const { numberKey } of readNumberRows(connection, id)) {
    if (kept.has(numberKey)) continue
    connection
      .prepare('delete from customer_number where number_key = ? and customer_id = ?')
      .run(numberKey, id)
  }
  for (const number of numbers) putNumber(connection, id, number, now)
}

function writtenCustomer(connection: Prepare, id: number, created: boolean): CustomerWrite {
  const customer = readCustomerRow(connection, id)
  return customer ? { kind: 'written', customer, created } : { kind: 'not-found' }
}

function openCase(connection: Prepare, wantedId: number, record: Omit<CustomerCase, 'id'>) {
  const stored =
    record.externalId === null ? undefined : caseRow(connection, 'external_id', record.externalId)
  if (stored) return { kind: 'external-id-taken', case: stored } as const
  const customerId = survivorOf(connection, record.customerId)
  if (customerId === null) return { kind: 'not-found' } as const
  const id = nextFreeId(wantedId, (from, until) => newestId(connection, 'customer_case', from, until))
  connection
    .prepare(`insert into customer_case (id, external_id, customer_id, reference, subject, opened_at, closed_at)
      values (?, ?, ?, ?, ?, ?, ?)`)
    .run(
      id,
      record.externalId,
      customerId,
      record.reference,
      record.subject,
      record.openedAt,
      record.closedAt,
    )
  return { kind: 'opened', case: { ...record, id, customerId } } as const
}
