import type { Call } from './call/call.ts'
import type { Config } from './config.ts'
import { houseZone } from './house-bearings.ts'
import type { LiveCount } from './store/live-store.ts'

/** By which the calls of a day are counted; docs/live.md says it in words. */
export interface CountingPolicy {
  /** A call is answered in time within so long, ms. */
  readonly answerWithin: (source: string, queue: string | null) => number
  /** Who gives up within so long has not waited for us, ms. */
  readonly shortAbandonMs: number
  /** The day of the house on which an instant (ms) lies: `2026-11-23`. */
  readonly dayOf: (at: number) => string
}

export function countingPolicy(
  config: Pick<Config, 'live'> & { readonly sources: Config['sources'] },
): CountingPolicy {
  const { answerWithinSeconds, shortAbandonSeconds } = config.live
  const own = new Map(
    config.sources.flatMap(({ name, queues }) =>
      queues.map((queue) => [JSON.stringify([name, queue.id]), queue.answerWithinSeconds] as const),
    ),
  )
  return {
    answerWithin: (source, queue) => (own.get(JSON.stringify([source, queue])) ?? answerWithinSeconds) * 1000,
    shortAbandonMs: shortAbandonSeconds * 1000,
    dayOf: daysOf(houseZone(config)),
  }
}

/** Asking Intl costs microseconds: an instant within the same quarter of an hour is of the same day. */
export function daysOf(timeZone: string): (at: number) => string {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    calendar: 'iso8601',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  })
  let last = { quarter: Number.NaN, day: '' }
  return (at) => {
    const quarter = Math.floor(at / (15 * 60_000))
    if (quarter !== last.quarter) last = { quarter, day: format.format(at) }
    return last.day
  }
}

/**
 * How this step of a call changes the figures: what the call counts for now, less what it counted for before, since a late
 * event may tell its story anew. Nothing in most steps.
 */
export function countsOf(policy: CountingPolicy, before: Call | null, after: Call): readonly LiveCount[] {
  const was = before && countOf(policy, before)
  const is = countOf(policy, after)
  if (JSON.stringify(was) === JSON.stringify(is)) return []
  return [...(was ? [taken(was)] : []), ...(is ? [is] : [])]
}

/** Counted are calls of customers that came in and were answered or given up; calls among ourselves and their legs are not. */
function countOf(policy: CountingPolicy, call: Call): LiveCount | null {
  const { source, queue, direction, arrivedAt, answeredAt, endedAt } = call
  if (direction !== 'inbound' || call.endReason === 'joined') return null
  if (answeredAt === null && endedAt === null) return null
  const waitedMs = Math.max(0, (answeredAt ?? endedAt ?? arrivedAt) - arrivedAt)
  const isAnswered = answeredAt !== null
  return {
    day: policy.dayOf(arrivedAt),
    source,
    queue: queue ?? '',
    answered: isAnswered ? 1 : 0,
    inTime: isAnswered && waitedMs <= policy.answerWithin(source, queue) ? 1 : 0,
    abandoned: isAnswered ? 0 : 1,
    abandonedSoon: !isAnswered && waitedMs <= policy.shortAbandonMs ? 1 : 0,
    waitedMs,
    longestMs: waitedMs,
  }
}

/** The longest wait stays: what was longest before is not known any more. */
function taken(count: LiveCount): LiveCount {
  const { answered, inTime, abandoned, abandonedSoon, waitedMs } = count
  return {
    ...count,
    answered: -answered,
    inTime: -inTime,
    abandoned: -abandoned,
    abandonedSoon: -abandonedSoon,
    waitedMs: -waitedMs,
    longestMs: 0,
  }
}
