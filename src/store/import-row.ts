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
import type { CustomerFields, CustomerRecord, ImportRow } from './customer-store.ts'
import { markUnsettled } from './settle-customers.ts'
import type { Steps } from './steps.ts'
import { type NameTokens, sameNames } from './text-index.ts'

/** What is written with the rows of one transaction. */
export interface Import {
  readonly ids: (at: number) => number
  readonly nameTokens: NameTokens
  readonly now: number
  /** Tokens of names that are to be indexed, by customer: put in at the end. */
  readonly names: Map<number, string>
}

export type Outcome = 'created' | 'changed' | 'renamed' | 'same' | 'without-group'

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
  confidential: null,
  wishes: [],
  contactWishes: [],
  metrics: null,
  belongsTo: null,
}

/** A customer of whom nothing is known but the row. */
export function newCustomer(row: ImportRow, belongsTo: number | null): CustomerFields {
  return { ...unsaid, ...row.fields, externalId: row.externalId, belongsTo }
}

/** A stored customer as the row would have them; an undefined group stays. */
export function changedCustomer(
  stored: CustomerRecord,
  row: ImportRow,
  group: number | null | undefined,
): CustomerRecord {
  const metrics = row.fields.metrics ? { ...stored.metrics, ...row.fields.metrics } : stored.metrics
  return { ...stored, ...row.fields, metrics, ...(group === undefined ? {} : { belongsTo: group }) }
}

/** Writes one row, whatever it meets. */
export function* importRow(to: Import, row: ImportRow): Steps<{ outcome: Outcome; id: number }> {
  // Reads and decides again where another node was faster.
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

function* createRow(to: Import, row: ImportRow, belongsTo: number | null): Steps<'created' | 'overtaken'> {
  const fields = newCustomer(row, belongsTo)
  const id = yield* insertCustomer(to.ids(to.now), fields, to.now)
  if (id === null) return 'overtaken'
  to.names.set(id, to.nameTokens(fields))
  yield* addNumbers(id, row.numbers, to.now)
  return 'created'
}

function* changeRow(
  to: Import,
  row: ImportRow,
  stored: CustomerRecord,
  group: number | null | undefined,
): Steps<Outcome | 'overtaken'> {
  const fields = changedCustomer(stored, row, group)
  const writes = stored.mergedInto === null && !sameFields(stored, fields)
  if (writes && !(yield* updateCustomer(stored, fields, to.now))) return 'overtaken'
  const added = yield* addMissingNumbers(stored.id, row, to.now)
  if (!writes) return added ? 'changed' : 'same'
  if (!sameNames(stored, fields)) to.names.set(stored.id, to.nameTokens(fields))
  if (stored.name === fields.name && stored.tier === fields.tier) return 'changed'
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

export function sameFields(one: CustomerRecord, other: CustomerRecord): boolean {
  for (const key of Object.keys(other) as (keyof CustomerRecord)[]) {
    const isList = key === 'wishes' || key === 'contactWishes' || key === 'metrics'
    if (isList ? JSON.stringify(one[key]) !== JSON.stringify(other[key]) : one[key] !== other[key])
      return false
  }
  return true
}
