import type { Availability } from '../wire/desktop-events.ts'
import type { DeskMessage } from './call-store.ts'
import type { DeskStore, FollowUp, LiveCall, RecentCall, SavedWrapUp } from './desk-store.ts'
import { insertOutboxSql, nextDeskVersionSql, wrapUpsOfCall } from './sqlite-calls.ts'
import type { SqliteConnection } from './sqlite-connection.ts'

const deskSql = 'select version, availability from desk where account_id = ?'
const openPopsSql = `select content from pop
  where account_id = ? and state <> 'closed' order by stored_at, call_id`

/** How many desks one statement asks for: a fixed number, so that there is one statement to prepare. */
const desksAtOnce = 100
const versionsSql = `select account_id, version from desk
  where account_id in (${Array.from({ length: desksAtOnce }, () => '?').join(', ')})`

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

const missedSql = `select ${recentColumns} ${recentJoins}
  where p.account_id = ? and p.offered_at >= ? and p.closing in ('missed', 'withdrawn')
  and c.outcome is not null and c.outcome <> 'answered' order by p.offered_at desc, p.call_id limit ?`

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
  where c.ended_at is null and c.last_event_at > 0 order by c.arrived_at + 0, c.id limit ?`

/** What agents' desktops show and keep, on SQLite. Reads are one synchronous stretch: no write comes between. */
export function sqliteDeskStore(connection: SqliteConnection): DeskStore {
  return { ...deskVerbs(connection), ...wrapUpVerbs(connection), ...listVerbs(connection) }
}

type DeskVerbs = Pick<DeskStore, 'readDesk' | 'readDeskVersions' | 'setAvailability' | 'recordRendered'>

function deskVerbs(connection: SqliteConnection): DeskVerbs {
  const { prepare, write } = connection
  return {
    async readDesk(accountId) {
      type Row = { version: number; availability: Availability }
      const desk = prepare(deskSql).get(accountId) as Row | undefined
      const pops = prepare(openPopsSql).pluck().all(accountId) as string[]
      return { version: desk?.version ?? 0, availability: desk?.availability ?? 'available', pops }
    },
    readDeskVersions: async (accountIds) => readVersions(connection, accountIds),
    setAvailability: (accountId, availability, now) =>
      write(() => setAvailability(connection, accountId, availability, now)),
    recordRendered: ({ callId, accountId, version, sentAt, renderedAt }) =>
      write(() => {
        prepare(
          `update pop set sent_at = coalesce(sent_at, ?), rendered_at = ?
           where call_id = ? and account_id = ? and version >= ? and rendered_at is null`,
        ).run(sentAt, renderedAt, callId, accountId, version)
      }),
  }
}

function readVersions({ prepare }: SqliteConnection, accountIds: readonly string[]): Map<string, number> {
  const versions = new Map(accountIds.map((id) => [id, 0]))
  for (let from = 0; from < accountIds.length; from += desksAtOnce) {
    const some: (string | null)[] = accountIds.slice(from, from + desksAtOnce)
    while (some.length < desksAtOnce) some.push(null)
    for (const [id, version] of prepare(versionsSql).raw().all(some) as [string, number][]) {
      versions.set(id, version)
    }
  }
  return versions
}

function setAvailability(
  { prepare }: SqliteConnection,
  accountId: string,
  availability: Availability,
  now: number,
): DeskMessage[] {
  const desk = prepare(deskSql).get(accountId) as { availability: Availability } | undefined
  if (desk?.availability === availability) return []
  const version = prepare(nextDeskVersionSql).pluck().get(accountId) as number
  prepare('update desk set availability = ? where account_id = ?').run(availability, accountId)
  const body = JSON.stringify({ kind: 'availability', version, availability })
  prepare(insertOutboxSql).run(accountId, version, body, now)
  return [{ accountId, version, body }]
}

type WrapUpVerbs = Pick<DeskStore, 'readDraft' | 'keepDraft' | 'saveWrapUp' | 'closeFollowUp'>
type DraftToKeep = Parameters<DeskStore['keepDraft']>[0]

function wrapUpVerbs(connection: SqliteConnection): WrapUpVerbs {
  const { prepare, write } = connection
  return {
    async readDraft(callId, accountId) {
      const sql = 'select body, version from wrap_up_draft where call_id = ? and account_id = ?'
      return (prepare(sql).get(callId, accountId) as { body: string; version: number } | undefined) ?? null
    },
    keepDraft: (draft) => write(() => keepDraft(connection, draft)),
    saveWrapUp: (wrapUp) => write(() => saveWrapUp(connection, wrapUp)),
    closeFollowUp: (callId, accountId, now) =>
      write(() => {
        const sql = `update wrap_up set follow_up_done_at = ? where call_id = ? and account_id = ?
          and follow_up_at is not null and follow_up_done_at is null`
        return prepare(sql).run(now, callId, accountId).changes === 1
      }),
  }
}

function keepDraft({ prepare }: SqliteConnection, draft: DraftToKeep): number | null {
  const { callId, accountId, body, expectedVersion, now } = draft
  const kept =
    expectedVersion === 0
      ? prepare(
          `insert into wrap_up_draft (call_id, account_id, body, version, updated_at) values (?, ?, ?, 1, ?)
           on conflict (call_id, account_id) do nothing`,
        ).run(callId, accountId, body, now)
      : prepare(
          `update wrap_up_draft set body = ?, version = version + 1, updated_at = ?
           where call_id = ? and account_id = ? and version = ?`,
        ).run(body, now, callId, accountId, expectedVersion)
  return kept.changes === 1 ? expectedVersion + 1 : null
}

/** A wrap-up that is saved again replaces the first; a follow-up that is set anew is open again. */
function saveWrapUp(connection: SqliteConnection, wrapUp: SavedWrapUp): void {
  const { prepare } = connection
  const { callId, accountId } = wrapUp
  prepare(
    `insert into wrap_up (call_id, account_id, customer_id, disposition, note, follow_up_at, follow_up_text,
     began_at, saved_at)
     values (?, ?, (select customer_id from call where id = ?), ?, ?, ?, ?, ?, ?)
     on conflict (call_id, account_id) do update set customer_id = excluded.customer_id, disposition = excluded.disposition, note = excluded.note,
     follow_up_at = excluded.follow_up_at, follow_up_text = excluded.follow_up_text,
     follow_up_done_at = case when wrap_up.follow_up_at = excluded.follow_up_at then wrap_up.follow_up_done_at end,
     saved_at = excluded.saved_at`,
  ).run(
    callId,
    accountId,
    callId,
    wrapUp.disposition,
    wrapUp.note,
    wrapUp.followUpAt,
    wrapUp.followUpText,
    wrapUp.beganAt,
    wrapUp.now,
  )
  prepare('delete from wrap_up_draft where call_id = ? and account_id = ?').run(callId, accountId)
  const said = wrapUpsOfCall(connection, callId)
  const sql = 'update interaction set disposition = ?, body = ?, indexed = 0 where call_id = ?'
  prepare(sql).run(said.disposition, said.body, callId)
}

type ListVerbs = Pick<DeskStore, 'readRecentCalls' | 'readMissedCalls' | 'readFollowUps' | 'readLiveCalls'>

function listVerbs({ prepare }: SqliteConnection): ListVerbs {
  return {
    readRecentCalls: async (accountId, before, most) =>
      prepare(recentSql).all(accountId, before, most, accountId, before, most, most) as RecentCall[],
    readMissedCalls: async (accountId, since, most) =>
      prepare(missedSql).all(accountId, since, most) as RecentCall[],
    readFollowUps: async (accountId, most) => prepare(followUpsSql).all(accountId, most) as FollowUp[],
    readLiveCalls: async (most) => (prepare(liveSql).all(most) as LiveRow[]).map(liveCallOf),
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
