import {
  addNumbers,
  holdSurvivor,
  idOfExternal,
  insertCustomer,
  numberKeysOf,
  readRowOfExternal,
  survivorOf,
  updateCustomer,
} from './customer-rows.ts'
import type { CustomerFields, CustomerRecord, ImportedRows, ImportRow } from './customer-store.ts'
import { markUnsettled } from './settle-customers.ts'
import type { Steps } from './steps.ts'
import { type NameTokens, sameNames, type TextIndex } from './text-index.ts'

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
  readonly ids: (at: number) => number
  readonly index: TextIndex
  readonly nameTokens: NameTokens
  readonly now: number
}

/** With the names that are to be indexed. */
type Batch = RowImport & { readonly names: Map<number, string> }

type Outcome = 'created' | 'changed' | 'renamed' | 'same' | 'without-group'

/** Writes the rows, in order; `renamed` are customers whose interactions have to be indexed anew. */
export function* importRows(
  to: RowImport,
  rows: readonly ImportRow[],
): Steps<ImportedRows & { readonly renamed: readonly number[] }> {
  const batch: Batch = { ...to, names: new Map() }
  const withoutGroup: number[] = []
  const renamed: number[] = []
  let created = 0
  let changed = 0
  for (const [place, row] of rows.entries()) {
    const { outcome, id } = yield* importRow(batch, row)
    if (outcome === 'without-group') withoutGroup.push(place)
    if (outcome === 'created') created++
    if (outcome === 'changed' || outcome === 'renamed') changed++
    if (outcome === 'renamed') renamed.push(id)
  }
  // Last: FTS5 writes out what it has gathered before each statement of several rows, which doubled the time.
  for (const [id, tokens] of batch.names) yield* to.index.put('customer_search', id, tokens)
  return { created, changed, withoutGroup, renamed }
}

/** Reads and decides again where another node was faster. */
function* importRow(to: Batch, row: ImportRow): Steps<{ outcome: Outcome; id: number }> {
  for (;;) {
    const group = yield* groupOf(row)
    const stored = yield* readRowOfExternal(row.externalId)
    if (group === 'missing' || (stored && group === stored.id)) return { outcome: 'without-group', id: 0 }
    const outcome = stored
      ? yield* changeRow(to, row, stored, group)
      : yield* createRow(to, row, group ?? null)
    if (outcome !== 'overtaken') return { outcome, id: stored?.id ?? 0 }
  }
}

/** Undefined: the file says nothing of a group. */
function* groupOf(row: ImportRow): Steps<number | null | undefined | 'missing'> {
  if (row.belongsTo === undefined || row.belongsTo === null) return row.belongsTo
  const id = yield* idOfExternal(row.belongsTo)
  return id === null ? 'missing' : ((yield* survivorOf(id)) ?? 'missing')
}

function* createRow(to: Batch, row: ImportRow, belongsTo: number | null): Steps<'created' | 'overtaken'> {
  const fields = { ...unsaid, ...row.fields, externalId: row.externalId, belongsTo }
  const id = yield* insertCustomer(to.ids(to.now), fields, to.now)
  if (id === null) return 'overtaken'
  to.names.set(id, to.nameTokens(fields))
  yield* addNumbers(id, row.numbers, to.now)
  return 'created'
}

function* changeRow(
  to: Batch,
  row: ImportRow,
  stored: CustomerRecord,
  group: number | null | undefined,
): Steps<Outcome | 'overtaken'> {
  const fields = { ...stored, ...row.fields, ...(group === undefined ? {} : { belongsTo: group }) }
  const writes = stored.mergedInto === null && !sameFields(stored, fields)
  if (writes && !(yield* updateCustomer(stored, fields, to.now))) return 'overtaken'
  const added = yield* addMissingNumbers(stored.id, row, to.now)
  if (!writes) return added ? 'changed' : 'same'
  if (!sameNames(stored, fields)) to.names.set(stored.id, to.nameTokens(fields))
  if (stored.name === fields.name) return 'changed'
  yield* markUnsettled(stored.id)
  return 'renamed'
}

function* addMissingNumbers(id: number, row: ImportRow, now: number): Steps<boolean> {
  if (row.numbers.length === 0) return false
  const survivor = (yield* survivorOf(id)) ?? id
  const known = new Set(yield* numberKeysOf(survivor))
  const missing = row.numbers.filter((number) => !known.has(number.numberKey))
  if (missing.length === 0) return false
  return (yield* addNumbers((yield* holdSurvivor(id)) ?? id, missing, now)) > 0
}

function sameFields(one: CustomerRecord, other: CustomerRecord): boolean {
  for (const key of Object.keys(other) as (keyof CustomerRecord)[]) {
    if (key === 'wishes' ? one.wishes.join('\n') !== other.wishes.join('\n') : one[key] !== other[key]) {
      return false
    }
  }
  return true
}
