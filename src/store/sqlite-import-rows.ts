import type { CustomerFields, CustomerRecord, ImportedRows, ImportRow } from './customer-store.ts'
import {
  addNumber,
  idOfExternal,
  insertCustomer,
  type Prepare,
  readCustomerRow,
  survivorOf,
  updateCustomer,
} from './sqlite-customer-rows.ts'
import { indexName, type NameTokens, sameNames } from './sqlite-name-index.ts'
import { markUnsettled } from './sqlite-settle.ts'

const unsaid: Omit<CustomerFields, 'externalId' | 'name'> = {
  kind: 'person',
  givenName: null,
  familyName: null,
  title: null,
  saidAs: null,
  pronunciation: null,
  language: null,
  timeZone: null,
  tier: 'standard',
  role: null,
  about: null,
  wishes: [],
  belongsTo: null,
}

export interface RowImport {
  readonly connection: Prepare
  readonly ids: (at: number) => number
  readonly nameTokens: NameTokens
  readonly now: number
}

/** Writes the rows, in order; `renamed` are customers whose interactions have to be indexed anew. */
export function importRows(
  to: RowImport,
  rows: readonly ImportRow[],
): ImportedRows & { readonly renamed: readonly number[] } {
  const withoutGroup: number[] = []
  const renamed: number[] = []
  let created = 0
  let changed = 0
  rows.forEach((row, place) => {
    const group = groupOf(to.connection, row)
    const stored = storedCustomer(to.connection, row.externalId)
    if (group === 'missing' || (stored && group === stored.id)) withoutGroup.push(place)
    else if (!stored) created += createRow(to, row, group)
    else {
      if (stored.mergedInto === null && row.fields.name !== stored.name) renamed.push(stored.id)
      changed += changeRow(to, row, stored, group)
    }
  })
  return { created, changed, withoutGroup, renamed }
}

function storedCustomer(connection: Prepare, externalId: string): CustomerRecord | null {
  const id = idOfExternal(connection, externalId)
  return id === null ? null : readCustomerRow(connection, id)
}

/** Undefined: the file says nothing of a group. */
function groupOf(connection: Prepare, row: ImportRow): number | null | undefined | 'missing' {
  if (row.belongsTo === undefined || row.belongsTo === null) return row.belongsTo
  const id = idOfExternal(connection, row.belongsTo)
  return id === null ? 'missing' : (survivorOf(connection, id) ?? 'missing')
}

function createRow(to: RowImport, row: ImportRow, group: number | null | undefined): number {
  const fields = { ...unsaid, ...row.fields, externalId: row.externalId, belongsTo: group ?? null }
  const id = insertCustomer(to.connection, to.ids(to.now), fields, to.now)
  indexName(to.connection, id, to.nameTokens(fields))
  for (const number of row.numbers) addNumber(to.connection, id, number, to.now)
  return 1
}

/** 1 if anything is different now. */
function changeRow(
  to: RowImport,
  row: ImportRow,
  stored: CustomerRecord,
  group: number | null | undefined,
): number {
  const survivor = survivorOf(to.connection, stored.id) ?? stored.id
  let different = false
  for (const number of row.numbers) {
    different = addNumber(to.connection, survivor, number, to.now) || different
  }
  if (stored.mergedInto !== null) return different ? 1 : 0
  const fields = { ...stored, ...row.fields, ...(group === undefined ? {} : { belongsTo: group }) }
  if (!sameFields(stored, fields)) {
    updateCustomer(to.connection, stored.id, fields, to.now)
    if (!sameNames(stored, fields)) indexName(to.connection, stored.id, to.nameTokens(fields))
    if (stored.name !== fields.name) markUnsettled(to.connection, stored.id)
    different = true
  }
  return different ? 1 : 0
}

function sameFields(one: CustomerRecord, other: CustomerRecord): boolean {
  for (const key of Object.keys(other) as (keyof CustomerRecord)[]) {
    if (key === 'wishes' ? one.wishes.join('\n') !== other.wishes.join('\n') : one[key] !== other[key]) {
      return false
    }
  }
  return true
}
