import type { Availability } from '../wire/desktop-events.ts'
import { sayWrapUps } from './call-interaction.ts'
import type { DeskMessage } from './call-store.ts'
import { tellDesk } from './desk-feed.ts'
import type {
  CallNote,
  Desk,
  DeskStore,
  FollowUp,
  LiveCall,
  RecentCall,
  SavedWrapUp,
  WrapUpSaved,
  WrapUpTime,
} from './desk-store.ts'
import { makePromisesOfCall } from './make-promise.ts'
import { doneBySeen } from './seen-by-teams.ts'
import { all, change, type Engine, one, type Steps } from './steps.ts'
import { tellOutside } from './webhook-queries.ts'
import { caseOfWrapUp, settleWrapUp } from './wrap-up-case.ts'

const deskSql = 'select version, availability from desk where account_id = ?'

/** How many desks one statement asks for: fixed numbers, so that there is one statement to prepare. */
const desksAtOnce = 25
const versionsAtOnce = 100
const places = (count: number): string => Array.from({ length: count }, () => '?').join(', ')
const desksSql = `select account_id as "accountId", version, availability from desk
  where account_id in (${places(desksAtOnce)})`
const openPopsSql = `select account_id as "accountId", content from pop
  where account_id in (${places(desksAtOnce)}) and state <> 'closed' order by account_id, stored_at, call_id`
const versionsSql = `select account_id as "accountId", version from desk
  where account_id in (${places(versionsAtOnce)})`

/** For the eye: E.164 where the number could be read, else as it came; nothing where the caller withheld it. */
const shownNumber = `case when c.presentation = 'restricted' then null
  when c.number_key like '+%' then c.number_key else c.number_raw end`

/**
 * Whether this agent may know who called. While several are rung, and for whoever did not take a call that a colleague
 * took, the name is not theirs to see; a call that nobody took has to be called back by somebody.
 */
const mayKnow = `(p.answered_at is not null or c.direction = 'outbound'
  or (c.answered_at is null and (c.ended_at is not null or c.offered_to <= 1)))`

const recentColumns = `p.call_id as "callId", coalesce(p.offered_at, p.stored_at) as "offeredAt",
  p.answered_at as "answeredAt", p.closing, c.direction, c.presentation, c.queue,
  case when ${mayKnow} then ${shownNumber} end as number,
  case when ${mayKnow} then c.customer_id end as "customerId",
  case when ${mayKnow} then k.name end as "customerName", w.disposition, w.note`
const recentJoins = `from pop p join call c on c.id = p.call_id left join customer k on k.id = c.customer_id
  left join wrap_up w on w.call_id = p.call_id and w.account_id = p.account_id`
const notLost = `(p.closing is null or p.closing <> 'lost')`

/** Pops that were never offered (calls the agent placed) have no place in the index by offer and are asked for apart. */
const recentSql = `select * from (
    select * from (select ${recentColumns} ${recentJoins}
      where p.account_id = ? and p.offered_at < ? and ${notLost} order by p.offered_at desc limit ?) offered
    union all
    select * from (select ${recentColumns} ${recentJoins}
      where p.account_id = ? and p.offered_at is null and p.stored_at < ? and ${notLost}
      order by p.stored_at desc limit ?) placed
  ) mine order by "offeredAt" desc, "callId" limit ?`

/** Whoever was reached since, either way and by whomever, need not be called back. */
const missedSql = `select ${recentColumns} ${recentJoins}
  where p.account_id = ? and p.offered_at >= ? and p.closing in ('missed', 'withdrawn')
  and c.outcome is not null and c.outcome <> 'answered'
  and not exists (select 1 from call r where r.number_key = c.number_key and r.arrived_at > c.arrived_at
    and r.answered_at is not null and r.test_at is null)
  and not exists (select 1 from call r where r.customer_id = c.customer_id and r.arrived_at > c.arrived_at
    and r.answered_at is not null and r.test_at is null)
  order by p.offered_at desc, p.call_id limit ?`

const followUpsSql = `select w.call_id as "callId", w.follow_up_at as "dueAt", coalesce(w.follow_up_text, '') as text,
  c.customer_id as "customerId", k.name as "customerName", ${shownNumber} as number
  from wrap_up w left join call c on c.id = w.call_id left join customer k on k.id = c.customer_id
  where w.account_id = ? and w.follow_up_at is not null and w.follow_up_done_at is null
  order by w.follow_up_at, w.call_id limit ?`

/** The bound on the last event and the sum in the order say nothing new: they lead the planner to the few calls that live. */
const liveSql = `select c.id as "callId", c.source, c.direction, c.phase, ${shownNumber} as number, c.presentation,
  c.customer_id as "customerId", k.name as "customerName", c.queue, c.arrived_at as "arrivedAt",
  c.answered_at as "answeredAt", c.answered_by as "answeredBy", c.offered_to as "offeredTo"
  from call c left join customer k on k.id = c.customer_id
  where c.ended_at is null and c.last_event_at > 0 and c.test_at is null order by c.arrived_at + 0, c.id limit ?`

const availabilitySql = `update desk set availability = ? where account_id = ?`
const renderedSql = `update pop set sent_at = coalesce(sent_at, ?), rendered_at = ?
  where call_id = ? and account_id = ? and version >= ? and rendered_at is null
  returning stored_at as "storedAt"`
const draftSql = 'select body, version from wrap_up_draft where call_id = ? and account_id = ?'
const newDraftSql = `insert into wrap_up_draft (call_id, account_id, body, version, updated_at)
  values (?, ?, ?, 1, ?) on conflict (call_id, account_id) do nothing`
const changeDraftSql = `update wrap_up_draft set body = ?, version = version + 1, updated_at = ?
  where call_id = ? and account_id = ? and version = ?`
const dropDraftSql = 'delete from wrap_up_draft where call_id = ? and account_id = ?'
const notesOfCallSql = `select account_id as "accountId", note, null as draft, saved_at as "writtenAt"
  from wrap_up where call_id = ? union all
  select account_id, null, body, updated_at from wrap_up_draft where call_id = ? order by 4, 1`
/** Changes nothing: whoever else writes of this call at the moment is waited for, or waits. */
const holdCallSql = 'update call set version = version where id = ?'
const saveWrapUpSql = `insert into wrap_up (call_id, account_id, customer_id, disposition, note, follow_up_at,
  follow_up_text, began_at, saved_at, case_id, after_call_ms, typed_ms, sentiment)
  values (?, ?, (select customer_id from call where id = ?), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  on conflict (call_id, account_id) do update set customer_id = excluded.customer_id,
  disposition = excluded.disposition, note = excluded.note, follow_up_at = excluded.follow_up_at,
  follow_up_text = excluded.follow_up_text,
  follow_up_done_at = case when wrap_up.follow_up_at = excluded.follow_up_at then wrap_up.follow_up_done_at end,
  saved_at = excluded.saved_at, case_id = excluded.case_id,
  sentiment = coalesce(excluded.sentiment, wrap_up.sentiment),
  after_call_ms = coalesce(wrap_up.after_call_ms, excluded.after_call_ms),
  typed_ms = case when wrap_up.typed_ms is null then excluded.typed_ms
    else wrap_up.typed_ms + coalesce(excluded.typed_ms, 0) end`
const wrapUpTimesSql = `select disposition, after_call_ms as "afterCallMs", typed_ms as "typedMs" from wrap_up
  where saved_at >= ? and saved_at < ? and after_call_ms is not null`
const closeFollowUpSql = `update wrap_up set follow_up_done_at = ? where call_id = ? and account_id = ?
  and follow_up_at is not null and follow_up_done_at is null`

/** What agents' desktops show and keep. */
export function deskStore(engine: Engine): DeskStore {
  return { ...deskVerbs(engine), ...wrapUpVerbs(engine), ...listVerbs(engine) }
}

type DeskVerbs = Pick<DeskStore, 'readDesks' | 'readDeskVersions' | 'setAvailability' | 'recordRendered'>

function deskVerbs({ read, write }: Engine): DeskVerbs {
  return {
    readDesks: (accountIds) => read(() => readDesks(accountIds)),
    readDeskVersions: (accountIds) => read(() => readVersions(accountIds)),
    setAvailability: (accountId, availability, now) =>
      write(() => setAvailability(accountId, availability, now)),
    async recordRendered({ callId, accountId, version, sentAt, renderedAt }) {
      const sql = renderedSql
      return (await write(() => one(sql, sentAt, renderedAt, callId, accountId, version))) ?? null
    },
  }
}

interface DeskRow {
  readonly version: number
  readonly availability: Availability
}

/** Of one state: a version that is newer than the pops it stands beside would hide a change for good. */
function* readDesks(accountIds: readonly string[]): Steps<Map<string, Desk>> {
  const desks = new Map(accountIds.map((id) => [id, emptyDesk()]))
  for (const some of inParts(accountIds, desksAtOnce)) {
    const rows = yield* all<DeskRow & { accountId: string }>(desksSql, ...some)
    const pops = yield* all<{ accountId: string; content: string }>(openPopsSql, ...some)
    for (const { accountId, version, availability } of rows)
      desks.set(accountId, { version, availability, pops: [] })
    for (const { accountId, content } of pops) desks.get(accountId)?.pops.push(content)
  }
  return desks
}

function emptyDesk(): Omit<Desk, 'pops'> & { readonly pops: string[] } {
  return { version: 0, availability: 'available', pops: [] }
}

function* readVersions(accountIds: readonly string[]): Steps<Map<string, number>> {
  const versions = new Map(accountIds.map((id) => [id, 0]))
  for (const some of inParts(accountIds, versionsAtOnce)) {
    const rows = yield* all<{ accountId: string; version: number }>(versionsSql, ...some)
    for (const { accountId, version } of rows) versions.set(accountId, version)
  }
  return versions
}

/** Parts of one length; the last is filled up with nobody. */
function inParts(accountIds: readonly string[], length: number): (string | null)[][] {
  return Array.from({ length: Math.ceil(accountIds.length / length) }, (_, part) =>
    Array.from({ length }, (_, n) => accountIds[part * length + n] ?? null),
  )
}

function* setAvailability(
  accountId: string,
  availability: Availability,
  now: number,
): Steps<readonly DeskMessage[]> {
  const desk = yield* one<DeskRow>(deskSql, accountId)
  if (desk?.availability === availability) return []
  const bodyOf = (version: number) => JSON.stringify({ kind: 'availability', version, availability })
  const message = yield* tellDesk(accountId, bodyOf, now)
  yield* change(availabilitySql, availability, accountId)
  return [message]
}

type WrapUpVerbs = Pick<
  DeskStore,
  'readDraft' | 'readNotesOfCall' | 'keepDraft' | 'saveWrapUp' | 'closeFollowUp' | 'readWrapUpTimes'
>
type DraftToKeep = Parameters<DeskStore['keepDraft']>[0]
type Draft = NonNullable<Awaited<ReturnType<DeskStore['readDraft']>>>

function wrapUpVerbs({ read, write }: Engine): WrapUpVerbs {
  return {
    async readDraft(callId, accountId) {
      return (await read(() => one<Draft>(draftSql, callId, accountId))) ?? null
    },
    readNotesOfCall: (callId) => read(() => all<CallNote>(notesOfCallSql, callId, callId)),
    keepDraft: (draft) => write(() => keepDraft(draft)),
    saveWrapUp: (wrapUp) => write(() => saveWrapUp(wrapUp)),
    readWrapUpTimes(from, until, teams = null) {
      const seen = doneBySeen('wrap_up.account_id', teams)
      return read(() => all<WrapUpTime>(`${wrapUpTimesSql} and ${seen.sql}`, from, until, ...seen.values))
    },
    async closeFollowUp(callId, accountId, now) {
      return (await write(() => change(closeFollowUpSql, now, callId, accountId))) === 1
    },
  }
}

function* keepDraft({ callId, accountId, body, expectedVersion, now }: DraftToKeep): Steps<number | null> {
  const kept =
    expectedVersion === 0
      ? yield* change(newDraftSql, callId, accountId, body, now)
      : yield* change(changeDraftSql, body, now, callId, accountId, expectedVersion)
  return kept === 1 ? expectedVersion + 1 : null
}

/** A wrap-up that is saved again replaces the first; a follow-up that is set anew is open again. */
function* saveWrapUp(wrapUp: SavedWrapUp): Steps<WrapUpSaved> {
  const { callId, accountId, disposition, note, followUpAt, followUpText, beganAt, now } = wrapUp
  yield* change(holdCallSql, callId)
  const caseId = yield* caseOfWrapUp(wrapUp)
  if (caseId === undefined) return { kind: 'case-not-found' }
  yield* change(
    saveWrapUpSql,
    callId,
    accountId,
    callId,
    disposition,
    note,
    followUpAt,
    followUpText,
    beganAt,
    now,
    caseId,
    beganAt === null ? null : Math.max(0, now - beganAt),
    wrapUp.typedMs ?? null,
    wrapUp.sentiment ?? null,
  )
  yield* change(dropDraftSql, callId, accountId)
  yield* sayWrapUps(callId)
  yield* makePromisesOfCall(wrapUp, wrapUp.promises ?? [])
  if (wrapUp.outside) yield* tellOutside(wrapUp.outside)
  yield* settleWrapUp(wrapUp)
  return { kind: 'saved', caseId: caseId || null }
}

type ListVerbs = Pick<DeskStore, 'readRecentCalls' | 'readMissedCalls' | 'readFollowUps' | 'readLiveCalls'>

function listVerbs({ read }: Engine): ListVerbs {
  return {
    readRecentCalls: (accountId, before, most) =>
      read(() => all<RecentCall>(recentSql, accountId, before, most, accountId, before, most, most)),
    readMissedCalls: (accountId, since, most) =>
      read(() => all<RecentCall>(missedSql, accountId, since, most)),
    readFollowUps: (accountId, most) => read(() => all<FollowUp>(followUpsSql, accountId, most)),
    async readLiveCalls(most) {
      return (await read(() => all<LiveRow>(liveSql, most))).map(liveCallOf)
    },
  }
}

/** Phases in which somebody is rung or speaks: if we know nobody of them, the call has passed our desks by. */
const reached = new Set(['ringing', 'connected', 'held'])

type LiveRow = Omit<LiveCall, 'answeredBy' | 'unrouted'> & { answeredBy: string; offeredTo: number }

/** Agents as ids (`?<reference>` where no account is known). A call of the house's own making was routed by its maker. */
function liveCallOf({ offeredTo, answeredBy, ...call }: LiveRow): LiveCall {
  const agents = JSON.parse(answeredBy) as string[]
  const known = agents.some((agent) => !agent.startsWith('?'))
  return {
    ...call,
    answeredBy: agents,
    unrouted: call.direction === 'inbound' && reached.has(call.phase) && offeredTo === 0 && !known,
  }
}
