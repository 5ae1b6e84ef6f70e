import {
  idOfExternal,
  insertCustomer,
  putNumber,
  readCustomerRow,
  readNumberRows,
  survivorOf,
  updateCustomer,
} from './customer-rows.ts'
import type {
  CustomerFields,
  CustomerNumber,
  CustomerRecord,
  CustomerStore,
  CustomerWithNumbers,
  CustomerWrite,
} from './customer-store.ts'
import { markDigests } from './digest-queries.ts'
import { importRows } from './import-customers.ts'
import { mergeRows } from './merge-customers.ts'
import { markUnsettled, settleCustomer, settleCustomers } from './settle-customers.ts'
import { all, change, type Engine, type Steps } from './steps.ts'
import { type NameTokens, sameNames, type TextIndex } from './text-index.ts'

/** A step of tidying writes about as much as this many names have written. */
const newNamesPerTidying = 50

/** Customers and their numbers. `ids` are timeIds(); `nameTokens` writes what findCustomersByName reads. */
export function customerStore(
  engine: Engine,
  ids: (at: number) => number,
  index: TextIndex,
  nameTokens: NameTokens,
): CustomerStore {
  const names = { index, nameTokens }
  let sinceTidied = 0
  return {
    readCustomer: (id) => engine.read(() => readWhole(id)),
    findCustomerByExternalId: (externalId) => engine.read(() => survivorOfExternal(externalId)),
    findCustomersByNumber: (keys, most) => engine.read(() => firstWithOwners(keys, most)),
    createCustomer(fields, numbers, now) {
      const wantedId = ids(now)
      return engine.write(() => create(names, wantedId, fields, numbers, now))
    },
    async changeCustomer(id, expectedVersion, fields, numbers, now) {
      const written = await engine.write(() =>
        changeRow(names, { id, expectedVersion, fields, numbers, now }),
      )
      if (written.kind === 'written') await settleCustomer(engine, written.customer.id)
      return written
    },
    async mergeCustomers(from, into, now) {
      const { loser, written } = await engine.write(() => mergeRows(index, from, into, now))
      if (loser !== null) await settleCustomer(engine, loser)
      return written
    },
    settleCustomers: () => settleCustomers(engine),
    rowsPerImport: engine.rowsPerWrite,
    async importCustomers(rows, now) {
      const done = await engine.write(() => importRows({ ids, nameTokens, now }, index, rows))
      sinceTidied += done.created
      const { tidy } = index
      if (tidy && sinceTidied >= newNamesPerTidying) {
        sinceTidied = 0
        await engine.write(() => tidy('customer_search'))
      }
      for (const id of done.renamed) await settleCustomer(engine, id)
      return { created: done.created, changed: done.changed, withoutGroup: done.withoutGroup }
    },
  }
}

interface NameIndex {
  readonly index: TextIndex
  readonly nameTokens: NameTokens
}

function* readWhole(id: number): Steps<CustomerWithNumbers | null> {
  const survivor = yield* survivorOf(id)
  const customer = survivor === null ? null : yield* readCustomerRow(survivor)
  return customer ? { customer, numbers: yield* readNumberRows(customer.id) } : null
}

function* survivorOfExternal(externalId: string): Steps<number | null> {
  const id = yield* idOfExternal(externalId)
  return id === null ? null : yield* survivorOf(id)
}

function* firstWithOwners(keys: readonly string[], most: number): Steps<number[]> {
  for (const key of keys) {
    const found = yield* all<{ id: number }>(
      'select customer_id as id from customer_number where number_key = ? order by customer_id limit ?',
      key,
      most,
    )
    if (found.length > 0) return found.map((row) => row.id)
  }
  return []
}

function* create(
  names: NameIndex,
  wantedId: number,
  fields: CustomerFields,
  numbers: readonly CustomerNumber[],
  now: number,
): Steps<CustomerWrite> {
  if (fields.externalId !== null && (yield* idOfExternal(fields.externalId)) !== null) {
    return { kind: 'external-id-taken' }
  }
  const belongsTo = fields.belongsTo === null ? null : yield* survivorOf(fields.belongsTo)
  if (belongsTo === null && fields.belongsTo !== null) return { kind: 'group-not-found' }
  const id = yield* insertCustomer(wantedId, { ...fields, belongsTo }, now)
  if (id === null) return { kind: 'external-id-taken' }
  for (const number of numbers) yield* putNumber(id, number, now)
  yield* names.index.put('customer_search', id, names.nameTokens(fields))
  return yield* writtenCustomer(id, true)
}

interface Change {
  readonly id: number
  readonly expectedVersion: number | null
  readonly fields: Partial<CustomerFields>
  readonly numbers: readonly CustomerNumber[] | null
  readonly now: number
}

/** Reads and decides again where another node was faster. */
function* changeRow(names: NameIndex, asked: Change): Steps<CustomerWrite> {
  for (;;) {
    const survivor = yield* survivorOf(asked.id)
    const stored = survivor === null ? null : yield* readCustomerRow(survivor)
    if (!stored) return { kind: 'not-found' }
    const { next, refused } = yield* decideChange(stored, asked)
    if (refused) return { kind: refused }
    if (!(yield* updateCustomer(stored, next, asked.now))) continue
    if (asked.numbers) yield* replaceNumbers(stored.id, asked.numbers, asked.now)
    yield* changeNames(names, stored, next)
    if (asked.fields.metrics !== undefined) yield* markDigests([stored.id])
    return yield* writtenCustomer(stored.id, false)
  }
}

type Decided =
  | { readonly next: CustomerRecord; readonly refused?: never }
  | { readonly next?: never; readonly refused: 'overtaken' | 'external-id-taken' | 'group-not-found' }

function* decideChange(stored: CustomerRecord, asked: Change): Steps<Decided> {
  if (asked.expectedVersion !== null && asked.expectedVersion !== stored.version) {
    return { refused: 'overtaken' }
  }
  const next = { ...stored, ...asked.fields }
  if (next.externalId !== null && ((yield* idOfExternal(next.externalId)) ?? stored.id) !== stored.id) {
    return { refused: 'external-id-taken' }
  }
  const belongsTo = next.belongsTo === null ? null : yield* survivorOf(next.belongsTo)
  if ((belongsTo === null && next.belongsTo !== null) || belongsTo === stored.id) {
    return { refused: 'group-not-found' }
  }
  return { next: { ...next, belongsTo } }
}

function* changeNames(names: NameIndex, stored: CustomerRecord, next: CustomerRecord): Steps<void> {
  if (stored.name !== next.name || stored.tier !== next.tier) yield* markUnsettled(stored.id)
  if (!sameNames(stored, next)) yield* names.index.put('customer_search', stored.id, names.nameTokens(next))
}

function* replaceNumbers(id: number, numbers: readonly CustomerNumber[], now: number): Steps<void> {
  const kept = new Set(numbers.map((number) => number.numberKey))
  for (const { numberKey } of yield* readNumberRows(id)) {
    if (kept.has(numberKey)) continue
    yield* change('delete from customer_number where number_key = ? and customer_id = ?', numberKey, id)
  }
  for (const number of numbers) yield* putNumber(id, number, now)
}

function* writtenCustomer(id: number, created: boolean): Steps<CustomerWrite> {
  const customer = yield* readCustomerRow(id)
  return customer ? { kind: 'written', customer, created } : { kind: 'not-found' }
}
