import { Refusal } from '../errors.ts'
import type { WrapUpTime } from '../store/desk-store.ts'
import type { Store } from '../store/store.ts'
import type { WrapUpTimesView } from '../wire/desk-api.ts'
import type { SeenTeams } from '../wire/teams.ts'

const day = 24 * 60 * 60_000
const usualDays = 30
const mostDays = 92

/**
 * How long wrap-ups take, by disposition, the most frequent first. Read a day at a time, so that call events pass in
 * between. Refuses `bad-input` for more than 92 days.
 */
export async function wrapUpTimes(
  store: Pick<Store, 'readWrapUpTimes'>,
  range: { readonly from?: number | undefined; readonly until?: number | undefined },
  teams: SeenTeams,
  now: number,
): Promise<WrapUpTimesView> {
  const until = range.until ?? now
  const from = range.from ?? until - usualDays * day
  if (until - from > mostDays * day) {
    throw new Refusal('bad-input', { faults: [{ path: 'from', message: `At most ${mostDays} days.` }] })
  }
  const byDisposition = new Map<string, { after: number[]; typed: number[] }>()
  for (let at = from; at < until; at += day) {
    const rows = await store.readWrapUpTimes(at, Math.min(until, at + day), teams)
    for (const row of rows) note(byDisposition, row)
  }
  const items = [...byDisposition].map(([disposition, { after, typed }]) => ({
    disposition,
    count: after.length,
    medianMs: percentile(after, 0.5),
    p90Ms: percentile(after, 0.9),
    typedMedianMs: typed.length === 0 ? null : percentile(typed, 0.5),
  }))
  return { from, until, items: items.sort((a, b) => b.count - a.count || compare(a, b)) }
}

function compare(a: { disposition: string }, b: { disposition: string }): number {
  return a.disposition < b.disposition ? -1 : 1
}

function note(into: Map<string, { after: number[]; typed: number[] }>, row: WrapUpTime): void {
  const of = into.get(row.disposition) ?? { after: [], typed: [] }
  into.set(row.disposition, of)
  of.after.push(row.afterCallMs)
  if (row.typedMs !== null) of.typed.push(row.typedMs)
}

/** By nearest rank: always a time that somebody took. */
function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0
}
