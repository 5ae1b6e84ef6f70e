import type { QuarterCounts } from '../store/alert-store.ts'
import { lastQuarter, type PastWeeks, quarterMs, weeksBack } from './past-weeks.ts'
import type { AlertCause } from './raise-alert.ts'

/** A silence is looked back on for so long. */
const longestMs = 12 * 60 * 60_000
/** In so many of the past four weeks there must have been calls. */
const leastWeeks = 3

export interface SilenceRule {
  readonly forMs: number
  readonly least: number
  /** Since when this program has heard at all, ms: what nobody could hear is no silence. */
  readonly hearingSince: number
}

/**
 * A source that has told of no call for a while in which it usually has some: at least `least` in the very same hours of
 * three of the past four weeks. A source with few calls is therefore silent for longer before anybody is told, one that is
 * closed at night never is.
 */
export async function findSilentSources(
  past: PastWeeks,
  sources: readonly string[],
  { forMs, least, hearingSince }: SilenceRule,
  now: number,
): Promise<AlertCause[]> {
  const until = lastQuarter(now)
  if (past.isHoliday(until - 1)) return []
  const causes: AlertCause[] = []
  for (const source of sources) {
    const heardMs = Math.min(longestMs, until - hearingSince)
    const silentMs = await silenceOf(past, source, until, heardMs, now)
    if (silentMs < forMs) continue
    const counts: number[] = []
    for (let n = 1; n <= weeksBack; n++) {
      const then = past.weeksAgo(until, n)
      if (then !== null) counts.push(callsOf(await past.read(then, silentMs), source))
    }
    const usual = counts.filter((calls) => calls >= least)
    if (usual.length < leastWeeks) continue
    causes.push({
      rule: 'source-silent',
      subjectKey: `source:${source}`,
      severity: 'critical',
      figures: { source, minutes: Math.round(silentMs / 60_000), usual: Math.min(...usual) },
    })
  }
  return causes
}

/** Whole quarters of an hour without a call, up to this one; none where the one that is running has a call. */
async function silenceOf(
  past: PastWeeks,
  source: string,
  until: number,
  mostMs: number,
  now: number,
): Promise<number> {
  if (now > until && callsOf(await past.read(until + quarterMs, quarterMs), source) > 0) return 0
  let silent = 0
  while (silent + quarterMs <= mostMs) {
    if (callsOf(await past.read(until - silent, quarterMs), source) > 0) break
    silent += quarterMs
  }
  return silent
}

function callsOf(quarters: readonly QuarterCounts[], source: string): number {
  return quarters
    .flatMap(({ calls }) => calls)
    .reduce((sum, one) => sum + (one.source === source ? one.told : 0), 0)
}
