import { addNumbersOf, insertCustomers, survivorOf } from './customer-rows.ts'
import type { CustomerFields, CustomerRecord, ImportedRows, ImportRow } from './customer-store.ts'
import { importFacts } from './import-facts.ts'
import {
  changedCustomer,
  type Import,
  importRow,
  newCustomer,
  type Outcome,
  sameFields,
} from './import-row.ts'
import { numberKeysOfAll, readRowsOfExternal } from './many-customers.ts'
import type { Steps } from './steps.ts'
import type { TextIndex } from './text-index.ts'

interface Line {
  readonly place: number
  readonly row: ImportRow
}

/** What the rows of one wave meet: customers by external id, and who their groups are by now. */
interface Met {
  readonly stored: ReadonlyMap<string, CustomerRecord>
  readonly groupOf: (row: ImportRow) => number | null | undefined
}

interface Tally {
  created: number
  changed: number
  readonly withoutGroup: number[]
  readonly renamed: number[]
  /** External ids of those who are among the created or changed. */
  readonly counted: Set<string>
}

/**
 * Writes the rows; `renamed` are customers whose interactions have to be indexed anew. What most rows are, a new customer
 * or one of whom the house knows it all, goes many rows to a statement; any other row by itself.
 */
export function* importRows(
  told: Omit<Import, 'names'>,
  index: TextIndex,
  rows: readonly ImportRow[],
): Steps<ImportedRows & { readonly renamed: readonly number[] }> {
  const to: Import = { ...told, names: new Map() }
  const tally: Tally = { created: 0, changed: 0, withoutGroup: [], renamed: [], counted: new Set() }
  for (let left: readonly Line[] = rows.map((row, place) => ({ place, row })); left.length > 0; ) {
    const { wave, rest } = nextWave(left)
    for (const line of yield* writeWave(to, wave, tally)) {
      const { outcome, id } = yield* importRow(to, line.row)
      count(tally, outcome, line.place, id)
      if (outcome !== 'same') tally.counted.add(line.row.externalId)
    }
    left = rest
  }
  const left = new Set(tally.withoutGroup)
  for (const id of yield* importFacts(
    to,
    rows.filter((_, place) => !left.has(place)),
  )) {
    if (!tally.counted.has(id)) tally.changed++
  }
  // Last: FTS5 writes out what it has gathered before each statement of several rows, which doubled the time.
  yield* index.putAll('customer_search', to.names)
  return { ...tally, withoutGroup: tally.withoutGroup.toSorted((one, other) => one - other) }
}

/** Rows that depend on none before them: of a customer who is named twice, or a group that is, the first goes first. */
function nextWave(lines: readonly Line[]): { wave: Line[]; rest: Line[] } {
  const before = new Set<string>()
  const [wave, rest]: [Line[], Line[]] = [[], []]
  for (const line of lines) {
    const { externalId, belongsTo } = line.row
    const waits = before.has(externalId) || (typeof belongsTo === 'string' && before.has(belongsTo))
    if (waits) rest.push(line)
    else wave.push(line)
    before.add(externalId)
  }
  return { wave, rest }
}

/** Those that are left are to be written one by one. */
function* writeWave(to: Import, wave: readonly Line[], tally: Tally): Steps<readonly Line[]> {
  const { stored, groupOf } = yield* meet(wave)
  const fresh = new Map<number, { line: Line; fields: CustomerFields }>()
  const known: { line: Line; customer: CustomerRecord }[] = []
  const others: Line[] = []
  for (const line of wave) {
    const { row } = line
    const customer = stored.get(row.externalId)
    const group = groupOf(row)
    if (typeof row.belongsTo === 'string' && group === undefined) count(tally, 'without-group', line.place, 0)
    else if (!customer) fresh.set(to.ids(to.now), { line, fields: newCustomer(row, group ?? null) })
    else if (customer.mergedInto === null && sameFields(customer, changedCustomer(customer, row, group))) {
      known.push({ line, customer })
    } else others.push(line)
  }
  others.push(...(yield* createAll(to, fresh, tally)))
  others.push(...(yield* withNewNumbers(known)))
  return others.toSorted((one, other) => one.place - other.place)
}

function* meet(wave: readonly Line[]): Steps<Met> {
  const named = wave.flatMap(({ row }) => [row.externalId, row.belongsTo ?? []].flat())
  const stored = yield* readRowsOfExternal(named)
  const groups = new Map<string, number>()
  for (const name of new Set(wave.flatMap(({ row }) => row.belongsTo ?? []))) {
    const group = stored.get(name)
    const id = group && (group.mergedInto === null ? group.id : yield* survivorOf(group.id))
    if (id) groups.set(name, id)
  }
  return {
    stored,
    groupOf: ({ belongsTo }) => (typeof belongsTo === 'string' ? groups.get(belongsTo) : belongsTo),
  }
}

/** Gives back those whom somebody else has made meanwhile. */
function* createAll(
  to: Import,
  fresh: ReadonlyMap<number, { line: Line; fields: CustomerFields }>,
  tally: Tally,
): Steps<readonly Line[]> {
  const inserted = yield* insertCustomers(new Map([...fresh].map(([id, { fields }]) => [id, fields])), to.now)
  const made = [...fresh].filter(([id]) => inserted.has(id))
  yield* addNumbersOf(new Map(made.map(([id, { line }]) => [id, line.row.numbers])), to.now)
  for (const [id, { fields }] of made) to.names.set(id, to.nameTokens(fields))
  tally.created += made.length
  for (const [, { line }] of made) tally.counted.add(line.row.externalId)
  return [...fresh].filter(([id]) => !inserted.has(id)).map(([, { line }]) => line)
}

/** Of customers whose fields stay: the rows with a number that they do not have. */
function* withNewNumbers(known: readonly { line: Line; customer: CustomerRecord }[]): Steps<readonly Line[]> {
  const keys = yield* numberKeysOfAll(known.map(({ customer }) => customer.id))
  const hasAll = ({ line, customer }: { line: Line; customer: CustomerRecord }): boolean =>
    line.row.numbers.every(({ numberKey }) => keys.get(customer.id)?.has(numberKey))
  return known.filter((one) => !hasAll(one)).map(({ line }) => line)
}

function count(tally: Tally, outcome: Outcome, place: number, id: number): void {
  if (outcome === 'without-group') tally.withoutGroup.push(place)
  if (outcome === 'created') tally.created++
  if (outcome === 'changed' || outcome === 'renamed') tally.changed++
  if (outcome === 'renamed') tally.renamed.push(id)
}
