import type { CallInteraction } from './call-store.ts'
import { contactOfCall } from './case-contacts.ts'
import { holdSurvivor } from './customer-rows.ts'
import { markDigests } from './digest-queries.ts'
import type { Sentiment } from './history-store.ts'
import { teamOfContactSql } from './seen-by-teams.ts'
import { all, change, one, type Steps, type Value } from './steps.ts'
import { settleTasks } from './task-queries.ts'
import { firstIdAt } from './time-id.ts'

const knownSql = 'select id, customer_id as "customerId" from interaction where call_id = ?'
const updateSql = `update interaction set direction = ?, started_at = ?, ended_at = ?, customer_id = ?, number_key = ?,
  number_raw = ?, account_id = ?, agent_name = ?, source = ?, queue = ?, queue_name = ?, outcome = ?,
  team = ${teamOfContactSql}, indexed = 0 where id = ?`
const insertSql = `insert into interaction (id, channel, direction, started_at, ended_at, customer_id, number_key,
  number_raw, account_id, agent_name, source, queue, queue_name, outcome, team, call_id, disposition, body, sentiment,
  indexed)
  values (?, 'call', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ${teamOfContactSql}, ?, ?, ?, ?, 0) on conflict (id) do nothing`
const wrapUpsSql = `select w.disposition, w.note, w.sentiment, a.name from wrap_up w join account a on a.id = w.account_id
  where w.call_id = ? order by w.saved_at, w.account_id`
const sayWrapUpSql = `update interaction set disposition = ?, body = ?, sentiment = coalesce(?, sentiment), indexed = 0
  where call_id = ?`

/** Written when the call ends and again if a late event or a wrap-up changes what is known of it. */
export function* writeInteraction(entry: CallInteraction): Steps<void> {
  const known = yield* one<{ id: number; customerId: number | null }>(knownSql, entry.callId)
  const customerId = entry.customerId === null ? null : yield* holdSurvivor(entry.customerId)
  const what = [
    entry.direction,
    entry.startedAt,
    entry.endedAt,
    customerId,
    entry.numberKey,
    entry.numberRaw,
    entry.accountId,
    entry.agentName,
    entry.source,
    entry.queue,
    entry.queueName,
    entry.outcome,
    entry.accountId,
    entry.queue,
  ]
  if (known) {
    yield* change(updateSql, ...what, known.id)
    // Whose it was hears nothing of it from the row any more.
    if (known.customerId !== null) yield* markDigests([known.customerId])
  } else yield* insert(entry, what)
  yield* settleMatters({ ...entry, customerId })
}

function* insert(entry: CallInteraction, what: readonly Value[]): Steps<void> {
  const { disposition, body, sentiment } = yield* wrapUpsOfCall(entry.callId)
  for (let id = firstIdAt(entry.startedAt); ; id++) {
    if ((yield* change(insertSql, id, ...what, entry.callId, disposition, body, sentiment)) === 1) return
  }
}

/** What an ended call means for the customer's open case, and for what somebody was to do for them. */
function* settleMatters(entry: CallInteraction): Steps<void> {
  const { callId, customerId, direction, startedAt, endedAt, outcome } = entry
  const counts = direction === 'inbound' && outcome === 'answered'
  yield* contactOfCall(callId, { customerId, at: startedAt, counts }, endedAt ?? startedAt)
  yield* settleTasks(entry, endedAt ?? startedAt)
}

/** Brings what the agents of a call have said of it into its interaction, if that is written already. */
export function* sayWrapUps(callId: string): Steps<void> {
  const { disposition, body, sentiment } = yield* wrapUpsOfCall(callId)
  yield* change(sayWrapUpSql, disposition, body, sentiment, callId)
}

interface WhatWasSaid {
  readonly disposition: string | null
  readonly body: string
  readonly sentiment: Sentiment | null
}

/** Disposition and text that the agents of a call have given it; the name stands before each note where there are several. */
function* wrapUpsOfCall(callId: string): Steps<WhatWasSaid> {
  type Row = { disposition: string; note: string; name: string; sentiment: Sentiment | null }
  const rows = yield* all<Row>(wrapUpsSql, callId)
  const notes = rows.filter((row) => row.note !== '')
  return {
    disposition: rows.at(-1)?.disposition ?? null,
    sentiment: rows.findLast((row) => row.sentiment !== null)?.sentiment ?? null,
    body: notes.map((row) => (notes.length > 1 ? `${row.name}: ${row.note}` : row.note)).join('\n'),
  }
}
