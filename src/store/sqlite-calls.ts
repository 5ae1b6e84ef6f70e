import type { CallEvent } from '../call/call-event.ts'
import type {
  CallInteraction,
  CallStore,
  DeskMessage,
  FollowStep,
  OutboxRow,
  StoredCall,
  StoredPop,
  WriteResult,
} from './call-store.ts'
import { findCallers, readCard } from './sqlite-callers.ts'
import type { SqliteConnection } from './sqlite-connection.ts'
import { survivorOf } from './sqlite-customer-rows.ts'
import { firstIdAt } from './time-id.ts'

const readCallSql =
  'select version, recognition, customer_id, identified_by, last_event_at from call where id = ?'
const readEventsSql = 'select body from call_event where call_id = ?'
const readPopsSql = `select call_id as callId, account_id as accountId, version, state, closing, content,
  offered_at as offeredAt, answered_at as answeredAt from pop where call_id = ?`

const insertCallSql = `insert into call (id, source, direction, phase, number_key, number_raw, presentation, did, queue,
  customer_id, recognition, identified_by, arrived_at, answered_at, ended_at, outcome, end_reason, answered_by,
  offered_to, last_event_at, version)
  values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1) on conflict (id) do nothing`
const updateCallSql = `update call set direction = ?, phase = ?, number_key = ?, number_raw = ?, presentation = ?,
  did = ?, queue = ?, customer_id = ?, recognition = ?, identified_by = ?, arrived_at = ?, answered_at = ?,
  ended_at = ?, outcome = ?, end_reason = ?, answered_by = ?, offered_to = ?, last_event_at = ?, version = version + 1
  where id = ? and version = ?`
const insertEventSql = `insert into call_event (call_id, event_id, kind, at, received_at, body)
  values (?, ?, ?, ?, ?, ?) on conflict (call_id, event_id) do nothing`
const upsertPopSql = `insert into pop (call_id, account_id, version, state, closing, content, offered_at, stored_at,
  answered_at, updated_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  on conflict (call_id, account_id) do update set version = excluded.version, state = excluded.state,
  closing = excluded.closing, content = excluded.content, offered_at = excluded.offered_at,
  answered_at = excluded.answered_at, updated_at = excluded.updated_at`
export const nextDeskVersionSql = `insert into desk (account_id, version, availability) values (?, 1, 'available')
  on conflict (account_id) do update set version = desk.version + 1 returning version`
export const insertOutboxSql = 'insert into outbox (account_id, version, body, at) values (?, ?, ?, ?)'

/** The call path on SQLite. */
export function sqliteCallStore(connection: SqliteConnection): CallStore {
  const { prepare } = connection
  return {
    readCall: async (id) => readCall(connection, id),
    followCall: (step) => connection.write(() => followCall(connection, step)),
    findCallers: async (wanted) => findCallers(connection, wanted),
    readCard: async (customerId) => readCard(connection, customerId),
    findSilentCalls: async (since, most) =>
      prepare(
        `select id from call where ended_at is null and
         (last_event_at < ? or (answered_at is null and last_event_at < ?)) order by last_event_at limit ?`,
      )
        .pluck()
        .all(since.answered, since.unanswered, most) as string[],
    findOldWrapUps: async (before, most) =>
      prepare(
        `select call_id as "callId", account_id as "accountId" from pop
         where state = 'wrap-up' and state <> 'closed' and updated_at < ? limit ?`,
      ).all(before, most) as { callId: string; accountId: string }[],
    recordJudgement: (judgement) =>
      connection.write(() => {
        prepare(
          `insert into judgement (number_key, customer_id, verdict, account_id, call_id, at) values (?, ?, ?, ?, ?, ?)
           on conflict (number_key, customer_id) do update set verdict = excluded.verdict,
           account_id = excluded.account_id, call_id = excluded.call_id, at = excluded.at`,
        ).run(
          judgement.numberKey,
          judgement.customerId,
          judgement.verdict,
          judgement.accountId,
          judgement.callId,
          judgement.at,
        )
      }),
    readOutbox: async (after, most) =>
      prepare(
        `select id, account_id as "accountId", version, body, at from outbox where id > ? order by id limit ?`,
      ).all(after, most) as OutboxRow[],
    forgetOld: (before, most) => connection.write(() => forgetOld(connection, before, most)),
  }
}

function readCall({ prepare }: SqliteConnection, id: string): StoredCall | null {
  const row = prepare(readCallSql).raw().get(id) as
    | [number, string | null, number | null, string | null, number]
    | undefined
  if (!row) return null
  const bodies = prepare(readEventsSql).pluck().all(id) as string[]
  return {
    id,
    version: row[0],
    recognition: row[1],
    customerId: row[2],
    identifiedBy: row[3],
    lastEventAt: row[4],
    events: bodies.map((body) => JSON.parse(body) as CallEvent),
    pops: prepare(readPopsSql).all(id) as StoredPop[],
  }
}

function followCall(connection: SqliteConnection, step: FollowStep): WriteResult {
  if (!writeCall(connection, step)) return { kind: 'overtaken' }
  const insertEvent = connection.prepare(insertEventSql)
  for (const { event, receivedAt } of step.newEvents) {
    insertEvent.run(step.id, event.id, event.kind, event.at, receivedAt, JSON.stringify(event))
  }
  if (step.interaction) writeInteraction(connection, step.interaction)
  return { kind: 'written', messages: step.changedPops.map((pop) => writePop(connection, pop, step.now)) }
}

function writeCall({ prepare }: SqliteConnection, step: FollowStep): boolean {
  const { call } = step
  const columns = [
    call.direction,
    call.phase,
    step.numberKey,
    call.direction === 'outbound' ? call.to : call.from,
    call.presentation,
    call.to,
    call.queue,
    step.customerId,
    step.recognition,
    step.identifiedBy,
    call.arrivedAt,
    call.answeredAt,
    call.endedAt,
    call.outcome,
    call.endReason,
    JSON.stringify(call.answeredBy),
    call.offers.filter((offer) => !offer.agent.startsWith('?')).length,
    step.lastEventAt,
  ]
  const result =
    step.expectedVersion === 0
      ? prepare(insertCallSql).run(step.id, call.source, ...columns)
      : prepare(updateCallSql).run(...columns, step.id, step.expectedVersion)
  return result.changes === 1
}

function writePop({ prepare }: SqliteConnection, pop: StoredPop, now: number): DeskMessage {
  prepare(upsertPopSql).run(
    pop.callId,
    pop.accountId,
    pop.version,
    pop.state,
    pop.closing,
    pop.content,
    pop.offeredAt,
    now,
    pop.answeredAt,
    now,
  )
  const version = prepare(nextDeskVersionSql).pluck().get(pop.accountId) as number
  const body = `{"kind":"pop","version":${version},"pop":${pop.content}}`
  prepare(insertOutboxSql).run(pop.accountId, version, body, now)
  return { accountId: pop.accountId, version, body }
}

/** Written when the call ends and again if a late event or a wrap-up changes what is known of it. */
function writeInteraction({ prepare }: SqliteConnection, entry: CallInteraction): void {
  const known = prepare('select id from interaction where call_id = ?').pluck().get(entry.callId) as
    | number
    | undefined
  const what = [
    entry.direction,
    entry.startedAt,
    entry.endedAt,
    entry.customerId === null ? null : survivorOf({ prepare }, entry.customerId),
    entry.numberKey,
    entry.numberRaw,
    entry.accountId,
    entry.agentName,
    entry.source,
    entry.queue,
    entry.queueName,
    entry.outcome,
  ]
  if (known !== undefined) {
    prepare(`update interaction set direction = ?, started_at = ?, ended_at = ?, customer_id = ?, number_key = ?,
      number_raw = ?, account_id = ?, agent_name = ?, source = ?, queue = ?, queue_name = ?, outcome = ?, indexed = 0
      where id = ?`).run(...what, known)
    return
  }
  const said = wrapUpsOfCall({ prepare }, entry.callId)
  const insert = prepare(`insert into interaction (id, channel, direction, started_at, ended_at, customer_id,
    number_key, number_raw, account_id, agent_name, source, queue, queue_name, outcome, call_id, disposition, body,
    indexed) values (?, 'call', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0) on conflict (id) do nothing`)
  for (let id = firstIdAt(entry.startedAt); ; id++) {
    if (insert.run(id, ...what, entry.callId, said.disposition, said.body).changes === 1) return
  }
}

/** Disposition and text that the agents of a call have given it; the name stands before each note where there are several. */
export function wrapUpsOfCall(
  { prepare }: Pick<SqliteConnection, 'prepare'>,
  callId: string,
): { disposition: string | null; body: string } {
  const rows = prepare(
    `select w.disposition, w.note, a.name from wrap_up w join account a on a.id = w.account_id
     where w.call_id = ? order by w.saved_at`,
  ).all(callId) as { disposition: string; note: string; name: string }[]
  const notes = rows.filter((row) => row.note !== '')
  return {
    disposition: rows.at(-1)?.disposition ?? null,
    body: notes.map((row) => (notes.length > 1 ? `${row.name}: ${row.note}` : row.note)).join('\n'),
  }
}

function forgetOld(
  { prepare }: SqliteConnection,
  before: { events: number; outbox: number },
  most: number,
): boolean {
  const calls = prepare(
    `select id from call where arrived_at < ? and ended_at is not null
     and exists (select 1 from call_event where call_id = call.id) order by arrived_at limit ?`,
  )
    .pluck()
    .all(before.events, most) as string[]
  for (const id of calls) {
    prepare('delete from call_event where call_id = ?').run(id)
    prepare('delete from pop where call_id = ?').run(id)
    prepare('delete from wrap_up_draft where call_id = ?').run(id)
  }
  // The newest row stays: SQLite gives the ids of an emptied table again, and whoever reads on from an id would miss them.
  const gone = prepare(
    `delete from outbox where id in
     (select id from outbox where at < ? and id < (select max(id) from outbox) limit ?)`,
  ).run(before.outbox, most)
  return calls.length === most || gone.changes === most
}
