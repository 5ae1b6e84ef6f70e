import type { CallEvent } from '../call/call-event.ts'
import { writeAudit } from './audit-queries.ts'
import { writeInteraction } from './call-interaction.ts'
import type {
  CallStore,
  DeskMessage,
  FollowStep,
  OutboxRow,
  StoredCall,
  StoredPop,
  WriteResult,
} from './call-store.ts'
import { findCallers, readCard, readCustomersSeenWith } from './caller-queries.ts'
import { tellDesk } from './desk-feed.ts'
import { factsOfCall } from './fact-rows.ts'
import { addCounts } from './live-queries.ts'
import { promisesAndSignalsOfNumber } from './promises-and-signals-of.ts'
import { keepShown } from './shown-pops.ts'
import { standingPromisesOfCall } from './standing-promises-of-call.ts'
import { all, change, type Engine, one, type Steps } from './steps.ts'
import { timeIds } from './time-id.ts'
import { tellOutside } from './webhook-queries.ts'

const callSql = `select version, recognition, customer_id as "customerId", identified_by as "identifiedBy", verification, directory,
  last_event_at as "lastEventAt" from call where id = ?`
const eventsSql = 'select body from call_event where call_id = ?'
const popsSql = `select call_id as "callId", account_id as "accountId", version, state, closing, content,
  offered_at as "offeredAt", answered_at as "answeredAt" from pop where call_id = ?`

const insertCallSql = `insert into call (id, source, direction, phase, number_key, number_raw, presentation, did, queue,
  customer_id, recognition, identified_by, verification, directory, arrived_at, answered_at, ended_at, outcome, end_reason, answered_by,
  offered_to, last_event_at, board, test_at, version)
  values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1) on conflict (id) do nothing`
const updateCallSql = `update call set direction = ?, phase = ?, number_key = ?, number_raw = ?, presentation = ?,
  did = ?, queue = ?, customer_id = ?, recognition = ?, identified_by = ?, verification = ?, directory = ?, arrived_at = ?, answered_at = ?,
  ended_at = ?, outcome = ?, end_reason = ?, answered_by = ?, offered_to = ?, last_event_at = ?, board = ?, version = version + 1
  where id = ? and version = ?`
const insertEventSql = `insert into call_event (call_id, event_id, kind, at, received_at, body)
  values (?, ?, ?, ?, ?, ?) on conflict (call_id, event_id) do nothing`
const upsertPopSql = `insert into pop (call_id, account_id, version, state, closing, content, offered_at, stored_at,
  answered_at, updated_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  on conflict (call_id, account_id) do update set version = excluded.version, state = excluded.state,
  closing = excluded.closing, content = excluded.content, offered_at = excluded.offered_at,
  answered_at = excluded.answered_at, updated_at = excluded.updated_at returning rendered_at as "renderedAt"`
const silentSql = `select id from call where ended_at is null and
  (last_event_at < ? or (answered_at is null and last_event_at < ?)) order by last_event_at limit ?`
const shownSql = `select id from call where customer_id = ? and arrived_at >= ?
  and exists (select 1 from pop where call_id = call.id and state <> 'closed') limit ?`
/** By the clock of the node that wrote it and by the phone system's: one of them may be wrong. */
const oldWrapUpsSql = `select call_id as "callId", account_id as "accountId" from pop
  where state = 'wrap-up' and state <> 'closed' and updated_at < ?
  and exists (select 1 from call where id = pop.call_id and coalesce(ended_at, pop.answered_at, 0) < ?) limit ?`
const judgeSql = `insert into judgement (number_key, customer_id, verdict, account_id, call_id, at)
  values (?, ?, ?, ?, ?, ?) on conflict (number_key, customer_id) do update set verdict = excluded.verdict,
  account_id = excluded.account_id, call_id = excluded.call_id, at = excluded.at`
const outboxSql = `select id, account_id as "accountId", version, body, at from outbox
  where id > ? order by id limit ?`
const oldCallsSql = `select id from call where arrived_at < ? and ended_at is not null
  and exists (select 1 from call_event where call_id = call.id) order by arrived_at limit ?`
const forgetLegsSql = `delete from call_leg where (source, leg) in
  (select source, leg from call_leg where linked_at < ? limit ?)`

/** The call path. `ids` makes an id that begins with an instant (ms). */
export function callStore({ read, write }: Engine, ids = timeIds(0)): CallStore {
  return {
    readCall: (id) => read(() => readCall(id)),
    followCall: (step) => write(() => followCall(step, ids)),
    findCallers: (wanted) => read(() => findCallers(wanted)),
    readCard: (customerId) => read(() => readCard(customerId)),
    readMattersOfNumber: (numberKey) => read(() => promisesAndSignalsOfNumber(numberKey)),
    readCustomersSeenWith: (numberKey, since, until, most) =>
      read(() => readCustomersSeenWith(numberKey, since, until, most)),
    async findShownCalls(customerId, since, most) {
      const rows = await read(() => all<{ id: string }>(shownSql, customerId, since, most))
      return rows.map((row) => row.id)
    },
    async findSilentCalls(since, most) {
      const { answered, unanswered } = since
      const rows = await read(() => all<{ id: string }>(silentSql, answered, unanswered, most))
      return rows.map((row) => row.id)
    },
    findOldWrapUps: (before, most) => read(() => all(oldWrapUpsSql, before, before, most)),
    async recordJudgement({ numberKey, customerId, verdict, accountId, callId, at }) {
      await write(() => change(judgeSql, numberKey, customerId, verdict, accountId, callId, at))
    },
    readOutbox: (after, most) => read(() => all<OutboxRow>(outboxSql, after, most)),
    forgetOld: (before, most) => write(() => forgetOld(before, most)),
  }
}

/** The call first: what a statement after it sees can only be newer, and then the version is not the expected one. */
function* readCall(id: string): Steps<StoredCall | null> {
  type Row = Omit<StoredCall, 'id' | 'events' | 'pops' | 'told'>
  const row = yield* one<Row>(callSql, id)
  if (!row) return null
  const events = yield* all<{ body: string }>(eventsSql, id)
  const pops = yield* all<StoredPop>(popsSql, id)
  const told = yield* factsOfCall(id)
  return {
    id,
    ...row,
    events: events.map(({ body }) => JSON.parse(body) as CallEvent),
    pops,
    ...(told.length === 0 ? {} : { told }),
  }
}

/** The call's row is written first: it says at once whether somebody else was faster, and holds them off until the end. */
function* followCall(step: FollowStep, ids: (at: number) => number): Steps<WriteResult> {
  if (!(yield* writeCall(step))) return { kind: 'overtaken' }
  for (const { event, receivedAt } of step.newEvents) {
    yield* change(insertEventSql, step.id, event.id, event.kind, event.at, receivedAt, JSON.stringify(event))
  }
  if (step.interaction) yield* writeInteraction(step.interaction)
  if (step.interaction && step.standing) yield* standingPromisesOfCall(step.interaction, step.standing)
  if (step.outside) yield* tellOutside(step.outside)
  const messages: DeskMessage[] = []
  const painted: string[] = []
  for (const pop of step.changedPops) if (yield* writePop(pop, step.now)) painted.push(pop.accountId)
  for (const { accountId, bodyOf } of inOrderOfDesks(step)) {
    messages.push(yield* tellDesk(accountId, bodyOf, step.now))
  }
  for (const entry of step.record ?? []) yield* writeAudit(ids(entry.at), entry)
  // Last, since other calls may wait for the figures of the same queue.
  yield* addCounts(step.id, step.counts ?? [])
  return { kind: 'written', messages, painted }
}

function* writeCall(step: FollowStep): Steps<boolean> {
  const { call } = step
  const columns = [
    call.direction,
    call.phase,
    step.numberKey,
    step.numberRaw,
    call.presentation,
    call.to,
    call.queue,
    step.customerId,
    step.recognition,
    step.identifiedBy,
    step.verification,
    step.directory ?? null,
    call.arrivedAt,
    call.answeredAt,
    call.endedAt,
    call.outcome,
    call.endReason,
    JSON.stringify(call.answeredBy),
    call.offers.filter((offer) => !offer.agent.startsWith('?')).length,
    step.lastEventAt,
    step.board ?? null,
  ]
  const written =
    step.expectedVersion === 0
      ? yield* change(insertCallSql, step.id, call.source, ...columns, step.isTest ? step.now : null)
      : yield* change(updateCallSql, ...columns, step.id, step.expectedVersion)
  return written === 1
}

interface ForDesk {
  readonly accountId: string
  readonly bodyOf: (version: number) => string
}

/** See tellDesk(). */
function inOrderOfDesks({ changedPops, missedBy = [] }: FollowStep): readonly ForDesk[] {
  const told = [...changedPops.map(popFor), ...missedBy.map(missedFor)]
  return told.length < 2 ? told : told.toSorted((one, other) => (one.accountId < other.accountId ? -1 : 1))
}

function popFor({ accountId, content }: StoredPop): ForDesk {
  return { accountId, bodyOf: (version) => `{"kind":"pop","version":${version},"pop":${content}}` }
}

function missedFor(accountId: string): ForDesk {
  return { accountId, bodyOf: (version) => `{"kind":"missed","version":${version}}` }
}

/** Whether it had been painted before. */
function* writePop(pop: StoredPop, now: number): Steps<boolean> {
  const { callId, accountId, version, state, closing, content, offeredAt, answeredAt } = pop
  const row = yield* one<{ renderedAt: number | null }>(
    upsertPopSql,
    callId,
    accountId,
    version,
    state,
    closing,
    content,
    offeredAt,
    now,
    answeredAt,
    now,
  )
  return row?.renderedAt != null
}

function* forgetOld(before: { events: number; outbox: number }, most: number): Steps<boolean> {
  const calls = yield* all<{ id: string }>(oldCallsSql, before.events, most)
  for (const { id } of calls) {
    yield* change('delete from call_event where call_id = ?', id)
    yield* change('delete from pop where call_id = ?', id)
    yield* change('delete from pop_shown where call_id = ?', id)
    yield* change('update call set directory = null where id = ? and directory is not null', id)
    yield* change('delete from wrap_up_draft where call_id = ?', id)
  }
  const gone = yield* keepShown(before.outbox, most)
  const legs = yield* change(forgetLegsSql, before.events, most)
  return calls.length === most || gone === most || legs === most
}
