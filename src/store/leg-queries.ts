import type { LegStore, LinkedLeg } from './leg-store.ts'
import { change, type Engine, one, type Steps } from './steps.ts'

const callOfLegSql = 'select call from call_leg where source = ? and leg = ?'
const putLegSql = `insert into call_leg (source, leg, call, linked_at) values (?, ?, ?, ?)
  on conflict (source, leg) do update set call = excluded.call, linked_at = excluded.linked_at`
const moveLegsSql = 'update call_leg set call = ? where source = ? and call = ?'
const endedSql = 'select ended_at as "endedAt" from call where id = ?'
const moveDraftsSql = `update wrap_up_draft set call_id = ? where call_id = ?
  and not exists (select 1 from wrap_up_draft other where other.call_id = ? and other.account_id = wrap_up_draft.account_id)`

const staleFactsSql = `update fact set replaced_at = ? where call_id = ? and customer_id is null and replaced_at is null
  and exists (select 1 from fact other where other.call_id = ? and other.customer_id is null
    and other.replaced_at is null and other.key = fact.key)`
const moveFactsSql = 'update fact set call_id = ? where call_id = ?'

/** Links of the same source wait for each other at this row: two at once could each be linked to what the other leaves. */
const turnstile = ''

export function legStore({ read, write }: Engine): LegStore {
  return {
    callOfLeg: (source, leg) => read(() => callOfLeg(source, leg)),
    linkLeg: (link) => write(() => linkLeg(link)),
    async moveDrafts(fromCallId, toCallId) {
      await write(() => moveWritten(fromCallId, toCallId))
    },
  }
}

function* moveWritten(from: string, to: string): Steps<void> {
  yield* change(moveDraftsSql, to, from, to)
  const newest = yield* one<{ at: number | null }>(
    'select max(said_at) as at from fact where call_id = ?',
    from,
  )
  if (newest?.at == null) return
  yield* change(staleFactsSql, newest.at, from, to)
  yield* change(moveFactsSql, to, from)
}

function* callOfLeg(source: string, leg: string): Steps<string> {
  return (yield* one<{ call: string }>(callOfLegSql, source, leg))?.call ?? leg
}

/** Each leg points at the call itself, never at another leg, so that one look finds it. */
function* linkLeg({ source, leg, of, now }: Parameters<LegStore['linkLeg']>[0]): Steps<LinkedLeg> {
  yield* change(putLegSql, source, turnstile, turnstile, now)
  const call = yield* callOfLeg(source, of)
  const own = yield* callOfLeg(source, leg)
  if (own === call) return { call, apart: leg === call ? null : yield* ifItLives(source, leg) }
  if ((yield* standingOf(source, call)) === 'ended' || (yield* standingOf(source, own)) === 'ended') {
    return { call: own, apart: null }
  }
  yield* change(moveLegsSql, call, source, own)
  yield* change(putLegSql, source, own, call, now)
  yield* change(putLegSql, source, leg, call, now)
  return { call, apart: yield* ifItLives(source, own) }
}

function* ifItLives(source: string, call: string): Steps<string | null> {
  return (yield* standingOf(source, call)) === 'lives' ? call : null
}

function* standingOf(source: string, call: string): Steps<'unknown' | 'lives' | 'ended'> {
  const row = yield* one<{ endedAt: number | null }>(endedSql, `${source}:${call}`)
  if (!row) return 'unknown'
  return row.endedAt === null ? 'lives' : 'ended'
}
