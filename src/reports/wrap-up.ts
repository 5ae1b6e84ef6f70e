import type { DayWrapUp } from '../store/figure-store.ts'
import { type Amount, bucketOf, get, percentile } from './measures.ts'
import { type Counted, column, type ReportKind } from './report-kind.ts'

/** How long calls take to be closed once the caller has gone. */
export const wrapUp: ReportKind = {
  id: 'wrap-up',
  columns: [
    column('wrapUps', 'count'),
    column('mean', 'ms', 'less'),
    column('median', 'ms', 'less'),
    column('p90', 'ms', 'less'),
    column('longest', 'ms', 'less'),
    column('typedMedian', 'ms', 'less'),
  ],
  by: ['disposition', 'none', 'agent', 'team', 'queue', 'tier'],
  byHour: false,
  heat: null,
  pareto: 'disposition',
  comments: false,
  values(tally) {
    const n = get(tally, 'n')
    return [
      n,
      n === 0 ? null : Math.round(get(tally, 'sum') / n),
      percentile(tally, 'after', 0.5),
      percentile(tally, 'after', 0.9),
      tally.get('max:after') ?? null,
      percentile(tally, 'typed', 0.5),
    ]
  },
}

/** By the day on which it was saved; of calls that had ended by then. */
export function countWrapUp(one: DayWrapUp): Counted {
  const amounts: Amount[] = [
    ['n', 1],
    ['sum', one.afterCallMs],
    ['max:after', one.afterCallMs],
    [bucketOf('after', one.afterCallMs), 1],
    [`disposition:${one.disposition}`, 1],
  ]
  if (one.typedMs !== null) amounts.push([bucketOf('typed', one.typedMs), 1])
  const keys = {
    disposition: one.disposition,
    agent: one.accountId,
    queue: one.queue ?? '',
    tier: one.tier ?? '',
  }
  return { team: one.team ?? '', keys, amounts }
}
