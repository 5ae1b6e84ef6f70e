import type { CardFact } from './customer-matters.ts'
import type { FactRecord, NewFact } from './fact-store.ts'
import { insertUnderFreeId } from './free-id.ts'
import { all, cells, change, one, type Steps } from './steps.ts'

export const factColumns = `id, customer_id as "customerId", key, value, said_by as "saidBy", account_id as "accountId",
  channel, said_at as "saidAt", call_id as "callId", verified_at as "verifiedAt", verified_by as "verifiedBy",
  stale_at as "staleAt", replaced_at as "replacedAt", withdrawn_by as "withdrawnBy"`

const cardColumns = 'id, key, value, said_by, channel, said_at, verified_at, stale_at, account_id, call_id'
/** More than this nobody reads while a phone rings. */
const mostOnCard = 40
const ofCustomerSql = `select ${cardColumns} from fact
  where customer_id = ? and replaced_at is null order by said_at desc, id desc limit ${mostOnCard}`
const ofCallSql = `select ${cardColumns} from fact
  where call_id = ? and customer_id is null and replaced_at is null order by said_at desc, id desc limit ${mostOnCard}`

type CardRow = [
  id: number,
  key: string,
  value: string,
  saidBy: CardFact['saidBy'],
  channel: string,
  saidAt: number,
  verifiedAt: number | null,
  staleAt: number | null,
  accountId: string | null,
  callId: string | null,
]

const none: readonly CardFact[] = []

/** What holds of a customer, the newest first. */
export function* factsOfCustomer(customerId: number): Steps<readonly CardFact[]> {
  const rows = yield* cells<CardRow>(ofCustomerSql, customerId)
  return rows.length === 0 ? none : rows.map(toCardFact)
}

/** What was said on a call of which nobody knows yet who has called. */
export function* factsOfCall(callId: string): Steps<readonly CardFact[]> {
  const rows = yield* cells<CardRow>(ofCallSql, callId)
  return rows.length === 0 ? none : rows.map(toCardFact)
}

function toCardFact(row: CardRow): CardFact {
  return {
    id: row[0],
    key: row[1],
    value: row[2],
    saidBy: row[3],
    channel: row[4],
    saidAt: row[5],
    verifiedAt: row[6],
    staleAt: row[7],
    accountId: row[8],
    callId: row[9],
  }
}

/** What holds of this key, at the customer or, without one, on the call. */
export function holdingFact(
  { customerId, callId }: Pick<NewFact, 'customerId' | 'callId'>,
  key: string,
): Steps<FactRecord | undefined> {
  const select = `select ${factColumns} from fact where key = ? and replaced_at is null`
  return customerId === null
    ? one(`${select} and call_id = ? and customer_id is null`, key, callId)
    : one(`${select} and customer_id = ?`, key, customerId)
}

export function factRow(id: number): Steps<FactRecord | undefined> {
  return one(`select ${factColumns} from fact where id = ?`, id)
}

export function insertFact(wantedId: number, fact: NewFact, replacedAt: number | null): Steps<number> {
  return insertUnderFreeId('fact', wantedId, function* (id) {
    const inserted = yield* change(
      `insert into fact (id, customer_id, key, value, said_by, account_id, channel, said_at, call_id, verified_at,
        verified_by, stale_at, replaced_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (id) do nothing`,
      id,
      fact.customerId,
      fact.key,
      fact.value,
      fact.saidBy,
      fact.accountId,
      fact.channel,
      fact.saidAt,
      fact.callId,
      fact.verifiedAt,
      fact.verifiedBy,
      fact.staleAt,
      replacedAt,
    )
    return inserted > 0
  })
}

export function replaceFact(id: number, now: number): Steps<number> {
  return change('update fact set replaced_at = ? where id = ? and replaced_at is null', now, id)
}

export function readFactRows(
  customerId: number,
  most: number,
  holds: 'now' | 'earlier',
): Steps<readonly FactRecord[]> {
  return all(
    `select ${factColumns} from fact where customer_id = ? and replaced_at is ${holds === 'now' ? '' : 'not '}null
      order by said_at desc, id desc limit ?`,
    customerId,
    most,
  )
}
