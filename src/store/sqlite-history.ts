import { nextFreeId } from './free-id.ts'
import type {
  FoundInteraction,
  HistoryStore,
  InteractionChange,
  InteractionRecord,
  InteractionWrite,
} from './history-store.ts'
import type { SqliteConnection } from './sqlite-connection.ts'
import { type Prepare, survivorOf } from './sqlite-customer-rows.ts'
import { newestInteraction, readFound, readFoundOf, readUnindexed } from './sqlite-interaction-rows.ts'
import { tidyIndex } from './sqlite-name-index.ts'
import type { SearchThread } from './sqlite-search-thread.ts'

/** Characters of text per index write: an hour-long transcript is not made into tokens together with fifty others. */
const mostTextAtOnce = 20_000

/** Interactions and their index. Searches go to `thread` (openSearchThread), which is closed by whoever opened it. */
export function sqliteHistoryStore(
  connection: SqliteConnection,
  ids: (at: number) => number,
  thread: Pick<SearchThread, 'searchInteractions' | 'findCustomersByName'>,
): HistoryStore {
  return {
    addInteraction(record) {
      return connection.write(() => add(connection, ids(record.startedAt), record))
    },
    async readInteraction(id) {
      return readFound(connection, 'id', id)
    },
    changeInteraction(id, change) {
      return connection.write(() => changeRow(connection, id, change))
    },
    async readInteractionsOf(customerId, before, most) {
      const survivor = survivorOf(connection, customerId)
      if (survivor === null) return []
      return readFoundOf(connection, survivor, before ?? Number.MAX_SAFE_INTEGER, most)
    },
    searchInteractions: thread.searchInteractions,
    findCustomersByName: thread.findCustomersByName,
    async indexInteractions(most, tokensOf) {
      const indexed = await connection.write(() => indexSome(connection, most, tokensOf))
      if (indexed > 0) await connection.write(() => tidyIndex(connection, 'interaction_search'))
      return indexed
    },
  }
}

function add(connection: Prepare, wantedId: number, record: Omit<InteractionRecord, 'id'>): InteractionWrite {
  const stored = record.externalId === null ? null : readFound(connection, 'external_id', record.externalId)
  if (stored) return { kind: 'external-id-taken', interaction: stored }
  const customerId = record.customerId === null ? null : survivorOf(connection, record.customerId)
  if (customerId === null && record.customerId !== null) return { kind: 'customer-not-found' }
  const id = nextFreeId(wantedId, (from, until) => newestInteraction(connection, from, until))
  insert(connection, { ...record, id, customerId })
  return written(connection, id)
}

function insert(connection: Prepare, row: InteractionRecord): void {
  connection
    .prepare(`insert into interaction (id, external_id, channel, direction, started_at, ended_at, customer_id, number_key,
        number_raw, account_id, agent_name, source, queue, queue_name, call_id, outcome, disposition, body, indexed)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)`)
    .run(
      row.id,
      row.externalId,
      row.channel,
      row.direction,
      row.startedAt,
      row.endedAt,
      row.customerId,
      row.numberKey,
      row.numberRaw,
      row.accountId,
      row.agentName,
      row.source,
      row.queue,
      row.queueName,
      row.callId,
      row.outcome,
      row.disposition,
      row.body,
    )
}

function changeRow(connection: Prepare, id: number, change: InteractionChange): InteractionWrite {
  const stored = readFound(connection, 'id', id)
  if (!stored) return { kind: 'not-found' }
  const next = { ...stored, ...change }
  const customerId = next.customerId === null ? null : survivorOf(connection, next.customerId)
  if (customerId === null && next.customerId !== null) return { kind: 'customer-not-found' }
  connection
    .prepare(`update interaction set customer_id = ?, disposition = ?, outcome = ?, body = ?, indexed = 0
      where id = ?`)
    .run(customerId, next.disposition, next.outcome, next.body, id)
  return written(connection, id)
}

function written(connection: Prepare, id: number): InteractionWrite {
  const interaction = readFound(connection, 'id', id)
  return interaction ? { kind: 'written', interaction } : { kind: 'not-found' }
}

function indexSome(connection: Prepare, most: number, tokensOf: (row: FoundInteraction) => string): number {
  const put = connection.prepare(
    'insert or replace into interaction_search (rowid, tokens) values (cast(? as integer), cast(? as text))',
  )
  const mark = connection.prepare('update interaction set indexed = 1 where id = ?')
  let count = 0
  let characters = 0
  for (const row of readUnindexed(connection, most)) {
    characters += row.body.length
    if (count > 0 && characters > mostTextAtOnce) break
    put.run(row.id, tokensOf(row))
    mark.run(row.id)
    count++
  }
  return count
}
