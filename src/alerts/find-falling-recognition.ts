import type { QuarterCounts } from '../store/alert-store.ts'
import { lastQuarter, type PastWeeks, weeksBack } from './past-weeks.ts'
import type { AlertCause } from './raise-alert.ts'

const hourMs = 60 * 60_000
const leastWeeks = 2
const restShare = 0.7

export interface RecognitionRule {
  /** Of a hundred. */
  readonly points: number
  readonly least: number
}

/**
 * A source of which far fewer callers are recognised than usual, as when a phone system begins to write numbers in another
 * way: the share of the last hour lies `points` below the lowest of the same hour of the past four weeks, each of them with
 * at least `least` calls.
 */
export async function findFallingRecognition(
  past: PastWeeks,
  sources: readonly string[],
  { points, least }: RecognitionRule,
  open: ReadonlySet<string>,
  now: number,
): Promise<AlertCause[]> {
  const until = lastQuarter(now)
  if (past.isHoliday(until - 1)) return []
  const today = await past.read(until, hourMs)
  const causes: AlertCause[] = []
  for (const source of sources) {
    const share = shareOf(today, source, least)
    if (share === null) continue
    const usual = await usualShare(past, source, least, until)
    const subjectKey = `source:${source}`
    const wanted = points * (open.has(subjectKey) ? restShare : 1)
    if (usual === null || usual - share < wanted) continue
    const figures = { source, share: Math.round(share), usual: Math.round(usual) }
    causes.push({ rule: 'recognition-falling', subjectKey, figures })
  }
  return causes
}

async function usualShare(
  past: PastWeeks,
  source: string,
  least: number,
  until: number,
): Promise<number | null> {
  const shares: number[] = []
  for (let n = 1; n <= weeksBack; n++) {
    const then = past.weeksAgo(until, n)
    const share = then === null ? null : shareOf(await past.read(then, hourMs), source, least)
    if (share !== null) shares.push(share)
  }
  return shares.length < leastWeeks ? null : Math.min(...shares)
}

/** Of a hundred; null where there were too few calls to tell. */
function shareOf(quarters: readonly QuarterCounts[], source: string, least: number): number | null {
  const here = quarters.flatMap(({ calls }) => calls.filter((one) => one.source === source))
  const calls = here.reduce((sum, one) => sum + one.calls, 0)
  const recognised = here.reduce((sum, one) => sum + one.recognised, 0)
  return calls < least ? null : (100 * recognised) / calls
}
