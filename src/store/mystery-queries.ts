import type { MysteryRun, MysteryStore, MysteryTurn } from './mystery-store.ts'
import { all, change, type Engine, one, type Steps } from './steps.ts'

const turnsSql = `select test, began_at as "beganAt", asked_at as "askedAt", lease_until as "leaseUntil"
  from mystery_turn order by test`
const firstTurnSql = 'insert into mystery_turn (test) values (?) on conflict (test) do nothing'
const askSql = 'update mystery_turn set asked_at = ?, asked_by = ? where test = ?'
const askedBySql = 'select asked_by as "askedBy" from mystery_turn where test = ?'
const takeSql = `update mystery_turn set node = ?, lease_until = ?, began_at = ?, asked_at = null, asked_by = null
  where test = ? and (lease_until is null or lease_until <= ?)
  and (asked_at is not null or began_at is null or began_at <= ?)`
const giveBackSql = 'update mystery_turn set node = null, lease_until = null where test = ? and node = ?'
const insertRunSql = `insert into mystery_run (id, test, call_id, began_at, ended_at, result, stopped_at, why, faults,
  steps, asked_by) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (id) do nothing`
const runsSql = `select id, test, call_id as "callId", began_at as "beganAt", ended_at as "endedAt", result,
  stopped_at as "stoppedAt", why, faults, steps, asked_by as "askedBy" from mystery_run
  where test = ? order by began_at desc, id limit ?`
const forgetRunsSql = `delete from mystery_run where id in
  (select id from mystery_run where began_at < ? limit ?)`
const oldCallsSql = 'select id from call where test_at < ? and ended_at is not null limit ?'
const partsOfCall = ['call_event', 'pop', 'pop_shown', 'wrap_up_draft'] as const

/** Test calls of the house's own: whose turn it is, and what came of them. */
export function mysteryStore({ read, write }: Engine): MysteryStore {
  return {
    readMysteryTurns: () => read(() => all<MysteryTurn>(turnsSql)),
    askMysteryCall: (wish) => write(() => ask(wish)),
    takeMysteryTurn: (wanted) => write(() => take(wanted)),
    finishMysteryRun: (run, node) => write(() => finish(run, node)),
    readMysteryRuns: (test, most) => read(() => all<MysteryRun>(runsSql, test, most)),
    forgetMystery: (before, most) => write(() => forget(before, most)),
  }
}

function* ask({ test, at, by }: Parameters<MysteryStore['askMysteryCall']>[0]): Steps<void> {
  yield* change(firstTurnSql, test)
  yield* change(askSql, at, by, test)
}

type Wanted = Parameters<MysteryStore['takeMysteryTurn']>[0]

function* take({ test, node, now, notSince, leaseUntil }: Wanted): Steps<{ askedBy: string | null } | null> {
  yield* change(firstTurnSql, test)
  const asked = yield* one<{ askedBy: string | null }>(askedBySql, test)
  const taken = yield* change(takeSql, node, leaseUntil, now, test, now, notSince)
  return taken === 1 ? { askedBy: asked?.askedBy ?? null } : null
}

function* finish(run: MysteryRun, node: string): Steps<void> {
  const { id, test, callId, beganAt, endedAt, result, stoppedAt, why, faults, steps, askedBy } = run
  yield* change(
    insertRunSql,
    id,
    test,
    callId,
    beganAt,
    endedAt,
    result,
    stoppedAt,
    why,
    faults,
    steps,
    askedBy,
  )
  yield* change(giveBackSql, test, node)
}

function* forget(before: { runs: number; calls: number }, most: number): Steps<boolean> {
  const calls = yield* all<{ id: string }>(oldCallsSql, before.calls, most)
  for (const { id } of calls) {
    for (const part of partsOfCall) yield* change(`delete from ${part} where call_id = ?`, id)
    yield* change('delete from call where id = ?', id)
  }
  const gone = yield* change(forgetRunsSql, before.runs, most)
  return calls.length === most || gone === most
}
