import { takeContact } from './case-contacts.ts'
import { holdSurvivor, idOfExternal, survivorOf } from './customer-rows.ts'
import { markDigests } from './digest-queries.ts'
import type {
  ContactFilter,
  ContactRow,
  FoundInteraction,
  HistoryStore,
  ImportedContacts,
  InteractionChange,
  InteractionRecord,
  InteractionWrite,
} from './history-store.ts'
import { indexSome } from './index-interactions.ts'
import { insertInteraction, readFound, readFoundByExternalId, readFoundOf } from './interaction-rows.ts'
import { rebuildIndex } from './search-rebuild.ts'
import { change, type Engine, type Steps } from './steps.ts'
import type { TextIndex } from './text-index.ts'

const changeable = [
  ['customerId', 'customer_id'],
  ['disposition', 'disposition'],
  ['outcome', 'outcome'],
  ['body', 'body'],
  ['sentiment', 'sentiment'],
] as const

export type Searcher = Pick<HistoryStore, 'searchInteractions' | 'countInteractions' | 'findCustomersByName'>

/** Interactions and their index. Searches go to `searcher`, which is closed by whoever opened it. */
export function historyStore(
  engine: Engine,
  ids: (at: number) => number,
  index: TextIndex,
  searcher: Searcher,
): HistoryStore {
  return {
    addInteraction(record) {
      const wantedId = ids(record.startedAt)
      return engine.write(() => add(wantedId, record))
    },
    readInteraction: (id) => engine.read(() => readFound(id)),
    changeInteraction: (id, change) => engine.write(() => changeRow(id, change)),
    readInteractionsOf: (customerId, before, most, filter) =>
      engine.read(() => readPageOf(customerId, before, most, filter)),
    importContacts: (rows) => engine.write(() => importContacts(ids, rows)),
    searchInteractions: (order, deadlineMs) => searcher.searchInteractions(order, deadlineMs),
    countInteractions: (order, budgetMs, deadlineMs) =>
      searcher.countInteractions(order, budgetMs, deadlineMs),
    findCustomersByName: (match, most, deadlineMs) => searcher.findCustomersByName(match, most, deadlineMs),
    async indexInteractions(most, tokensOf) {
      const indexed = await engine.write(() => indexSome(index, most, tokensOf))
      const { tidy } = index
      if (tidy && indexed > 0) await engine.write(() => tidy('interaction_search'))
      return indexed
    },
    rebuildIndex: (most, tokens) => rebuildIndex(engine, index, most, tokens),
  }
}

function* add(wantedId: number, record: Omit<InteractionRecord, 'id'>): Steps<InteractionWrite> {
  const stored = yield* readFoundByExternalId(record.externalId)
  if (stored) return { kind: 'external-id-taken', interaction: stored }
  const customerId = record.customerId === null ? null : yield* holdSurvivor(record.customerId)
  if (customerId === null && record.customerId !== null) return { kind: 'customer-not-found' }
  const id = yield* insertInteraction(wantedId, { ...record, customerId })
  if (id !== null) {
    if (customerId !== null && record.direction === 'inbound') {
      yield* takeContact(customerId, { key: `interaction:${id}`, at: record.startedAt }, record.startedAt)
    }
    return yield* written(id)
  }
  const faster = yield* readFoundByExternalId(record.externalId)
  return faster ? { kind: 'external-id-taken', interaction: faster } : { kind: 'not-found' }
}

function* importContacts(ids: (at: number) => number, rows: readonly ContactRow[]): Steps<ImportedContacts> {
  const withoutCustomer: number[] = []
  let created = 0
  for (const [place, { customerExternalId, record }] of rows.entries()) {
    const customerId = customerExternalId === null ? null : yield* idOfExternal(customerExternalId)
    if (customerId === null && customerExternalId !== null) withoutCustomer.push(place)
    else if ((yield* add(ids(record.startedAt), { ...record, customerId })).kind === 'written') created++
  }
  return { created, withoutCustomer }
}

function* changeRow(id: number, wanted: InteractionChange): Steps<InteractionWrite> {
  const stored = yield* readFound(id)
  if (!stored) return { kind: 'not-found' }
  const customerId = typeof wanted.customerId === 'number' ? yield* holdSurvivor(wanted.customerId) : null
  if (customerId === null && typeof wanted.customerId === 'number') return { kind: 'customer-not-found' }
  // Whose it was hears nothing of it from the row any more.
  if ('customerId' in wanted && stored.customerId !== null) yield* markDigests([stored.customerId])
  yield* writeChange(id, 'customerId' in wanted ? { ...wanted, customerId } : wanted)
  return yield* written(id)
}

/** Writes only what is given: two agents may be changing different things of one row. */
function* writeChange(id: number, wanted: InteractionChange): Steps<void> {
  const given = changeable.filter(([name]) => wanted[name] !== undefined)
  const columns = given.map(([, column]) => `${column} = ?`)
  const values = given.map(([name]) => wanted[name] ?? null)
  yield* change(
    `update interaction set ${[...columns, 'indexed = 0'].join(', ')} where id = ?`,
    ...values,
    id,
  )
}

function* written(id: number): Steps<InteractionWrite> {
  const interaction = yield* readFound(id)
  return interaction ? { kind: 'written', interaction } : { kind: 'not-found' }
}

function* readPageOf(
  customerId: number,
  before: number | null,
  most: number,
  filter?: ContactFilter,
): Steps<readonly FoundInteraction[]> {
  const survivor = yield* survivorOf(customerId)
  if (survivor === null) return []
  return yield* readFoundOf(survivor, before ?? Number.MAX_SAFE_INTEGER, most, filter)
}
