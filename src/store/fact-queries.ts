import { holdSurvivor, survivorOf } from './customer-rows.ts'
import { factRow, factsOfCall, holdingFact, insertFact, readFactRows, replaceFact } from './fact-rows.ts'
import type { AskedAgain, FactRecord, FactStore, FactWrite, NewFact } from './fact-store.ts'
import { insertUnderFreeId } from './free-id.ts'
import { giveFacts } from './give-facts.ts'
import { doneBySeen } from './seen-by-teams.ts'
import { all, change, type Engine, one, type Steps } from './steps.ts'

/** What customers have told. `ids` are timeIds(). */
export function factStore({ read, write }: Engine, ids: (at: number) => number): FactStore {
  return {
    keepFact(fact, now) {
      const id = ids(now)
      return write(() => keepFact(id, fact, now))
    },
    verifyFact: (customerId, key, by, now) => write(() => verifyFact(customerId, key, by, now)),
    withdrawFact: (customerId, key, by, now) => write(() => withdrawFact(customerId, key, by, now)),
    readFacts: (customerId, most) => read(() => readFacts(customerId, most)),
    readFactsOfCall: (callId) => read(() => factsOfCall(callId)),
    giveFactsOfCall: (callId, customerId, now) => write(() => giveFacts(callId, customerId, now)),
    async recordAskedAgain(asked) {
      const id = ids(asked.at)
      await write(() => recordAskedAgain(id, asked))
    },
    countAskedAgain(from, until, teams = null) {
      const seen = doneBySeen('account_id', teams)
      const sql = `select key, known, count(*) as times from asked_again where at >= ? and at < ? and ${seen.sql}
        group by key, known order by key, known`
      return read(() => all(sql, from, until, ...seen.values))
    },
  }
}

export function* keepFact(wantedId: number, told: NewFact, now: number): Steps<FactWrite> {
  const customerId = told.customerId === null ? yield* holdCall(told) : yield* holdSurvivor(told.customerId)
  if (told.customerId !== null && customerId === null) return { kind: 'not-found' }
  const fact = { ...told, customerId }
  const holding = yield* holdingFact(fact, fact.key)
  if (!holding) return yield* keptAs(wantedId, fact, null)
  if (holding.value === fact.value) return yield* sayAgain(wantedId, holding, fact, now)
  if (fact.saidAt < holding.saidAt) return yield* keepOlder(wantedId, fact, now)
  yield* replaceFact(holding.id, now)
  return yield* keptAs(wantedId, fact, null)
}

/** Two who put something down on one call at once do it one after the other. */
function* holdCall({ callId }: NewFact): Steps<null> {
  yield* change('update call set version = version where id = ?', callId)
  return null
}

function* keptAs(wantedId: number, fact: NewFact, replacedAt: number | null): Steps<FactWrite> {
  const id = yield* insertFact(wantedId, fact, replacedAt)
  const kept = { ...fact, id, replacedAt, withdrawnBy: null }
  return replacedAt === null ? { kind: 'kept', fact: kept } : { kind: 'older', fact: kept }
}

/**
 * The value holds already. Said on another call it is a fact of its own, since that call may turn out to be somebody
 * else's; else what is there becomes as new as it was said now.
 */
function* sayAgain(wantedId: number, holding: FactRecord, fact: NewFact, now: number): Steps<FactWrite> {
  const makesSure = fact.verifiedAt !== null && holding.verifiedAt === null
  const repeats = fact.saidAt <= holding.saidAt || (fact.saidBy === 'system' && holding.saidBy !== 'system')
  const endsOtherwise = fact.staleAt !== null && fact.staleAt !== holding.staleAt
  if (repeats && !makesSure && !endsOtherwise) return { kind: 'unchanged', fact: holding }
  const verified =
    fact.verifiedAt !== null
      ? { verifiedAt: fact.verifiedAt, verifiedBy: fact.verifiedBy }
      : { verifiedAt: holding.verifiedAt, verifiedBy: holding.verifiedBy }
  if (!repeats && fact.callId !== null && fact.callId !== holding.callId) {
    yield* replaceFact(holding.id, now)
    return yield* keptAs(wantedId, { ...fact, ...verified }, null)
  }
  const said = repeats ? holding : fact
  yield* change(
    `update fact set said_by = ?, account_id = ?, channel = ?, said_at = ?, call_id = ?, verified_at = ?, verified_by = ?,
      stale_at = ? where id = ?`,
    said.saidBy,
    said.accountId,
    said.channel,
    said.saidAt,
    said.callId,
    verified.verifiedAt,
    verified.verifiedBy,
    fact.staleAt ?? holding.staleAt,
    holding.id,
  )
  return yield* kept(holding.id)
}

function* kept(id: number): Steps<FactWrite> {
  const fact = yield* factRow(id)
  return fact ? { kind: 'kept', fact } : { kind: 'not-found' }
}

/** History, once: an import that is run again says nothing new. */
function* keepOlder(wantedId: number, fact: NewFact, now: number): Steps<FactWrite> {
  const known = yield* one<{ id: number }>(
    'select id from fact where customer_id = ? and key = ? and value = ? and said_at = ? limit 1',
    fact.customerId,
    fact.key,
    fact.value,
    fact.saidAt,
  )
  const stored = known && (yield* factRow(known.id))
  return stored ? { kind: 'older', fact: stored } : yield* keptAs(wantedId, fact, now)
}

function* verifyFact(id: number, key: string, by: string | null, now: number): Steps<FactRecord | null> {
  const customerId = yield* holdSurvivor(id)
  const holding = customerId === null ? undefined : yield* holdingFact({ customerId, callId: null }, key)
  if (!holding) return null
  yield* change('update fact set verified_at = ?, verified_by = ? where id = ?', now, by, holding.id)
  return { ...holding, verifiedAt: now, verifiedBy: by }
}

function* withdrawFact(id: number, key: string, by: string | null, now: number): Steps<FactRecord | null> {
  const customerId = yield* holdSurvivor(id)
  const holding = customerId === null ? undefined : yield* holdingFact({ customerId, callId: null }, key)
  if (!holding) return null
  const withdrawnBy = by ?? ''
  yield* change(
    'update fact set replaced_at = ?, withdrawn_by = ? where id = ?',
    now,
    withdrawnBy,
    holding.id,
  )
  return { ...holding, replacedAt: now, withdrawnBy }
}

function* readFacts(id: number, most: number): Steps<readonly FactRecord[]> {
  const customerId = yield* survivorOf(id)
  if (customerId === null) return []
  const holding = yield* readFactRows(customerId, most, 'now')
  return [...holding, ...(yield* readFactRows(customerId, most, 'earlier'))]
}

function* recordAskedAgain(wantedId: number, asked: AskedAgain): Steps<void> {
  const customerId = asked.customerId === null ? null : yield* holdSurvivor(asked.customerId)
  yield* insertUnderFreeId('asked_again', wantedId, function* (id) {
    const inserted = yield* change(
      `insert into asked_again (id, at, key, call_id, account_id, customer_id, known)
        values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing`,
      id,
      asked.at,
      asked.key,
      asked.callId,
      asked.accountId,
      customerId,
      asked.known,
    )
    return inserted > 0
  })
}
