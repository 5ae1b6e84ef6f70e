import { testDeskId } from '../call/test-call.ts'
import type {
  AgentPresence,
  BoardCall,
  DesksSaid,
  LiveCallRow,
  LiveCount,
  LiveHeads,
  LiveStore,
  WallLink,
} from './live-store.ts'
import { changeMany } from './many-rows.ts'
import { all, cells, change, type Engine, one, type Steps } from './steps.ts'

const rowsAtOnce = 50
const places = Array.from({ length: rowsAtOnce }, () => '?').join(', ')

/** The bound on the last event says nothing new: it leads the planner to the few calls that live. */
const headsSql =
  'select id, version from call where ended_at is null and last_event_at > 0 and test_at is null'
const popHeadsSql = `select call_id, account_id, state from pop where state <> 'closed'`
const rowsSql = `select c.id, c.version, c.source, c.direction, c.phase,
  case when c.presentation = 'restricted' then null
    when c.number_key like '+%' then c.number_key else c.number_raw end as number,
  c.presentation, c.customer_id as "customerId", k.name as "customerName", c.queue, c.arrived_at as "arrivedAt",
  c.answered_at as "answeredAt", c.answered_by as "answeredBy", c.offered_to as "offeredTo", c.board
  from call c left join customer k on k.id = c.customer_id where c.ended_at is null and c.id in (${places})`
const endsSql = `select id, coalesce(ended_at, 0) as "endedAt" from call where id in (${places})`
const countSql = `insert into live_count (day, source, queue, part, answered, in_time, abandoned, abandoned_soon, waited_ms,
  longest_ms) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (day, source, queue, part) do update set
  answered = live_count.answered + excluded.answered, in_time = live_count.in_time + excluded.in_time,
  abandoned = live_count.abandoned + excluded.abandoned,
  abandoned_soon = live_count.abandoned_soon + excluded.abandoned_soon,
  waited_ms = live_count.waited_ms + excluded.waited_ms,
  longest_ms = case when excluded.longest_ms > live_count.longest_ms then excluded.longest_ms else live_count.longest_ms end`
const big = (sum: string) => `cast(sum(${sum}) as bigint)`
const countsSql = `select day, source, queue, ${big('answered')} as answered, ${big('in_time')} as "inTime",
  ${big('abandoned')} as abandoned, ${big('abandoned_soon')} as "abandonedSoon", ${big('waited_ms')} as "waitedMs",
  max(longest_ms) as "longestMs" from live_count where day = ? group by day, source, queue`
const presenceSql = `select a.id as "accountId", coalesce(d.availability, 'available') as availability,
  case when exists (select 1 from session s where s.account_id = a.id and s.expires_at > ?)
    and exists (select 1 from open_desk o join desk_node n on n.node = o.node where o.account_id = a.id and n.seen_at > ?)
    then 1 else 0 end as "hasDesk"
  from account a left join desk d on d.account_id = a.id where a.disabled_at is null and a.id <> '${testDeskId}'`

const beatSql = 'update desk_node set seen_at = ? where node = ?'
const joinSql = 'insert into desk_node (node, seen_at) values (?, ?) on conflict (node) do nothing'
const openedSql = (places: string) =>
  `insert into open_desk (node, account_id) values ${places} on conflict (node, account_id) do nothing`
const closedSql = (places: string) => `delete from open_desk where (node, account_id) in (values ${places})`
const goneDesksSql = 'delete from open_desk where node in (select node from desk_node where seen_at < ?)'
const goneNodesSql = 'delete from desk_node where seen_at < ?'
/** A node that has said nothing for so long is taken for dead, and after the longer time is forgotten. */
const nodeLivesMs = 12_000
const nodeKeptMs = 60_000

const linkColumns = `id, name, teams, created_at as "createdAt", created_by as "createdBy", seen_at as "seenAt"`
const makeLinkSql = `insert into wall_link (id, token_hash, name, teams, created_at, created_by) values (?, ?, ?, ?, ?, ?)
  on conflict do nothing`
const linksSql = `select ${linkColumns} from wall_link where revoked_at is null order by created_at desc, id`
const linkSql = `select ${linkColumns} from wall_link where token_hash = ? and revoked_at is null`
const seenSql = 'update wall_link set seen_at = ? where id = ?'
const revokeSql = 'update wall_link set revoked_at = ? where id = ? and revoked_at is null'
const seenEveryMs = 60_000

/** In how many parts a queue's figures are added up: calls that end at once seldom wait for each other. */
const parts = 8

/** The live view. */
export function liveStore({ read, write }: Engine): LiveStore {
  return {
    readLiveHeads: () => read(readHeads),
    readLiveRows: (ids) => read(() => readRows(ids)),
    readEnds: (ids) => read(() => readEnds(ids)),
    readLiveCounts: (day) => read(() => all<LiveCount>(countsSql, day)),
    async readPresence(now) {
      type Row = Omit<AgentPresence, 'hasDesk'> & { readonly hasDesk: number }
      const rows = await read(() => all<Row>(presenceSql, now, now - nodeLivesMs))
      return rows.map((row) => ({ ...row, hasDesk: row.hasDesk === 1 }))
    },
    tellDesks: (said) => write(() => tellDesks(said)),
    async leaveDesks(node) {
      await write(() => leave(node))
    },
    async forgetCounts(beforeDay) {
      await write(() => change('delete from live_count where day < ?', beforeDay))
    },
    async makeWallLink({ id, tokenHash, name, teams, createdAt, createdBy }) {
      const said = teams === null ? null : JSON.stringify(teams)
      await write(() => change(makeLinkSql, id, tokenHash, name, said, createdAt, createdBy))
    },
    async readWallLinks() {
      return (await read(() => all<LinkRow>(linksSql))).map(toLink)
    },
    async openWallLink(tokenHash, now) {
      const row = await read(() => one<LinkRow>(linkSql, tokenHash))
      if (!row) return null
      if (now - (row.seenAt ?? 0) >= seenEveryMs) await write(() => change(seenSql, now, row.id))
      return toLink(row)
    },
    async revokeWallLink(id, now) {
      return (await write(() => change(revokeSql, now, id))) === 1
    },
  }
}

function* tellDesks({ node, opened, closed, now }: DesksSaid): Steps<boolean> {
  const wasKnown = (yield* change(beatSql, now, node)) === 1
  if (!wasKnown) yield* change(joinSql, node, now)
  const rowsOf = (accounts: readonly string[]) => accounts.map((account) => [node, account])
  yield* changeMany(openedSql, rowsOf(opened))
  yield* changeMany(closedSql, rowsOf(closed))
  yield* change(goneDesksSql, now - nodeKeptMs)
  yield* change(goneNodesSql, now - nodeKeptMs)
  return wasKnown
}

function* leave(node: string): Steps<void> {
  yield* change('delete from open_desk where node = ?', node)
  yield* change('delete from desk_node where node = ?', node)
}

type LinkRow = Omit<WallLink, 'teams'> & { readonly teams: string | null }

function toLink({ teams, ...row }: LinkRow): WallLink {
  return { ...row, teams: teams === null ? null : (JSON.parse(teams) as string[]) }
}

function* readHeads(): Steps<LiveHeads> {
  const calls = yield* cells<[string, number]>(headsSql)
  const pops = yield* cells<[string, string, string]>(popHeadsSql)
  return { calls, pops }
}

function* readRows(ids: readonly string[]): Steps<readonly LiveCallRow[]> {
  type Row = Omit<LiveCallRow, 'answeredBy' | 'board'> & {
    readonly answeredBy: string
    readonly board: string | null
  }
  const found: LiveCallRow[] = []
  for (const some of inParts(ids)) {
    for (const { answeredBy, board, ...row } of yield* all<Row>(rowsSql, ...some)) {
      found.push({
        ...row,
        answeredBy: JSON.parse(answeredBy) as string[],
        board: board === null ? null : (JSON.parse(board) as BoardCall),
      })
    }
  }
  return found
}

function* readEnds(ids: readonly string[]): Steps<ReadonlyMap<string, number>> {
  const ends = new Map<string, number>()
  for (const some of inParts(ids)) {
    const rows = yield* all<{ id: string; endedAt: number }>(endsSql, ...some)
    for (const { id, endedAt } of rows) ends.set(id, endedAt)
  }
  return ends
}

/** Parts of one length, so that there is one statement to prepare; the last is filled up with nobody. */
function inParts(ids: readonly string[]): (string | null)[][] {
  return Array.from({ length: Math.ceil(ids.length / rowsAtOnce) }, (_, part) =>
    Array.from({ length: rowsAtOnce }, (_, n) => ids[part * rowsAtOnce + n] ?? null),
  )
}

/** In one order of rows, so that two calls that count for the same two never wait for each other. */
export function* addCounts(callId: string, counts: readonly LiveCount[]): Steps<void> {
  const part = partOf(callId)
  for (const count of counts.toSorted(byRow)) {
    const { day, source, queue, answered, inTime, abandoned, abandonedSoon, waitedMs, longestMs } = count
    yield* change(
      countSql,
      day,
      source,
      queue,
      part,
      answered,
      inTime,
      abandoned,
      abandonedSoon,
      waitedMs,
      longestMs,
    )
  }
}

function byRow(one: LiveCount, other: LiveCount): number {
  const key = ({ day, source, queue }: LiveCount) => `${day} ${source} ${queue}`
  return key(one) < key(other) ? -1 : 1
}

function partOf(callId: string): number {
  let sum = 0
  for (let n = 0; n < callId.length; n++) sum = (sum * 31 + callId.charCodeAt(n)) | 0
  return Math.abs(sum) % parts
}
