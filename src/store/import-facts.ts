import { holdSurvivor, survivorOf } from './customer-rows.ts'
import type { ImportRow } from './customer-store.ts'
import { keepFact } from './fact-queries.ts'
import type { NewFact } from './fact-store.ts'
import type { Import } from './import-row.ts'
import { readRowsOfExternal } from './many-customers.ts'
import { allOf, changeManyReturning, type SqlOf } from './many-rows.ts'
import type { Steps } from './steps.ts'

type Row = Pick<ImportRow, 'externalId' | 'facts'>

/**
 * Keeps the facts of rows whose customers are written by now. What holds already is passed over, what nobody has said yet
 * goes many to a statement. Gives the external ids of those of whom something new is known.
 */
export function* importFacts(to: Import, rows: readonly Row[]): Steps<ReadonlySet<string>> {
  const told = rows.filter(({ facts }) => facts !== undefined && facts.length > 0)
  if (told.length === 0) return new Set()
  const customers = yield* readRowsOfExternal(told.map(({ externalId }) => externalId))
  const changed = new Set<string>()
  const wanted: { externalId: string; fact: NewFact }[] = []
  for (const { externalId, facts = [] } of told) {
    const stored = customers.get(externalId)
    const customerId = stored && (stored.mergedInto === null ? stored.id : yield* survivorOf(stored.id))
    if (!customerId) continue
    for (const { key, value } of facts) wanted.push({ externalId, fact: factOf(to, customerId, key, value) })
  }
  const holding = yield* valuesOf(wanted.flatMap(({ fact }) => fact.customerId ?? []))
  const fresh: NewFact[] = []
  for (const { externalId, fact } of wanted) {
    const place = placeOf(fact)
    const held = holding.get(place)
    if (held === fact.value) continue
    changed.add(externalId)
    holding.set(place, fact.value)
    if (held === undefined) fresh.push(fact)
    else yield* keepFact(to.ids(to.now), fact, to.now)
  }
  yield* insertAll(to, fresh)
  return changed
}

function factOf(to: Import, customerId: number, key: string, value: string): NewFact {
  return {
    customerId,
    key,
    value,
    saidBy: 'system',
    accountId: null,
    channel: 'import',
    saidAt: to.now,
    callId: null,
    verifiedAt: null,
    verifiedBy: null,
    staleAt: null,
  }
}

function placeOf({ customerId, key }: Pick<NewFact, 'customerId' | 'key'>): string {
  return `${customerId} ${key}`
}

function* valuesOf(ids: readonly number[]): Steps<Map<string, string>> {
  const rows = yield* allOf<{ customerId: number; key: string; value: string }>(holdingSql, [...new Set(ids)])
  return new Map(rows.map((row) => [placeOf(row), row.value]))
}

const holdingSql: SqlOf = (places) =>
  `select customer_id as "customerId", key, value from fact where replaced_at is null and customer_id in ${places}`

/** Another process may have taken an id or said the same meanwhile: those are kept one by one. */
function* insertAll(to: Import, facts: readonly NewFact[]): Steps<void> {
  for (const id of [...new Set(facts.flatMap(({ customerId }) => customerId ?? []))].sort((a, b) => a - b)) {
    yield* holdSurvivor(id)
  }
  const byId = new Map(facts.map((fact) => [to.ids(to.now), fact]))
  const rows = [...byId].map(([id, { customerId, key, value, saidBy, channel, saidAt }]) => [
    id,
    customerId,
    key,
    value,
    saidBy,
    channel,
    saidAt,
  ])
  const inserted = yield* changeManyReturning<{ id: number }>(insertSql, rows)
  const done = new Set(inserted.map(({ id }) => id))
  for (const [id, fact] of byId) if (!done.has(id)) yield* keepFact(id, fact, to.now)
}

const insertSql: SqlOf = (places) =>
  `insert into fact (id, customer_id, key, value, said_by, channel, said_at) values ${places}
    on conflict do nothing returning id`
