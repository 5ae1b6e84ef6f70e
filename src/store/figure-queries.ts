import type {
  DueDay,
  FigureDay,
  FigurePart,
  FigureProgress,
  FigureState,
  FigureStore,
} from './figure-store.ts'
import { all, change, type Engine, one, type Steps } from './steps.ts'
import { instantOfId } from './time-id.ts'

const stateSql = `select rules, today, closed_until as "closedUntil", events_from as "eventsFrom",
  signals_from as "signalsFrom", backlog_days as "backlogDays" from figure_state`
const writeStateSql = `insert into figure_state (id, rules, today, closed_until, events_from, signals_from, backlog_days)
  values (1, ?, ?, ?, ?, ?, ?) on conflict (id) do update set rules = excluded.rules, today = excluded.today,
  closed_until = excluded.closed_until, events_from = excluded.events_from, signals_from = excluded.signals_from,
  backlog_days = excluded.backlog_days`
/** A day that has become due anew must be told from what it was, also within one millisecond. */
const dueSql = `insert into figure_day (part, day, due_at, backlog) values (?, ?, ?, ?)
  on conflict (part, day) do update set
    due_at = case when figure_day.due_at >= excluded.due_at then figure_day.due_at + 1 else excluded.due_at end,
    backlog = case when figure_day.backlog = 1 then 1 else excluded.backlog end`
const nextSql = `select part, day, due_at as "dueAt" from figure_day where due_at is not null and backlog = ?
  and due_at <= ? order by day desc, part limit 1`
const settleSql = `insert into figure_day (part, day, due_at, counted_at, backlog) values (?, ?, null, ?, 0)
  on conflict (part, day) do update set counted_at = excluded.counted_at, backlog = 0,
    due_at = case when figure_day.due_at = ? then null else figure_day.due_at end`
const putSql = `insert into figure (report, grouping, day, body) values (?, ?, ?, ?)
  on conflict (report, grouping, day) do update set body = excluded.body`
const takeSql = 'delete from figure where report = ? and grouping = ? and day = ?'
/** Nothing that was begun before this was known can matter: a house has no calls of before its phone system. */
const firstSql = `select min(at) as at from (
  select min(arrived_at) as at from call union all select min(made_at) from promise
  union all select min(opened_at) from customer_case union all select min(sent_at) from survey
  union all select min(posted_at) from signal union all select min(at) from asked_again
  union all select min(saved_at) from wrap_up where after_call_ms is not null) first`

/** As much text as is written in one transaction: well under a millisecond of the thread that pops. */
const charactersAtOnce = 50_000

export function figureStore({ read, write, rowsPerWrite }: Engine): FigureStore {
  return {
    async readFigureState() {
      return (await read(() => one<FigureState>(stateSql))) ?? null
    },
    async writeFigureState({ rules, today, closedUntil, eventsFrom, signalsFrom, backlogDays }) {
      await write(() =>
        change(writeStateSql, rules, today, closedUntil, eventsFrom, signalsFrom, backlogDays),
      )
    },
    async makeFigureDaysDue(days, dueAt, isBacklog) {
      for (let from = 0; from < days.length; from += rowsPerWrite) {
        await write(() => makeDue(days.slice(from, from + rowsPerWrite), dueAt, isBacklog))
      }
    },
    takeFigureMarks: (most, dueAt, daysOf) => write(() => takeMarks(most, dueAt, daysOf)),
    nextDueFigureDay: (now) => read(() => nextDue(now)),
    async readFigureCounted({ part, day }) {
      const sql = 'select counted_at as at from figure_day where part = ? and day = ?'
      return (await read(() => one<{ at: number | null }>(sql, part, day)))?.at ?? null
    },
    async writeFigures(rows) {
      for (const some of inPortions(rows)) {
        await write(function* () {
          for (const { report, grouping, day, body } of some) {
            if (body === null) yield* change(takeSql, report, grouping, day)
            else yield* change(putSql, report, grouping, day, body)
          }
        })
      }
    },
    async settleFigureDay({ part, day }, countedAt, dueAt) {
      await write(() => change(settleSql, part, day, countedAt, dueAt))
    },
    readFigureProgress: (today) => read(() => progressOf(today)),
    async readFirstFigureDay(report) {
      const sql = "select min(day) as day from figure where report = ? and grouping = 'none'"
      return (await read(() => one<{ day: string | null }>(sql, report)))?.day ?? null
    },
    async readFirstInstant() {
      const { at = null } = (await read(() => one<{ at: number | null }>(firstSql))) ?? {}
      const first = await read(() => one<{ id: number | null }>('select min(id) as id from interaction'))
      const contact = first?.id == null ? null : instantOfId(first.id)
      return at === null ? contact : contact === null ? at : Math.min(at, contact)
    },
    async readTeamsOfAccounts() {
      const sql = 'select id, team from account where team is not null order by id'
      return JSON.stringify(await read(() => all<{ id: string; team: string }>(sql)))
    },
  }
}

function* makeDue(days: readonly FigureDay[], dueAt: number, isBacklog: boolean): Steps<void> {
  for (const { part, day } of days) yield* change(dueSql, part, day, dueAt, isBacklog ? 1 : 0)
}

/** Taken before anything is counted: what is marked from here on is there for the next time. */
function* takeMarks(
  most: number,
  dueAt: number,
  daysOf: (part: FigurePart, hour: number) => readonly FigureDay[],
): Steps<number> {
  const marks = yield* all<{ part: FigurePart; hour: number }>(
    `delete from figure_due where (part, hour) in
      (select part, hour from figure_due order by hour desc limit ?) returning part, hour`,
    most,
  )
  const days = new Map(
    marks.flatMap(({ part, hour }) => daysOf(part, hour)).map((one) => [`${one.part} ${one.day}`, one]),
  )
  yield* makeDue([...days.values()], dueAt, false)
  return marks.length
}

function* nextDue(now: number): Steps<DueDay | null> {
  for (const backlog of [0, 1]) {
    const due = yield* one<DueDay>(nextSql, backlog, now)
    if (due) return due
  }
  return null
}

function* progressOf(today: string): Steps<FigureProgress> {
  const state = yield* one<FigureState>(stateSql)
  const left = yield* one<{ backlog: number }>(
    'select count(*) as backlog from figure_day where backlog = 1 and due_at is not null',
  )
  const counted = yield* one<{ at: number | null }>(
    "select counted_at as at from figure_day where part = 'calls' and day = ?",
    today,
  )
  return {
    todayAt: counted?.at ?? null,
    backlog: left?.backlog ?? 0,
    backlogDays: state?.backlogDays ?? 0,
  }
}

type Bodies = Parameters<FigureStore['writeFigures']>[0]

function* inPortions(rows: Bodies): Generator<Bodies> {
  let portion: Bodies[number][] = []
  let length = 0
  for (const row of rows) {
    const size = (row.body?.length ?? 0) + 200
    if (portion.length > 0 && length + size > charactersAtOnce) {
      yield portion
      portion = []
      length = 0
    }
    portion.push(row)
    length += size
  }
  if (portion.length > 0) yield portion
}
