import type { SearchTokens, TokensOf } from './history-store.ts'
import { entryOf, lowestAtOnce, putEntries, type WaitingRow } from './index-interactions.ts'
import { all, change, type Engine, one, type Steps } from './steps.ts'
import type { IndexName, Names, NameTokens, TextIndex } from './text-index.ts'

/** Where a rebuilding has come to; a row is there while anything is left. */
export const rebuiltDownToSql = 'select below_id as "belowId" from search_rebuild where index_name = '
const stepSql = 'update search_rebuild set below_id = ? where index_name = ? and below_id = ?'
const endSql = 'delete from search_rebuild where index_name = ? and below_id = ?'
const olderRowsSql = 'select id, length(body) as size from interaction where id < ? order by id desc limit ?'
/** Written as they are: it keeps them from being changed until this transaction ends. */
const holdRowsSql = 'update interaction set indexed = 1 where id >= ? and id < ? returning id'
const olderCustomersSql = 'select id from customer where id < ? order by id desc limit ?'
const holdCustomersSql = `update customer set version = version where id >= ? and id < ? and merged_into is null
  returning id, name, given_name as "givenName", family_name as "familyName", said_as as "saidAs"`

/**
 * One step of making the index anew after an upgrade that writes it otherwise: some customers and some interactions, the
 * newest first; false once nothing is left. What has changed since, or is new, waits as ever (index-interactions.ts).
 */
export async function rebuildIndex(
  engine: Engine,
  index: TextIndex,
  most: number,
  tokens: SearchTokens,
): Promise<boolean> {
  const names = await engine.write(() => rebuildNames(index, most, tokens.names))
  const rows = await engine.write(() => rebuildRows(index, most, tokens.rows))
  const { tidy } = index
  if (tidy && names) await engine.write(() => tidy('customer_search'))
  if (tidy && rows) await engine.write(() => tidy('interaction_search'))
  return names || rows
}

function* rebuildRows(index: TextIndex, most: number, tokensOf: TokensOf): Steps<boolean> {
  const below = yield* readBelow('interaction_search')
  if (below === null) return false
  const lowest = lowestAtOnce(yield* all<WaitingRow>(olderRowsSql, below, most))
  // Entries that several share are written once, not once for each step that comes upon them.
  const from = lowest === null ? null : ((yield* entryOf(index, lowest)).together[0] ?? lowest)
  if (!(yield* goDown('interaction_search', below, from))) return true
  if (from === null) return false
  const rows = yield* all<{ id: number }>(holdRowsSql, from, below)
  yield* putEntries(
    index,
    rows.map(({ id }) => id),
    tokensOf,
  )
  return true
}

function* rebuildNames(index: TextIndex, most: number, nameTokens: NameTokens): Steps<boolean> {
  const below = yield* readBelow('customer_search')
  if (below === null) return false
  const from = (yield* all<{ id: number }>(olderCustomersSql, below, most)).at(-1)?.id ?? null
  if (!(yield* goDown('customer_search', below, from))) return true
  if (from === null) return false
  const named = yield* all<Names & { id: number }>(holdCustomersSql, from, below)
  const inOrder = named.toSorted((one, other) => one.id - other.id)
  yield* index.putAll('customer_search', new Map(inOrder.map((each) => [each.id, nameTokens(each)])))
  return true
}

function* readBelow(name: IndexName): Steps<number | null> {
  return (yield* one<{ belowId: number }>(`${rebuiltDownToSql}?`, name))?.belowId ?? null
}

/** False where another node has just done these. Null: nothing is left. */
function* goDown(name: IndexName, below: number, to: number | null): Steps<boolean> {
  const moved = to === null ? yield* change(endSql, name, below) : yield* change(stepSql, to, name, below)
  return moved > 0
}
