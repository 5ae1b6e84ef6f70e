import Database from 'better-sqlite3'
import { expect } from 'vitest'
import { retell } from '../../src/call/call.ts'
import type { CallEvent } from '../../src/call/call-event.ts'

/**
 * Looks into a database that nobody serves: every acknowledged event is there exactly once, each call is what its events
 * make of it when they are told in order, each desk's feed has no gap, and SQLite finds nothing wrong.
 */
export function expectNothingLost(
  database: string,
  acknowledged: ReadonlyMap<string, string>,
  wholeCalls: readonly string[],
): void {
  const db = new Database(database, { readonly: true })
  try {
    expect(db.prepare('pragma integrity_check').pluck().all()).toEqual(['ok'])
    expect(db.prepare('pragma foreign_key_check').all()).toEqual([])
    expectEveryEventOnce(db, acknowledged)
    for (const call of wholeCalls) expectAsInOrder(db, `main:${call}`)
    expectFeedsWithoutGap(db)
  } finally {
    db.close()
  }
}

function expectEveryEventOnce(db: Database.Database, acknowledged: ReadonlyMap<string, string>): void {
  const count = db.prepare('select count(*) from call_event where call_id = ? and event_id = ?').pluck()
  const wrong = [...acknowledged].filter(([id, call]) => count.get(`main:${call}`, id) !== 1)
  expect(wrong, `of ${acknowledged.size} acknowledged events`).toEqual([])
}

function expectAsInOrder(db: Database.Database, id: string): void {
  const bodies = db.prepare('select body from call_event where call_id = ?').pluck().all(id) as string[]
  const events = bodies.map((body) => JSON.parse(body) as CallEvent).sort((a, b) => a.at - b.at)
  const told = retell(events)
  const stored = db
    .prepare(
      'select phase, outcome, arrived_at, answered_at, ended_at, answered_by, offered_to from call where id = ?',
    )
    .get(id)
  expect(stored, id).toEqual({
    phase: told.phase,
    outcome: told.outcome,
    arrived_at: told.arrivedAt,
    answered_at: told.answeredAt,
    ended_at: told.endedAt,
    answered_by: JSON.stringify(told.answeredBy),
    offered_to: told.offers.length,
  })
  expect(told.phase, id).toBe('ended')
  const pops = db
    .prepare('select account_id, state, closing from pop where call_id = ? order by state')
    .all(id)
  const winner = told.answeredBy[0]
  const loser = told.offers.map((offer) => offer.agent).find((agent) => agent !== winner)
  expect(pops, id).toEqual([
    { account_id: loser, state: 'closed', closing: 'lost' },
    { account_id: winner, state: 'wrap-up', closing: null },
  ])
  const entries = db.prepare('select count(*) from interaction where call_id = ?').pluck().get(id)
  expect(entries, `entries of ${id} in the history`).toBe(1)
}

function expectFeedsWithoutGap(db: Database.Database): void {
  const gaps = db
    .prepare(
      `select d.account_id, d.version, count(o.id) as messages, max(o.version) as newest, count(distinct o.version) as versions
       from desk d join outbox o on o.account_id = d.account_id group by d.account_id
       having messages <> d.version or newest <> d.version or versions <> d.version`,
    )
    .all()
  expect(gaps, 'versions of desks that do not count their messages').toEqual([])
}
