import { holdCustomer, holdSurvivor } from './customer-rows.ts'
import { factColumns, holdingFact, replaceFact } from './fact-rows.ts'
import type { FactRecord } from './fact-store.ts'
import { all, change, one, type Steps } from './steps.ts'

/** What was said on this call and is not where it belongs. */
const misplacedSql = `select ${factColumns} from fact where call_id = ? and coalesce(customer_id, 0) <> ? order by id`

/** See FactStore.giveFactsOfCall. */
export function* giveFacts(callId: string, wanted: number | null, now: number): Steps<readonly number[]> {
  yield* change('update call set version = version where id = ?', callId)
  const to = wanted === null ? null : yield* holdSurvivor(wanted)
  if (wanted !== null && to === null) return []
  const misplaced = yield* all<FactRecord>(misplacedSql, callId, to ?? 0)
  const from = [...new Set(misplaced.flatMap(({ customerId }) => customerId ?? []))]
  for (const id of from.toSorted((a, b) => a - b)) yield* holdCustomer(id)
  for (const key of new Set(misplaced.map((one) => one.key))) {
    yield* moveFacts(
      misplaced.filter((one) => one.key === key),
      { callId, key, to, now },
    )
  }
  return from
}

interface Move {
  readonly callId: string
  readonly key: string
  readonly to: number | null
  readonly now: number
}

function* moveFacts(facts: readonly FactRecord[], move: Move): Steps<void> {
  const { callId, key, to, now } = move
  for (const fact of facts) {
    const held = (yield* replaceFact(fact.id, now)) > 0
    if (held && fact.customerId !== null) yield* bringBack(fact.customerId, move)
  }
  for (const { id } of facts) yield* change('update fact set customer_id = ? where id = ?', to, id)
  const newest = facts.at(-1)
  if (!newest || newest.withdrawnBy !== null) return
  const holding = yield* holdingFact({ customerId: to, callId }, key)
  if (holding && holding.saidAt > newest.saidAt) return
  if (holding) yield* replaceFact(holding.id, now)
  yield* change('update fact set replaced_at = null where id = ?', newest.id)
}

/** What held before the caller was taken for this customer holds again. */
function* bringBack(customerId: number, { callId, key }: Move): Steps<void> {
  const before = yield* one<{ id: number }>(
    `select id from fact where customer_id = ? and key = ? and withdrawn_by is null
      and (call_id is null or call_id <> ?) order by said_at desc, id desc limit 1`,
    customerId,
    key,
    callId,
  )
  if (before) yield* change('update fact set replaced_at = null where id = ?', before.id)
}
