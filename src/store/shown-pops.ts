import { changeOfPop, withPopChange } from './pop-changes.ts'
import { all, change, type Steps } from './steps.ts'
import type { ShownPop } from './story-store.ts'

interface SentRow {
  readonly id: number
  readonly accountId: string
  readonly body: string
  readonly at: number
}
interface KeptRow extends ShownPop {
  readonly isWhole: number
}

/** The newest row stays: SQLite gives the ids of an emptied table again, and whoever reads on from an id would miss them. */
const oldSql = `select id, account_id as "accountId", body, at from outbox
  where at < ? and id < (select max(id) from outbox) order by id limit ?`
const sentSinceSql = `select id, account_id as "accountId", body, at from outbox
  where at >= (select min(stored_at) from pop where call_id = ?)
  and account_id in (select account_id from pop where call_id = ?) order by id`
const keptSql = `select account_id as "accountId", version, at, is_whole as "isWhole", content from pop_shown
  where call_id = ? order by account_id, version`
const keptOfSql = `select account_id as "accountId", version, at, is_whole as "isWhole", content from pop_shown
  where call_id = ? and account_id = ? order by version`
const keepSql = `insert into pop_shown (call_id, account_id, version, at, is_whole, content)
  select call_id, account_id, cast(? as bigint), cast(? as bigint), cast(? as bigint), cast(? as text) from pop
  where call_id = ? and account_id = ? on conflict (call_id, account_id, version) do nothing`

/**
 * Takes what has long been sent out of the outbox and keeps what agents were shown of calls, so that it costs nothing
 * while a call is on its way. How many rows it was.
 */
export function* keepShown(sentBefore: number, most: number): Steps<number> {
  const rows = yield* all<SentRow>(oldSql, sentBefore, most)
  const last = new Map<string, string | null>()
  for (const row of rows) {
    const pop = popIn(row)
    if (pop) yield* keepOne(row, pop, last)
    yield* change('delete from outbox where id = ?', row.id)
  }
  return rows.length
}

function* keepOne(row: SentRow, pop: SentPop, last: Map<string, string | null>): Steps<void> {
  const whose = `${row.accountId} ${pop.callId}`
  if (!last.has(whose)) {
    const kept = yield* all<KeptRow>(keptOfSql, pop.callId, row.accountId)
    last.set(whose, unfold(kept).at(-1)?.content ?? null)
  }
  const before = last.get(whose) ?? null
  const content = before === null ? pop.content : changeOfPop(before, pop.content)
  // Nothing where the call was forgotten meanwhile.
  yield* change(keepSql, pop.version, row.at, before === null ? 1 : 0, content, pop.callId, row.accountId)
  last.set(whose, pop.content)
}

/** What is kept, and what still lies in the outbox. */
export function* readShownPops(callId: string): Steps<readonly ShownPop[]> {
  const kept = unfold(yield* all<KeptRow>(keptSql, callId))
  const known = new Set(kept.map((one) => `${one.accountId} ${one.version}`))
  const sent = (yield* all<SentRow>(sentSinceSql, callId, callId)).flatMap((row) => {
    const pop = popIn(row)
    if (pop?.callId !== callId || known.has(`${row.accountId} ${pop.version}`)) return []
    return [{ accountId: row.accountId, version: pop.version, at: row.at, content: pop.content }]
  })
  return [...kept, ...sent].toSorted((one, other) => one.at - other.at || one.version - other.version)
}

function unfold(rows: readonly KeptRow[]): ShownPop[] {
  let before: { readonly accountId: string; readonly content: string } | null = null
  return rows.map(({ accountId, version, at, isWhole, content }) => {
    const whole: string =
      isWhole === 1 || before?.accountId !== accountId ? content : withPopChange(before.content, content)
    before = { accountId, content: whole }
    return { accountId, version, at, content: whole }
  })
}

interface SentPop {
  readonly callId: string
  readonly version: number
  readonly content: string
}

/** The pop of a change that was sent; null for other changes. */
function popIn({ body }: Pick<SentRow, 'body'>): SentPop | null {
  if (!body.startsWith('{"kind":"pop"')) return null
  const { pop } = JSON.parse(body) as { pop: { callId?: string; version?: number } }
  if (pop.callId === undefined || pop.version === undefined) return null
  return { callId: pop.callId, version: pop.version, content: JSON.stringify(pop) }
}
